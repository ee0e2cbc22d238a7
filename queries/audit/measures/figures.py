"""Numbers that do not agree: inside a policy, and with the policy it rests on."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from graph.identity import normal
from graph.indicator_matches import comparison_key
from queries.audit.facts import Commitment, Facts, Plan, Term
from queries.audit.finding import Found
from queries.audit.measures.settings import Settings
from queries.audit.measures.values import of_commitment, passages_of, stable

POINTS = Term("个百分点", "percentage points")


def inconsistent_values(facts: Facts, settings: Settings) -> Iterator[Found]:
    """Two targets of one policy on one indicator, for one time and scope, with different values.

    ``weightless`` words tell no indicators apart (全市主要食品安全总体监测合格率, 食品质量抽检合格率).
    Not counted: several dates (milestones), different scopes, denominators or baselines, what is only striven for.
    """
    weightless = settings.pattern("weightless")
    for plan in facts.plans:
        groups: dict[tuple[str, ...], list[Commitment]] = defaultdict(list)
        for target in plan.commitments:
            if target.figure and target.firm and not settings.pattern("part").search(target.figure.indicator):
                name = weightless.sub("", normal(target.figure.indicator))
                if len(name) >= settings.number("shortest"):
                    groups[(name, *_measure(target))].append(target)
        for targets in groups.values():
            yield from _contradictions(plan, targets)


def _measure(target: Commitment) -> tuple[str, ...]:
    """What two figures must have in common to be about the same thing."""
    figure = target.figure
    assert figure is not None
    unit = figure.dimension or figure.unit
    return (
        figure.kind,
        figure.comparator[:1],
        unit,
        figure.scope,
        figure.denominator,
        figure.baseline,
        target.recurrence,
    )


def _contradictions(plan: Plan, targets: Sequence[Commitment]) -> Iterator[Found]:
    for one, other in combinations(targets, 2):
        if _value(one) == _value(other) or not _same_time(one, other) or _are_parallel(one, other):
            continue
        assert one.figure
        assert other.figure
        yield Found(
            policy=plan.iri,
            subjects=(of_commitment(one), of_commitment(other)),
            passages=passages_of(one, other),
            key=stable(*sorted((one.label, other.label))),
            detail={
                "one": one.label,
                "other": other.label,
                "one_path": one.path,
                "other_path": other.path,
                "difference": abs(one.figure.value - other.figure.value),
                "unit": POINTS if one.figure.unit == "%" else one.figure.unit,
            },
        )


def _are_parallel(one: Commitment, other: Commitment) -> bool:
    """Whether both stand in one provision, or are items of one section: each item has an object of its own."""
    return one.provision.rpartition("/")[0] == other.provision.rpartition("/")[0] or one.provision == other.provision


def _value(target: Commitment) -> tuple[Decimal | None, Decimal | None]:
    assert target.figure
    canonical = target.figure.canonical
    return (target.figure.value if canonical is None else canonical, target.figure.upper)


def _same_time(one: Commitment, other: Commitment) -> bool:
    """The same deadline, or one of them has none of its own and takes the policy's."""
    return one.deadline == other.deadline or not one.deadline or not other.deadline


def weaker_than_superior(facts: Facts, _: Settings) -> Iterator[Found]:
    """Targets that ask less than the policy they rest on asks on the same indicator, for the same time."""
    for plan in facts.plans:
        above = {facts.instruments.get(iri, iri) for iri in plan.based_on}
        superiors = [facts.by_policy[iri] for iri in sorted(above) if iri in facts.by_policy and iri != plan.iri]
        for superior in superiors:
            asked = _by_indicator(superior)
            for target in plan.commitments:
                for other in asked.get(_indicator(target), ()) if target.figure else ():
                    if _asks_less(target, other):
                        yield Found(
                            policy=plan.iri,
                            subjects=(of_commitment(target), of_commitment(other)),
                            passages=passages_of(target, other),
                            key=stable(target.label, superior.label, other.label),
                            detail={"own": target.label, "superior": superior.label, "asked": other.label},
                        )


def _by_indicator(plan: Plan) -> dict[str, list[Commitment]]:
    found: dict[str, list[Commitment]] = defaultdict(list)
    for target in plan.commitments:
        if target.figure and target.firm:
            found[_indicator(target)].append(target)
    return found


def _indicator(target: Commitment) -> str:
    return comparison_key(target.figure.indicator) if target.figure else ""


def _asks_less(own: Commitment, asked: Commitment) -> bool:
    """Whether a target stays behind another: lower where at least is asked, higher where at most is.

    A later deadline explains nothing away; an earlier one does (a step on the way).
    """
    mine, theirs = own.figure, asked.figure
    if not mine or not theirs or _measure(own) != _measure(asked) or mine.canonical is None or theirs.canonical is None:
        return False
    if own.deadline and asked.deadline and own.deadline[:4] < asked.deadline[:4]:
        return False
    if theirs.comparator in {">=", ">"} or (theirs.comparator == "=" and theirs.unit == "%"):
        return mine.canonical < theirs.canonical
    return theirs.comparator in {"<=", "<"} and mine.canonical > theirs.canonical

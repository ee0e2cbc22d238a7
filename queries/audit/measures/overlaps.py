"""Duties and tasks that several bodies were given apart from each other: 职责交叉."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from queries.audit.facts import Agent, Commitment, Facts, Plan
from queries.audit.finding import Found
from queries.audit.measures.settings import Settings
from queries.audit.measures.values import agents_of, names, of_agent, of_commitment, passages_of, quoted, stable
from queries.audit.measures.words import alike, bare, candidates, pairs

KINDS = ("duty", "task")


def identical_duties(facts: Facts, settings: Settings) -> Iterator[Found]:
    """The same duty, word for word, in different provisions under different bodies.

    Bodies that one provision names together share it by design; so does a wording with ``joint`` words, and one that
    bounds itself to each body's ``own`` field (本系统, 职责范围内) is not the same duty at all.
    """
    for plan in facts.plans:
        groups: dict[str, list[Commitment]] = defaultdict(list)
        for commitment in _candidates(facts, plan, settings):
            groups[bare(commitment.label)].append(commitment)
        for commitments in groups.values():
            agents = _agents(plan, commitments)
            if len({commitment.provision for commitment in commitments}) > 1 and len(agents) > 1:
                if _differ(plan, commitments):
                    yield _found(plan, commitments, agents, {})


def near_duties(facts: Facts, settings: Settings) -> Iterator[Found]:
    """Nearly the same duty under different bodies: the same action in nearly the same words, of a shared theme."""
    for plan in facts.plans:
        commitments = {one.iri: one for one in _candidates(facts, plan, settings)}
        texts = {iri: pairs(bare(one.label)) for iri, one in commitments.items()}
        for first, second in candidates(texts, int(settings.number("common"))):
            couple = (commitments[first], commitments[second])
            likeness = alike(texts[first], texts[second])
            if not settings.number("alike") <= likeness < 1 or not _overlap(plan, couple):
                continue
            yield _found(plan, couple, _agents(plan, couple), {"percent": Decimal(round(likeness * 100))})


def _candidates(facts: Facts, plan: Plan, settings: Settings) -> Iterator[Commitment]:
    for commitment in plan.commitments:
        said = bare(commitment.label)
        if commitment.kind not in KINDS or len(said) < settings.number("shortest") or commitment.iri not in plan.holders:
            continue
        text = commitment.label + quoted(facts, commitment.passages) if commitment.kind == "task" else commitment.label
        if not settings.pattern("joint").search(text) and not settings.pattern("own").search(text):
            yield commitment


def _overlap(plan: Plan, couple: Sequence[Commitment]) -> bool:
    """Whether two commitments stand apart, under bodies that have nothing in common, with a theme in common."""
    one, other = couple
    themes = not one.themes or not other.themes or bool(one.themes & other.themes)
    return one.provision != other.provision and themes and _differ(plan, couple)


def _differ(plan: Plan, commitments: Sequence[Commitment]) -> bool:
    """Whether no body has two of them: one that does may tell its own duties apart."""
    held = [frozenset(agents_of(plan.holders[commitment.iri])) for commitment in commitments]
    return sum(map(len, held)) == len(frozenset().union(*held))


def _agents(plan: Plan, commitments: Sequence[Commitment]) -> tuple[Agent, ...]:
    return agents_of(holding for commitment in commitments for holding in plan.holders[commitment.iri])


def _found(plan: Plan, commitments: Sequence[Commitment], agents: tuple[Agent, ...], detail: dict[str, Decimal]) -> Found:
    texts = tuple(dict.fromkeys(commitment.label for commitment in commitments))
    return Found(
        policy=plan.iri,
        subjects=(*map(of_commitment, commitments), *map(of_agent, agents)),
        passages=passages_of(*commitments),
        key=stable(*sorted({bare(text) for text in texts}), *names(agents)),
        detail={
            "duty": texts[0],
            "other": texts[-1],
            "bodies": names(agents),
            "count": Decimal(len(agents)),
            "places": tuple(dict.fromkeys(commitment.path for commitment in commitments)),
            **detail,
        },
    )

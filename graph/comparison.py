"""Which targets stand side by side, and in what they differ: ``zr:Comparison`` in ``graph/derived``.

Figures of one indicator, or of nearly equivalent ones, that at least two policies set make one comparison. It says
in words in which facets of ``ontology/vocab/facets.tsv`` they differ (``zr:differsIn``), and whether they may be
compared at all (``zr:comparability``).
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Store, Triple

from graph.draft import chinese
from graph.identity import Names
from graph.indicator_matches import comparison_key
from graph.labels import SIGNS
from graph.statements import labels_of, objects_of, subjects_of
from graph.vocabulary import LABEL, NOTATION, TYPE, zr
from ontology import dimensions, unit_of
from ontology.tables import FacetRow, read_facets

COMPARABLE = "comparable"
_WORST_FIRST = ("not_comparable", "with_care", COMPARABLE)
_MOST_SHOWN = 6
_NOT_STATED = ("未写明", "not stated")
_KINDS = {
    "level": ("达到", "level"),
    "increase": ("提高", "increase"),
    "decrease": ("下降", "decrease"),
    "rank": ("位次", "rank"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A target as far as comparison needs it; ``facets`` hold its value of each facet in Chinese and English."""

    target: str
    policy: str
    indicator: str
    facets: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Difference:
    """A facet in which figures differ, with the values that occur, sorted."""

    facet: FacetRow
    values: tuple[tuple[str, str], ...]

    def words(self, language: int) -> str:
        """What differs and how, in Chinese (0) or English (1): 期限不同:2020 / 未写明."""
        shown = " / ".join(value[language] for value in self.values[:_MOST_SHOWN])
        more = len(self.values) - _MOST_SHOWN
        if language == 0:
            return f"{self.facet.label_zh}不同:{shown}" + (f" 等{len(self.values)}种" if more > 0 else "")
        return f"{self.facet.label_en} differs: {shown}" + (f" and {more} more" if more > 0 else "")


def compare_targets(store: Store, names: Names) -> Iterator[Triple]:
    """Yield the comparisons of all targets with a number in the store, in the order of their keys."""
    groups: dict[str, list[Figure]] = defaultdict(list)
    for figure in _figures(store):
        groups[comparison_key(figure.indicator)].append(figure)
    for key in sorted(groups):
        figures = sorted(groups[key], key=lambda figure: figure.target)
        if len({figure.policy for figure in figures}) > 1:
            yield from _comparison(names.thing("comparison", key), figures)


def differences(figures: Sequence[Figure]) -> tuple[Difference, ...]:
    """The facets in which the figures differ, the weightiest first; units of two dimensions differ of themselves."""
    found = ((facet, {figure.facets[facet.id] for figure in figures}) for facet in read_facets())
    differing = {facet: values for facet, values in found if len(values) > 1}
    of_dimensions = any(facet.id == "dimension" for facet in differing)
    return tuple(
        Difference(facet, tuple(sorted(values)))
        for facet, values in differing.items()
        if not (of_dimensions and facet.id == "unit")
    )


def comparability(found: Sequence[Difference]) -> str:
    """``comparable`` where nothing but the number differs; else what the weightiest difference allows."""
    return min((one.facet.comparability for one in found), key=_WORST_FIRST.index, default=COMPARABLE)


def _comparison(node: NamedNode, figures: Sequence[Figure]) -> Iterator[Triple]:
    found = differences(figures)
    used = Counter(figure.indicator for figure in figures)
    yield Triple(node, TYPE, zr("Comparison"))
    yield Triple(node, LABEL, chinese(min(used, key=lambda name: (-used[name], name))))
    yield Triple(node, zr("comparability"), Literal(comparability(found)))
    for figure in figures:
        yield Triple(node, zr("compares"), NamedNode(figure.target))
    for one in found:
        difference = NamedNode(f"{node.value}/{one.facet.id}")
        yield Triple(node, zr("differsIn"), difference)
        yield Triple(difference, TYPE, zr("Difference"))
        yield Triple(difference, NOTATION, Literal(one.facet.id))
        yield Triple(difference, LABEL, chinese(one.words(0)))
        yield Triple(difference, LABEL, Literal(one.words(1), language="en"))


def _figures(store: Store) -> Iterator[Figure]:
    """Every target with a value, an indicator and a policy."""
    names = ("indicator", "kind", "comparator", "unit", "denominator", "baseline", "scope", "deadline", "recurrence")
    stated = {name: objects_of(store, zr(name)) for name in (*names, "dimension", "value", "statedIn")}
    labels = labels_of(store, "Indicator")
    policies = _Policies(store)

    def value(target: str, name: str) -> str:
        return min(stated[name].get(target, ()), default="")

    for target in sorted(subjects_of(store, "Target")):
        indicator = labels.get(value(target, "indicator"))
        policy = policies.of(value(target, "statedIn"))
        if indicator and policy and value(target, "value"):
            facts = {name: value(target, name) for name in (*names, "dimension")}
            yield Figure(target, policy, indicator, _facets(indicator, facts))


def _facets(indicator: str, facts: Mapping[str, str]) -> Mapping[str, tuple[str, str]]:
    dimension = facts["dimension"].rpartition("/")[2]
    annual = {"annual": ("每年", "every year")}.get(facts["recurrence"])
    sign = SIGNS.get(facts["comparator"], facts["comparator"])
    return {
        "dimension": dimensions().get(dimension, _NOT_STATED),
        "kind": _KINDS.get(facts["kind"], _stated(facts["kind"])),
        "denominator": _stated(facts["denominator"]),
        "baseline": _stated(facts["baseline"]),
        "indicator": (indicator, indicator),
        "unit": _stated(_unit(facts["unit"])),
        "scope": _stated(facts["scope"]),
        "comparator": ("介于", "between") if sign == "range" else _stated(sign),
        "period": annual or _stated(facts["deadline"][:4]),
    }


def _unit(printed: str) -> str:
    """The unit in its one spelling; the words that count things (个, 家) are one unit."""
    unit = unit_of(printed) if printed else None
    if unit is None:
        return printed
    return "个" if unit.dimension == "count" and unit.multiplier == 1 else unit.symbol


def _stated(text: str) -> tuple[str, str]:
    return (text, text) if text else _NOT_STATED


class _Policies:
    """Finds the policy of a provision by the chain of ``zr:partOf``."""

    def __init__(self, store: Store) -> None:
        self._above = {part: min(wholes) for part, wholes in objects_of(store, zr("partOf")).items()}
        self._known = subjects_of(store, "Policy")

    def of(self, provision: str) -> str | None:
        seen: set[str] = set()
        while provision and provision not in self._known:
            if provision in seen:
                return None
            seen.add(provision)
            provision = self._above.get(provision, "")
        return provision or None

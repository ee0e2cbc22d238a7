"""Which indicators of different names are nearly the same: ``skos:closeMatch`` in ``graph/derived``, with its reason.

Names meet under a key (``graph.indicator_names``), never pair by pair, so the time is linear in the indicators. A
wrong link harms more than a missing one: keys are equal only where words without weight tell the names apart.
Shares of one thing with two denominators are no close match: they are linked by ``skos:relatedMatch``.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from pyoxigraph import Literal, NamedNode, Store, Triple

from graph.draft import chinese
from graph.identity import Names
from graph.indicator_names import likeness, near_key, numerator_key, share_of
from graph.statements import labels_of, objects_of
from graph.vocabulary import CLOSE_MATCH, LABEL, RELATED_MATCH, TYPE, xsd, zr
from loaders.lexicon import load_lexicon

NEAR_NAME = "near-name"
OTHER_DENOMINATOR = "other-denominator"


@dataclass(frozen=True, slots=True)
class Match:
    """Two things of different names, the first the smaller name, taken to be nearly the same.

    ``score`` is from 0 to 1; ``zh`` and ``en`` are the reason.
    """

    kind: str
    names: tuple[str, str]
    nodes: tuple[str, str]
    predicate: NamedNode
    rule: str
    score: float
    zh: str
    en: str

    def triples(self, names: Names) -> Iterator[Triple]:
        """The match as a node with its reason, and the plain statement both ways."""
        node = names.thing("match", self.kind, *self.names)
        one, other = (NamedNode(iri) for iri in self.nodes)
        yield Triple(node, TYPE, zr("Match"))
        yield Triple(node, LABEL, chinese(" ≈ ".join(self.names)))
        yield Triple(node, zr("matches"), one)
        yield Triple(node, zr("matches"), other)
        yield Triple(node, zr("rule"), Literal(self.rule))
        yield Triple(node, zr("score"), Literal(str(self.score), datatype=xsd("decimal")))
        yield Triple(node, zr("detail"), chinese(self.zh))
        yield Triple(node, zr("detail"), Literal(self.en, language="en"))
        yield Triple(one, self.predicate, other)
        yield Triple(other, self.predicate, one)


def comparison_key(name: str) -> str:
    """The key under which figures are put side by side: near names, and shares of one thing whatever of."""
    share = share_of(name)
    return f"{numerator_key(share)}占" if share else near_key(name).key


def link_indicators(store: Store, names: Names) -> Iterator[Triple]:
    """Yield the matches of all indicators in the store, in the order of their names."""
    dimensions = objects_of(store, zr("dimension"))
    indicators = {label: iri for iri, label in labels_of(store, "Indicator").items()}
    for match in (*_near_names(indicators, dimensions), *_other_denominators(indicators)):
        yield from match.triples(names)


def _near_names(indicators: Mapping[str, str], dimensions: Mapping[str, frozenset[str]]) -> Iterator[Match]:
    for one, other in _pairs(indicators, lambda name: near_key(name).key):
        first, second = (dimensions.get(indicators[name], frozenset()) for name in (one, other))
        if first and second and not first & second:
            continue
        zh, en = _reason(one, other)
        yield Match(
            kind="indicator",
            names=(one, other),
            nodes=(indicators[one], indicators[other]),
            predicate=CLOSE_MATCH,
            rule=NEAR_NAME,
            score=_score(one, other),
            zh=zh,
            en=en,
        )


def _score(one: str, other: str) -> float:
    """At least 0.5, as the names mean the same; the rest by how alike they are written."""
    return round(0.5 + likeness(one, other) / 2, 3)


def _reason(one: str, other: str) -> tuple[str, str]:
    """Why the names may differ: the rules that only one of them needed, else all that both needed."""
    first, second = (near_key(name).rules for name in (one, other))
    used = sorted(set(first) ^ set(second)) or sorted({*first, *second})
    rules = [load_lexicon("indicators", "graph").rule(identifier) for identifier in used]
    return ";".join(rule.fields["zh"] for rule in rules), "; ".join(rule.fields["en"] for rule in rules)


def _other_denominators(indicators: Mapping[str, str]) -> Iterator[Match]:
    shares = {name: share for name in indicators if (share := share_of(name))}
    for one, other in _pairs(shares, lambda name: numerator_key(shares[name])):
        if near_key(one).key == near_key(other).key:
            continue
        bases = f"{shares[one].base} / {shares[other].base}"
        yield Match(
            kind="indicator",
            names=(one, other),
            nodes=(indicators[one], indicators[other]),
            predicate=RELATED_MATCH,
            rule=OTHER_DENOMINATOR,
            score=likeness(one, other),
            zh=f"占比基数不同,不可直接比较:{bases}",
            en=f"shares of different denominators, not comparable: {bases}",
        )


def _pairs(names: Mapping[str, object], key: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """The pairs of different names with one key; a key's names are spellings of one thing, so they are few."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names):
        found[key(name)].append(name)
    for group in found.values():
        yield from combinations(group, 2)

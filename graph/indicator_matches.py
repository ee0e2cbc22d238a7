"""Which indicators of different names are nearly the same: ``skos:closeMatch`` in ``graph/derived``, with its reason.

Names meet under a key (``graph.indicator_names``), never pair by pair, so the time is linear in the indicators. A
wrong link harms more than a missing one: keys are equal only where words without weight tell the names apart.
Shares of one thing with two denominators are no close match: they are linked by ``skos:relatedMatch``.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import combinations

from pyoxigraph import Store, Triple

from graph.identity import Names
from graph.indicator_names import near_key, numerator_key, share_of
from graph.matches import Match, likeness, weighed
from graph.statements import labels_of, objects_of
from graph.vocabulary import CLOSE_MATCH, RELATED_MATCH, zr
from loaders.lexicon import load_lexicon

NEAR_NAME = "near-name"
OTHER_DENOMINATOR = "other-denominator"


def comparison_key(name: str) -> str:
    """The key under which figures are put side by side: near names, and shares of one thing whatever of."""
    share = share_of(name)
    return f"{numerator_key(share)}占" if share else near_key(name).key


def link_indicators(store: Store, names: Names) -> Iterator[Triple]:
    """Yield the matches of all indicators in the store, in the order of their names."""
    dimensions = objects_of(store, zr("dimension"))
    indicators = {label: iri for iri, label in labels_of(store, "Indicator").items()}
    for match in (*_near_names(indicators, dimensions), *_shares_of_one_thing(indicators)):
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
            score=weighed(one, other),
            zh=zh,
            en=en,
        )


def _reason(one: str, other: str) -> tuple[str, str]:
    """Why the names may differ: the rules that only one of them needed, else all that both needed."""
    first, second = (near_key(name).rules for name in (one, other))
    used = sorted(set(first) ^ set(second)) or sorted({*first, *second})
    rules = [load_lexicon("indicators", "graph").rule(identifier) for identifier in used]
    return ";".join(rule.fields["zh"] for rule in rules), "; ".join(rule.fields["en"] for rule in rules)


def _shares_of_one_thing(indicators: Mapping[str, str]) -> Iterator[Match]:
    """Shares whose numerator is one: near where the denominator is one too, else related and not comparable."""
    shares = {name: share for name in indicators if (share := share_of(name))}
    for one, other in _pairs(shares, lambda name: numerator_key(shares[name])):
        if near_key(one).key == near_key(other).key:
            continue
        pair, nodes = (one, other), (indicators[one], indicators[other])
        bases = (shares[one].base, shares[other].base)
        if near_key(bases[0]).key == near_key(bases[1]).key:
            amount = load_lexicon("indicators", "graph").rule("amount-word").fields
            score = weighed(one, other)
            yield Match("indicator", pair, nodes, CLOSE_MATCH, NEAR_NAME, score, amount["zh"], amount["en"])
            continue
        printed = " / ".join(bases)
        yield Match(
            kind="indicator",
            names=pair,
            nodes=nodes,
            predicate=RELATED_MATCH,
            rule=OTHER_DENOMINATOR,
            score=likeness(one, other),
            zh=f"占比基数不同,不可直接比较:{printed}",
            en=f"shares of different denominators, not comparable: {printed}",
        )


def _pairs(names: Mapping[str, object], key: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """The pairs of different names with one key; a key's names are spellings of one thing, so they are few."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names):
        found[key(name)].append(name)
    for group in found.values():
        yield from combinations(group, 2)

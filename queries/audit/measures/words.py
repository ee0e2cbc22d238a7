"""How alike two texts are, and where a text's words occur again: pairs of neighbouring signs (bigrams)."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from graph.identity import normal

_MARKS = re.compile(r"[^\w]+")


def bare(text: str) -> str:
    """A text as it is compared: without blanks, punctuation and differences of width."""
    return _MARKS.sub("", normal(text))


def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring signs of a bare text."""
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


def alike(one: frozenset[str], other: frozenset[str]) -> float:
    """The Dice coefficient, from 0 to 1."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def candidates(texts: Mapping[str, frozenset[str]], most: int) -> Iterator[tuple[str, str]]:
    """Pairs of texts that share one of their rarest pairs of signs: all that can be very alike, in near linear time.

    Two texts that are at least half alike share many pairs, among them rare ones; what ``most`` texts or more have
    says nothing and joins nobody.
    """
    spread = Counter(pair for found in texts.values() for pair in found)
    holders: dict[str, list[str]] = defaultdict(list)
    for key in sorted(texts):
        for pair in texts[key]:
            if spread[pair] < most:
                holders[pair].append(key)
    seen: set[tuple[str, str]] = set()
    for pair in sorted(holders):
        for couple in combinations(holders[pair], 2):
            if couple not in seen:
                seen.add(couple)
                yield couple


def contained(wanted: frozenset[str], texts: Iterable[frozenset[str]]) -> float:
    """The largest share of the wanted pairs that one of the texts has, from 0 to 1."""
    return max((len(wanted & text) / len(wanted) for text in texts), default=0.0) if wanted else 1.0

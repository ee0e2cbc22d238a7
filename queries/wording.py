"""Which sayings have the same or nearly the same words, found without comparing each with each."""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

import networkx as nx

Likeness = Literal["same", "similar"]
SIMILAR = 0.8
"""Two sayings are nearly the same where they share this part of the pairs of letters that either has (Jaccard)."""
SHORTEST = 8
"""Letters: shorter sayings (加强宣传) are like others by chance, and count only where they are the same."""
RARE = 8
"""Pairs of letters by which a saying looks for others: if it is similar to one, they share one of its rarest."""

_MARKS = re.compile(r"[\W_]+")


class Worded(NamedTuple):
    """A thing and what is said of it."""

    name: str
    text: str


def alike(sayings: Iterable[Worded]) -> Iterator[tuple[Likeness, Sequence[Worded]]]:
    """Groups of sayings in the same words (one alone is a group too), and then groups that are nearly the same.

    Blanks and punctuation do not count. Groups come in the order of their texts.
    """
    groups: dict[str, list[Worded]] = defaultdict(list)
    for saying in sorted(sayings):
        groups[_MARKS.sub("", saying.text)].append(saying)
    for text in sorted(groups):
        yield "same", groups[text]
    for texts in _similar(sorted(text for text in groups if len(text) >= SHORTEST)):
        yield "similar", [saying for text in texts for saying in groups[text]]


def _similar(texts: Sequence[str]) -> Iterator[list[str]]:
    """The texts of each group that similarity joins; only those that share a rare pair of letters are compared."""
    pairs = {text: frozenset(first + second for first, second in itertools.pairwise(text)) for text in texts}
    holders: dict[str, int] = defaultdict(int)
    for found in pairs.values():
        for pair in found:
            holders[pair] += 1
    graph: nx.Graph[str] = nx.Graph()
    seen: dict[str, list[str]] = defaultdict(list)
    for text in texts:
        rarest = sorted(pairs[text], key=lambda pair: (holders[pair], pair))
        rarest = [pair for pair in rarest if holders[pair] > 1][:RARE]
        for other in {other for pair in rarest for other in seen[pair]}:
            if _jaccard(pairs[text], pairs[other]) >= SIMILAR:
                graph.add_edge(text, other)
        for pair in rarest:
            seen[pair].append(text)
    yield from sorted(sorted(part) for part in nx.connected_components(graph))


def _jaccard(first: frozenset[str], second: frozenset[str]) -> float:
    return len(first & second) / len(first | second)

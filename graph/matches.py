"""Two things of different names that are nearly the same: the match as statements, and how alike two names are."""

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from graph.draft import chinese
from graph.identity import Names
from graph.inference import by_rule
from graph.vocabulary import LABEL, TYPE, xsd, zr


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
        yield from by_rule(node, self.rule)
        yield Triple(node, zr("score"), Literal(str(self.score), datatype=xsd("decimal")))
        yield Triple(node, zr("detail"), chinese(self.zh))
        yield Triple(node, zr("detail"), Literal(self.en, language="en"))
        yield Triple(one, self.predicate, other)
        yield Triple(other, self.predicate, one)


def likeness(one: str, other: str) -> float:
    """How alike two names are, from 0 to 1: the Dice coefficient of their pairs of neighbouring signs."""
    first, second = (_pairs(one), _pairs(other))
    if not first or not second:
        return float(one == other)
    return round(2 * len(first & second) / (len(first) + len(second)), 3)


def weighed(one: str, other: str) -> float:
    """The score of names that a rule takes to mean the same: at least 0.5, the rest by how alike they are written."""
    return round(0.5 + likeness(one, other) / 2, 3)


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}

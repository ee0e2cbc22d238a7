"""The statements of one document while they are being collected.

Two graphs receive them. What only this document can say (its provisions, commitments, passages) goes to the
document's own graph. What describes a thing that other documents name as well (a department's label, an indicator's
theme) goes to one graph that all share: Oxigraph's union of graphs returns a triple once for each graph that holds it,
so the same triple in two graphs would double rows and counts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad

from graph.identity import Names, policy_key
from graph.vocabulary import LABEL, TYPE, xsd, zr
from loaders.record import Entry, Record, Span

Term = NamedNode | Literal
Statement = tuple[NamedNode, NamedNode, Term]

_DATE_TYPES = (
    ("gYear", re.compile(r"[0-9]{4}")),
    ("gYearMonth", re.compile(r"[0-9]{4}-[0-9]{2}")),
    ("date", re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")),
)


def chinese(text: str) -> Literal:
    """A literal in Chinese."""
    return Literal(text, language="zh")


def integer(value: int) -> Literal:
    """A whole number."""
    return Literal(str(value), datatype=xsd("integer"))


def date(text: str | None) -> Literal | None:
    """An ISO date, typed by its precision; text of another form stays a plain string."""
    if text is None:
        return None
    kind = next((kind for kind, form in _DATE_TYPES if form.fullmatch(text)), None)
    return Literal(text, datatype=xsd(kind)) if kind else Literal(text)


@dataclass(slots=True)
class Draft:
    """Collects the statements of one document; what is said twice is kept once, in the order of its first saying."""

    record: Record
    names: Names
    key: str = field(init=False)
    _own: dict[Statement, None] = field(init=False, default_factory=dict)
    _shared: dict[Statement, None] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.key = policy_key(self.record)

    @property
    def policy(self) -> NamedNode:
        """The policy this document is."""
        return self.names.policy(self.key)

    def say(self, subject: NamedNode, predicate: NamedNode, *values: Term | None) -> None:
        """State each value that is known, in the document's own graph."""
        for value in values:
            if value is not None:
                self._own[subject, predicate, value] = None

    def share(self, subject: NamedNode, predicate: NamedNode, *values: Term | None) -> None:
        """State each value that is known, in the graph that all documents share."""
        for value in values:
            if value is not None:
                self._shared[subject, predicate, value] = None

    def introduce(self, subject: NamedNode, kind: str, label: str | None = None) -> NamedNode:
        """State the class and the label of a thing that belongs to this document."""
        self.say(subject, TYPE, zr(kind))
        self.say(subject, LABEL, chinese(label) if label else None)
        return subject

    def introduce_shared(self, subject: NamedNode, kind: str, label: str | None = None) -> NamedNode:
        """State the class and the label of a thing that other documents may name as well."""
        self.share(subject, TYPE, zr(kind))
        self.share(subject, LABEL, chinese(label) if label else None)
        return subject

    def prove(self, subject: NamedNode, entry: Entry) -> None:
        """State the passage and the rule that a statement rests on."""
        self.say(subject, zr("evidence"), self.passage(entry.span))
        self.say(subject, zr("rule"), Literal(entry.rule))

    def passage(self, span: Span) -> NamedNode:
        """The node of a stretch of the text."""
        node = self.introduce(self.names.at("passage", self.key, span), "Passage")
        self.say(node, zr("begin"), integer(span.begin))
        self.say(node, zr("end"), integer(span.end))
        self.say(node, zr("quote"), chinese(self.record.text[span.begin : span.end]))
        self.say(node, zr("source"), self.policy)
        return node

    def quads(self) -> Iterator[Quad]:
        """Everything said, each statement in its graph."""
        for graph, statements in (
            (self.names.document_graph(self.key), self._own),
            (self.names.graph("shared"), self._shared),
        ):
            for subject, predicate, value in statements:
                yield Quad(subject, predicate, value, graph)

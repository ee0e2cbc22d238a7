"""The record: what one document says, each entry with its place in the text and the rule that found it.

This is the published format that ``zeren extract --format jsonl`` prints and ``zeren build`` accepts.
Keys follow the gold guide; what zeren adds to it (provisions, tasks, duties, doubts, spans, rules) is additive.
Spans are half-open, in code points, into ``Record.text``; ``text[begin:end]`` is always the entry's ``quote``.
Dates are ISO 8601 strings of whatever precision the text gives: ``2014``, ``2014-04``, ``2014-04-16``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import partial
from typing import Annotated, Final, Literal, NamedTuple

from pydantic import BeforeValidator, PlainSerializer

Comparator = Literal[">=", ">", "<=", "<", "=", "range"]
DeadlineSource = Literal["explicit", "inherited_section", "inherited_document"]
Modality = Literal["firm", "stretch", "expected"]
# Records of version 0.1 have ``basis`` and ``mention``; they are read as what they meant.
_RELATIONS_BEFORE = {"basis": "based_on", "mention": "mentions"}


def _relation_now(value: object) -> object:
    return _RELATIONS_BEFORE.get(value, value) if isinstance(value, str) else value


Relation = Annotated[
    Literal["based_on", "implements", "creates", "repeals", "mentions"], BeforeValidator(_relation_now)
]


def _as_number(value: Decimal) -> int | float:
    """A JSON number: 94 rather than "94" or 94.0."""
    return int(value) if value == value.to_integral_value() else float(value)


Number = Annotated[Decimal, PlainSerializer(_as_number, return_type=int | float, when_used="json")]


class Span(NamedTuple):
    """A stretch of text: [begin, end), counted in code points."""

    begin: int
    end: int


# A span from the pair of its offsets, as a match gives it; for what comes by the hundred a page, as lines and sentences
# do: it passes over the call of the class, which costs as much again.
span_of: Final[Callable[[tuple[int, int]], Span]] = partial(tuple.__new__, Span)


class Role(StrEnum):
    """How an agent takes part. Values equal the last part of the IRI in the ontology: ``zr:lead``."""

    LEAD = "lead"
    RESPONSIBLE = "responsible"
    SUPPORT = "support"


class Kind(StrEnum):
    """What a target's value measures: a level to reach, a change, or a rank."""

    LEVEL = "level"
    INCREASE = "increase"
    DECREASE = "decrease"
    RANK = "rank"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What every extracted statement carries: its provision, the text it rests on, the rule that read it."""

    provision: str
    span: Span
    quote: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """A numbered part of the document; ``path`` joins the labels from the outermost heading: ``二/(四)/15``.

    ``span`` is its own text, from its label to the next numbered part; ``order`` counts from 0 in text order.
    """

    path: str
    heading: str
    order: int
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment(Entry):
    """One agent's part in the work of a provision; ``scope`` is the stretch of text the statement covers.

    ``agent`` has shared prefixes and suffixes restored; ``agent_span`` is where its own letters stand.
    ``matter`` names the one thing the agent answers for where the sentence gives each agent its own
    (产品、环境两个工作组,分别由…牵头: 环境工作组); None when the agent answers for all that ``scope`` holds.
    """

    agent: str
    role: Role
    agent_span: Span
    scope: Span
    matter: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Target(Entry):
    """A measured aim. ``value`` counts ``unit`` as printed: 94 % is 94 with ``%``; None for an aim without a number.

    ``upper`` only with comparator ``range``. ``deadline`` is a date or ``annual``; ``deadline_source`` says whether its
    own sentence or its item's 完成时限 states it, or it is inherited from the section or the whole document.
    ``modality`` is ``stretch`` for 力争, ``expected`` for 预期, else ``firm``.
    """

    indicator: str
    comparator: Comparator | None
    value: Number | None
    unit: str | None
    upper: Number | None = None
    deadline: str | None = None
    kind: Kind = Kind.LEVEL
    deadline_source: DeadlineSource | None = None
    modality: Modality = "firm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Entry):
    """A numbered item that asks for something; one per item, labelled with its heading."""

    label: str
    deadline: str | None = None
    deadline_source: DeadlineSource | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty(Entry):
    """One clause of the duties listed under a department's name."""

    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation(Entry):
    """An instrument named in 《》.

    ``relation`` is told by the words beside the name: ``based_on`` after 根据, 按照; ``implements`` after 贯彻, 落实;
    ``creates`` after 制定, 出台; ``repeals`` with 废止; else ``mentions``.
    """

    title: str
    document_number: str | None
    relation: Relation = "mentions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase(Entry):
    """A dated stage of the work; an open end is None."""

    name: str
    start: str | None
    finish: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Body(Entry):
    """A coordinating body that the document sets up or relies on."""

    name: str
    office_at: str | None
    chair: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt(Entry):
    """A place that was read with less than certainty, or not at all; ``kind`` is a word of the doubts lexicon."""

    kind: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldEvidence:
    """Where a document field was read."""

    field: str
    span: Span
    quote: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFields:
    """What the document is: see the gold guide for the meaning of each field. Unknown is None or empty."""

    title: str | None = None
    document_number: str | None = None
    issuer: tuple[str, ...] = ()
    issued_on: str | None = None
    published_on: str | None = None
    jurisdiction: str | None = None
    evidence: tuple[FieldEvidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Everything one document says, and everything that could not be read in it.

    ``source`` is the file name without folders; ``content_hash`` the SHA-256 of the file's bytes;
    ``extractor`` the version of the rules that read it.
    """

    source: str
    content_hash: str
    extractor: str
    text: str
    document: DocumentFields
    provisions: tuple[Provision, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    targets: tuple[Target, ...] = ()
    tasks: tuple[Task, ...] = ()
    duties: tuple[Duty, ...] = ()
    citations: tuple[Citation, ...] = ()
    phases: tuple[Phase, ...] = ()
    bodies: tuple[Body, ...] = ()
    doubts: tuple[Doubt, ...] = ()

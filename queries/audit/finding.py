"""What an audit finds, as plain values: no advice, no colour, no language but the document's own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from queries.audit.facts import Passage, Term


class Severity(StrEnum):
    """How much a finding weighs, the heaviest first; ``severities.toml`` gives each rule its own."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 for the heaviest."""
        return list(Severity).index(self)


Detail = str | Decimal | Term | tuple[str, ...]


class Subject(NamedTuple):
    """What a finding is about: a thing of the graph, what it is called, and what kind of thing it is."""

    iri: str
    label: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a measure yields: subjects, the names of the passages that prove it, and the numbers and words it rests on.

    ``policy`` is the policy it is found in. ``key`` is what the finding's id is made of, besides the rule and the
    policy: content that stays when the text is read anew, never positions.
    """

    policy: str
    subjects: tuple[Subject, ...]
    passages: tuple[str, ...]
    key: tuple[str, ...]
    detail: Mapping[str, Detail] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding with everything a person needs to judge it.

    ``id`` is a hash of the rule and the stable content of the subjects. ``passages`` are the sentences it rests on.
    ``caveats`` are kinds of doubt about the source that weaken a finding of absence (a cut text, a missing annex).
    """

    id: str
    rule: str
    severity: Severity
    policy: str
    policy_label: str
    subjects: tuple[Subject, ...]
    passages: tuple[Passage, ...]
    detail: Mapping[str, Detail]
    caveats: tuple[str, ...] = ()

"""The page of an audit: values in, HTML text out."""

from collections.abc import Sequence
from dataclasses import dataclass

from viz.differences import Stretch, compare_wordings
from viz.pages import FindingLine, Frame, Link, render_page
from viz.results import Cell
from viz.search_pages import Choice

SHOWN_SENTENCES = 4
"""Sentences of a finding that are shown at once; the others open below them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A sentence cut at what counts in it, with what differs from its counterpart marked; ``href`` is its place."""

    before: str
    quote: tuple[Stretch, ...]
    after: str
    place: str
    href: str
    policy: Cell | None = None
    """Its document, where that is not the finding's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What somebody said of a finding."""

    verdict: str
    note: str
    by: str
    on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingEntry:
    """A finding with everything it takes to judge it; ``address`` takes the judgement."""

    line: FindingLine
    subjects: tuple[Cell, ...]
    quotations: tuple[Quotation, ...]
    question: str
    not_a_finding: str
    advice: str
    caveat: str
    acts: tuple[Act, ...]
    address: str
    is_open: bool = False

    @property
    def shown(self) -> Sequence[Quotation]:
        """The sentences shown at once."""
        return self.quotations[:SHOWN_SENTENCES]

    @property
    def others(self) -> Sequence[Quotation]:
        """The sentences that open below them."""
        return self.quotations[SHOWN_SENTENCES:]


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow the findings; ``left_out`` is how many values are not listed."""

    name: str
    label: str
    choices: tuple[Choice, ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """What was judged earlier and occurs no more."""

    title: str
    statement: str
    verdict_name: str
    acts: tuple[Act, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How many findings there are, and how many of them were confirmed and dismissed."""

    all: int
    confirmed: int
    dismissed: int

    @property
    def judged(self) -> int:
        """Those that somebody has settled."""
        return self.confirmed + self.dismissed


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditPage:
    """Findings of a release, some of ``total``: filters, progress, and the one that was just judged or asked for."""

    release: str
    progress: Progress
    severities: tuple[tuple[str, str, int], ...]
    facets: tuple[Facet, ...]
    total: int
    first: int
    entries: tuple[FindingEntry, ...]
    asked: FindingEntry | None = None
    gone: tuple[Gone, ...] = ()
    earlier: str = ""
    later: str = ""
    all_findings: str = ""
    downloads: tuple[Link, ...] = ()
    csrf: str = ""
    may_judge: bool = False
    message: str = ""
    behind: str = ""
    """The newer release, while its audit is still being worked out."""


def audit(page: AuditPage, frame: Frame) -> str:
    """Render findings with their sentences and the forms to judge them."""
    return render_page("findings.html", frame, {"page": page})


def waiting(frame: Frame) -> str:
    """Say that the audit of a release is being worked out."""
    return render_page("findings_waiting.html", frame, {})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence to quote: ``quote`` is what counts in it."""

    text: str
    quote: str
    place: str
    href: str
    policy: Cell | None = None


def quotations(sentences: Sequence[Sentence]) -> tuple[Quotation, ...]:
    """The sentences cut at their quotes; of exactly two, what differs between their quotes is marked."""
    wordings: tuple[tuple[Stretch, ...], ...] = tuple((Stretch(one.quote, False),) for one in sentences)
    if len(sentences) == 2:
        wordings = compare_wordings(sentences[0].quote, sentences[1].quote)
    return tuple(_quotation(one, wording) for one, wording in zip(sentences, wordings, strict=True))


def _quotation(sentence: Sentence, wording: tuple[Stretch, ...]) -> Quotation:
    before, quote, after = sentence.text.partition(sentence.quote)
    if not quote:  # the passage is wider than its sentence, or cut
        before, after = "", ""
    return Quotation(
        before=before, quote=wording, after=after, place=sentence.place, href=sentence.href, policy=sentence.policy
    )

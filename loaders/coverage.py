"""How much of a document was read: every word of duty and every number with a unit, and what became of it.

Each is covered by an entry, dismissed by a rule that has a name, or open: then a person should look.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from loaders.brackets import inside
from loaders.dates import find_times
from loaders.dismissals import duty_words, why_no_duty, why_no_promises
from loaders.kinds import kind_that_only_tells
from loaders.number_traps import is_background
from loaders.outline import Headings, path_at
from loaders.quantities import Quantity, find_numbers, unmasked
from loaders.record import DocumentFields, Record, Span
from loaders.script import simplified
from loaders.sentences import sentences
from loaders.span_sets import SpanSet
from loaders.statements import read_statement
from loaders.width import narrow

COVERED: Final = "covered"
_HEADED: Final = frozenset(
    {"headed-by-body", "headed-by-group", "item-of-body", "item-of-body-assisting", "line-of-body"}
)
_OPEN_BRACKETS: Final = "([【〔"
_CLOSE_BRACKETS: Final = ")]】〕"
_NEAR: Final = 40
_OUTSIDE: Final = "outside-the-body"
_YEAR: Final = re.compile(r"(?:19|20)\d\d")


class Subject(StrEnum):
    """What is accounted for."""

    DUTY = "duty"
    QUANTITY = "quantity"


@dataclass(frozen=True, slots=True)
class Account:
    """One word of duty or number, its sentence, and ``by``: COVERED, the rule that dismisses it, or None."""

    subject: Subject
    span: Span
    sentence: Span
    provision: str
    by: str | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of one subject were covered, dismissed by each rule, or left open."""

    covered: int = 0
    dismissed: Mapping[str, int] = field(default_factory=dict)
    open: int = 0

    def __add__(self, other: "Coverage") -> "Coverage":
        dismissed = Counter(self.dismissed) + Counter(other.dismissed)
        return Coverage(self.covered + other.covered, dict(dismissed), self.open + other.open)

    @property
    def share(self) -> float:
        """The share that is accounted for, 0 to 1; 1 where there is nothing to account for."""
        accounted = self.covered + sum(self.dismissed.values())
        return accounted / (accounted + self.open) if accounted + self.open else 1.0


def accounts_of(record: Record) -> tuple[Account, ...]:
    """What became of every word of duty and every number with a unit of a record's text, in text order."""
    text = narrow(simplified(record.text))
    found = (*account_for_duties(text, record), *_quantities(text, record))
    return tuple(sorted(found, key=lambda account: account.span))


def coverage_of(accounts: Iterable[Account]) -> dict[Subject, Coverage]:
    """The accounts summed up, for each subject."""
    by: dict[Subject, Counter[str | None]] = {subject: Counter() for subject in Subject}
    for account in accounts:
        by[account.subject][account.by] += 1
    return {subject: _coverage(counts) for subject, counts in by.items()}


def _coverage(counts: Mapping[str | None, int]) -> Coverage:
    dismissed = {rule: count for rule, count in counts.items() if rule is not None and rule != COVERED}
    return Coverage(counts.get(COVERED, 0), dict(sorted(dismissed.items())), counts.get(None, 0))


def account_for_duties(text: str, record: Record) -> Iterator[Account]:
    """What became of the words of duty of a record's text, narrowed."""
    duties = _Duties(text, record)
    for word in duty_words(text):
        sentence = _sentence(text, word)
        by = COVERED if duties.cover(word) else duties.why_not(word, sentence)
        yield Account(Subject.DUTY, word, sentence, path_at(record.provisions, word.begin), by)


def open_duties(text: str, record: Record, read: SpanSet) -> Iterator[tuple[Span, Span]]:
    """The words of duty of a record's text, narrowed, of which nothing is known, each with its sentence.

    ``read`` is what statements of responsibility cover, those included that only say again what the record has.
    """
    duties = _Duties(text, record)
    for word in duty_words(text):
        if not read.covers(word.begin) and not duties.cover(word):
            sentence = _sentence(text, word)
            if duties.why_not(word, sentence) is None:
                yield word, sentence


class _Duties:
    """The assignments of a record by place, and why a word of duty that none of them covers gives nobody work."""

    def __init__(self, text: str, record: Record) -> None:
        self._text, self._record, self._body = text, record, _body(record)
        self._told = kind_that_only_tells(text, record.document.title)
        # An assignment speaks of duty in its own stretch, and under a body's name in all of the body's duties.
        headed = {one.scope for one in record.assignments if one.rule in _HEADED}
        self._covered = SpanSet({one.span for one in record.assignments} | headed)
        self._named: dict[str, set[str]] = {}
        for one in record.assignments:
            self._named.setdefault(one.provision, set()).add(one.agent)

    def cover(self, word: Span) -> bool:
        """Whether an assignment covers the word."""
        return self._covered.covers(word.begin)

    def why_not(self, word: Span, sentence: Span) -> str | None:
        """The rule that dismisses the word; COVERED where its bracket only repeats; None where nothing is known."""
        if self._told:
            return self._told
        if not self._body.begin <= word.begin < self._body.end:
            return _OUTSIDE
        named = self._named.get(path_at(self._record.provisions, word.begin), set())
        return why_no_duty(self._text, sentence, word) or _repeated(self._text, word, named)


def _repeated(text: str, word: Span, named: Set[str]) -> str | None:
    """COVERED where a bracket says again what its provision has said: the record keeps each assignment once."""
    begin = max(text.rfind(sign, max(0, word.begin - 200), word.begin) for sign in _OPEN_BRACKETS)
    if begin < 0 or any(text.find(sign, begin, word.begin) >= 0 for sign in _CLOSE_BRACKETS):
        return None
    ends = [end for sign in f"{_CLOSE_BRACKETS}\n" if (end := text.find(sign, word.end, word.end + 400)) >= 0]
    if not ends:
        return None
    said = read_statement(text, inside(text, Span(begin, min(ends) + 1)))
    return COVERED if said and all(part.agent.name in named for part in said) else None


def _sentence(text: str, word: Span) -> Span:
    """The stretch between full stops, semicolons and line ends around a word, at most 300 characters to either side."""
    low, high = max(0, word.begin - 300), min(len(text), word.end + 300)
    begin = max(text.rfind(sign, low, word.begin) + 1 for sign in "。;\n")
    ends = (end for sign in "。;\n" if (end := text.find(sign, word.end, high)) >= 0)
    return Span(max(begin, low), min(ends, default=high))


def _quantities(text: str, record: Record) -> Iterator[Account]:
    """The numbers with units; dates and numbers in quotes or titles are none."""
    told = kind_that_only_tells(text, record.document.title)
    body = _body(record)
    headings = Headings(record.provisions)
    promised = _Promised(record)
    hidden = SpanSet(one.span for one in record.assignments if text[one.span.begin] in _OPEN_BRACKETS)
    for sentence in sentences(text, Span(0, len(text))):
        numbers = find_numbers(text, sentence)
        masked = SpanSet(_dates(text, sentence) if numbers else ())
        quantities = unmasked(text, sentence, numbers, masked)
        if not quantities:
            continue
        provision = path_at(record.provisions, sentence.begin)
        whole = told if body.begin <= sentence.begin < body.end else told or _OUTSIDE
        if any(is_background(heading) for heading in headings.above(provision)):
            whole = whole or "background-heading"
        whole = whole or _looks_back(text, sentence, record.document)
        reasons = why_no_promises(text, sentence, quantities, masked)
        for quantity in quantities:
            if promised.holds(quantity):
                by: str | None = COVERED
            elif hidden.covers(quantity.span.begin):
                by = "bracket-of-responsibility"
            else:
                by = reasons.get(quantity.span) or whole
            yield Account(Subject.QUANTITY, quantity.span, sentence, provision, by)


class _Promised:
    """The targets of a record by place."""

    def __init__(self, record: Record) -> None:
        self._targets = sorted(record.targets, key=lambda target: target.span)
        self._begins = [target.span.begin for target in self._targets]

    def holds(self, quantity: Quantity) -> bool:
        """Whether a target that stands around the number has its value; targets far before it do not reach it."""
        last = bisect_right(self._begins, quantity.span.begin)
        near = self._targets[max(0, last - _NEAR) : last]
        return any(one.value == quantity.value and quantity.span.begin < one.span.end for one in near)


def _dates(text: str, sentence: Span) -> tuple[Span, ...]:
    dates, ranges = find_times(text, *sentence, year=None)
    return (*(date.span for date in dates), *(stretch.span for stretch in ranges))


def _body(record: Record) -> Span:
    """The text from the title to the end of the last numbered part: what a page prints around it says nothing."""
    begin = next((found.span.end for found in record.document.evidence if found.field == "title"), 0)
    return Span(begin, max((one.span.end for one in record.provisions), default=len(record.text)))


def _looks_back(text: str, sentence: Span, fields: DocumentFields) -> str | None:
    """Whether all the years that a sentence names lie before the document's."""
    stated = fields.issued_on or fields.document_number or fields.title or ""
    own = _YEAR.search(stated)
    years = [int(match.group()) for match in _YEAR.finditer(text, *sentence)]
    return "past-year" if own and years and max(years) < int(own.group()) else None

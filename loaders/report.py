"""What a person should look at in a document: its doubts and the numbers left open, with the coverage of the rest."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from loaders.coverage import Account, Coverage, Subject, accounts_of, coverage_of
from loaders.record import Record, Span

UNREAD_NUMBER: Final = "unread-number"
_SENTENCE_ENDS: Final = "。！？!?\n"
_REACH: Final = 150


@dataclass(frozen=True, slots=True)
class Place:
    """A place to look at: its kind (a word of ``lexicon/doubt_kinds.toml``), what is odd, and its sentence."""

    kind: str
    provision: str
    span: Span
    detail: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Report:
    """What is to be looked at in one document, in text order, and how much of it is accounted for."""

    source: str
    places: tuple[Place, ...]
    coverage: Mapping[Subject, Coverage]


def report_on(record: Record) -> Report:
    """The report on a record, its own doubts included."""
    accounts = accounts_of(record)
    doubts = (
        Place(doubt.kind, doubt.provision, doubt.span, doubt.detail, _sentence(record.text, doubt.span))
        for doubt in record.doubts
    )
    numbers = (_number(record.text, account) for account in accounts if _is_open_number(account))
    places = sorted((*doubts, *numbers), key=lambda place: (place.span, place.kind))
    return Report(record.source, tuple(places), coverage_of(accounts))


def _is_open_number(account: Account) -> bool:
    return account.subject is Subject.QUANTITY and account.by is None


def _number(text: str, account: Account) -> Place:
    detail, sentence = text[slice(*account.span)], _sentence(text, account.span)
    return Place(UNREAD_NUMBER, account.provision, account.span, detail, sentence)


def _sentence(text: str, span: Span) -> str:
    """The sentence around a stretch, on one line; of a long one only what stands near."""
    low, high = max(0, span.begin - _REACH), span.end + _REACH
    begin = max(text.rfind(sign, low, span.begin) + 1 for sign in _SENTENCE_ENDS)
    ends = [end + 1 for sign in _SENTENCE_ENDS if (end := text.find(sign, max(span.begin, span.end - 1), high)) >= 0]
    whole = text[max(begin, low) : min(ends, default=high)]
    return " ".join(whole.split())

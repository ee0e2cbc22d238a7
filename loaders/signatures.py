"""Who signed a document and when: the names and the date below a text (落款), in one line or in several."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from loaders.dates import FoundDate, find_dates
from loaders.lexicon import load_lexicon
from loaders.outline import Line, lines_of
from loaders.record import Span
from loaders.width import narrow

_MOST_NAMES: Final = 15
_LONGEST_NAME: Final = 40
_LONGEST_CLOSING: Final = 200
_AFTER_DATE: Final = re.compile(r"[\s(（]*(?!印发|印送)(?:此件|本文|此文|发布|公布)?[^。]{0,20}$")
_SEAL: Final = re.compile(r"[(（]?(?:盖章|公章|印章|代章|章)[)）]?")
_EDGE: Final = " \t\u3000\xa0*#"


@dataclass(frozen=True, slots=True)
class Signature:
    """The bodies that signed, each with where it stands, and the date."""

    names: tuple[tuple[str, Span], ...]
    date: FoundDate


def find_signature(text: str) -> Signature | None:
    """The first place where names of bodies stand directly above a date, or before it in its line."""
    lines = list(lines_of(text))
    for index, line in enumerate(lines):
        found = _date_line(text, line)
        if found is None:
            continue
        date, before = found
        names = tuple(organs_in(text, before)) if before.end > before.begin else tuple(_names_above(text, lines, index))
        if names:
            return Signature(names, date)
    return None


def find_decree_date(text: str) -> FoundDate | None:
    """The day under the name of the office-holder who signs an order, or under the words that promulgate it."""
    masthead = load_lexicon("masthead")
    holder, promulgated = masthead.rule("office-holder").pattern, masthead.rule("promulgated").pattern
    lines = list(lines_of(text))
    for above, line in pairwise(lines):
        found = _date_line(text, line)
        if found and found[1].begin == found[1].end:
            said = narrow(above.text)
            if holder.match(re.sub(r"\s", "", said)) or promulgated.search(said[-_LONGEST_CLOSING:]):
                return found[0]
    return None


def organs_in(text: str, span: Span) -> Iterator[tuple[str, Span]]:
    """Yield the bodies that a line names, parted by blanks or commas; nothing if the line says anything more."""
    stretch = _SEAL.sub(lambda match: " " * len(match.group()), text[span.begin : span.end])
    # Names parted by blanks, or else one name whose signs are spread over the line: 水 利 部.
    for pattern in (r"[^\s、,，]+", r"\S(?:.*\S)?"):
        parts = [(re.sub(r"\s+", "", part.group()).strip(_EDGE), part.span()) for part in re.finditer(pattern, stretch)]
        if parts and all(is_organ(name) for name, _ in parts):
            yield from ((name, Span(span.begin + begin, span.begin + end)) for name, (begin, end) in parts)
            return


def is_organ(name: str) -> bool:
    """Whether the words are the name of a body and nothing else."""
    return len(name) <= _LONGEST_NAME and bool(_organ().fullmatch(narrow(name)))


def _date_line(text: str, line: Line) -> tuple[FoundDate, Span] | None:
    """The date that ends a short line of nothing but names and the date, and the stretch before it."""
    if len(line.text) > 2 * _LONGEST_NAME or ("年" not in line.text and "." not in line.text):
        return None
    date = next(find_dates(text, line.span.begin, line.span.end), None)
    if date is None or len(date.iso) < len("2014-04-16"):
        return None
    if not _AFTER_DATE.fullmatch(text[date.span.end : line.span.end]):
        return None
    before = Span(line.span.begin, date.span.begin)
    stretch = text[before.begin : before.end].strip(_EDGE)
    return (date, before if stretch else Span(before.begin, before.begin)) if _is_names(stretch) else None


def _is_names(stretch: str) -> bool:
    return not stretch or all(is_organ(part) for part in re.split(r"[\s、,，]+", stretch))


def _names_above(text: str, lines: Sequence[Line], index: int) -> Iterator[tuple[str, Span]]:
    names: list[tuple[str, Span]] = []
    for line in reversed(lines[max(0, index - _MOST_NAMES) : index]):
        own = list(organs_in(text, line.span))
        if not own:
            break
        names[:0] = own
    yield from names


@cache
def _organ() -> re.Pattern[str]:
    lexicon = load_lexicon("masthead")
    wrong, never = lexicon.alternation("not_organs"), lexicon.alternation("not_in_organs")
    return re.compile(
        rf"(?!.*(?:{wrong})$)(?!.*(?:{never}))[一-龥“”·]{{0,38}}?(?:{lexicon.alternation('organ_suffixes')})(?:\([一-龥]{{2,20}}\))?"
    )

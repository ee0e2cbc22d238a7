"""Who signed a document and when: the names and the date below a text (落款), in one line or in several."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final

from loaders.dates import FoundDate, find_dates
from loaders.lexicon import load_lexicon
from loaders.outline import Line, lines_of
from loaders.record import Span
from loaders.width import narrow

_MOST_NAMES: Final = 15
_LONGEST_NAME: Final = 40
_MOST_WORDS: Final = 40
_LONGEST_CLOSING: Final = 200
_AFTER_DATE: Final = re.compile(r"[\s(（]*(?:此件|本文|此文|印发|发布|公布)?[^。]{0,20}$")
_LONGEST_LINE: Final = 160
_BREAKS: Final = "\n\r\u2028"
# A year behind which its line has no full stop: what signs is no sentence.
_YEAR: Final = re.compile(
    r"[1１2２一二](?:(?<=[1１])[9９]\d\d|(?<=[2２])[0０]\d\d|(?<=[一二])[〇○◯零0OoОΟ九八]\S{1,2} ?年)"
    r"(?![^。\n\r\u2028]{0,80}。)"
)
_SEAL: Final = re.compile(r"[(（]?(?:盖章|公章|印章|代章|章)[)）]?")
_EDGE: Final = " \t\u3000\xa0*#"


@dataclass(frozen=True, slots=True)
class Signature:
    """The bodies that signed, each with where it stands, and the date."""

    names: tuple[tuple[str, Span], ...]
    date: FoundDate


def find_signature(text: str) -> Signature | None:
    """The first place where names of bodies stand directly above a date, or before it in its line."""
    end = 0
    for hint in _YEAR.finditer(text):
        line = _line_around(text, hint.start()) if hint.start() >= end else None
        if line is None:
            continue
        end = line.span.end
        if found := _date_line(text, line):
            date, before = found
            names = (
                tuple(organs_in(text, before))
                if before.end > before.begin
                else tuple(_names_above(text, line.span.begin))
            )
            if names:
                return Signature(names, date)
    return None


def _line_around(text: str, offset: int) -> Line | None:
    """The line that holds the offset; None for one too long to be a signature."""
    low, high = max(0, offset - _LONGEST_LINE), min(len(text), offset + _LONGEST_LINE)
    begin = max(text.rfind(sign, low, offset) for sign in _BREAKS) + 1
    end = min((place for sign in _BREAKS if (place := text.find(sign, offset, high)) >= 0), default=high)
    if (begin == 0 and low > 0) or (end == high and high < len(text)):
        return None
    return next((Line(line.text, _moved(line.span, begin)) for line in lines_of(text[begin:end])), None)


def _moved(span: Span, by: int) -> Span:
    return Span(span.begin + by, span.end + by)


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
    parts = [(part.group().strip(_EDGE), part.span()) for part in re.finditer(r"[^\s、,，]+", stretch)]
    for first, last in _grouped(tuple(word for word, _ in parts)):
        name = "".join(word for word, _ in parts[first:last])
        yield name, Span(span.begin + parts[first][1][0], span.begin + parts[last - 1][1][1])


@lru_cache(maxsize=1_024)
def _grouped(words: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """The words taken together to names, as (first, last) places; () where they are no names of bodies.

    A word that is a name stands alone; signs spread over the line (教 育 部) are one, the shortest that leaves names.
    """
    if len(words) > _MOST_WORDS:
        return ()
    for last in range(1, len(words) + 1):
        name = "".join(words[:last])
        if (last > 1 and name in load_lexicon("masthead").words["organ_suffixes"]) or not is_organ(name):
            continue
        rest = _grouped(words[last:])
        if rest or last == len(words):
            return ((0, last), *((first + last, end + last) for first, end in rest))
    return ()


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
    # 临江市政府办公室 2023年6月13日印发 says who printed it (版记), not who issued it.
    if text[date.span.end : line.span.end].strip(_EDGE).startswith("印") and text[before.begin : before.end].strip():
        return None
    stretch = text[before.begin : before.end].strip(_EDGE)
    return (date, before if stretch else Span(before.begin, before.begin)) if _is_names(stretch) else None


def _is_names(stretch: str) -> bool:
    return not stretch or all(is_organ(part) for part in re.split(r"[\s、,，]+", stretch))


def _names_above(text: str, begin: int) -> Iterator[tuple[str, Span]]:
    names: list[tuple[str, Span]] = []
    for _ in range(_MOST_NAMES):
        low = max(0, begin - 2 * _LONGEST_LINE)
        end = low + len(text[low:begin].rstrip())
        line = _line_around(text, end - 1) if end > low else None
        own = list(organs_in(text, line.span)) if line else []
        if line is None or not own:
            break
        names[:0] = own
        begin = line.span.begin
    yield from names


@cache
def _organ() -> re.Pattern[str]:
    lexicon = load_lexicon("masthead")
    wrong, never = lexicon.alternation("not_organs"), lexicon.alternation("not_in_organs")
    return re.compile(
        rf"(?!.*(?:{wrong})$)(?!.*(?:{never}))[一-龥“”·]{{0,38}}?(?:{lexicon.alternation('organ_suffixes')})(?:\([一-龥]{{2,20}}\))?"
    )

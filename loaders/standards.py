"""Standards: their numbers in running text, and what the cover page of one says of it (GB/T 1.1—2020, 9.1)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from loaders.dates import FoundDate, find_dates
from loaders.lexicon import load_lexicon
from loaders.outline import Line, lines_of
from loaders.record import Span
from loaders.signatures import organs_in
from loaders.width import narrow

_COVER: Final = 1_500
_MOST_TITLE_LINES: Final = 3
_CHINESE: Final = re.compile("[一-龥]")


@dataclass(frozen=True, slots=True)
class Cover:
    """What a cover page says: where number and title stand, who issued the standard, and when."""

    number: Span
    title: Span
    issuers: tuple[tuple[str, Span], ...]
    issued: FoundDate | None


def find_standard_numbers(text: str, begin: int = 0, end: int | None = None) -> Iterator[Span]:
    """Yield where numbers of standards stand within [begin, end): GB/T 1.1—2020, DB45/T 2817-2024."""
    stretch = narrow(text[begin:end])
    for match in load_lexicon("standards").rule("number").finditer(stretch):
        yield Span(begin + match.start(), begin + match.end())


def read_cover(text: str) -> Cover | None:
    """The cover page that a text begins with; None when it begins with none."""
    first = next(lines_of(text[:_COVER]), None)
    if first is None or not load_lexicon("standards").rule("cover").pattern.match(narrow(first.text)):
        return None
    lines = list(lines_of(text[:_COVER]))
    for index, line in enumerate(lines):
        number = next(find_standard_numbers(text, *line.span), None)
        title = _title_below(lines, index + 1)
        if number == line.span and title:
            return Cover(number, title, _issuers(text, lines), _issued(text, lines))
    return None


def _title_below(lines: Sequence[Line], index: int) -> Span | None:
    """The Chinese lines below the number; a line that says what the standard replaces is none of them."""
    while index < len(lines) and lines[index].text.startswith(("代替", "部分代替")):
        index += 1
    size = 0
    while size < _MOST_TITLE_LINES and index + size < len(lines) and _is_title(lines[index + size].text):
        size += 1
    return Span(lines[index].span.begin, lines[index + size - 1].span.end) if size else None


def _is_title(line: str) -> bool:
    standards = load_lexicon("standards")
    said = (standards.rule("issued").pattern, standards.rule("issuer").pattern)
    return bool(_CHINESE.match(line)) and not any(pattern.match(narrow(line)) for pattern in said)


def _issuers(text: str, lines: Sequence[Line]) -> tuple[tuple[str, Span], ...]:
    pattern = load_lexicon("standards").rule("issuer").pattern
    for line in lines:
        if match := pattern.match(narrow(line.text)):
            begin, end = match.span("names")
            return tuple(organs_in(text, Span(line.span.begin + begin, line.span.begin + end)))
    return ()


def _issued(text: str, lines: Sequence[Line]) -> FoundDate | None:
    pattern = load_lexicon("standards").rule("issued").pattern
    line = next((line for line in lines if pattern.match(narrow(line.text))), None)
    return next(find_dates(text, *line.span), None) if line else None

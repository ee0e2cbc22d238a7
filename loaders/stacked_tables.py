"""Tables whose cells stand below each other, one to a line, as some portals' text has them.

The heading begins with 序号 and ends before the line 1; every row has as many lines as the heading and begins with the
next number. A row that does not ends the table: what follows is text again.
"""

import re
from collections.abc import Sequence
from typing import Final

from loaders.document import Table
from loaders.record import Span

_LINE: Final = re.compile(r"[^\s][^\n]*")
_NUMBER: Final = frozenset({"序号", "编号", "序"})
_FEWEST_COLUMNS, _MOST_COLUMNS = 3, 10
_LONGEST_HEADING: Final = 20
_BLANKS: Final = re.compile(r"\s+")


def find_stacked_tables(text: str) -> tuple[Table, ...]:
    """The tables of one cell a line, in text order, each with its heading as the first row."""
    lines = [Span(match.start(), match.start() + len(match.group().rstrip())) for match in _LINE.finditer(text)]
    tables: list[Table] = []
    at = 0
    while at < len(lines):
        rows = _rows(text, lines, at)
        if len(rows) > 1:
            tables.append(Table(Span(rows[0][0].begin, rows[-1][-1].end), tuple(rows)))
        at += max(1, sum(map(len, rows)))
    return tuple(tables)


def _rows(text: str, lines: Sequence[Span], at: int) -> list[tuple[Span, ...]]:
    """The heading at a line and the rows below it; nothing where no heading is."""
    width = _width(text, lines, at)
    if not width:
        return []
    rows = [tuple(lines[at : at + width])]
    while True:
        begin = at + width * len(rows)
        row = lines[begin : begin + width]
        if len(row) < width or text[slice(*row[0])] != str(len(rows)):
            return rows
        rows.append(tuple(row))


def _width(text: str, lines: Sequence[Span], at: int) -> int:
    """How many columns a heading at a line has; 0 where none is."""
    if _words(text, lines[at]) not in _NUMBER:
        return 0
    for width, line in enumerate(lines[at + 1 : at + 1 + _MOST_COLUMNS], start=1):
        words = _words(text, line)
        if words == "1":
            return width if width >= _FEWEST_COLUMNS else 0
        if len(words) > _LONGEST_HEADING:
            return 0
    return 0


def _words(text: str, line: Span) -> str:
    return _BLANKS.sub("", text[slice(*line)])

"""Tables in plain text: lines whose cells are parted by tabs, as they are when a table is copied out of a page."""

import re

from loaders.document import Table
from loaders.record import Span

_LINE = re.compile(r"[^\n]+")
_FEWEST_CELLS = 3


def find_text_tables(text: str) -> tuple[Table, ...]:
    """The runs of two or more lines with at least three cells each; a cell is a span without its blanks."""
    tables: list[Table] = []
    rows: list[tuple[Span, ...]] = []
    for match in _LINE.finditer(text):
        cells = _cells(text, Span(*match.span())) if match.group().count("\t") >= _FEWEST_CELLS - 1 else ()
        if not cells and match.group().strip():
            tables += _table(rows)
            rows = []
        elif cells:
            rows.append(cells)
    return (*tables, *_table(rows))


def _cells(text: str, line: Span) -> tuple[Span, ...]:
    cells: list[Span] = []
    begin = line.begin
    for part in text[line.begin : line.end].split("\t"):
        lead = len(part) - len(part.lstrip())
        cells.append(Span(begin + lead, begin + max(lead, len(part.rstrip()))))
        begin += len(part) + 1
    return tuple(cells)


def _table(rows: list[tuple[Span, ...]]) -> list[Table]:
    if len(rows) < 2:
        return []
    return [Table(Span(rows[0][0].begin, rows[-1][-1].end), tuple(rows))]

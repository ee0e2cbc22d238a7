"""Tables in plain text: lines whose cells are parted by tabs or upright bars, as in tables copied out of a page."""

import re

from loaders.document import Table
from loaders.record import Span, span_of

_LINE = re.compile(r"[^\n]+")
_SIGNS = ("\t", "|", "｜")
_RULED = re.compile(r"[|｜\s:\-—]+")
_FEWEST_CELLS = 3


def find_text_tables(text: str) -> tuple[Table, ...]:
    """The runs of two or more lines with at least three cells each; a cell is a span without its blanks."""
    tables: list[Table] = []
    rows: list[tuple[Span, ...]] = []
    for match in _LINE.finditer(text):
        sign = next((sign for sign in _SIGNS if match.group().strip("|｜ ").count(sign) >= _FEWEST_CELLS - 1), "")
        if sign and _RULED.fullmatch(match.group()):
            continue  # |---|---| under a heading
        cells = _cells(text, span_of(match.span()), sign) if sign else ()
        if not cells and match.group().strip():
            tables += _table(rows)
            rows = []
        elif cells:
            rows.append(cells)
    return (*tables, *_table(rows))


def _cells(text: str, line: Span, sign: str) -> tuple[Span, ...]:
    cells: list[Span] = []
    words = text[line.begin : line.end]
    edges = 0 if sign == "\t" else len(words) - len(words.lstrip(f"{sign} "))
    begin = line.begin + edges
    end = line.end if sign == "\t" else line.begin + len(words.rstrip(f"{sign} "))
    for part in text[begin:end].split(sign):
        lead = len(part) - len(part.lstrip())
        cells.append(Span(begin + lead, begin + max(lead, len(part.rstrip()))))
        begin += len(part) + 1
    return tuple(cells)


def _table(rows: list[tuple[Span, ...]]) -> list[Table]:
    if len(rows) < 2:
        return []
    return [Table(Span(rows[0][0].begin, rows[-1][-1].end), tuple(rows))]

"""Tables of Markdown text: rows of cells between pipes. Everything else of Markdown is read as plain text."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from loaders.document import Table
from loaders.record import Span

_ROW: Final = re.compile(r"^ {0,3}\|[^\n]{1,20000}$", re.MULTILINE)
_RULE: Final = re.compile(r"[|:\- ]+")
_FEWEST_ROWS: Final = 2


def find_tables(text: str) -> tuple[Table, ...]:
    """The pipe tables in text order; the line of dashes under the header is no row."""
    tables: list[Table] = []
    block: list[re.Match[str]] = []
    for row in _ROW.finditer(text):
        if block and text[block[-1].end() : row.start()] != "\n":
            tables.extend(_table(block))
            block = []
        block.append(row)
    tables.extend(_table(block))
    return tuple(tables)


def _table(block: list[re.Match[str]]) -> Iterator[Table]:
    rows = [tuple(_cells(row)) for row in block if not _RULE.fullmatch(row.group())]
    if len(rows) >= _FEWEST_ROWS:
        yield Table(Span(block[0].start(), block[-1].end()), tuple(rows))


def _cells(row: re.Match[str]) -> Iterator[Span]:
    line = row.group()
    bars = [place for place, sign in enumerate(line) if sign == "|" and line[place - 1 : place] != "\\"]
    if len(line.rstrip()) - 1 > bars[-1]:
        bars.append(len(line.rstrip()))
    for left, right in pairwise(bars):
        cell = line[left + 1 : right]
        begin = row.start() + left + 1 + len(cell) - len(cell.lstrip())
        yield Span(begin, begin + len(cell.strip()))

"""A table element as a grid of cell texts: which tables hold data, and what their merged cells cover."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml.html import HtmlElement

_CELLS: Final = frozenset({"td", "th"})
_GROUPS: Final = frozenset({"tbody", "thead", "tfoot"})
_WIDEST: Final = 100
_TALLEST: Final = 1_000
_MOST_PLACES: Final = 200_000
_LONGEST_DATA_CELL: Final = 1_500
_FEW_ROWS: Final = 3
_BLANKS: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Grid:
    """Texts of the cells in reading order, and for every place of the grid the index of the cell that covers it."""

    cells: tuple[str, ...]
    starts: tuple[tuple[int, ...], ...]
    places: tuple[tuple[int, ...], ...]

    def rows_of_text(self) -> Iterator[str]:
        """Each row's own cells, joined by tabs; a merged cell is printed in its first row only."""
        for row in self.starts:
            yield "\t".join(self.cells[index] for index in row)


def read_grid(table: HtmlElement) -> Grid | None:
    """The table as a grid; None for a table that only lays out a page."""
    if table.find(".//table") is not None:
        return None
    rows = [[cell for cell in row if cell.tag in _CELLS] for row in _rows(table)]
    cells = [cell for row in rows for cell in row]
    texts = tuple(_text(cell) for cell in cells)
    widest = max((sum(_number(cell, "colspan", _WIDEST) for cell in row) for row in rows), default=0)
    lays_out = len(rows) < _FEW_ROWS and any(len(text) > _LONGEST_DATA_CELL for text in texts)
    if widest < 2 or lays_out or not any(texts) or widest * len(rows) > _MOST_PLACES:
        return None
    return _spread(rows, texts)


def _rows(table: HtmlElement) -> Iterator[HtmlElement]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in _GROUPS:
            yield from (row for row in child if row.tag == "tr")


def _spread(rows: list[list[HtmlElement]], texts: tuple[str, ...]) -> Grid:
    taken: dict[tuple[int, int], int] = {}
    starts: list[tuple[int, ...]] = []
    index = 0
    for row_number, row in enumerate(rows):
        column = 0
        own: list[int] = []
        for cell in row:
            while (row_number, column) in taken:
                column += 1
            width, height = _number(cell, "colspan", _WIDEST), _number(cell, "rowspan", _TALLEST)
            for down in range(min(height, len(rows) - row_number)):
                for right in range(width):
                    taken.setdefault((row_number + down, column + right), index)
            own.append(index)
            column += width
            index += 1
        starts.append(tuple(own))
    width = 1 + max((column for _, column in taken), default=-1)
    places = tuple(
        tuple(taken[row, column] for column in range(width) if (row, column) in taken) for row in range(len(rows))
    )
    return Grid(texts, tuple(starts), places)


def _number(cell: HtmlElement, name: str, most: int) -> int:
    printed = (cell.get(name) or "").strip()
    return min(most, max(1, int(printed))) if printed.isascii() and printed.isdigit() and len(printed) < 6 else 1


def _text(cell: HtmlElement) -> str:
    """The text of a cell on one line; blocks and line breaks inside it become one blank."""
    pieces = [cell.text or ""]
    for element in cell.iterdescendants():
        pieces += [" " if element.tag in {"p", "br", "div", "li"} else "", element.text or "", element.tail or ""]
    return _BLANKS.sub(" ", "".join(pieces)).strip()

"""Lines and tables put together to one text: where each cell came to stand.

In the text a table's row is a line and its cells are parted by tabs; a merged cell is printed once, where it begins.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from loaders.document import Table
from loaders.record import Span

_NARROWEST: Final = 2


@dataclass(slots=True, eq=False)
class Cell:
    """A cell of a table; one that covers several places stands in each of them as the same object."""

    text: str = ""


Rows = Sequence[Sequence[Cell]]


def compose(blocks: Iterable[str | Rows]) -> tuple[str, tuple[Table, ...]]:
    """One text with a line for each line or row, and the tables in it. Rows of one column are plain lines."""
    lines: list[str] = []
    tables: list[Table] = []
    position = 0
    for block in blocks:
        printed = [block] if isinstance(block, str) else _printed(block)
        if not isinstance(block, str) and max(map(len, block), default=0) >= _NARROWEST:
            tables.append(_table(block, position))
        lines += printed
        position += sum(len(line) + 1 for line in printed)
    return "\n".join(lines), tuple(tables)


def one_line(text: str) -> str:
    """The text of a cell on one line, as a table's row needs it."""
    return " ".join(text.split())


def _own_cells(rows: Rows) -> list[list[Cell]]:
    """For each row the cells that begin in it."""
    seen: set[int] = set()
    own: list[list[Cell]] = []
    for row in rows:
        cells = list(dict.fromkeys(cell for cell in row if id(cell) not in seen))
        seen.update(map(id, cells))
        own.append(cells)
    return own


def _printed(rows: Rows) -> list[str]:
    return ["\t".join(cell.text for cell in cells) for cells in _own_cells(rows)]


def _table(rows: Rows, begin: int) -> Table:
    spans: dict[int, Span] = {}
    position = begin
    for cells in _own_cells(rows):
        for cell in cells:
            spans[id(cell)] = Span(position, position + len(cell.text))
            position += len(cell.text) + 1
        position += 0 if cells else 1
    return Table(Span(begin, position - 1), tuple(tuple(spans[id(cell)] for cell in row) for row in rows))

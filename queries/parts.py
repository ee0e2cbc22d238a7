"""A part of an answer: the rows that have some words, in an order, from one row to another."""

from dataclasses import dataclass
from decimal import Decimal

from queries.table import Cell, Table, as_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """So many ``rows`` from the ``first`` (from 1), of those that have all ``words`` in some cell.

    ``sort`` names the column they are sorted by; without it they stay in the order of the answer.
    """

    rows: int
    first: int = 1
    words: str = ""
    sort: str = ""
    descending: bool = False

    @property
    def needs_all(self) -> bool:
        """Whether rows must be read that are not shown."""
        return bool(self.words.split() or self.sort)


def chosen_rows(table: Table, part: Part) -> Table:
    """All rows that the part chooses from, filtered and sorted; the sort keeps equals as they were."""
    return _sorted(_with_words(table, part.words), part)


def _with_words(table: Table, words: str) -> Table:
    wanted = words.casefold().split()
    if not wanted:
        return table
    texts = ("\n".join(line).casefold() for line in table.as_texts())
    rows = (row for row, text in zip(table.rows, texts, strict=True) if all(word in text for word in wanted))
    return Table(table.columns, tuple(rows), table.language)


def _sorted(table: Table, part: Part) -> Table:
    places = [place for place, column in enumerate(table.columns) if column.name == part.sort]
    if not places:
        return table
    [place] = places
    full = sorted((row for row in table.rows if row[place]), key=lambda row: _key(row[place]), reverse=part.descending)
    empty = (row for row in table.rows if not row[place])
    return Table(table.columns, (*full, *empty), table.language)


def _key(cell: Cell) -> tuple[int, Decimal, str]:
    """Numbers before texts."""
    return (0, cell, "") if isinstance(cell, Decimal) else (1, Decimal(0), as_text(cell))

"""Names that stand for others: the table that comes with zeren, and tables of the user's own.

Columns: alias, name, jurisdiction, from, to. An empty jurisdiction is everywhere, an empty year open.
"""

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

from .places import Place, place_named

COLUMNS = ("alias", "name", "jurisdiction", "from", "to")


@dataclass(frozen=True, slots=True)
class Alias:
    """``alias`` means ``name`` in a jurisdiction between two years, both included; ``source`` says who says so."""

    alias: str
    name: str
    jurisdiction: str = ""
    begin: int | None = None
    end: int | None = None
    source: Literal["table", "user", "text"] = "table"

    def holds(self, place: Place | None, year: int | None) -> bool:
        """Whether the alias is used in the place and year; an unknown year is no hindrance, an unknown place is."""
        if self.jurisdiction and (place is None or place_named(self.jurisdiction).key != place.key):
            return False
        return year is None or (self.begin or year) <= year <= (self.end or year)


class InvalidAlias(ValueError):
    """A line of a table of aliases that cannot be used; the message names the line and what to do."""


def parse_aliases(text: str, source: Literal["table", "user"]) -> tuple[Alias, ...]:
    """The aliases of a table as text, in its order. Raises InvalidAlias."""
    header, *lines = text.removeprefix("\ufeff").splitlines() or [""]
    if tuple(header.split("\t")) != COLUMNS:
        raise InvalidAlias(f"line 1: the columns must be {', '.join(COLUMNS)}, separated by tabs")
    return tuple(_parse(number, line, source) for number, line in enumerate(lines, start=2) if line.strip())


def _parse(number: int, line: str, source: Literal["table", "user"]) -> Alias:
    cells = [cell.strip() for cell in line.split("\t")]
    cells += [""] * (len(COLUMNS) - len(cells))
    if len(cells) > len(COLUMNS):
        raise InvalidAlias(f"line {number}: {len(cells)} cells; a line has {len(COLUMNS)}: {', '.join(COLUMNS)}")
    alias, name, jurisdiction, begin, end = cells
    if not alias or not name:
        raise InvalidAlias(f"line {number}: alias and name must both be given")
    if alias == name:
        raise InvalidAlias(f"line {number}: {alias} stands for itself; delete the line")
    years = _year(number, "from", begin), _year(number, "to", end)
    if years[0] and years[1] and years[0] > years[1]:
        raise InvalidAlias(f"line {number}: from {begin} is after to {end}")
    return Alias(alias, name, jurisdiction, *years, source)


def _year(number: int, column: str, cell: str) -> int | None:
    if not cell:
        return None
    if not (cell.isascii() and cell.isdigit() and len(cell) == 4):
        raise InvalidAlias(f"line {number}: {column} is {cell!r}; write a year of four digits, or leave it empty")
    return int(cell)


@cache
def shipped_aliases() -> tuple[Alias, ...]:
    """The aliases that come with zeren: certain everywhere."""
    return parse_aliases((resources.files(__package__) / "vocab" / "aliases.tsv").read_text(encoding="utf-8"), "table")

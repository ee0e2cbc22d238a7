"""A table of typed cells as offices pass them on: what a workbook and a Word document are written from."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from typing import NamedTuple
from unicodedata import east_asian_width

from graph.xml_text import without_forbidden
from viz.about import About
from viz.text import Language, Texts

LONGEST_TEXT = 32_767
"""Characters that a cell of a workbook can hold."""
NARROWEST = 6
LEAST_LIMIT = 14
"""Columns narrower than this never give way to what a page holds: the page is scaled instead."""

_DATE = re.compile(r"\d{4}(?:-\d{2}){0,2}")


class Paper(Enum):
    """Sizes of paper by their numbers in a workbook (ECMA-376 part 1, 18.3.1.63)."""

    A3 = 8
    A4 = 9

    @property
    def room(self) -> int:
        """Characters of the usual font that a landscape page is wide."""
        return 200 if self is Paper.A3 else 140


class IsoDate(NamedTuple):
    """A date of any precision: ``2025``, ``2025-06``, ``2025-06-30``."""

    text: str

    def spelled(self, language: Language) -> str:
        """In Chinese 2025年6月; as it is in English, and where it is no such date."""
        parts = self.text.split("-")
        if language == "en" or not _DATE.fullmatch(self.text):
            return self.text
        return "".join(f"{int(part)}{sign}" for part, sign in zip(parts, "年月日", strict=False))


Value = str | Decimal | IsoDate | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading, and how wide it may become in characters; a Chinese character counts two."""

    heading: str
    widest: int = 60
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: a title and lines below it, then a row of headings that stays in sight, then the rows.

    ``merged`` names stretches of one column, (column, first row, last row), counted from 0 in ``rows``: the first
    cell's value stands for all. ``filtered`` adds the buttons that choose rows.
    """

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Value, ...]]
    title: str = ""
    lines: tuple[str, ...] = ()
    merged: tuple[tuple[int, int, int], ...] = ()
    filtered: bool = True
    paper: Paper = Paper.A4
    language: Language = "zh"
    emphasised: frozenset[int] = field(default_factory=frozenset)
    """Columns in bold."""


def about_sheet(about: About) -> Sheet:
    """The sheet of what a file says of itself."""
    texts = Texts(about.language)
    return Sheet(
        name=texts("export.about"),
        columns=(Column(texts("export.item"), 24), Column(texts("export.content"), 90)),
        rows=about.lines(),
        filtered=False,
        language=about.language,
        emphasised=frozenset({0}),
    )


def clean(text: str) -> str:
    """The text as a cell can hold it: without characters that XML 1.0 forbids, cut where it is too long."""
    kept = without_forbidden(text)
    return kept if len(kept) <= LONGEST_TEXT else kept[: LONGEST_TEXT - 1] + "…"


def shown(value: Value, language: Language) -> str:
    """What a person reads in a cell."""
    match value:
        case None:
            return ""
        case IsoDate():
            return value.spelled(language)
    return str(value)


def column_widths(sheet: Sheet) -> list[int]:
    """As wide as the contents need, in characters; the widest give way until the page holds all."""
    wanted = [min(max(_needed(sheet, index), NARROWEST), column.widest) for index, column in enumerate(sheet.columns)]
    limit = max(wanted, default=0)
    while sum(min(width, limit) for width in wanted) > sheet.paper.room and limit > LEAST_LIMIT:
        limit -= 1
    return [min(width, limit) for width in wanted]


def text_width(line: str) -> int:
    """Columns that a line takes; a full-width character takes two."""
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in line)


def _needed(sheet: Sheet, index: int) -> int:
    """The width of the longest line of a column; the heading may break into two."""
    lines = (line for row in sheet.rows for line in shown(row[index], sheet.language).split("\n"))
    heading = -(-text_width(sheet.columns[index].heading) // 2)
    return max(heading, max(map(text_width, lines), default=0)) + 3

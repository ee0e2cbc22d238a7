"""An answer as a table, and its forms for programs, spreadsheets and documents."""

import csv
import json
import re
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO
from typing import NamedTuple

from queries.question import Column, Language

# What a spreadsheet takes for the beginning of a formula; Excel reads the full-width signs like the half-width ones.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[+-]\d+(?:\.\d+)?[%‰]?")
BYTE_ORDER_MARK = "\ufeff"


class Reference(NamedTuple):
    """A thing of the graph, and what to show for it."""

    iri: str
    label: str


class Code(NamedTuple):
    """One of a column's fixed values, and what to show for it."""

    code: str
    label: str


Value = str | Decimal | Reference | Code
Cell = Value | None | tuple[Value, ...]
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of typed cells. A gathered column holds a tuple of values, every other one value or None."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    language: Language = "zh"

    def without_evidence(self) -> "Table":
        """The same rows without the columns of sentences."""
        kept = [index for index, column in enumerate(self.columns) if not column.evidence]
        rows = tuple(tuple(row[index] for index in kept) for row in self.rows)
        return Table(tuple(self.columns[index] for index in kept), rows, self.language)

    def keeping(self, *names: str) -> "Table":
        """The same rows with some of the columns, in the table's order."""
        kept = [index for index, column in enumerate(self.columns) if column.name in names]
        rows = tuple(tuple(row[index] for index in kept) for row in self.rows)
        return Table(tuple(self.columns[index] for index in kept), rows, self.language)

    def named(self, words: str) -> "Table":
        """The rows whose first column has the words, whatever their case; all of them without any."""
        wanted = words.strip().casefold()
        column = self.columns[0]
        rows = (row for row in self.rows if wanted in self._as_text(column, row[0]).casefold())
        return Table(self.columns, tuple(rows), self.language) if wanted else self

    def part(self, first: int, rows: int) -> "Table":
        """So many rows from the ``first``, which is counted from 1."""
        return Table(self.columns, self.rows[first - 1 : first - 1 + rows], self.language)

    def headings(self) -> tuple[str, ...]:
        """The columns' labels in the table's language."""
        return tuple(column.label[self.language] for column in self.columns)

    def as_texts(self) -> tuple[tuple[str, ...], ...]:
        """The rows as people read them: labels for things and codes, an empty string for nothing."""
        return tuple(
            tuple(self._as_text(column, cell) for column, cell in zip(self.columns, row, strict=True))
            for row in self.rows
        )

    def _as_text(self, column: Column, cell: Cell) -> str:
        if not column.gathered:
            return as_text(cell)
        separator = "\n" if column.evidence else "、" if self.language == "zh" else "; "
        return separator.join(as_text(value) for value in _values(cell))

    def as_csv(self, *, byte_order_mark: bool = False) -> str:
        """RFC 4180 with a line of headings. Texts that a spreadsheet would run as formulas begin with ``'``.

        With the byte order mark Excel reads the file as UTF-8.
        """
        target = StringIO()
        writer = csv.writer(target)
        writer.writerow(self.headings())
        for row, texts in zip(self.rows, self.as_texts(), strict=True):
            writer.writerow(
                text if isinstance(cell, Decimal) else harmless(text) for cell, text in zip(row, texts, strict=True)
            )
        return (BYTE_ORDER_MARK if byte_order_mark else "") + target.getvalue()

    def as_json(self) -> str:
        """An array with an object per row; things are ``{"iri", "label"}``, codes ``{"code", "label"}``."""
        names = [column.name for column in self.columns]
        rows = [dict(zip(names, map(_as_json_value, row), strict=True)) for row in self.rows]
        return json.dumps(rows, ensure_ascii=False, indent=2)

    def as_markdown(self) -> str:
        """A table in GitHub's Markdown."""
        lines = [self.headings(), ("---",) * len(self.columns), *self.as_texts()]
        return "".join(f"| {' | '.join(map(_as_markdown_text, line))} |\n" for line in lines)


def as_text(cell: Cell) -> str:
    """What people read in a cell; a number without an exponent or needless zeros."""
    match cell:
        case None:
            return ""
        case Reference() | Code():
            return cell.label
        case Decimal():
            return format(cell.normalize(), "f")
        case tuple():
            return "; ".join(as_text(value) for value in cell)
    return cell


def harmless(text: str) -> str:
    """The text in a form that no spreadsheet takes for a formula; a number such as ``-3.5`` stays as it is."""
    return "'" + text if text.startswith(FORMULA_STARTS) and not _NUMBER.fullmatch(text) else text


def _values(cell: Cell) -> tuple[Value, ...]:
    return cell if isinstance(cell, tuple) and not isinstance(cell, Reference | Code) else ()


def _as_json_value(cell: Cell) -> object:
    match cell:
        case Reference():
            return {"iri": cell.iri, "label": cell.label}
        case Code():
            return {"code": cell.code, "label": cell.label}
        case Decimal():
            return int(cell) if cell == cell.to_integral_value() else float(cell)
        case tuple():
            return [_as_json_value(value) for value in cell]
    return cell


def _as_markdown_text(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
    return escaped.replace("\r\n", "\n").replace("\n", "<br>")

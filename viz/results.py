"""Answers as pages show them: cells with their role, link and basis, and the sentences each row rests on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading, and whether it holds numbers (set flush right).

    Where the rows are only a part, ``sort`` is the address that sorts all of them by this column, and ``order`` how
    they are sorted by it now: "ascending", "descending", or not.
    """

    label: str
    is_number: bool = False
    sort: str = ""
    order: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One value: its text and at most one of a link inside zeren, a role (an edge kind), a basis, or several links.

    ``title`` is shown while one points at it: the label of what is written as an IRI.
    """

    text: str
    href: str = ""
    role: str = ""
    basis: str = ""
    links: tuple["Cell", ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A stretch of a document a row rests on, where it stands, and the page that shows it."""

    quote: str
    source: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One answer: as many cells as the table has columns."""

    cells: tuple[Cell, ...]
    evidence: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultTable:
    """An answer: ``rows`` may be the first of ``total``."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: int

    @property
    def has_evidence(self) -> bool:
        """Whether any row brings its sentence."""
        return any(row.evidence for row in self.rows)

    def without_empty_columns(self) -> "ResultTable":
        """The same rows without the columns in which no row says anything."""
        kept = [place for place in range(len(self.columns)) if any(row.cells[place].text for row in self.rows)]
        rows = tuple(Row(tuple(row.cells[place] for place in kept), row.evidence) for row in self.rows)
        return ResultTable(columns=tuple(self.columns[place] for place in kept), rows=rows, total=self.total)

"""The page of a matrix: a real table whose cells say how much and in which roles."""

from dataclasses import dataclass

from viz.pages import Field, Frame, Link, render_page
from viz.results import Cell, ResultTable

HEATS = 5


@dataclass(frozen=True, slots=True)
class Meeting:
    """A cell: its number, its roles (edge kinds), its warmth from 1 to HEATS, the address of its duties; if chosen."""

    count: int
    roles: tuple[str, ...]
    heat: int
    href: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A row: its name, a cell or None for each column, its sum."""

    name: Cell
    meetings: tuple[Meeting | None, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixPage:
    """A part of a matrix, from its row ``top`` and its column ``left``, with its form and the duties of a chosen cell.

    ``ways`` lead to the parts around it, by the names of [matrix_way] in messages.toml.
    """

    title: str
    note: str
    kinds: tuple[Link, ...]
    fields: tuple[Field, ...]
    kind: str
    columns: tuple[tuple[Cell, int], ...]
    rows: tuple[MatrixRow, ...]
    row_label: str
    total_rows: int
    total_columns: int
    top: int = 1
    left: int = 1
    ways: tuple[tuple[str, str], ...] = ()
    chosen: str = ""
    duties: ResultTable | None = None


def matrix(page: MatrixPage, frame: Frame) -> str:
    """Render the matrix."""
    return render_page("matrix.html", frame, {"page": page})

"""The page of a matrix: a real table whose cells say how much and in which roles."""

from dataclasses import dataclass

from viz.pages import Field, Frame, Link, render_page
from viz.results import Cell, ResultTable

HEATS = 5


@dataclass(frozen=True, slots=True)
class Meeting:
    """A cell: its number, its roles (edge kinds), its warmth from 1 to HEATS, and the address of its duties."""

    count: int
    roles: tuple[str, ...]
    heat: int
    href: str


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A row: its name, a cell or None for each column, its sum."""

    name: Cell
    meetings: tuple[Meeting | None, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixPage:
    """A matrix with its form, and the duties of the cell that was chosen."""

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
    chosen: str = ""
    duties: ResultTable | None = None


def matrix(page: MatrixPage, frame: Frame) -> str:
    """Render the matrix."""
    return render_page("matrix.html", frame, {"page": page})

"""The part of a matrix that a page shows: its first rows and columns, and what one cell stands for."""

from dataclasses import dataclass

from queries.matrix import Matrix, commitments_at, corner, cross, told_apart
from queries.question import Question
from queries.table import Reference, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedMatrix:
    """A matrix, of all policies or of one; how much of it from which row and column (from 1).

    ``row`` and ``column`` are IRIs of a row and a column whose commitments are wanted.
    """

    question: Question
    rows: int
    columns: int
    top: int = 1
    left: int = 1
    policy: str = ""
    row: str = ""
    column: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The row and the column that were chosen, and the commitments where they meet."""

    row: str
    column: str
    commitments: tuple[Reference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossedPart:
    """The corner of a matrix; ``most`` is the highest count of the whole."""

    corner: Matrix
    rows: int
    columns: int
    most: int
    chosen: Chosen | None = None


def part_of(table: Table, wanted: WantedMatrix) -> CrossedPart:
    """The part of the table's matrix that is wanted."""
    matrix = told_apart(cross(table))
    names = {thing.iri: thing.label for thing in (*matrix.rows, *matrix.columns)}
    chosen = None
    if wanted.row in names and wanted.column in names:
        met = commitments_at(table, wanted.row, wanted.column)
        chosen = Chosen(row=names[wanted.row], column=names[wanted.column], commitments=met)
    return CrossedPart(
        corner=corner(matrix, wanted.rows, wanted.columns, wanted.top, wanted.left),
        rows=len(matrix.rows),
        columns=len(matrix.columns),
        most=max((crossing.count for crossing in matrix.crossings.values()), default=1),
        chosen=chosen,
    )

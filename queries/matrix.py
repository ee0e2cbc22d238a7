"""Two kinds of things crossed: how often, and in which roles, each row meets each column (``matrix/*.rq``)."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import unquote

from queries.catalogue import load_folder
from queries.question import Question
from queries.table import Code, Reference, Table

ROLES = ("lead", "responsible", "support")


@dataclass(frozen=True, slots=True)
class Crossing:
    """Where a row meets a column: how many commitments, and in which roles."""

    count: int
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows and columns by their number of commitments; a place without commitments has no crossing."""

    rows: tuple[Reference, ...]
    columns: tuple[Reference, ...]
    crossings: Mapping[tuple[str, str], Crossing]
    row_sums: Mapping[str, int]
    column_sums: Mapping[str, int]


def matrices() -> Mapping[str, Question]:
    """The matrices by name, in their order."""
    return load_folder("matrix")


def cross(table: Table) -> Matrix:
    """The matrix of a table with the columns row, column, role and commitment."""
    names = [column.name for column in table.columns]
    at = [names.index(name) for name in ("row", "column", "role", "commitment")]
    things: dict[str, dict[str, Reference]] = {"row": {}, "column": {}}
    commitments: dict[tuple[str, str], set[str]] = defaultdict(set)
    roles: dict[tuple[str, str], set[str]] = defaultdict(set)
    for line in table.rows:
        row, column, role, commitment = (line[index] for index in at)
        if not (isinstance(row, Reference) and isinstance(column, Reference) and isinstance(commitment, Reference)):
            continue
        things["row"][row.iri], things["column"][column.iri] = row, column
        commitments[row.iri, column.iri].add(commitment.iri)
        if isinstance(role, Code):
            roles[row.iri, column.iri].add(role.code)
    row_sums = Counter[str]()
    column_sums = Counter[str]()
    for (row_iri, column_iri), met in commitments.items():
        row_sums[row_iri] += len(met)
        column_sums[column_iri] += len(met)
    crossings = {
        place: Crossing(len(met), tuple(role for role in ROLES if role in roles[place]))
        for place, met in commitments.items()
    }
    return Matrix(
        _ranked(things["row"], row_sums), _ranked(things["column"], column_sums), crossings, row_sums, column_sums
    )


def told_apart(matrix: Matrix) -> Matrix:
    """The same with the place in the names of rows that several places have: 市水利局（临江市）."""
    bearers = Counter(row.label for row in matrix.rows)
    rows = (
        row if bearers[row.label] == 1 else row._replace(label=f"{row.label}（{_place(row.iri)}）")
        for row in matrix.rows
    )
    return replace(matrix, rows=tuple(rows))


def of_policy(table: Table, policy: str) -> Table:
    """The rows of the commitments of the policy with that IRI: their names begin with its key."""
    key = policy.rpartition("/")[2]
    at = [column.name for column in table.columns].index("commitment")
    rows = (row for row in table.rows if isinstance(cell := row[at], Reference) and f"/{key}/" in cell.iri)
    return replace(table, rows=tuple(rows))


def corner(matrix: Matrix, rows: int, columns: int, top: int = 1, left: int = 1) -> Matrix:
    """Rows and columns from the ``top`` one and the ``left`` one (from 1); the sums are those of the whole."""
    first, above = matrix.rows[top - 1 : top - 1 + rows], matrix.columns[left - 1 : left - 1 + columns]
    places = [(row.iri, column.iri) for row in first for column in above]
    return Matrix(
        first,
        above,
        {place: matrix.crossings[place] for place in places if place in matrix.crossings},
        {row.iri: matrix.row_sums[row.iri] for row in first},
        {column.iri: matrix.column_sums[column.iri] for column in above},
    )


def _place(iri: str) -> str:
    """The segment before the last of a body's name, which is its place (``graph.agents``)."""
    return unquote(iri.rstrip("/").split("/")[-2])


def commitments_at(table: Table, row: str, column: str) -> tuple[Reference, ...]:
    """The commitments, each once, of one place of the matrix."""
    names = [described.name for described in table.columns]
    here, there, what = (names.index(name) for name in ("row", "column", "commitment"))
    found = (line[what] for line in table.rows if _is(line[here], row) and _is(line[there], column))
    return tuple(dict.fromkeys(cell for cell in found if isinstance(cell, Reference)))


def _is(cell: object, iri: str) -> bool:
    return isinstance(cell, Reference) and cell.iri == iri


def _ranked(things: Mapping[str, Reference], sums: Mapping[str, int]) -> tuple[Reference, ...]:
    return tuple(sorted(things.values(), key=lambda thing: (-sums[thing.iri], thing.label, thing.iri)))

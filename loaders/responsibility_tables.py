"""Tables of responsibilities (责任分解表): each row's bodies by the column that names them, and its deadline."""

from collections.abc import Iterator, Sequence

from loaders.deadlines import deadline_of
from loaders.record import Role, Span
from loaders.statements import Part, Statement, read_labelled_list
from loaders.tables import ReadTable, Row

_ROLES = {"lead": Role.LEAD, "responsible": Role.RESPONSIBLE, "support": Role.SUPPORT}


def find_table_statements(text: str, tables: Sequence[ReadTable], home: str | None) -> Iterator[Statement]:
    """One statement for each row's cell that names bodies; a merged cell holds for every row it spans."""
    for table in tables:
        if not table.states_responsibility:
            continue
        for row in table.rows:
            for column in table.columns_holding(*_ROLES):
                parts = tuple(_cell(text, row, column.index, column.holds, home))
                if parts:
                    yield Statement(row.provision, row.cells[column.index], row.span, parts)


def row_deadlines(text: str, tables: Sequence[ReadTable], year: int | None) -> tuple[tuple[Span, str], ...]:
    """The deadline of each row that has one, with the row's stretch of text, in order."""
    stated = (
        (row.span, deadline_of(text, row.cells[column.index], year))
        for table in tables
        for row in table.rows
        for column in table.columns_holding("deadline")
        if column.index < len(row.cells)
    )
    return tuple((span, deadline) for span, deadline in stated if deadline)


def _cell(text: str, row: Row, index: int, kind: str, home: str | None) -> Iterator[Part]:
    if index < len(row.cells):
        cell: Span = row.cells[index]
        yield from read_labelled_list(text, cell, _ROLES[kind], f"column-{kind}", home)

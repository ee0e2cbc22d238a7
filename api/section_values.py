"""The rows of a section's table as what a page draws of them: duties side by side, neighbours around a thing."""

from collections.abc import Iterator
from decimal import Decimal

from api.presentation import ROLES, as_result_table, linked
from queries.table import Code, Reference, Table
from viz.duty_columns import HeldDuty
from viz.results import Cell

HELD = ("policy", "theme", "commitment", "kind", "deadline", "basis")
JOINED = ("agent", "commitments", "example")


def held_duties(table: Table, rows: int) -> Iterator[HeldDuty]:
    """The first ``rows`` rows; none of a table that lacks one of the columns."""
    names = [column.name for column in table.columns]
    if not {"role", *HELD} <= set(names):
        return
    shown = [column.name for column in table.columns if not column.evidence]
    role = names.index("role")
    for row, line in zip(table.rows, as_result_table(table, rows).rows, strict=False):
        cells = dict(zip(shown, line.cells, strict=True))
        held = row[role]
        yield HeldDuty(
            role=ROLES.get(held.code, "") if isinstance(held, Code) else "",
            policy=cells["policy"],
            theme=cells["theme"],
            commitment=cells["commitment"],
            kind=cells["kind"].text,
            deadline=cells["deadline"].text,
            basis=cells["basis"],
            sentences=line.evidence,
        )


def joined(table: Table) -> Iterator[tuple[Cell, int]]:
    """Bodies with how many commitments they share with the thing; none of a table without an example of one."""
    names = [column.name for column in table.columns]
    if not set(JOINED) <= set(names):
        return
    agent, commitments = names.index("agent"), names.index("commitments")
    for row in table.rows:
        body, number = row[agent], row[commitments]
        if isinstance(body, Reference) and isinstance(number, Decimal):
            yield linked(body), int(number)

"""``/matrix``: two kinds of things crossed, with roles and counts; the duties of one cell below."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Response
from fastapi.responses import HTMLResponse

from api.access import Visit, VisitHere
from api.forms import form_field
from api.matrices import CrossedPart, WantedMatrix
from api.presentation import ROLES, as_result_table, linked
from queries.matrix import matrices
from queries.responsibility_table import POLICY
from queries.sections import THING, sections_of
from queries.table import Reference
from viz import matrix_pages, pages, results
from viz.text import Texts

MOST_ROWS = 60
MOST_COLUMNS = 24

router = APIRouter(tags=["Matrix"])


@router.get("/matrix", summary="Departments by theme or task, indicators by place", response_class=HTMLResponse)
def matrix(  # noqa: PLR0913, PLR0917 - the parameters of an address
    visit: VisitHere,
    kind: Annotated[str, Query(description="department_theme, department_task or indicator_place")] = "",
    policy: Annotated[str, Query(description="title, document number or IRI of a policy")] = "",
    row: Annotated[str, Query(description="IRI of the row whose duties are wanted")] = "",
    column: Annotated[str, Query(description="IRI of the column whose duties are wanted")] = "",
    top: Annotated[int, Query(ge=1, description="the first row to show")] = 1,
    left: Annotated[int, Query(ge=1, description="the first column to show")] = 1,
) -> Response:
    """A table whose cells say how many commitments there are and in which roles."""
    question = matrices().get(kind) or next(iter(matrices().values()))
    wanted = WantedMatrix(
        question=question,
        rows=MOST_ROWS,
        columns=MOST_COLUMNS,
        top=top,
        left=left,
        policy=policy,
        row=row,
        column=column,
    )
    part = visit.engine.crossed(wanted, visit.language)
    crossed = part.corner
    address = {"kind": question.name, **({"policy": policy} if policy else {})}
    page = matrix_pages.MatrixPage(
        title=question.title[visit.language],
        note=question.question[visit.language],
        kinds=tuple(
            pages.Link(other.title[visit.language], f"/matrix?{urlencode({**address, 'kind': other.name})}")
            for other in matrices().values()
        ),
        fields=(form_field(visit.engine, POLICY, {"policy": policy}, visit.language),),
        kind=question.name,
        columns=tuple((linked(thing), crossed.column_sums[thing.iri]) for thing in crossed.columns),
        rows=_rows(part, wanted, address),
        row_label=question.columns[0].label[visit.language],
        total_rows=part.rows,
        total_columns=part.columns,
        top=top,
        left=left,
        ways=tuple(_ways(part, wanted, address)),
    )
    if part.chosen:
        title = Texts(visit.language)("matrix.cell", row=part.chosen.row, column=part.chosen.column)
        page = replace(page, chosen=title, duties=_duties(visit, part.chosen.commitments))
    return HTMLResponse(matrix_pages.matrix(page, visit.frame()))


def _ways(part: CrossedPart, wanted: WantedMatrix, address: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The parts of the matrix around the one that is shown, each with the direction it lies in."""
    top, left = wanted.top, wanted.left
    around = {
        "up": (top > 1, max(1, top - MOST_ROWS), left),
        "down": (top + MOST_ROWS <= part.rows, top + MOST_ROWS, left),
        "left": (left > 1, top, max(1, left - MOST_COLUMNS)),
        "right": (left + MOST_COLUMNS <= part.columns, top, left + MOST_COLUMNS),
    }
    for name, (there, row, column) in around.items():
        if there:
            yield name, f"/matrix?{urlencode({**address, **_from(row, column)})}"


def _from(top: int, left: int) -> dict[str, str]:
    """Where a part begins, as parameters of an address; the beginning of all needs none."""
    return {name: str(value) for name, value in (("top", top), ("left", left)) if value > 1}


def _rows(part: CrossedPart, wanted: WantedMatrix, address: dict[str, str]) -> tuple[matrix_pages.MatrixRow, ...]:
    crossed = part.corner

    def meeting(row: Reference, column: Reference) -> matrix_pages.Meeting | None:
        crossing = crossed.crossings.get((row.iri, column.iri))
        if crossing is None:
            return None
        heat = -(-crossing.count * matrix_pages.HEATS // part.most)
        sent = {**address, **_from(wanted.top, wanted.left), "row": row.iri, "column": column.iri}
        chosen = (row.iri, column.iri) == (wanted.row, wanted.column)
        roles = tuple(ROLES[role] for role in crossing.roles)
        return matrix_pages.Meeting(crossing.count, roles, heat, f"/matrix?{urlencode(sent)}", chosen)

    return tuple(
        matrix_pages.MatrixRow(
            linked(row), tuple(meeting(row, column) for column in crossed.columns), crossed.row_sums[row.iri]
        )
        for row in crossed.rows
    )


def _duties(visit: Visit, commitments: tuple[Reference, ...]) -> results.ResultTable:
    """The commitments of one cell: each with who answers for it, and the sentences that say so."""
    question = sections_of({"zr:Task"})[0]
    rows: list[results.Row] = []
    columns: tuple[results.Column, ...] = ()
    for commitment in commitments:
        answer = visit.engine.ask(question, {THING: commitment.iri}, visit.language)
        table = as_result_table(answer, visit.settings.page_rows)
        name = linked(commitment)
        columns = (results.Column(Texts(visit.language)("matrix.commitment")), *table.columns)
        rows += [results.Row((name, *row.cells), row.evidence) for row in table.rows]
        if not table.rows:
            rows.append(results.Row((name, *(results.Cell(text="") for _ in table.columns))))
    shown = tuple(rows[: visit.settings.page_rows])
    return results.ResultTable(columns=columns, rows=shown, total=len(rows))

"""``/matrix``: two kinds of things crossed, with roles and counts; the duties of one cell below."""

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
def matrix(
    visit: VisitHere,
    kind: Annotated[str, Query(description="department_theme, department_task or indicator_place")] = "",
    policy: Annotated[str, Query(description="title, document number or IRI of a policy")] = "",
    row: Annotated[str, Query(description="IRI of the row whose duties are wanted")] = "",
    column: Annotated[str, Query(description="IRI of the column whose duties are wanted")] = "",
) -> Response:
    """A table whose cells say how many commitments there are and in which roles."""
    question = matrices().get(kind) or next(iter(matrices().values()))
    wanted = WantedMatrix(
        question=question, rows=MOST_ROWS, columns=MOST_COLUMNS, policy=policy, row=row, column=column
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
        rows=_rows(part, address),
        row_label=question.columns[0].label[visit.language],
        total_rows=part.rows,
        total_columns=part.columns,
    )
    if part.chosen:
        title = Texts(visit.language)("matrix.cell", row=part.chosen.row, column=part.chosen.column)
        page = replace(page, chosen=title, duties=_duties(visit, part.chosen.commitments))
    return HTMLResponse(matrix_pages.matrix(page, visit.frame()))


def _rows(part: CrossedPart, address: dict[str, str]) -> tuple[matrix_pages.MatrixRow, ...]:
    crossed = part.corner

    def meeting(row: Reference, column: Reference) -> matrix_pages.Meeting | None:
        crossing = crossed.crossings.get((row.iri, column.iri))
        if crossing is None:
            return None
        heat = -(-crossing.count * matrix_pages.HEATS // part.most)
        href = f"/matrix?{urlencode({**address, 'row': row.iri, 'column': column.iri})}"
        return matrix_pages.Meeting(crossing.count, tuple(ROLES[role] for role in crossing.roles), heat, href)

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

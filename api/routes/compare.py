"""``/compare``: two documents side by side."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi.responses import HTMLResponse

from api.access import Visit, VisitHere
from api.presentation import linked
from queries.comparison import Aspect
from queries.responsibility_table import POLICY
from queries.table import Reference
from viz import document_pages, pages
from viz.text import Texts

router = APIRouter(tags=["Compare"])


@router.get("/compare", summary="Two documents side by side", response_class=HTMLResponse)
def compare(
    visit: VisitHere,
    policy: Annotated[list[str] | None, Query(description="title, document number or IRI; give it twice")] = None,
) -> Response:
    """Shared indicators with their values, tasks by theme, and who answers for the same function."""
    asked = [visit.engine.meant(POLICY, name) for name in policy or () if name][:2]
    page = document_pages.ComparePage(fields=_fields(visit, asked))
    if len(asked) == 2:
        aspects = visit.engine.comparison(asked, visit.language)
        names = {choice.value: choice.label for choice in visit.engine.choices(POLICY, visit.language)}
        page = replace(
            page,
            documents=tuple(linked(Reference(iri, names.get(iri, iri))) for iri in asked),
            aspects=tuple(_aspect(aspect, visit) for aspect in aspects),
        )
    return HTMLResponse(document_pages.compare(page, visit.frame()))


def _aspect(aspect: Aspect, visit: Visit) -> document_pages.ComparedAspect:
    question = aspect.question
    return document_pages.ComparedAspect(
        title=question.title[visit.language],
        note=question.question[visit.language],
        row_label=question.columns[0].label[visit.language],
        rows=tuple((linked(row.row), tuple(tuple(map(linked, cell)) for cell in row.cells)) for row in aspect.rows),
    )


def _fields(visit: Visit, asked: list[str]) -> tuple[pages.Field, ...]:
    texts = Texts(visit.language)
    options = tuple(pages.Option(choice.value, choice.label) for choice in visit.engine.choices(POLICY, visit.language))
    chosen = [*asked, "", ""]
    return tuple(
        pages.Field(name="policy", label=texts(f"compare.{place}"), value=value, options=options)
        for place, value in zip(("first", "second"), chosen, strict=False)
    )

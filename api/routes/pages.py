"""``/``, ``/questions`` and ``/questions/{name}``: what is in here, what can be asked, and the answers."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from http import HTTPStatus
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Response
from fastapi.responses import HTMLResponse, JSONResponse

from api.access import HTML, VARY, Visit, VisitHere
from api.addresses import address_of
from api.answer_formats import ANSWER_FORMATS, AnswerFormat, answer_format, bare
from api.attachments import attachment
from api.findings import NEVER_KEPT, finding_lines, mentioned
from api.forms import form_field
from api.negotiation import negotiate
from api.overview import Overview, PolicyLine, asked_first
from api.presentation import as_result_table
from api.protocol import ProtocolError
from queries.catalogue import find_question, load_catalogue
from queries.errors import BadArgument
from queries.parts import Part
from queries.question import Language, Question
from queries.table import Table
from viz import pages, question_pages
from viz.answer_workbook import about_answer
from viz.question_pages import QuestionPage
from viz.text import Texts

ANSWER_LENGTH = 110
ROWS = 200
"""Rows of an answer on one page of it."""
PAGES_OWN = frozenset({"lang", "format", "find", "sort", "first", "view"})
"""Parameters that are no question's: which part of the answer is shown, and how."""
DOCUMENTS = 100
"""Most documents that the first page lists; the list of documents has them all."""
FINDINGS = 5
"""The heaviest findings that the first page names."""

router = APIRouter(tags=["Questions"])


@router.get("/", summary="What is in here, and what can be asked", response_class=HTMLResponse)
def home(visit: VisitHere) -> Response:
    """The first page: counts, questions, documents."""
    overview = visit.engine.overview()
    counts = {**overview.counts, "triples": visit.engine.release().quads}
    audit = mentioned(visit)
    found = audit.review.open() if audit else ()
    page = pages.HomePage(
        counts=tuple(pages.Count(name, number) for name, number in counts.items()),
        questions=tuple(_answered(question, visit) for question in asked_first()),
        findings=finding_lines(found[:FINDINGS], visit.language),
        found=len(found),
        coverage=_coverage(overview, visit.language),
        documents=tuple(map(_document, overview.documents[:DOCUMENTS])),
        more_documents=max(0, len(overview.documents) - DOCUMENTS),
    )
    return HTMLResponse(pages.home(page, visit.frame()), headers={} if audit else NEVER_KEPT)


def _document(line: PolicyLine) -> pages.DocumentLine:
    return pages.DocumentLine(
        title=line.label,
        href=address_of(line.iri),
        number=line.number,
        jurisdiction=line.place,
        issued=line.issued,
        targets=line.targets,
        tasks=line.tasks,
    )


def _answered(question: Question, visit: Visit) -> pages.QuestionCard:
    """A question with how many rows its answer has, and the first of them."""
    texts = Texts(visit.language)
    beginning, total = visit.engine.headline(question, visit.language)
    table = beginning.without_evidence()
    count = texts("table.caption", count=total)
    answer = f"{count}: {_first_row(table)}" if table.rows else texts("home.no_answer")
    return replace(_card(question, visit.language), answer=answer)


def _first_row(table: Table) -> str:
    """The first row as one line; a number says what it counts."""
    said = (
        f"{column.label[table.language]} {text}" if column.type == "number" else text
        for column, text in zip(table.columns, table.as_texts()[0], strict=True)
        if text
    )
    return " · ".join(said)[:ANSWER_LENGTH]


def _coverage(overview: Overview, language: Language) -> tuple[str, ...]:
    """How much has somebody who answers for it, what stayed in doubt, and what the documents span."""
    texts = Texts(language)
    held, led, total = (overview.coverage[name] for name in ("held", "led", "commitments"))
    lines = [
        texts("coverage.led", total=total, led=led, held=held),
        texts("coverage.doubts", count=overview.coverage["doubts"]),
    ]
    years = sorted(line.issued[:4] for line in overview.documents if line.issued)
    if years:
        places = len({line.place for line in overview.documents if line.place})
        lines.append(texts("coverage.span", places=places, first=years[0], last=years[-1]))
    return tuple(lines)


def _card(question: Question, language: Language) -> pages.QuestionCard:
    return pages.QuestionCard(
        title=question.title[language], text=question.question[language], href=f"/questions/{question.name}"
    )


@router.get("/questions", summary="The stored questions")
def questions(visit: VisitHere) -> Response:
    """The list as a page, or as JSON for a program."""
    catalogue = load_catalogue().values()
    if not visit.prefers_page("application/json"):
        return JSONResponse([_described(question) for question in catalogue], headers=VARY)
    cards = [_card(question, visit.language) for question in catalogue]
    return HTMLResponse(pages.questions(cards, visit.frame()), headers=VARY)


def _described(question: Question) -> dict[str, object]:
    """A question for a program: what it asks, what may be given, what it answers with."""
    return {
        "name": question.name,
        "title": asdict(question.title),
        "question": asdict(question.question),
        "parameters": [asdict(parameter) for parameter in question.parameters],
        "columns": [column.name for column in question.columns],
        "href": f"/questions/{question.name}",
    }


@router.get("/questions/{name}", summary="The answer to one stored question")
def question(
    name: str,
    visit: VisitHere,
    form: Annotated[str, Query(alias="format", description="json, csv, md, xlsx or html, whatever Accept says")] = "",
) -> Response:
    """The answer as a page, JSON, CSV, Markdown or a workbook, by Accept or ``?format=``.

    A page shows the part that ``find`` (words), ``sort`` (a column, ``-`` before it for descending) and ``first`` ask
    for, as ``view`` says: table, chart or network. Every other parameter of the address is one of the question's own.
    """
    asked = find_question(load_catalogue(), name)
    arguments = {key: value for key, value in visit.parameters.items() if key not in PAGES_OWN}
    wanted = _wanted_format(visit.accept, form)
    if wanted is None:
        return _question_page(asked, arguments, visit)
    table, release = visit.engine.answer(asked, arguments, visit.language)
    about = about_answer(asked, arguments, release, visit.language)
    file = attachment(f"{asked.name}-{release.id}.{wanted.name}") if form else {}
    return Response(wanted.write(table, about), media_type=wanted.media_type, headers=VARY | file)


def _wanted_format(accept: str | None, name: str) -> AnswerFormat | None:
    """The file that was asked for; None for a page. Raises ProtocolError (406) for what there is not."""
    offered = [bare(form.media_type) for form in ANSWER_FORMATS]
    chosen = name or negotiate(accept, [*offered, HTML])
    if chosen in {HTML, "html"}:
        return None
    form = answer_format(chosen or "")
    if form is None:
        message = f"{name or accept}: an answer is written as {', '.join([HTML, *offered])}"
        raise ProtocolError(HTTPStatus.NOT_ACCEPTABLE, message)
    return form


def _question_page(asked: Question, arguments: Mapping[str, str], visit: Visit) -> Response:
    """The form with the answer below it, or with what was wrong in it."""
    page = QuestionPage(
        title=asked.title[visit.language],
        text=asked.question[visit.language],
        sparql=asked.text,
        fields=tuple(form_field(visit.engine, parameter, arguments, visit.language) for parameter in asked.parameters),
    )
    status = HTTPStatus.OK
    if _can_be_asked(asked, arguments):
        try:
            page = _with_answer(page, asked, arguments, visit)
        except BadArgument as error:
            page, status = replace(page, message=str(error)), HTTPStatus.BAD_REQUEST
    return HTMLResponse(question_pages.question(page, visit.frame()), status, headers=VARY)


def _with_answer(page: QuestionPage, asked: Question, arguments: Mapping[str, str], visit: Visit) -> QuestionPage:
    """The page with the part of the answer that the address asks for. Raises BadArgument."""
    sent = visit.parameters
    view, sort = sent.get("view", ""), sent.get("sort", "")
    part = Part(
        rows=visit.settings.page_rows if view in {"chart", "network"} else min(ROWS, visit.settings.page_rows),
        first=max(1, int(sent.get("first", "")[:9])) if sent.get("first", "").isdecimal() else 1,
        words=sent.get("find", ""),
        sort=sort.removeprefix("-"),
        descending=sort.startswith("-"),
    )
    table, total = visit.engine.part(asked, arguments, part, visit.language)

    def address(**changed: str) -> str:
        state = {**arguments, "find": part.words, "sort": sort, **changed}
        return f"/questions/{asked.name}?{urlencode({name: value for name, value in state.items() if value})}"

    result = as_result_table(table, part.rows, total)
    shown = [column for column in table.columns if not column.evidence]
    headings = tuple(
        replace(
            heading,
            sort=address(sort=f"-{column.name}" if sort == column.name else column.name),
            order="" if part.sort != column.name else "descending" if part.descending else "ascending",
        )
        for heading, column in zip(result.columns, shown, strict=True)
    )
    later = part.first + part.rows
    return replace(
        page,
        result=replace(result, columns=headings),
        downloads=tuple(_download(asked, arguments, form.name) for form in ANSWER_FORMATS),
        bound=visit.engine.bound_text(asked, arguments),
        first=part.first,
        words=part.words,
        carried=tuple((name, value) for name, value in {**arguments, "sort": sort}.items() if value),
        earlier=address(first=str(max(1, part.first - part.rows))) if part.first > 1 else "",
        later=address(first=str(later)) if later <= total else "",
        address=address(),
        view=view,
    )


def _can_be_asked(asked: Question, arguments: Mapping[str, str]) -> bool:
    """Whether nothing required is missing: a form that nobody has filled in yet is no mistake."""
    return bool(arguments) or not any(parameter.required for parameter in asked.parameters)


def _download(asked: Question, arguments: Mapping[str, str], form: str) -> pages.Link:
    return pages.Link(form.upper(), f"/questions/{asked.name}?{urlencode({**arguments, 'format': form})}")

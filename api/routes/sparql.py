"""``/sparql``: the SPARQL 1.1 Protocol for programs, the workbench for a browser."""

import json
from dataclasses import replace
from http import HTTPStatus
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Response
from fastapi.responses import HTMLResponse

from api.access import VARY, Visit, VisitHere
from api.errors import outcome_of
from api.negotiation import negotiate
from api.presentation import sparql_result_table
from api.protocol import FORM, QUERY, ProtocolError, QueryRequest, read_get, read_post
from loaders.errors import ZerenError
from queries.catalogue import load_catalogue
from queries.formats import FORMATS, Kind, formats_of
from queries.sparql import result_kind
from viz import pages

# what older clients ask for by the names of the syntax
ALIASES = {"application/json": "json", "application/xml": "xml", "text/xml": "xml", "text/plain": "ntriples"}
OFFERED = (*(form.media_type for form in FORMATS), *ALIASES)
FIRST_QUERY = """PREFIX zr: <https://w3id.org/zeren/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?policy ?target ?department WHERE {
  ?responsibility a zr:Responsibility ; zr:role zr:lead ; zr:basis zr:stated ;
    zr:agent/rdfs:label ?department ; zr:concerns ?commitment .
  ?commitment a zr:Target ; rdfs:label ?target ; zr:statedIn/zr:partOf* ?policy .
  ?policy a zr:Policy
}
ORDER BY ?policy ?target
"""

router = APIRouter(tags=["SPARQL"])


@router.get("/sparql", summary="Query by GET; without a query, the workbench for a browser")
def get_sparql(visit: VisitHere) -> Response:
    """Answer ``?query=`` in the format that Accept (or ``&format=``) asks for; a browser gets it in a page."""
    if visit.prefers_page(*OFFERED) and "format" not in visit.parameters:
        return _page(visit)
    return _answer(visit, read_get(visit.request.url.query))


async def _posted(visit: VisitHere) -> QueryRequest:
    """The query in a request's body, which is read no further than the settings allow."""
    request, most, body = visit.request, visit.settings.request_bytes, b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise ProtocolError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"the request is longer than {most} bytes")
    return read_post(request.url.query, request.headers.get("content-type", ""), body)


@router.post(
    "/sparql",
    summary="Query by POST, as a form or directly",
    openapi_extra={
        "requestBody": {
            "content": {
                FORM: {"schema": {"type": "object", "properties": {"query": {"type": "string"}}}},
                QUERY: {"schema": {"type": "string"}},
            }
        }
    },
)
def post_sparql(visit: VisitHere, posted: Annotated[QueryRequest, Depends(_posted)]) -> Response:
    """Answer a query sent as a form or as ``application/sparql-query``; updates are refused."""
    return _answer(visit, posted)


def _answer(visit: Visit, asked: QueryRequest) -> Response:
    form = asked.format or _negotiated(visit.accept, result_kind(asked.text))
    result = visit.engine.query(asked.text, form, asked.default_graphs, asked.named_graphs)
    return Response(result.body, media_type=_with_charset(result.media_type), headers=VARY)


def _negotiated(accept: str | None, kind: Kind) -> str:
    """The name of the format that the client likes best. Raises ProtocolError (406), naming what there is."""
    names = {form.media_type: form.name for form in formats_of(kind)}
    names |= {alias: name for alias, name in ALIASES.items() if name in names.values()}
    chosen = negotiate(accept, tuple(names))
    if chosen is None:
        offered = ", ".join(form.media_type for form in formats_of(kind))
        raise ProtocolError(HTTPStatus.NOT_ACCEPTABLE, f"Accept: {accept}: this answer is written as {offered}")
    return names[chosen]


def _with_charset(media_type: str) -> str:
    """Everything is UTF-8; text types say so, since some clients assume otherwise."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def _page(visit: Visit) -> Response:
    """The workbench, with the answer or the parser's message when a query was sent."""
    query = visit.parameters.get("query", "")
    samples = tuple(
        pages.Link(question.title[visit.language], f"/sparql?{urlencode({'query': question.text})}")
        for question in load_catalogue().values()
    )
    page, status = pages.SparqlPage(query=query or FIRST_QUERY, samples=samples), HTTPStatus.OK
    if query:
        try:
            page = _with_answer(page, visit)
        except ZerenError as error:
            page, status = replace(page, message=str(error)), outcome_of(error).status
    return HTMLResponse(pages.sparql(page, visit.frame()), status, headers=VARY)


def _with_answer(page: pages.SparqlPage, visit: Visit) -> pages.SparqlPage:
    """The page with the answer to its query: rows, or text for a truth value or a graph."""
    result = visit.engine.query(page.query)
    if result_kind(page.query) is Kind.GRAPH:
        return replace(page, text=result.body.decode())
    answer = json.loads(result.body)
    if "boolean" in answer:
        return replace(page, text=str(answer["boolean"]).lower())
    return replace(page, result=sparql_result_table(answer, visit.settings.page_rows))

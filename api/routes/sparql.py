"""``/sparql``: the SPARQL 1.1 Protocol for programs, the workbench for a browser."""

import json
import re
import time
from dataclasses import replace
from http import HTTPStatus
from shlex import quote
from typing import Annotated, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse

from api.access import VARY, Visit, VisitHere
from api.dataset import Graphs
from api.errors import outcome_of
from api.negotiation import OFFERED, negotiated_format
from api.prefixes import USUAL
from api.presentation import short, sparql_result_table, sparql_things
from api.protocol import FORM, QUERY, UPDATE, ProtocolError, QueryRequest, UpdateRequest, read_get, read_post
from api.sending import TRUNCATED, send
from api.service_description import describe_service
from api.updates import carry_out, refuse_unless_allowed
from api.workers.messages import Call
from api.written import Written
from loaders.errors import ZerenError
from queries.catalogue import load_catalogue
from queries.errors import BadQuery
from queries.formats import Kind, format_named, formats_of
from queries.guard import Bounds
from queries.sparql import result_kind
from viz import pages, sparql_pages
from viz.sparql_pages import Outcome, SparqlPage

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

LONGEST_ADDRESS: Final = 16_000
"""Signs; servers and proxies refuse longer ones."""

router = APIRouter(tags=["SPARQL"])


# what queries that differ only in the things they ask about have in common: they take about as long
_THINGS: Final = re.compile(r"<[^<>\s]*>|\"[^\"]*\"|'[^']*'|\d+")
LONG: Final = 5_000
"""Signs of a text that is looked at in a thread, so that other requests need not wait for that."""


@router.get("/sparql", summary="Query by GET; without a query, the workbench for a browser or RDF about the service")
async def get_sparql(visit: VisitHere) -> Response:
    """Answer ``?query=`` in the format that Accept (or ``&format=``) asks for; a browser gets it in a page."""
    if "update" in visit.parameters:
        refuse_unless_allowed(visit)
    if visit.prefers_page(*OFFERED) and "format" not in visit.parameters:
        return await run_in_threadpool(_page, visit, visit.parameters.get("query", ""))
    if not visit.request.url.query:
        return await _description(visit)
    return await _answer(visit, read_get(visit.request.url.query))


@router.options("/sparql", include_in_schema=False)
async def options() -> Response:
    """What may be done here."""
    return Response(status_code=HTTPStatus.NO_CONTENT, headers={"Allow": "GET, HEAD, POST, OPTIONS"})


async def _description(visit: Visit) -> Response:
    form = negotiated_format(visit.accept, Kind.GRAPH)
    endpoint = str(visit.request.url.replace(query=""))
    media_type = format_named(Kind.GRAPH, form).media_type
    release, updates = await visit.pool.release(), visit.settings.allow_update
    return Response(describe_service(endpoint, release, form, updates), media_type=media_type, headers=VARY)


async def _posted(visit: VisitHere) -> QueryRequest | UpdateRequest:
    """The query or the update in a request's body, which is read no further than the settings allow."""
    request, most, body = visit.request, visit.settings.request_bytes, b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise ProtocolError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"the request is longer than {most} bytes")
    posted = read_post(request.url.query, request.headers.get("content-type", ""), body)
    if isinstance(posted, UpdateRequest):
        refuse_unless_allowed(visit)
    return posted


async def _posted_query(posted: Annotated[QueryRequest | UpdateRequest, Depends(_posted)]) -> QueryRequest:
    if isinstance(posted, UpdateRequest):
        raise ProtocolError(HTTPStatus.BAD_REQUEST, "only queries are checked; an update is when it is carried out")
    return posted


@router.post(
    "/sparql",
    summary="Query or update by POST, as a form or directly",
    responses={
        204: {"description": "The update is carried out, and the next query sees it"},
        202: {"description": "The update is carried out; queries will see it soon"},
    },
    openapi_extra={
        "requestBody": {
            "content": {
                FORM: {
                    "schema": {
                        "type": "object",
                        "properties": {"query": {"type": "string"}, "update": {"type": "string"}},
                    }
                },
                QUERY: {"schema": {"type": "string"}},
                UPDATE: {"schema": {"type": "string"}},
            }
        }
    },
)
async def post_sparql(visit: VisitHere, posted: Annotated[QueryRequest | UpdateRequest, Depends(_posted)]) -> Response:
    """Answer a query sent as a form or as ``application/sparql-query``, or carry out an update (administrator).

    Updates are refused (403) unless the service was started with ``--allow-update``. The workbench's scripts ask for
    a page, whose answer they take over.
    """
    if isinstance(posted, UpdateRequest):
        return await carry_out(visit, posted, _bounds(visit))
    if visit.prefers_page(*OFFERED) and not posted.format:
        return await run_in_threadpool(_page, visit, posted.text)
    return await _answer(visit, posted)


@router.post("/sparql/check", summary="Whether a query is well formed, without asking it")
def check(visit: VisitHere, posted: Annotated[QueryRequest, Depends(_posted_query)]) -> dict[str, str | int]:
    """What the query would give (``kind``), or what is wrong (``detail``) and, if it has a place, where."""
    try:
        return {"kind": visit.engine.check_query(posted.text, _bounds(visit))}
    except BadQuery as error:
        place = {"line": error.place[0], "column": error.place[1]} if error.place else {}
        return {"detail": str(error), **place}


@router.get("/sparql/terms", summary="Prefixes, classes and properties that a query may use, for completion")
def terms(visit: VisitHere) -> dict[str, object]:
    """The usual prefixes, and what the release uses with labels and numbers of uses, the most used first."""
    used = visit.engine.terms_in_use(visit.language)
    described = [
        {"name": short(term.iri), "iri": term.iri, "kind": term.kind, "label": term.label, "uses": term.uses}
        for term in used
    ]
    return {"prefixes": USUAL, "terms": described}


async def _answer(visit: Visit, asked: QueryRequest) -> Response:
    settings, bounds = visit.settings, _bounds(visit)
    if len(asked.text) > LONG:
        kind = await run_in_threadpool(result_kind, asked.text, bounds)
    else:
        kind = result_kind(asked.text, bounds)
    form = asked.format or negotiated_format(visit.accept, kind)
    graphs = Graphs(asked.default_graphs, asked.named_graphs)
    call = Call("write_query", (asked.text, form, settings.query_rows, bounds, graphs))
    written = await visit.pool.answer(call, shape=_THINGS.sub("", asked.text), quick=False)
    assert isinstance(written, Written)
    return send(written, VARY | _mark(written, settings.query_rows))


def _bounds(visit: Visit) -> Bounds:
    settings = visit.settings
    return Bounds(settings.query_bytes, settings.query_depth, settings.query_signs, settings.query_unions)


def _mark(written: Written, rows: int) -> dict[str, str]:
    """The header of an answer that was cut: after how many rows."""
    return {TRUNCATED: str(rows)} if written.truncated else {}


def _page(visit: Visit, query: str) -> Response:
    """The workbench, with the answer or the parser's message when a query was sent."""
    catalogue = load_catalogue()
    samples = tuple(
        pages.Link(catalogue[name].title[visit.language], f"/sparql?{urlencode({'query': text})}")
        for name, text in visit.engine.samples().items()
    )
    page = SparqlPage(
        query=query or FIRST_QUERY,
        samples=samples,
        address=f"/sparql?{urlencode({'query': query})}",
        view=visit.parameters.get("view", ""),
    )
    status = HTTPStatus.OK
    if query:
        try:
            page = replace(page, outcome=_outcome(query, visit))
        except ZerenError as error:
            place = error.place if isinstance(error, BadQuery) else None
            page, status = replace(page, message=str(error), place=place), outcome_of(error).status
    return HTMLResponse(sparql_pages.sparql(page, visit.frame()), status, headers=VARY)


def _outcome(query: str, visit: Visit) -> Outcome:
    """The answer to a query: rows, or text for a truth value or a graph."""
    bounds, settings = _bounds(visit), visit.settings
    kind = result_kind(query, bounds)
    begun = time.perf_counter()
    result = visit.engine.query(query, rows=settings.page_query_rows, bounds=bounds)
    outcome = Outcome(
        seconds=round(time.perf_counter() - begun, 3),
        cut_at=settings.page_query_rows if result.truncated else 0,
        downloads=_downloads(query, kind),
        curl=_curl(query, kind, visit),
    )
    if kind is Kind.GRAPH:
        return replace(outcome, text=result.body.decode())
    answer = json.loads(result.body)
    if "boolean" in answer:
        return replace(outcome, text=str(answer["boolean"]).lower())
    labels = visit.engine.labels(sparql_things(answer, settings.page_rows), visit.language)
    return replace(outcome, result=sparql_result_table(answer, settings.page_rows, labels))


def _downloads(query: str, kind: Kind) -> tuple[pages.Link, ...]:
    """The files that the answer can be had as; none for a query that is too long for an address."""
    addresses = (
        (form.name.upper(), f"/sparql?{urlencode({'query': query, 'format': form.name})}") for form in formats_of(kind)
    )
    return tuple(pages.Link(name, address) for name, address in addresses if len(address) < LONGEST_ADDRESS)


def _curl(query: str, kind: Kind, visit: Visit) -> str:
    """The same query as a command for a POSIX shell."""
    endpoint = str(visit.request.url.replace(query="", fragment="", path=f"{visit.root}/sparql"))
    accept = formats_of(kind)[0].media_type
    return f"curl -H {quote(f'Accept: {accept}')} --data-urlencode {quote(f'query={query}')} {quote(endpoint)}"

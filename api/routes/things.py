"""``/id/…`` and the lists: every thing at its own name, as a page or as RDF."""

from http import HTTPStatus
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from pyoxigraph import RdfFormat

from api.access import HTML, VARY, Visit, VisitHere
from api.addresses import PLACE, address_of, iri_at
from api.findings import NEVER_KEPT, mentioned
from api.negotiation import negotiate
from api.presentation import as_result_table
from api.protocol import ProtocolError
from api.thing_values import AUDITED, document_page, thing_page
from graph.identity import BASE
from queries.sections import lists
from viz import document_pages, thing_pages
from viz.markup import in_language
from viz.pages import Link
from viz.text import Texts

ENDINGS = {"ttl": RdfFormat.TURTLE, "jsonld": RdfFormat.JSON_LD, "nt": RdfFormat.N_TRIPLES}
ROWS = 100
"""Rows on one page of a list."""

router = APIRouter(tags=["Things"])


@router.get("/id/{name:path}", summary="A thing: what is said of it, what refers to it")
def thing(visit: VisitHere) -> Response:
    """A page, or RDF as Accept or the ending (.ttl, .jsonld, .nt) asks for; 404 for what the release does not know."""
    path = visit.path.removeprefix(PLACE)
    iri = _named(visit, path)
    stem, dot, ending = path.rpartition(".")
    if dot and ending in ENDINGS and not visit.engine.knows(iri):
        return _rdf(visit, _named(visit, stem), ENDINGS[ending])
    media_types = {form.media_type: form for form in ENDINGS.values()}
    chosen = negotiate(visit.accept, (HTML, *media_types))
    if chosen is None:
        offered = ", ".join((HTML, *media_types))
        raise ProtocolError(HTTPStatus.NOT_ACCEPTABLE, f"Accept: {visit.accept}: a thing is written as {offered}")
    return _page(visit, iri) if chosen == HTML else _rdf(visit, iri, media_types[chosen])


def _named(visit: Visit, path: str) -> str:
    """The name that a path is the address of: with its letters as letters, else, where it is known so, encoded."""
    iri, encoded = iri_at(path), BASE + path
    return encoded if visit.engine.knows(encoded) and not visit.engine.knows(iri) else iri


def _rdf(visit: Visit, iri: str, form: RdfFormat) -> Response:
    return Response(visit.engine.rdf(iri, form), media_type=f"{form.media_type}; charset=utf-8", headers=VARY)


def _page(visit: Visit, iri: str) -> Response:
    found = visit.engine.thing(iri, visit.language)
    if "zr:Passage" in found.classes:
        address = visit.root + in_language(address_of(iri), visit.language, visit.usual)
        return RedirectResponse(address, HTTPStatus.SEE_OTHER, headers=VARY)
    text = visit.engine.document(iri, visit.language) if "zr:Policy" in found.classes else None
    is_audited = bool(AUDITED & set(found.classes))
    audit = mentioned(visit) if is_audited else None
    if text is None:
        html = thing_pages.thing(thing_page(found, visit, audit), visit.frame())
    else:
        html = document_pages.document(document_page(found, text, visit, audit), visit.frame())
    return HTMLResponse(html, headers=VARY | (NEVER_KEPT if is_audited and audit is None else {}))


def _listing(name: str) -> None:
    """Serve the list of that name at its address."""

    @router.get(f"/{name}", summary=lists()[name].question.en, name=name, response_class=HTMLResponse)
    def listing(
        visit: VisitHere,
        q: Annotated[str, Query(description="what the name contains")] = "",
        first: Annotated[int, Query(ge=1, description="the first row to show")] = 1,
    ) -> Response:
        question = lists()[name]
        found = visit.engine.listed(question, q, first, ROWS, visit.language)
        words = {"q": q} if q else {}
        page = thing_pages.ListPage(
            title=question.title[visit.language],
            note=question.question[visit.language],
            table=as_result_table(found.table, ROWS, found.total),
            first=first,
            words=q,
            earlier=f"/{name}?{urlencode({**words, 'first': max(1, first - ROWS)})}" if first > 1 else "",
            later=f"/{name}?{urlencode({**words, 'first': first + ROWS})}" if first + ROWS <= found.total else "",
            others=list_links(visit),
        )
        return HTMLResponse(thing_pages.listing(page, visit.frame()))


def list_links(visit: Visit) -> tuple[Link, ...]:
    """The lists there are."""
    t = Texts(visit.language)
    return tuple(Link(t(f"nav.{name}"), f"/{name}") for name in lists())


for _name in lists():
    _listing(_name)

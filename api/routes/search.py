"""``/search``: one box over names and full texts, with facets; ``/search/suggestions`` while typing."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Response
from fastapi.responses import HTMLResponse

from api.access import Visit, VisitHere
from api.addresses import address_of
from api.presentation import linked
from api.routes.things import list_links
from graph.search_index import FACETS
from queries.search import FacetValue, Found, Hit, Search
from viz import search_pages
from viz.markup import in_language
from viz.text import Texts

LINES = 50

router = APIRouter(tags=["Search"])


@router.get("/search", summary="What has the words in its names or its text", response_class=HTMLResponse)
def search(
    visit: VisitHere,
    q: Annotated[str, Query(description="words; all must be found")] = "",
    first: Annotated[int, Query(ge=1, description="the first result to show")] = 1,
) -> Response:
    """Results in the order of their documents, and how they spread over kinds, places, years, themes and roles."""
    chosen = {name: value for name in FACETS if (value := visit.parameters.get(name, ""))}
    wanted = Search(words=q, chosen=chosen, offset=first - 1, limit=LINES)
    found = visit.engine.search(wanted, visit.language)
    state = {"q": q, **chosen}
    page = search_pages.SearchPage(
        words=q,
        total=found.total,
        lines=tuple(map(_line, found.hits)),
        facets=_facets(found, state, visit),
        first=first,
        earlier=f"/search?{urlencode({**state, 'first': max(1, first - LINES)})}" if first > 1 else "",
        later=f"/search?{urlencode({**state, 'first': first + LINES})}" if first + LINES <= found.total else "",
        lists=list_links(visit),
    )
    return HTMLResponse(search_pages.search(page, visit.frame()))


@router.get("/search/suggestions", summary="Names that have the words")
def suggestions(visit: VisitHere, q: str = "") -> list[dict[str, str]]:
    """The shortest names first, each with the address of its page and its IRI."""
    return [
        {
            "iri": thing.iri,
            "label": thing.label,
            "href": visit.root + in_language(address_of(thing.iri), visit.language, visit.usual),
        }
        for thing in visit.engine.suggest(q)
    ]


def _line(hit: Hit) -> search_pages.FoundLine:
    return search_pages.FoundLine(
        kind=hit.kind,
        thing=linked(hit.thing),
        policy=linked(hit.policy) if hit.policy else None,
        sentence=address_of(hit.passage),
        before=hit.before,
        match=hit.match,
        after=hit.after,
    )


def _facets(found: Found, state: dict[str, str], visit: Visit) -> tuple[search_pages.Facet, ...]:
    texts = Texts(visit.language)
    return tuple(
        search_pages.Facet(name, tuple(_choice(name, value, state, texts) for value in values))
        for name, values in found.facets.items()
    )


def _choice(name: str, value: FacetValue, state: dict[str, str], texts: Texts) -> search_pages.Choice:
    chosen = state.get(name) == value.value.iri
    others = {key: kept for key, kept in state.items() if key != name}
    address = urlencode(others if chosen else {**others, name: value.value.iri})
    label = texts.name(name, value.value.label) or value.value.label
    return search_pages.Choice(label, value.count, f"/search?{address}", chosen)

"""``/rdf-graph-store``: the graphs of a release by the SPARQL 1.1 Graph Store HTTP Protocol (W3C, 2013), read only."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pyoxigraph import NamedNode

from api.access import VARY, VisitHere
from api.negotiation import negotiated_format
from api.protocol import ProtocolError
from api.sending import send
from queries.formats import Kind

ADDRESS = "/rdf-graph-store"

router = APIRouter(tags=["SPARQL"])


@router.get(
    ADDRESS, summary="A graph of the release as RDF: ?graph=IRI, or ?default for all of them", response_class=Response
)
def graph(
    visit: VisitHere,
    graph: Annotated[str | None, Query(description="IRI of a named graph")] = None,
    default: Annotated[str | None, Query(description="the default graph, which is the union of all")] = None,
) -> Response:
    """One graph in the format that Accept (or ``&format=``) asks for; 404 when there is none of that name."""
    if (graph is None) == (default is None):
        raise ProtocolError(HTTPStatus.BAD_REQUEST, "name one graph: ?graph=IRI, or ?default")
    form = visit.parameters.get("format") or negotiated_format(visit.accept, Kind.GRAPH)
    written = visit.engine.write_graph(None if graph is None else _iri(graph), form)
    return send(written, VARY)


@router.options(ADDRESS, include_in_schema=False)
async def options() -> Response:
    """What may be done here."""
    return Response(status_code=HTTPStatus.NO_CONTENT, headers={"Allow": "GET, HEAD, OPTIONS"})


def _iri(given: str) -> str:
    try:
        return NamedNode(given).value
    except ValueError as error:
        raise ProtocolError(HTTPStatus.BAD_REQUEST, f"{given!r} is not an IRI") from error

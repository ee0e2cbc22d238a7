"""``/ontology`` and ``/ontology/{name}``: the words zeren uses; ``/ontology.ttl``, ``.rdf``, ``.jsonld``: as files."""

from functools import cache
from urllib.parse import urlencode

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse
from starlette.exceptions import HTTPException

from api.access import HTML, VARY, VisitHere
from api.negotiation import negotiate
from ontology import load_ontology, load_vocabularies
from ontology.description import Term, describe_terms, describe_vocabularies
from ontology.diagram import draw_diagram
from ontology.turtle import canonical_turtle
from viz import pages

MEDIA_TYPES = {"ttl": "text/turtle", "rdf": "application/rdf+xml", "jsonld": "application/ld+json"}
SYNTAXES = {"rdf": "xml", "jsonld": "json-ld"}
GROUPS = ("class", "object", "datatype", "annotation")

router = APIRouter(tags=["Ontology"])


@router.get("/ontology", summary="The terms of the ontology")
def ontology(visit: VisitHere) -> Response:
    """The index of classes, properties and vocabularies; the ontology itself for who asks for RDF."""
    chosen = negotiate(visit.accept, (HTML, *MEDIA_TYPES.values()))
    for ending, media_type in MEDIA_TYPES.items():
        if chosen == media_type:
            return _file(ending)
    page = pages.OntologyPage(
        groups=tuple((kind, tuple(term for term in describe_terms() if term.kind == kind)) for kind in GROUPS),
        vocabularies=describe_vocabularies(),
        uses=visit.engine.term_uses(),
        diagram=draw_diagram(visit.language),
        downloads=tuple(pages.Link(f".{ending}", f"/ontology.{ending}") for ending in MEDIA_TYPES),
    )
    return HTMLResponse(pages.ontology(page, visit.frame()), headers=VARY)


@router.get("/ontology.{ending}", summary="The ontology as Turtle, RDF/XML or JSON-LD")
def download(ending: str) -> Response:
    """The terms and the roles as a file: .ttl, .rdf (for Protégé) or .jsonld."""
    if ending not in MEDIA_TYPES:
        raise HTTPException(
            404, f"ontology.{ending}: there are {', '.join(f'ontology.{name}' for name in MEDIA_TYPES)}"
        )
    return _file(ending)


@router.get("/ontology/{name}", summary="One term of the ontology", response_class=HTMLResponse)
def term(name: str, visit: VisitHere) -> Response:
    """A term with its definition, example, place, alignments and the number of its uses."""
    found = next((term for term in describe_terms() if term.name == name), None)
    if found is None:
        raise HTTPException(404, f"{name}: the ontology has no such term; /ontology lists them all")
    query = f"/sparql?{urlencode({'query': _query(found)})}"
    page = pages.TermPage(term=found, uses=visit.engine.term_uses().get(found.iri, 0), query=query)
    return HTMLResponse(pages.term(page, visit.frame()))


def _query(term: Term) -> str:
    """What shows some of the uses."""
    pattern = f"?thing a zr:{term.name}" if term.kind == "class" else f"?thing zr:{term.name} ?value"
    return f"PREFIX zr: <https://w3id.org/zeren/ns#>\nSELECT * WHERE {{ {pattern} }} LIMIT 100"


def _file(ending: str) -> Response:
    headers = {"Content-Disposition": f'inline; filename="zeren.{ending}"'} | VARY
    return Response(_written(ending), media_type=f"{MEDIA_TYPES[ending]}; charset=utf-8", headers=headers)


@cache
def _written(ending: str) -> str:
    graph = load_ontology() + load_vocabularies("roles")
    return canonical_turtle(graph) if ending == "ttl" else graph.serialize(format=SYNTAXES[ending])

"""What the endpoint says of itself: SPARQL 1.1 Service Description (W3C, 2013)."""

from typing import Final, cast

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from graph.release import Release
from graph.vocabulary import PREFIXES
from queries.formats import FORMATS, Kind, format_named

SD: Final = "http://www.w3.org/ns/sparql-service-description#"
VOID: Final = "http://rdfs.org/ns/void#"
TYPE: Final = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
# the names of formats at http://www.w3.org/ns/formats/
FORMAT_NAMES: Final = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "turtle": "Turtle",
    "ntriples": "N-Triples",
    "jsonld": "JSON-LD",
    "rdfxml": "RDF_XML",
}


def describe_service(endpoint: str, release: Release, form: str, updates: bool) -> bytes:
    """The description of the endpoint at that address, in an RDF format; ``updates``: whether any are carried out."""
    service, dataset, graph = NamedNode(endpoint), BlankNode("dataset"), BlankNode("all")
    formats = (NamedNode(f"http://www.w3.org/ns/formats/{FORMAT_NAMES[entry.name]}") for entry in FORMATS)
    languages = ("SPARQL11Query", "SPARQL11Update") if updates else ("SPARQL11Query",)
    triples = [
        Triple(service, TYPE, _sd("Service")),
        Triple(service, _sd("endpoint"), service),
        *(Triple(service, _sd("supportedLanguage"), _sd(language)) for language in languages),
        Triple(service, _sd("feature"), _sd("UnionDefaultGraph")),
        *(Triple(service, _sd("resultFormat"), name) for name in formats),
        Triple(service, _sd("defaultDataset"), dataset),
        Triple(dataset, TYPE, _sd("Dataset")),
        Triple(dataset, _sd("defaultGraph"), graph),
        Triple(graph, TYPE, _sd("Graph")),
        Triple(graph, NamedNode(VOID + "triples"), Literal(release.quads)),
    ]
    engine = cast("RdfFormat", format_named(Kind.GRAPH, form).engine)
    written = serialize(triples, format=engine, prefixes={**PREFIXES, "sd": SD, "void": VOID})
    assert written is not None
    return written


def _sd(name: str) -> NamedNode:
    return NamedNode(SD + name)

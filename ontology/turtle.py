"""One spelling for every graph: the canonical Turtle of the files in this folder."""

from rdflib import BNode, Graph, Namespace
from rdflib.compare import to_canonical_graph
from rdflib.namespace import DCTERMS, ORG, OWL, PROV, RDF, RDFS, SH, SKOS, TIME, XSD

PREFIXES = {
    "dcterms": DCTERMS,
    "eli": Namespace("http://data.europa.eu/eli/ontology#"),
    "oa": Namespace("http://www.w3.org/ns/oa#"),
    "org": ORG,
    "owl": OWL,
    "prov": PROV,
    "qudt": Namespace("http://qudt.org/schema/qudt/"),
    "rdf": RDF,
    "rdfs": RDFS,
    "sh": SH,
    "skos": SKOS,
    "sosa": Namespace("http://www.w3.org/ns/sosa/"),
    "time": TIME,
    "xsd": XSD,
    "zr": Namespace("https://w3id.org/zeren/ns#"),
}


def canonical_turtle(graph: Graph) -> str:
    """Write the graph as Turtle that depends on its triples only: fixed prefixes, blank nodes ordered by content."""
    plain = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        plain.bind(prefix, namespace)
    has_blanks = any(isinstance(term, BNode) for triple in graph for term in triple)
    for triple in to_canonical_graph(graph) if has_blanks else graph:
        plain.add(triple)
    return plain.serialize(format="turtle")

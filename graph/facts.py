"""What a reasoner is given of a release: the classes of things and the relations that axioms speak of, no texts."""

from pyoxigraph import BlankNode, Literal, NamedNode, QueryTriples, Store, Triple
from rdflib import OWL, RDF, BNode, Graph, URIRef

from graph.vocabulary import ZR_BASE
from ontology import load_ontology

# Where things stand in the text: half of a release, and nothing that a class or a relation could contradict.
_LEFT_OUT = frozenset(ZR_BASE + name for name in ("Passage", "evidence", "source", "citation", "partOf"))
_RELATED = "CONSTRUCT { ?thing ?relation ?other } WHERE { VALUES ?relation { %s } ?thing ?relation ?other }"
_TYPED = "CONSTRUCT { ?thing a ?class } WHERE { VALUES ?class { %s } ?thing a ?class }"


def facts(store: Store) -> Graph:
    """The classes and relations of everything in a release, as far as they are in zeren's words."""
    graph = Graph()
    for query, kind in ((_RELATED, OWL.ObjectProperty), (_TYPED, OWL.Class)):
        for triple in _triples(store, query % " ".join(f"<{term}>" for term in _terms(kind))):
            if not isinstance(triple.object, Literal):
                graph.add((_node(triple.subject), URIRef(triple.predicate.value), _node(triple.object)))
    return graph


def _terms(kind: URIRef) -> list[str]:
    terms = map(str, load_ontology().subjects(RDF.type, kind))
    return sorted(term for term in terms if term.startswith(ZR_BASE) and term not in _LEFT_OUT)


def _triples(store: Store, query: str) -> QueryTriples:
    triples = store.query(query, use_default_graph_as_union=True)
    if not isinstance(triples, QueryTriples):  # pragma: no cover - CONSTRUCT always gives triples
        raise TypeError("expected a CONSTRUCT query")
    return triples


def _node(term: NamedNode | BlankNode | Triple) -> URIRef | BNode:
    if isinstance(term, NamedNode):
        return URIRef(term.value)
    return BNode(term.value if isinstance(term, BlankNode) else None)

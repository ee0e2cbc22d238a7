"""The terms of the ontology as plain values: what its pages and its document are made from."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef
from rdflib.term import Node

from .files import load_ontology, load_vocabularies
from .terms import ZR
from .turtle import PREFIXES

Kind = Literal["class", "object", "datatype", "annotation"]

_KINDS: Mapping[Node, Kind] = {
    OWL.Class: "class",
    OWL.ObjectProperty: "object",
    OWL.DatatypeProperty: "datatype",
    OWL.AnnotationProperty: "annotation",
}
_ALIGNMENTS = (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.exactMatch, SKOS.closeMatch, RDFS.seeAlso)
_VOCABULARIES = ("Role", "Basis", "Comparator", "Rule", "Theme", "Function")


@dataclass(frozen=True, slots=True)
class Alignment:
    """How a term relates to one of another vocabulary: ``rdfs:subClassOf``, ``org:Organization`` and its IRI."""

    relation: str
    term: str
    iri: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A class or a property. Labels and definitions are by language; names are those of other terms of zeren."""

    name: str
    kind: Kind
    label: Mapping[str, str]
    definition: Mapping[str, str]
    example: str = ""
    parents: tuple[str, ...] = ()
    children: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    range: tuple[str, ...] = ()
    disjoint: tuple[str, ...] = ()
    alignments: tuple[Alignment, ...] = ()
    is_functional: bool = False
    is_defined: bool = False

    @property
    def iri(self) -> str:
        """The term's IRI."""
        return str(ZR[self.name])


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """A member of a vocabulary; ``broader`` is the label of the one above it, where there is one."""

    iri: str
    label: Mapping[str, str]
    definition: Mapping[str, str]
    broader: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A closed list of concepts of one class."""

    term: Term
    concepts: tuple[Concept, ...]


@cache
def describe_terms() -> tuple[Term, ...]:
    """Describe every class and property, classes first, each kind by name."""
    graph = load_ontology()
    own = [term for term in graph.subjects(RDFS.isDefinedBy) if isinstance(term, URIRef)]
    described = (_describe(graph, term) for term in sorted(set(own)))
    return tuple(sorted(described, key=lambda term: (list(_KINDS.values()).index(term.kind), term.name)))


@cache
def describe_vocabularies() -> tuple[Vocabulary, ...]:
    """Describe the concepts of each vocabulary, in the order of their IRIs."""
    graph = load_vocabularies()
    terms = {term.name: term for term in describe_terms()}
    return tuple(Vocabulary(terms[name], tuple(_concepts(graph, URIRef(terms[name].iri)))) for name in _VOCABULARIES)


def _describe(graph: Graph, term: URIRef) -> Term:
    kind = next(_KINDS[declared] for declared in graph.objects(term, RDF.type) if declared in _KINDS)
    below = RDFS.subClassOf if kind == "class" else RDFS.subPropertyOf
    return Term(
        name=_name(term),
        kind=kind,
        label=_texts(graph, term, SKOS.prefLabel),
        definition=_texts(graph, term, SKOS.definition),
        example=next(iter(_texts(graph, term, SKOS.example).values()), ""),
        parents=_names(graph.objects(term, below)),
        children=_names(graph.subjects(below, term)),
        domain=tuple(_classes(graph, term, RDFS.domain)),
        range=tuple(_classes(graph, term, RDFS.range)),
        disjoint=_names([*graph.objects(term, OWL.disjointWith), *graph.subjects(OWL.disjointWith, term)]),
        alignments=tuple(_alignments(graph, term)),
        is_functional=(term, RDF.type, OWL.FunctionalProperty) in graph,
        is_defined=(term, OWL.equivalentClass, None) in graph,
    )


def _concepts(graph: Graph, kind: URIRef) -> Iterator[Concept]:
    for concept in sorted(graph.subjects(RDF.type, kind), key=str):
        broader = graph.value(concept, SKOS.broader)
        yield Concept(
            iri=str(concept),
            label=_texts(graph, concept, SKOS.prefLabel),
            definition=_texts(graph, concept, SKOS.definition),
            broader=_texts(graph, broader, SKOS.prefLabel) if broader else {},
        )


def _texts(graph: Graph, term: Node, relation: URIRef) -> dict[str, str]:
    return {getattr(text, "language", None) or "": str(text) for text in sorted(graph.objects(term, relation), key=str)}


def _names(terms: Iterable[Node]) -> tuple[str, ...]:
    return tuple(sorted({_name(term) for term in terms if _is_own(term)}))


def _classes(graph: Graph, term: URIRef, relation: URIRef) -> Iterator[str]:
    """The classes of a domain or a range, those of a union one by one; datatypes as ``xsd:decimal``."""
    for found in sorted(graph.objects(term, relation), key=str):
        union = graph.value(found, OWL.unionOf)
        members = sorted(graph.items(union), key=str) if union is not None else [found]
        yield from (_name(member) if _is_own(member) else _short(str(member)) for member in members)


def _alignments(graph: Graph, term: URIRef) -> Iterator[Alignment]:
    for relation in _ALIGNMENTS:
        for other in sorted(graph.objects(term, relation), key=str):
            if isinstance(other, URIRef) and not _is_own(other):
                yield Alignment(_short(str(relation)), _short(str(other)), str(other))


def _is_own(term: Node) -> bool:
    return str(term).startswith(str(ZR))


def _name(term: Node) -> str:
    return str(term).removeprefix(str(ZR))


def _short(iri: str) -> str:
    """An IRI with its usual prefix: ``org:Organization``."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(str(namespace)):
            return f"{prefix}:{iri.removeprefix(str(namespace))}"
    return iri

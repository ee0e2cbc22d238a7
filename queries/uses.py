"""How often a release uses each term of the ontology, and which classes and properties it uses at all."""

from collections.abc import Iterable, Mapping
from typing import Literal as OneOf
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from queries.labels import Labels
from queries.question import Language

_PREFIXES = """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
"""
_TERM = "?term rdfs:isDefinedBy <https://w3id.org/zeren/ns> ."
_OF_CLASSES = f"""{_PREFIXES}
SELECT ?term (COUNT(DISTINCT ?thing) AS ?uses) WHERE {{
  {_TERM} ?term a owl:Class . ?class rdfs:subClassOf* ?term . ?thing a ?class
}} GROUP BY ?term"""
_OF_PROPERTIES = f"""{_PREFIXES}
SELECT ?term (COUNT(*) AS ?uses) WHERE {{
  VALUES ?kind {{ owl:ObjectProperty owl:DatatypeProperty owl:AnnotationProperty }}
  {_TERM} ?term a ?kind . ?thing ?term ?value
}} GROUP BY ?term"""

_CLASSES_IN_USE = "SELECT ?term (COUNT(*) AS ?uses) WHERE { ?thing a ?term } GROUP BY ?term"
_PROPERTIES_IN_USE = "SELECT ?term (COUNT(*) AS ?uses) WHERE { ?thing ?term ?value } GROUP BY ?term"


class UsedTerm(NamedTuple):
    """A class or property that the release uses, whatever vocabulary it is from, and how often."""

    iri: str
    kind: OneOf["class", "property"]
    label: str
    uses: int


def terms_in_use(store: Store, language: Language) -> tuple[UsedTerm, ...]:
    """The classes and properties of a release, the most used first. Costs the size of the store."""
    labels = Labels(store, language)
    kinds: tuple[tuple[OneOf["class", "property"], str], ...] = (
        ("class", _CLASSES_IN_USE),
        ("property", _PROPERTIES_IN_USE),
    )
    found = (
        UsedTerm(iri, kind, labels.of(NamedNode(iri)), uses)
        for kind, query in kinds
        for iri, uses in _counts(store, query)
    )
    return tuple(sorted(found, key=lambda term: (-term.uses, term.iri)))


def labels_of(store: Store, iris: Iterable[str], language: Language) -> Mapping[str, str]:
    """What people call the things that have a label; the others are absent."""
    labels = Labels(store, language)
    return {iri: label for iri in iris if (label := labels.known(NamedNode(iri)))}


def term_uses(store: Store) -> Mapping[str, int]:
    """The things of each class, narrower classes included, and the statements with each property, by IRI.

    Costs the size of the store, so keep the result with the release. A term that is not used is absent.
    """
    return {term: uses for query in (_OF_CLASSES, _OF_PROPERTIES) for term, uses in _counts(store, query)}


def _counts(store: Store, query: str) -> list[tuple[str, int]]:
    rows = store.query(query, use_default_graph_as_union=True)
    if not isinstance(rows, QuerySolutions):  # pragma: no cover - SELECT always gives solutions
        raise TypeError("expected a SELECT query")
    return [
        (row["term"].value, int(row["uses"].value))
        for row in rows
        if isinstance(row["term"], NamedNode) and isinstance(row["uses"], Literal)
    ]

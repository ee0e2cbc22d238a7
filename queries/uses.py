"""How often a release uses each term of the ontology."""

from collections.abc import Mapping

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

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

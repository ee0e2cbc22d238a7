"""The rows of a SELECT over the union of a store's graphs, as plain texts."""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from graph.vocabulary import ZR_BASE

_PREFIXES = f"PREFIX zr: <{ZR_BASE}> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "


def rows(store: Store, query: str) -> Iterator[tuple[str, ...]]:
    """Yield each solution's values in the order of the projection; one without a value is left out."""
    solutions = store.query(_PREFIXES + query, use_default_graph_as_union=True)
    if not isinstance(solutions, QuerySolutions):  # pragma: no cover - SELECT always gives solutions
        raise TypeError("expected a SELECT query")
    for solution in solutions:
        yield tuple(term.value for term in solution if isinstance(term, NamedNode | Literal))

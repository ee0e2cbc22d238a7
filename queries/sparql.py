"""Anybody's SPARQL query over a store: guarded, evaluated, written as bytes (SPARQL 1.1 Query, W3C 2013)."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from typing import IO, cast

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    serialize,
)

from graph.identity import BASE
from queries.errors import BadQuery
from queries.formats import Kind, format_named
from queries.guard import USUAL, Bounds, check
from queries.solutions import write_solutions


@dataclass(frozen=True, slots=True)
class SparqlResult:
    """An answer as it goes over the wire; ``truncated`` says that it had more rows or triples than were wanted."""

    media_type: str
    body: bytes
    truncated: bool = False


def result_kind(text: str, bounds: Bounds = USUAL) -> Kind:
    """Whether the query gives a table or a graph. Raises BadQuery for a text that must not be run."""
    return check(text, bounds).kind


def evaluate(  # noqa: PLR0913 - the parameters of a request
    store: Store,
    text: str,
    name: str | None = None,
    *,
    default_graphs: Sequence[str] = (),
    named_graphs: Sequence[str] = (),
    rows: int | None = None,
    bounds: Bounds = USUAL,
) -> SparqlResult:
    """The query's answer in the format of that name (see ``queries.formats``), at most ``rows`` rows or triples of it.

    The default graph is the union of all, unless the query (FROM) or the request names graphs. Graphs are only ever
    the store's own: a FROM that names a file or an address reads nothing. Raises BadQuery, with line and column where
    the text is not well formed, and UnknownFormat.
    """
    checked = check(text, bounds)
    format_ = format_named(checked.kind, name)
    union = not (checked.has_dataset or default_graphs or named_graphs)
    results = _run(store, text, union, default_graphs, named_graphs)
    body = BytesIO()
    try:
        truncated = _write(results, format_.engine, body, rows)
    except (RuntimeError, ValueError) as error:
        raise BadQuery(f"the query could not be answered: {error}") from error
    return SparqlResult(format_.media_type, body.getvalue(), truncated)


def _write(
    results: QuerySolutions | QueryBoolean | QueryTriples,
    form: QueryResultsFormat | RdfFormat,
    target: IO[bytes],
    rows: int | None,
) -> bool:
    """Write the results; whether there were more than ``rows``."""
    if isinstance(results, QueryTriples):
        serialize(islice(results, rows), target, cast("RdfFormat", form))
        return next(results, None) is not None
    if isinstance(results, QuerySolutions) and rows is not None:
        return write_solutions(results, cast("QueryResultsFormat", form), target, rows)
    results.serialize(target, cast("QueryResultsFormat", form))
    return False


def _run(
    store: Store, text: str, union: bool, default_graphs: Sequence[str], named_graphs: Sequence[str]
) -> QuerySolutions | QueryBoolean | QueryTriples:
    try:
        return store.query(
            text,
            base_iri=BASE,
            use_default_graph_as_union=union,
            default_graph=[_graph(iri) for iri in default_graphs] or None,
            named_graphs=[_graph(iri) for iri in named_graphs] or None,
        )
    except SyntaxError as error:
        raise BadQuery(_as_message(error)) from error
    except (RuntimeError, ValueError) as error:
        raise BadQuery(str(error)) from error


def _graph(iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise BadQuery(f"graph {iri!r} is not an IRI") from error


def _as_message(error: SyntaxError) -> str:
    """The parser's message on one line, without the character ranges it may list at length."""
    message = " ".join(str(error.msg or error).split())
    shown = message if len(message) <= 300 else message[:299] + "…"
    return f"syntax {shown}"

"""Anybody's SPARQL query over a store: guarded, evaluated, written as bytes (SPARQL 1.1 Query, W3C 2013)."""

import re
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
from queries.error_places import find_fault, word_at
from queries.errors import BadQuery
from queries.formats import Kind, format_named
from queries.guard import USUAL, Bounds, check, place_of
from queries.solutions import write_solutions


@dataclass(frozen=True, slots=True)
class SparqlResult:
    """An answer as it goes over the wire; ``truncated`` says that it had more rows or triples than were wanted."""

    media_type: str
    body: bytes
    truncated: bool = False


# what the parser says beside lists of signs: "Prefix not found", "The SELECT contains a variable that is unbound"
_REASON = re.compile(r"\b[A-Z][a-z]\w* [a-z][^,]*|The [A-Z]+ [^,]*")


def result_kind(text: str, bounds: Bounds = USUAL) -> Kind:
    """Whether the query gives a table or a graph. Raises BadQuery for a text that must not be run."""
    return check(text, bounds).kind


def parse(text: str, bounds: Bounds = USUAL) -> Kind:
    """The same of a text that is well formed too. Raises BadQuery with the place where it is not.

    The engine has no parser to be called alone: it is asked over nothing.
    """
    kind = result_kind(text, bounds)
    _run(Store(), text, True, (), ())
    return kind


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
        raise _refusal(text, error) from error
    except (RuntimeError, ValueError) as error:
        raise BadQuery(str(error)) from error


def _graph(iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise BadQuery(f"graph {iri!r} is not an IRI") from error


def _refusal(text: str, error: SyntaxError) -> BadQuery:
    """What is wrong on one line, with its place.

    The parser lists what it tried last, which is seldom what is missing; only where it gives a reason is it quoted.
    """
    message = " ".join(str(error.msg or error).split())
    fault = find_fault(text)
    if fault is None:
        return BadQuery(f"syntax {message[:300]}")
    return syntax_error(text, fault.offset, message, fault.message)


def syntax_error(text: str, offset: int, *messages: str) -> BadQuery:
    """What is wrong in the word that begins at an offset of a text; ``messages`` are what the engine says of it."""
    word = word_at(text, offset)
    reason = next((found[0] for message in messages if (found := _REASON.search(message))), None)
    said = reason or (f"{word} is not expected here" if word else "the text ends too early")
    line, column = place_of(text, offset)
    return BadQuery(f"syntax error at {line}:{column}: {said}", (line, column))

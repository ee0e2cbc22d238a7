"""The forms a SPARQL answer can be written in: names, media types and file endings."""

from enum import StrEnum
from typing import NamedTuple

from pyoxigraph import QueryResultsFormat, RdfFormat

from queries.errors import UnknownFormat


class Kind(StrEnum):
    """What a query gives: a table (SELECT, and ASK's one truth value) or a graph (CONSTRUCT, DESCRIBE)."""

    TABLE = "table"
    GRAPH = "graph"


class Format(NamedTuple):
    """One form: its name on the command line, what it can hold, its media type, its file ending without the dot."""

    name: str
    kind: Kind
    media_type: str
    ending: str
    engine: QueryResultsFormat | RdfFormat


# The first of each kind is what is written when nobody asks for another.
FORMATS = (
    Format("json", Kind.TABLE, "application/sparql-results+json", "srj", QueryResultsFormat.JSON),
    Format("xml", Kind.TABLE, "application/sparql-results+xml", "srx", QueryResultsFormat.XML),
    Format("csv", Kind.TABLE, "text/csv", "csv", QueryResultsFormat.CSV),
    Format("tsv", Kind.TABLE, "text/tab-separated-values", "tsv", QueryResultsFormat.TSV),
    Format("turtle", Kind.GRAPH, "text/turtle", "ttl", RdfFormat.TURTLE),
    Format("ntriples", Kind.GRAPH, "application/n-triples", "nt", RdfFormat.N_TRIPLES),
    Format("jsonld", Kind.GRAPH, "application/ld+json", "jsonld", RdfFormat.JSON_LD),
    Format("rdfxml", Kind.GRAPH, "application/rdf+xml", "rdf", RdfFormat.RDF_XML),
)


def formats_of(kind: Kind) -> tuple[Format, ...]:
    """The forms that can hold such an answer, the usual one first."""
    return tuple(format_ for format_ in FORMATS if format_.kind is kind)


def format_named(kind: Kind, name: str | None) -> Format:
    """The form of that name, ending or media type; the usual one for None. Raises UnknownFormat."""
    offered = formats_of(kind)
    if name is None:
        return offered[0]
    for format_ in offered:
        if name.lower() in {format_.name, format_.ending, format_.media_type}:
            return format_
    raise UnknownFormat(f"format {name!r}: a {kind} is written as {', '.join(entry.name for entry in offered)}")

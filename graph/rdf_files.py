"""Quads → a file of RDF, in the formats of the W3C, written as they come."""

from collections.abc import Iterable
from typing import IO

from pyoxigraph import Literal, Quad, RdfFormat, Triple, serialize

from graph.json_ld import write_json_ld
from graph.vocabulary import PREFIXES
from graph.xml_text import without_forbidden


def write_rdf(quads: Iterable[Quad], form: RdfFormat, target: IO[bytes]) -> None:
    """Write the quads; a format of graphs gets the union of all, each triple once while its neighbours say it.

    Characters that XML cannot hold are left out of RDF/XML.
    """
    if form == RdfFormat.JSON_LD:
        write_json_ld(quads, target)
    elif form.supports_datasets:
        serialize(quads, target, form, prefixes=PREFIXES)
    else:
        triples = (quad.triple for quad in quads)
        cleaned = map(_without_controls, triples) if form == RdfFormat.RDF_XML else triples
        serialize(cleaned, target, form, prefixes=PREFIXES)


def _without_controls(triple: Triple) -> Triple:
    value = triple.object
    if not isinstance(value, Literal) or (text := without_forbidden(value.value)) == value.value:
        return triple
    cleaned = Literal(text, language=value.language) if value.language else Literal(text, datatype=value.datatype)
    return Triple(triple.subject, triple.predicate, cleaned)

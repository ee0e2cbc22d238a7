"""Quads → JSON-LD 1.1 (W3C, 2020) with its context in the file, one thing of one graph at a time.

pyoxigraph writes JSON-LD without a context, with every IRI in full.
"""

import json
import re
from collections.abc import Iterable
from itertools import groupby
from typing import IO

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from graph.identity import BASE
from graph.vocabulary import PREFIXES, TYPE, XSD_BASE

CONTEXT = {**PREFIXES, "id": BASE}
# A compact IRI whose rest begins with // would be read as an address (4.1.5).
_REST = re.compile(r"(?!//).+", re.DOTALL)
_STRING = XSD_BASE + "string"


def write_json_ld(quads: Iterable[Quad], target: IO[bytes]) -> None:
    """Write the quads, which come graph by graph and within it subject by subject, else the file grows longer."""
    target.write(b'{"@context": ' + _json(CONTEXT) + b',\n"@graph": [')
    separator = b"\n"
    for graph, in_graph in groupby(quads, key=lambda quad: quad.graph_name):
        things = (_thing(group) for _, group in groupby(in_graph, key=lambda quad: quad.subject))
        if isinstance(graph, DefaultGraph):
            for thing in things:
                target.write(separator + _json(thing))
                separator = b",\n"
            continue
        target.write(separator + b'{"@id": ' + _json(_name(graph)) + b', "@graph": [')
        inner = b"\n"
        for thing in things:
            target.write(inner + _json(thing))
            inner = b",\n"
        target.write(b"\n]}")
        separator = b",\n"
    target.write(b"\n]}\n")


def _thing(quads: Iterable[Quad]) -> dict[str, object]:
    thing: dict[str, object] = {}
    values: dict[str, list[object]] = {}
    for quad in quads:
        thing.setdefault("@id", _name(quad.subject))
        if quad.predicate == TYPE and isinstance(quad.object, NamedNode | BlankNode):
            values.setdefault("@type", []).append(_name(quad.object))
        else:
            values.setdefault(_name(quad.predicate), []).append(_value(quad.object))
    return thing | values


def _value(term: NamedNode | BlankNode | Literal | Triple) -> object:
    if not isinstance(term, Literal):
        return {"@id": _name(term)}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    if term.datatype.value == _STRING:
        return term.value
    return {"@value": term.value, "@type": _name(term.datatype)}


def _name(term: NamedNode | BlankNode | Triple) -> str:
    """The IRI, compact where the context has its beginning; ``_:`` and a label for a blank node."""
    if isinstance(term, BlankNode):
        return str(term)
    if isinstance(term, Triple):
        raise TypeError("JSON-LD 1.1 has no form for a triple inside a triple")
    iri = term.value
    for prefix, beginning in CONTEXT.items():
        rest = iri.removeprefix(beginning)
        if rest != iri and _REST.fullmatch(rest):
            return f"{prefix}:{rest}"
    return iri


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()

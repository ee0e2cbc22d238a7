"""Files of RDF → quads, without following any link that a file holds."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from graph.errors import UnreadableRdf

FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
    ".rdf": RdfFormat.RDF_XML,
    ".xml": RdfFormat.RDF_XML,
    ".owl": RdfFormat.RDF_XML,
    ".jsonld": RdfFormat.JSON_LD,
    ".json": RdfFormat.JSON_LD,
}


def read_rdf(path: Path, graph: NamedNode) -> Iterator[Quad]:
    """Yield what a file says, in the graph named; relative addresses in it are taken from the graph's name.

    Graph names in the file are left out. Raises UnreadableRdf, with the line where the reader knows it.
    """
    form = FORMATS.get(path.suffix.lower())
    if form is None:
        raise UnreadableRdf(path, f"unknown ending; use one of {', '.join(FORMATS)}")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableRdf(path, (error.strerror or "cannot be read").lower()) from error
    if form == RdfFormat.RDF_XML:
        _refuse_entities(path, content)
    if form == RdfFormat.JSON_LD:
        _refuse_remote_contexts(path, content)
    try:
        for quad in parse(content, format=form, base_iri=graph.value, rename_blank_nodes=True):
            yield Quad(quad.subject, quad.predicate, quad.object, graph)
    except (SyntaxError, ValueError) as error:
        raise UnreadableRdf(path, _reason(error)) from error


def _reason(error: Exception) -> str:
    """The parser's message, which names the line where there is one, without the name it gives the bytes."""
    return error.msg if isinstance(error, SyntaxError) and error.msg else str(error)


def _refuse_entities(path: Path, content: bytes) -> None:
    """A document type may define entities, which may stand for other files or for endless text."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        tree = etree.fromstring(content, parser).getroottree()
    except etree.XMLSyntaxError as error:
        raise UnreadableRdf(path, f"line {error.lineno}: {error.msg}") from error
    if tree.docinfo.internalDTD is not None:
        line = content[: content.find(b"<!DOCTYPE")].count(b"\n") + 1
        raise UnreadableRdf(path, f"line {line}: has a document type (<!DOCTYPE), which is not read; write names out")


def _refuse_remote_contexts(path: Path, content: bytes) -> None:
    try:
        document = json.loads(content)
    except json.JSONDecodeError as error:
        raise UnreadableRdf(path, f"line {error.lineno}: {error.msg}") from error
    except (ValueError, RecursionError) as error:
        raise UnreadableRdf(path, "no JSON that can be read") from error
    for address in _remote_contexts(document):
        line = content[: content.find(address.encode())].count(b"\n") + 1
        reason = f"refers to the context {address}, and nothing is fetched; write the context into the file"
        raise UnreadableRdf(path, f"line {line}: {reason}")


def _remote_contexts(value: Any) -> Iterator[str]:
    """The addresses of contexts and of what contexts import, anywhere in a JSON-LD document."""
    if isinstance(value, list):
        for member in value:
            yield from _remote_contexts(member)
    elif isinstance(value, dict):
        for name, member in value.items():
            if name in {"@context", "@import"}:
                contexts = member if isinstance(member, list) else [member]
                yield from (context for context in contexts if isinstance(context, str))
            yield from _remote_contexts(member)

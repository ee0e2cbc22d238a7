"""One source → its N-Triples lines: what a worker process does for a build."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from graph.identity import Names, policy_key
from graph.lines import line_of
from graph.mapping import map_record
from graph.sources import Source
from loaders.document import Document
from loaders.errors import ZerenError
from loaders.extraction import extract
from loaders.limits import USUAL, Limits
from loaders.reading import read_document
from loaders.record import Record
from ontology.aliases import Alias


@dataclass(frozen=True, slots=True)
class Mapped:
    """What a source gave: the graph of its own statements, what it shares, its strength among rivals."""

    graph: str
    own: tuple[str, ...]
    shared: tuple[str, ...]
    strength: tuple[int, int, str, str, str]


@dataclass(frozen=True, slots=True)
class Failed:
    """Why a source gave nothing."""

    reason: str


def read_source(source: Source, base: str, aliases: Sequence[Alias] = (), limits: Limits = USUAL) -> Mapped | Failed:
    """Extract and map one source. Raises no more than a lack of memory or of stack: one bad source stops no other."""
    try:
        return _map(source, source.record or extract(_document(source, limits)), base, aliases)
    except ZerenError as error:
        return Failed(str(error))
    except (MemoryError, RecursionError):
        raise
    except Exception as error:  # a defect of zeren, named as such; the other documents are still built
        return Failed(f"{source.path}: a defect of zeren: {type(error).__name__}: {error}")


def _document(source: Source, limits: Limits) -> Document:
    document = read_document(source.path, limits)
    return replace(document, source=source.called) if source.called else document


def _map(source: Source, record: Record, base: str, aliases: Sequence[Alias]) -> Mapped:
    names, key = Names(base), policy_key(record)
    graph = names.document_graph(key)
    own: list[str] = []
    shared: list[str] = []
    for quad in map_record(record, base, aliases):
        (own if quad.graph_name == graph else shared).append(line_of(quad))
    text = sha256(record.text.encode("utf-8", "surrogatepass")).hexdigest()
    strength = (int(source.record is not None), len(record.text), text, record.content_hash, record.source)
    return Mapped(graph.value, tuple(own), tuple(shared), strength)

"""What the work store knows about its own making: which file gave which graph, and each graph's digest.

The ledger lives in a named graph of the work store, so that it changes in the same transaction as the graph it
describes, and no crash can part them. Publishing drops that graph from the checkpoint: a release holds no paths.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from typing import Any

from pyoxigraph import Literal, NamedNode, Store

from graph.vocabulary import zr

LEDGER_GRAPH = NamedNode("urn:zeren:ledger")


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """What a source (a file, or one record of a file of records) gave when it was last read.

    ``fingerprint`` covers its content and every version that shapes the result. ``strength`` orders two sources of
    one policy: the stronger one's graph is kept. Its parts: whether it is a record, the text's length and digest, the
    content hash, the name.
    """

    fingerprint: str
    graph: str
    strength: tuple[int, int, str, str, str]

    def contradicts(self, other: "SourceEntry") -> bool:
        """Whether two sources of one policy differ in text, and neither is a record that corrects the other."""
        return self.strength[0] == other.strength[0] and self.strength[1:3] != other.strength[1:3]


@dataclass(frozen=True, slots=True)
class GraphEntry:
    """A named graph of the store: the digest of its triples, the source it was made from, what it shares.

    ``owner`` is empty for graphs that are made from no single source. ``shares`` are N-Triples lines.
    ``made_from`` is the digest of what a computed graph was computed from.
    """

    digest: str
    owner: str = ""
    shares: tuple[str, ...] = ()
    made_from: str = ""


@dataclass(slots=True)
class Ledger:
    """The entries, in memory; ``graph.store`` writes each change together with the graph it belongs to."""

    sources: dict[str, SourceEntry] = field(default_factory=dict)
    graphs: dict[str, GraphEntry] = field(default_factory=dict)
    checked: dict[str, str] = field(default_factory=dict)
    """Graph → the shapes and the digest with which it was last found to break no shape."""

    def unchecked(self, shapes: str) -> list[str]:
        """The graphs that have changed, or whose shapes have, since they were found to break no shape; sorted."""
        return sorted(name for name in self.graphs if self.checked.get(name) != self.check_mark(name, shapes))

    def check_mark(self, graph: str, shapes: str) -> str:
        """What ``checked`` holds of a graph that is found sound now."""
        return f"{shapes} {self.graphs[graph].digest}"

    def shared_lines(self) -> Counter[str]:
        """What all documents together say about shared things: each line with the number of documents that say it."""
        return Counter(line for entry in self.graphs.values() for line in entry.shares)

    def digest(self, *without: str) -> str:
        """One digest of all graphs but some: equal for equal contents, whatever the order or place of the build."""
        lines = sorted(f"{graph} {entry.digest}\n" for graph, entry in self.graphs.items() if graph not in without)
        return sha256("".join(lines).encode()).hexdigest()

    def document_count(self) -> int:
        """How many documents have a graph."""
        return sum(1 for entry in self.graphs.values() if entry.owner)


def digest_of(lines: list[str]) -> str:
    """The digest of a graph's N-Triples lines."""
    return sha256("\n".join(sorted(lines)).encode("utf-8", "surrogatepass")).hexdigest()


def read_ledger(store: Store) -> Ledger:
    """The ledger kept in a work store; an empty one for a new store."""
    ledger = Ledger()
    for key, value in _entries(store, "sourceEntry"):
        ledger.sources[key] = SourceEntry(value["fingerprint"], value["graph"], tuple(value["strength"]))
    for key, value in _entries(store, "graphEntry"):
        ledger.graphs[key] = GraphEntry(**{**value, "shares": tuple(value["shares"])})
    for quad in store.quads_for_pattern(None, zr("checked"), None, LEDGER_GRAPH):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
            ledger.checked[quad.subject.value] = quad.object.value
    return ledger


def _entries(store: Store, kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for quad in store.quads_for_pattern(None, zr(kind), None, LEDGER_GRAPH):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
            yield quad.subject.value, json.loads(quad.object.value)


def entry_update(key: str, entry: SourceEntry | GraphEntry | None, kind: type[SourceEntry | GraphEntry]) -> str:
    """The SPARQL update that sets one entry, or removes it."""
    term = zr("sourceEntry" if kind is SourceEntry else "graphEntry")
    update = f"DELETE WHERE {{ GRAPH {LEDGER_GRAPH} {{ <{key}> {term} ?entry }} }};\n"
    if entry is None:
        return update
    value = Literal(json.dumps(asdict(entry), ensure_ascii=False))
    return update + f"INSERT DATA {{ GRAPH {LEDGER_GRAPH} {{ <{key}> {term} {value} }} }};\n"


def check_update(marks: Mapping[str, str]) -> str:
    """The SPARQL update that notes which graphs were found sound."""
    update = ""
    for graph, mark in marks.items():
        update += f"DELETE WHERE {{ GRAPH {LEDGER_GRAPH} {{ <{graph}> {zr('checked')} ?mark }} }};\n"
        update += f"INSERT DATA {{ GRAPH {LEDGER_GRAPH} {{ <{graph}> {zr('checked')} {Literal(mark)} }} }};\n"
    return update

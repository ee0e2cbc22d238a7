"""The work store: the one place that is written, by one process at a time."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from pyoxigraph import NamedNode, RdfFormat, Store, parse

from graph.disk import is_full, room_on_disk
from graph.errors import StoreBroken, StoreFull, StoreMissing
from graph.ledger import GraphEntry, SourceEntry, check_update, digest_of, entry_update, read_ledger
from graph.lines import line_of
from graph.lock import take_lock
from graph.publishing import Publication, publish
from graph.release import Release, current_release

WORK = "work"


class WorkStore:
    """A writable store in ``directory/work``, held by a lock until it is closed.

    Every change is one SPARQL update, which Oxigraph applies whole or not at all, ledger entry included. (``bulk_load``
    is faster, but a crash inside it may leave half a graph.) Every method that writes raises StoreFull
    when the disk is full; then the change was not made.
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._lock = take_lock(directory)
        try:
            self.store = Store(str(directory / WORK))
        except (OSError, RuntimeError) as error:  # RuntimeError: RocksDB finds its files damaged
            self._lock.close()
            if is_full(error):
                raise StoreFull(directory) from error
            raise StoreBroken(directory, f"{WORK}/ cannot be opened ({error}); delete that folder") from error
        self.ledger = read_ledger(self.store)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let another process write."""
        if hasattr(self, "store"):
            del self.store
        self._lock.close()

    def replace_document(self, source: str, entry: SourceEntry, own: Iterable[str], shared: Iterable[str]) -> None:
        """Put a document's N-Triples lines into its graph, in place of what its source gave before.

        The graph an earlier reading of the source had under another name goes with the same stroke.
        """
        lines = list(own)
        graph_entry = GraphEntry(digest_of(lines), source, tuple(sorted(shared)))
        before = self.ledger.sources.get(source)
        left = before.graph if before and before.graph != entry.graph and self._owns(source, before.graph) else None
        update = _removal(left) if left else ""
        update += _replacement(entry.graph, lines, graph_entry) + entry_update(source, entry, SourceEntry)
        self._update(update)
        if left:
            del self.ledger.graphs[left]
        self.ledger.graphs[entry.graph] = graph_entry
        self.ledger.sources[source] = entry

    def note_duplicate(self, source: str, entry: SourceEntry) -> None:
        """Remember a source whose policy another source gives better; what it gave before goes."""
        before = self.ledger.sources.get(source)
        if before and before.graph != entry.graph:
            self.forget(source)
        self._update(entry_update(source, entry, SourceEntry))
        self.ledger.sources[source] = entry

    def forget(self, source: str) -> None:
        """Remove a source and its graph; other sources of the same policy will be read again."""
        entry = self.ledger.sources.pop(source)
        update = entry_update(source, None, SourceEntry)
        if self._owns(source, entry.graph):
            update += _removal(entry.graph)
            del self.ledger.graphs[entry.graph]
            for other in [key for key, value in self.ledger.sources.items() if value.graph == entry.graph]:
                update += entry_update(other, None, SourceEntry)
                del self.ledger.sources[other]
        self._update(update)

    def replace_graph(self, graph: NamedNode, lines: Iterable[str], made_from: str = "") -> bool:
        """Put N-Triples lines into a graph that belongs to no single source; returns whether anything changed."""
        content = list(lines)
        entry = GraphEntry(digest_of(content), made_from=made_from)
        if self.ledger.graphs.get(graph.value) == entry:
            return False
        self._update(_replacement(graph.value, content, entry))
        self.ledger.graphs[graph.value] = entry
        return True

    def replace_graphs(self, content: Mapping[NamedNode, Sequence[str] | None]) -> None:
        """Put N-Triples lines into graphs that belong to no single source, or with None remove them, at one stroke.

        A blank node belongs to one graph: equal names in two graphs mean two things.
        """
        update = ""
        entries: dict[str, GraphEntry | None] = {}
        for graph, lines in content.items():
            entry = None if lines is None else GraphEntry(digest_of([*lines]))
            entries[graph.value] = entry
            update += _replacement(graph.value, _apart(lines or ()), entry) if entry else _removal(graph.value)
        if update:
            self._update(update)
        for name, entry in entries.items():
            if entry is None:
                self.ledger.graphs.pop(name, None)
            else:
                self.ledger.graphs[name] = entry

    def remove_graph(self, graph: NamedNode) -> bool:
        """Remove a graph that belongs to no single source; returns whether there was one."""
        if self.ledger.graphs.pop(graph.value, None) is None:
            return False
        self._update(_removal(graph.value))
        return True

    def note_sound(self, graphs: Iterable[str], shapes: str) -> None:
        """Remember that graphs, as they are now, break no shape."""
        marks = {graph: self.ledger.check_mark(graph, shapes) for graph in graphs}
        if marks:
            self._update(check_update(marks))
            self.ledger.checked.update(marks)

    def current(self) -> Release | None:
        """The release that readers use now."""
        try:
            return current_release(self.directory)
        except StoreMissing:
            return None

    def publish(self, publication: Publication) -> Release:
        """Make what the store holds the current release, unless it is already."""
        return publish(self.directory, self.store, self.ledger, publication)

    def _update(self, update: str) -> None:
        with room_on_disk(self.directory):
            self.store.update(update)

    def _owns(self, source: str, graph: str) -> bool:
        entry = self.ledger.graphs.get(graph)
        return entry is not None and entry.owner == source


def _replacement(graph: str, lines: Iterable[str], entry: GraphEntry) -> str:
    body = "\n".join(lines)
    insertion = f"DROP SILENT GRAPH <{graph}>;\nINSERT DATA {{ GRAPH <{graph}> {{\n{body}\n}} }};\n"
    return insertion + entry_update(graph, entry, GraphEntry)


def _apart(lines: Sequence[str]) -> Iterable[str]:
    """The lines with names of their own for their blank nodes."""
    if not any("_:" in line for line in lines):
        return lines
    return map(line_of, parse("\n".join(lines).encode(), RdfFormat.N_TRIPLES, rename_blank_nodes=True))


def _removal(graph: str) -> str:
    return f"DROP SILENT GRAPH <{graph}>;\n" + entry_update(graph, None, GraphEntry)

"""SPARQL updates: carried out on a copy of the store, then what became of the users' graphs is published at one stroke.

The engine never runs an update over the work store. It runs it, operation by operation, over a copy made by hard links,
in a process of its own that is ended when it takes too long or too much; with it goes the copy. Nothing but what the
users' graphs say then comes back, so that an update cannot reach zeren's own graphs by whatever words: where it has
changed one in the copy, it is refused. What comes back is put into the work store in one transaction.

The default graph of an update, for what it reads and for what it writes, is a named graph, ``DEFAULT``: so it is kept,
saved and published like every other, and queries find it in their default graph, the union of all.
"""

import io
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Final, Literal, NamedTuple, cast

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, Store, Triple

from graph.completion import is_own_graph
from graph.disk import is_full, room_on_disk
from graph.errors import Reason, RefusedUpdate, StoreFull
from graph.identity import BASE, Names
from graph.ledger import LEDGER_GRAPH
from graph.lines import canonical_lines
from graph.loading import publish_graphs
from graph.publishing import Publication
from graph.release import Release, current_release
from graph.store import WORK, WorkStore
from graph.vocabulary import PREFIXES
from loaders.errors import ZerenError
from loaders.limits import MEGABYTE, USUAL, Limits
from loaders.workers import Refused, Workers

DEFAULT: Final = Names().graph("default")
_COPY: Final = ".updating-"
_PLACE: Final = re.compile(r"error at (\d+):(\d+)")


Empties = Literal["", "CLEAR ALL", "CLEAR NAMED", "DROP ALL", "DROP NAMED"]


class Operation(NamedTuple):
    """One operation of an update: its prologue, its text, and where this stands in the whole update, if it does.

    ``empties`` is for those that empty many graphs: they reach those only that updates may write.
    """

    prologue: str
    text: str
    begins: int | None = None
    empties: Empties = ""


def update(
    operations: Sequence[Operation],
    directory: Path,
    *,
    limits: Limits = USUAL,
    publication: Publication | None = None,
) -> Release:
    """Carry out an update, all of it or nothing; when this returns, the release that holds it is on the disk.

    ``limits`` are those of reading a document: time, memory, and as bytes of N-Triples (``expanded_bytes``) the graphs
    that it changes. Raises RefusedUpdate, BrokenModel for what breaks a shape, StoreBusy, StoreBroken, StoreFull,
    StoreMissing where there is nothing yet and nothing comes.
    """
    with WorkStore(directory) as store:
        with _copy(store) as path:
            content = _carried_out(_Task(path, tuple(operations), limits.expanded_bytes), limits, directory)
        if not content:
            return current_release(directory)
        return publish_graphs(store, content, publication or Publication.now(), "the update").release


@contextmanager
def _copy(store: WorkStore) -> Iterator[Path]:
    """A copy of the work store that may be written, by hard links; what a crash left of earlier ones goes."""
    for left in store.directory.glob(f"{_COPY}*"):
        shutil.rmtree(left, ignore_errors=True)
    with room_on_disk(store.directory):
        folder = TemporaryDirectory(prefix=_COPY, dir=store.directory, ignore_cleanup_errors=True)
    with folder as name:
        path = Path(name) / WORK
        with room_on_disk(store.directory):
            store.store.flush()
            store.store.backup(str(path))
        yield path


def _carried_out(task: "_Task", limits: Limits, directory: Path) -> Mapping[NamedNode, Sequence[str] | None]:
    """The users' graphs that an update changes, as lines, None for those it removes."""
    with Workers(_evaluate, limits, counted="written") as workers:
        found = workers.answer(task)
    match found:
        case Refused(cause="time"):
            raise RefusedUpdate("too_long", seconds=limits.seconds)
        case Refused(cause="memory" | "crash"):
            raise RefusedUpdate("too_much", megabytes=limits.memory_bytes // MEGABYTE)
        case Refused(reason):
            raise ZerenError(f"an update could not be carried out: {reason}")
        case _Rejected(reason, slots, place):
            raise RefusedUpdate(reason, place, **slots)
        case "full":
            raise StoreFull(directory)
    return {NamedNode(name): lines for name, lines in found.items()}


# -- in the other process


class _Task(NamedTuple):
    """The copy, what to do with it, and how large what changes may become."""

    path: Path
    operations: tuple[Operation, ...]
    most_bytes: int


@dataclass(frozen=True, slots=True)
class _Rejected:
    """The parts of a RefusedUpdate."""

    reason: Reason
    slots: Mapping[str, object]
    place: int | None = None


_Changed = dict[str, tuple[str, ...] | None]


def _evaluate(task: _Task) -> _Changed | _Rejected | Literal["full"]:
    """What the other process does: carry the update out on the copy. It says nothing when it dies of a limit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    try:
        store = Store(str(task.path))
        store.remove_graph(LEDGER_GRAPH)
        _move_graph(store, DEFAULT, DefaultGraph())
        before = _marks(store)
        for operation in task.operations:
            _perform(store, operation)
        if not _is_empty(store, DEFAULT):
            raise RefusedUpdate("default_graph", graph=DEFAULT.value)
        touched = sorted(name for name, _ in before.items() ^ _marks(store).items())
        _move_graph(store, DefaultGraph(), DEFAULT)
        return _changes(store, dict.fromkeys(touched), task.most_bytes)
    except RefusedUpdate as error:
        return _Rejected(error.reason, error.slots, error.place)
    except (OSError, RuntimeError) as error:
        if is_full(error):
            return "full"
        raise


def _move_graph(store: Store, source: NamedNode | DefaultGraph, target: NamedNode | DefaultGraph) -> None:
    found = store.quads_for_pattern(None, None, None, source)
    store.extend(Quad(quad.subject, quad.predicate, quad.object, target) for quad in found)
    store.remove_graph(source)


def _perform(store: Store, operation: Operation) -> None:
    """Carry out one operation. Raises RefusedUpdate."""
    if operation.empties:
        _empty(store, *operation.empties.split())
        return
    text = f"{operation.prologue}\n{operation.text}"
    try:
        store.update(text, base_iri=BASE, prefixes=PREFIXES)
    except SyntaxError as error:
        message = " ".join(str(error.msg or error).split())[:300]
        raise RefusedUpdate("syntax", _place(message, text, operation), message=message) from error
    except (RuntimeError, ValueError) as error:
        if is_full(error):
            raise
        raise RefusedUpdate("engine", operation.begins, message=" ".join(str(error).split())[:300]) from error


def _place(message: str, text: str, operation: Operation) -> int | None:
    """Where in the whole update the engine found a fault; None for one in what stood before the operation."""
    found = _PLACE.search(message)
    if found is None or operation.begins is None:
        return None
    lines = text.split("\n")
    offset = sum(len(line) + 1 for line in lines[: int(found[1]) - 1]) + int(found[2]) - 1
    inside = offset - len(operation.prologue) - 1
    return operation.begins + inside if inside >= 0 else None


def _empty(store: Store, verb: str, which: str) -> None:
    """CLEAR or DROP of many graphs: those that updates may write."""
    graphs = [name for name in store.named_graphs() if isinstance(name, BlankNode) or not is_own_graph(name.value)]
    for graph in (*graphs, *([DefaultGraph()] if which == "ALL" else [])):
        if verb == "DROP":
            store.remove_graph(graph)
        else:
            store.clear_graph(graph)


class _Mark(io.RawIOBase):
    """A file that keeps of what is written into it no more than a digest."""

    def __init__(self) -> None:
        self.digest = sha256()

    def writable(self) -> bool:
        return True

    def write(self, content: bytes) -> int:  # type: ignore[override] # the store writes bytes
        self.digest.update(content)
        return len(content)


def _marks(store: Store) -> dict[str, str]:
    """The graphs that hold anything, with a digest of each; the store writes a graph in an order of its own.

    Raises RefusedUpdate for a graph without a name.
    """
    marks: dict[str, str] = {}
    for graph in (DefaultGraph(), *store.named_graphs()):
        if isinstance(graph, BlankNode):
            raise RefusedUpdate("blank_graph")
        if not _is_empty(store, graph):
            mark = _Mark()
            store.dump(cast("IO[bytes]", mark), format=RdfFormat.N_TRIPLES, from_graph=graph)
            marks[DEFAULT.value if isinstance(graph, DefaultGraph) else graph.value] = mark.digest.hexdigest()
    return marks


def _is_empty(store: Store, graph: NamedNode | DefaultGraph) -> bool:
    return next(store.quads_for_pattern(None, None, None, graph), None) is None


def _changes(store: Store, touched: Iterable[str], most_bytes: int) -> _Changed:
    """What graphs that an update has touched say now; one that holds nothing is no graph. Raises RefusedUpdate."""
    changed: _Changed = {}
    size = 0
    for name in touched:
        if is_own_graph(name):
            raise RefusedUpdate("own_graph", graph=name)
        lines = canonical_lines(_plain(store, NamedNode(name)))
        changed[name] = tuple(lines) or None
        size += sum(map(len, lines))
        if size > most_bytes:
            raise RefusedUpdate("too_large", megabytes=most_bytes // MEGABYTE)
    return changed


def _plain(store: Store, graph: NamedNode) -> Iterator[Quad]:
    for quad in store.quads_for_pattern(None, None, None, graph):
        if isinstance(quad.object, Triple):
            raise RefusedUpdate("triple_term")
        yield quad

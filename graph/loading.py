"""RDF of one's own → the store: ``zeren load``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from graph.completion import complete, own_graphs, refresh_words
from graph.errors import StoreNotAFolder
from graph.identity import BASE, Names, segment
from graph.ledger import LEDGER_GRAPH
from graph.lines import canonical_lines
from graph.publishing import Publication
from graph.rdf_reading import read_rdf
from graph.release import Release
from graph.store import WorkStore
from graph.validation import BrokenModel, Finding, validate_coming
from loaders.errors import UsageError

LOADED = f"{BASE}graph/loaded/"


@dataclass(frozen=True, slots=True)
class LoadReport:
    """The graphs that were replaced or removed, the release that holds the outcome, and the gaps in what was loaded."""

    graphs: tuple[str, ...]
    release: Release
    gaps: tuple[Finding, ...] = ()


def load_rdf(
    files: Sequence[Path], graph: str | None, directory: Path, *, publication: Publication | None = None
) -> LoadReport:
    """Replace a named graph by what the files say together, and publish; without a name, each file's own graph.

    Graph names inside the files are left out. All or nothing: raises UnreadableRdf for a file that is no RDF,
    BrokenModel for what breaks a shape, UsageError for a graph that is not the user's to replace.
    """
    _refuse_file(directory)
    content = {
        name: canonical_lines(quad for path in paths for quad in read_rdf(path, name))
        for name, paths in _by_graph(files, graph).items()
    }
    coming = [quad for name, lines in content.items() for quad in _quads(name, lines)]
    with WorkStore(directory) as store:
        if store.current() is None:
            refresh_words(store, Names())  # what is loaded may name functions and themes
        findings = validate_coming(store.store, coming)
        if violations := [finding for finding in findings if finding.severity == "violation"]:
            raise BrokenModel(", ".join(map(str, files)), violations)
        release = _publish(store, content, publication or Publication.now())
    return LoadReport(tuple(name.value for name in content), release, tuple(findings))


def _publish(store: WorkStore, content: Mapping[NamedNode, Sequence[str]], publication: Publication) -> Release:
    """Put the lines into their graphs and publish; what follows from them may break a shape: then all is put back."""
    before = {
        name: canonical_lines(store.store.quads_for_pattern(None, None, None, name))
        for name in content
        if name.value in store.ledger.graphs
    }
    for name, lines in content.items():
        store.replace_graph(name, lines)
    try:
        release = complete(store, publication).release
    except BrokenModel:
        for name in content:
            store.replace_graph(name, before[name]) if name in before else store.remove_graph(name)
        raise
    assert release is not None, "a loaded graph is the user's, so there is something to publish"
    return release


def unload(graph: str, directory: Path, *, publication: Publication | None = None) -> LoadReport:
    """Remove a graph that was loaded, and publish. Raises UsageError where no such graph was loaded."""
    _refuse_file(directory)
    name = _own_name(graph)
    with WorkStore(directory) as store:
        loaded = loaded_graphs(store)
        if name.value not in loaded:
            known = f"loaded are {', '.join(loaded)}" if loaded else "none has been loaded"
            raise UsageError(f"{graph}: no such graph in {directory}; {known}")
        store.remove_graph(name)
        release = complete(store, publication or Publication.now()).release
    assert release is not None, "what held a loaded graph has been published"
    return LoadReport((name.value,), release)


def loaded_graphs(store: WorkStore) -> list[str]:
    """The graphs that users have loaded, sorted."""
    computed = own_graphs(Names())
    return sorted(name for name, entry in store.ledger.graphs.items() if not entry.owner and name not in computed)


def _by_graph(files: Sequence[Path], graph: str | None) -> Mapping[NamedNode, Sequence[Path]]:
    if graph is not None:
        return {_own_name(graph): files}
    named = {NamedNode(LOADED + segment(path.stem)): [path] for path in files}
    if len(named) < len(files):
        raise UsageError("two of the files have the same name; load them one by one, or together with --graph IRI")
    return named


def _own_name(graph: str) -> NamedNode:
    """The name of a graph that a user may replace. Raises UsageError."""
    try:
        name = NamedNode(graph)
    except ValueError as error:
        raise UsageError(f"{graph}: not an absolute IRI; name the graph like {LOADED}mine") from error
    computed = graph in own_graphs(Names()) or name == LEDGER_GRAPH
    if computed or graph.startswith(f"{BASE}graph/document/"):
        raise UsageError(f"{graph}: zeren makes this graph itself; choose another name")
    return name


def _refuse_file(directory: Path) -> None:
    if directory.is_file():
        raise StoreNotAFolder(directory)


def _quads(graph: NamedNode, lines: Sequence[str]) -> list[Quad]:
    parsed = parse("\n".join(lines).encode(), RdfFormat.N_TRIPLES)
    return [Quad(quad.subject, quad.predicate, quad.object, graph) for quad in parsed]

"""RDF of one's own → the store: ``zeren load``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from graph.completion import complete, is_own_graph, own_graphs, refresh_words
from graph.errors import StoreNotAFolder
from graph.identity import BASE, Names, segment
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
    with WorkStore(directory) as store:
        return publish_graphs(store, content, publication or Publication.now(), ", ".join(map(str, files)))


def publish_graphs(
    store: WorkStore, content: Mapping[NamedNode, Sequence[str] | None], publication: Publication, called: str
) -> LoadReport:
    """Put lines into graphs of the user's, or with None remove them, all at one stroke, and publish.

    Raises BrokenModel, which says what the graphs are ``called``, for what breaks a shape; also for what only follows
    from it, and then all is put back.
    """
    if store.current() is None:
        refresh_words(store, Names())  # what is loaded may name functions and themes
    findings = validate_coming(store.store, [quad for name, lines in content.items() for quad in _quads(name, lines)])
    if violations := [finding for finding in findings if finding.severity == "violation"]:
        raise BrokenModel(called, violations)
    before = {
        name: canonical_lines(store.store.quads_for_pattern(None, None, None, name))
        if name.value in store.ledger.graphs
        else None
        for name in content
    }
    store.replace_graphs(content)
    try:
        release = complete(store, publication).release
    except BrokenModel:
        store.replace_graphs(before)
        raise
    assert release is not None, "a loaded graph is the user's, so there is something to publish"
    return LoadReport(tuple(name.value for name in content), release, tuple(findings))


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
    if is_own_graph(graph):
        raise UsageError(f"{graph}: zeren makes this graph itself; choose another name")
    return name


def _refuse_file(directory: Path) -> None:
    if directory.is_file():
        raise StoreNotAFolder(directory)


def _quads(graph: NamedNode, lines: Sequence[str] | None) -> list[Quad]:
    parsed = parse("\n".join(lines or ()).encode(), RdfFormat.N_TRIPLES)
    return [Quad(quad.subject, quad.predicate, quad.object, graph) for quad in parsed]

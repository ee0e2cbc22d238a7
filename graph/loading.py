"""RDF of one's own → the store: ``zeren load``."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from graph.completion import complete
from graph.errors import UnreadableRdf
from graph.identity import BASE
from graph.lines import canonical_lines
from graph.publishing import Publication
from graph.release import Release
from graph.store import WorkStore
from loaders.errors import UsageError

OWN_GRAPHS = ("document/", "ontology", "reference", "shared", "derived")


def load_rdf(files: Sequence[Path], graph: str, directory: Path, *, publication: Publication | None = None) -> Release:
    """Replace a named graph by what the files say (graph names inside them are left out), and publish.

    Raises UnreadableRdf for a file that is no RDF, UsageError for a graph that zeren makes itself.
    """
    try:
        name = NamedNode(graph)
    except ValueError as error:
        raise UsageError(f"{graph}: not an absolute IRI; name the graph like {BASE}graph/loaded/mine") from error
    if graph.startswith(tuple(f"{BASE}graph/{own}" for own in OWN_GRAPHS)):
        raise UsageError(f"{graph}: zeren makes this graph itself; choose another name")
    lines = canonical_lines(quad for path in files for quad in _read(path))
    with WorkStore(directory) as store:
        store.replace_graph(name, lines)
        release = complete(store, publication or Publication.now())
    if release is None:  # pragma: no cover - the loaded graph is the user's, so there is something to publish
        raise AssertionError("a loaded graph was not published")
    return release


def _read(path: Path) -> Iterator[Quad]:
    form = RdfFormat.from_extension(path.suffix.removeprefix("."))
    if form is None:
        raise UnreadableRdf(path, "unknown ending; use .ttl, .nt, .nq, .trig, .rdf or .jsonld")
    try:
        yield from parse(path=str(path), format=form, base_iri=path.resolve().as_uri())
    except (SyntaxError, OSError, ValueError) as error:
        raise UnreadableRdf(path, str(error)) from error

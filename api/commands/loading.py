"""``load``: RDF of one's own into the store, and out of it again."""

from pathlib import Path
from typing import Annotated

import typer

from api import terminal
from api.commands.options import StoreOption
from api.errors import FINISHED
from api.settings import read_settings
from graph.loading import LOADED, load_rdf, unload
from graph.publishing import Publication
from loaders.errors import UsageError


def load(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE...", help="RDF: .ttl, .nt, .nq, .trig, .rdf (.xml, .owl), .jsonld (.json)."),
    ] = None,
    graph: Annotated[
        str | None,
        typer.Option(metavar="IRI", help=f"Graph to replace with the files; else {LOADED}NAME for each file. 图。"),
    ] = None,
    remove: Annotated[
        str | None, typer.Option("--remove", metavar="IRI", help="Take a loaded graph out again. 移除图。")
    ] = None,
    store: StoreOption = None,
) -> int:
    """Bring RDF of your own into the store, checked against the shapes; publish a release. 装入自有 RDF 数据。

    Example: `zeren load departments.ttl --graph https://example.org/departments`
    """
    settings = read_settings(store=store)
    directory, publication = settings.store, Publication.now(settings.releases_kept)
    if remove is not None:
        if files or graph:
            raise UsageError("--remove IRI takes a graph out; load files in a call of their own")
        report = unload(remove, directory, publication=publication)
    elif files:
        report = load_rdf(files, graph, directory, publication=publication)
    else:
        raise UsageError("name the files to load, or a graph to take out with --remove IRI")
    for gap in report.gaps:
        terminal.say(f"<{gap.focus}>: {gap.message_zh} {gap.message_en}")
    verb = "removed" if remove else "loaded into"
    graphs = ", ".join(f"<{name}>" for name in report.graphs)
    release = report.release
    terminal.write(f"{verb} {graphs}; release {release.id} in {directory}: {release.quads} statements")
    return FINISHED

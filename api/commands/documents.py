"""Documents in: ``extract`` prints what they say, ``build`` and ``load`` put knowledge into the store."""

import os
from pathlib import Path
from typing import Annotated

import typer

from api import terminal
from api.commands.options import Paths, StoreOption
from api.commands.records import RecordFormat, Records, print_records
from api.errors import FINISHED, PROBLEMS
from api.settings import read_settings
from graph import build as building
from graph.identity import BASE
from graph.loading import load_rdf
from loaders.reading import find_documents


def extract(
    paths: Paths,
    form: Annotated[RecordFormat, typer.Option("--format", help="How to print. 输出格式。")] = RecordFormat.JSONL,
    report: Annotated[bool, typer.Option("--report", help="Count entries and doubts on stderr. 统计。")] = False,
) -> int:
    """Print what documents say, one record for each. 打印文件所载的责任、指标与引用。

    Example: `zeren extract plan.txt --format table`
    """
    records = Records(find_documents(paths))
    print_records(records, form)
    if report:
        records.report()
    return PROBLEMS if records.problems else FINISHED


def build(
    paths: Paths,
    store: StoreOption = None,
    jobs: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Processes that read; one for each processor. 并行数。")
    ] = None,
) -> int:
    """Read what changed, publish a release. 读入有变化的文件,发布新版本。

    Example: `zeren build documents/ --store zeren-data`
    """
    settings = read_settings(store=store)
    with terminal.progress() as advance:
        report = building.build(paths, settings.store, jobs=jobs or os.cpu_count() or 1, progress=advance)
    for failure in report.failed:
        terminal.complain(failure.reason)
    for duplicate in report.duplicates:
        terminal.say(f"{duplicate.source}: the same policy as {duplicate.kept}, which is kept")
    terminal.write(_summary(report, settings.store))
    return PROBLEMS if report.failed else FINISHED


def _summary(report: building.BuildReport, store: Path) -> str:
    counts = (
        f"{len(report.built)} built, {len(report.skipped)} unchanged, {len(report.removed)} removed, "
        f"{len(report.failed)} failed"
    )
    release = report.release
    if release is None:
        return f"{counts}; nothing to publish"
    verb = "published" if report.published else "still current"
    held = f"{release.documents} documents, {release.quads} statements"
    return f"{counts}; release {release.id} {verb} in {store}: {held}"


def load(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="RDF: .ttl, .nt, .nq, .trig, .rdf, .jsonld.")],
    graph: Annotated[
        str, typer.Option(metavar="IRI", help="The graph to put it in, replaced whole. 图。")
    ] = f"{BASE}graph/loaded/own",
    store: StoreOption = None,
) -> int:
    """Bring RDF of your own into the store, publish a release. 装入自有 RDF 数据。

    Example: `zeren load departments.ttl --graph https://example.org/departments`
    """
    settings = read_settings(store=store)
    release = load_rdf(files, graph, settings.store)
    terminal.write(f"loaded into <{graph}>; release {release.id} in {settings.store}: {release.quads} statements")
    return FINISHED

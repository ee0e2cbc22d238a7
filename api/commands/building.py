"""``build``: documents and records into the store."""

import os
from pathlib import Path
from typing import Annotated

import typer

from api import terminal
from api.commands.options import AliasesOption, Paths, StoreOption
from api.errors import FINISHED, PROBLEMS
from api.settings import read_settings
from graph import build as building
from graph.aliasing import load_aliases
from graph.publishing import Publication


def build(
    paths: Paths,
    store: StoreOption = None,
    aliases: AliasesOption = None,
    jobs: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Processes that read; one for each processor. 并行数。")
    ] = None,
) -> int:
    """Read what changed, publish a release. 读入有变化的文件,发布新版本。

    Example: `zeren build documents/ --store zeren-data`
    """
    settings = read_settings(store=store, aliases=aliases)
    own = load_aliases(settings.aliases, settings.store)
    with terminal.progress() as advance:
        report = building.build(
            paths,
            settings.store,
            jobs=jobs or os.cpu_count() or 1,
            progress=advance,
            publication=Publication.now(settings.releases_kept),
            aliases=own,
            limits=settings.limits,
        )
    for failure in report.failed:
        terminal.complain(failure.reason)
    for duplicate in report.duplicates:
        if duplicate.differs:
            terminal.complain(
                f"{duplicate.source}: the same policy as {duplicate.kept}, which is kept, but the texts differ; "
                "leave one out, or give them different titles or numbers"
            )
        else:
            terminal.say(f"{duplicate.source}: the same policy as {duplicate.kept}, which is kept")
    terminal.write(_summary(report, settings.store))
    return PROBLEMS if report.failed or any(duplicate.differs for duplicate in report.duplicates) else FINISHED


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
    gaps = f"; {len(report.gaps)} gaps in them, which zeren check lists" if report.gaps else ""
    return f"{counts}; release {release.id} {verb} in {store}: {held}{gaps}"

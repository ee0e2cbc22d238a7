"""What keeps a store safe: ``backup``, ``restore``, ``rollback``."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from api import terminal
from api.commands.options import StoreOption
from api.errors import FINISHED
from api.files import whole_file
from api.settings import read_settings
from graph.backup import restore_backup, save_backup
from graph.errors import BadBackup
from graph.rollback import roll_back


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE.tar", help="Where to; /dev/stdout for a pipe. 备份文件。")],
    store: StoreOption = None,
) -> int:
    """Save the whole store as one file, with checksums. 备份整个数据目录。

    Example: `zeren backup zeren.tar --store zeren-data`
    """
    settings = read_settings(store=store)
    with whole_file(file) as target:
        saved = save_backup(settings.store, target, datetime.now(UTC))
    terminal.say(f"release {saved.release} saved in {file}: {saved.files} files, {saved.bytes} bytes")
    return FINISHED


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE.tar", help="A backup; /dev/stdin for a pipe. 备份文件。")],
    store: StoreOption = None,
    replace: Annotated[bool, typer.Option("--replace", help="Even over a store that is there. 覆盖已有数据。")] = False,
) -> int:
    """Make a store of a backup, after every file in it was found whole. 由备份恢复。

    Example: `zeren restore zeren.tar --store zeren-data`
    """
    settings = read_settings(store=store)
    try:
        source = file.open("rb")
    except OSError as error:
        raise BadBackup(file, f"{(error.strerror or 'cannot be read').lower()}; check the path") from error
    with source:
        release = restore_backup(source, file, settings.store, replace=replace)
    terminal.write(f"release {release.id} restored in {settings.store}: {release.documents} documents")
    return FINISHED


def rollback(
    release: Annotated[
        str | None, typer.Argument(metavar="[RELEASE]", help="Id or number; else the last whole one. 版本。")
    ] = None,
    store: StoreOption = None,
) -> int:
    """Serve an earlier release that is whole, when the current one is damaged. 退回到完好的版本。

    Example: `zeren rollback --store zeren-data`
    """
    settings = read_settings(store=store)
    chosen = roll_back(settings.store, settings.verified_bytes, release)
    terminal.write(f"release {chosen.id} is current in {settings.store}; the next zeren build publishes a new one")
    return FINISHED

"""From the work store to a release: a checkpoint, then one rename that readers see."""

import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pyoxigraph import Store

from graph.errors import StoreBroken, StoreMissing
from graph.ledger import LEDGER_GRAPH, Ledger
from graph.release import CHECKPOINT, MANIFEST, POINTER, RELEASES, Release, current_release, releases
from graph.search_index import INDEX, write_index

_UNFINISHED = ".unfinished-"


@dataclass(frozen=True, slots=True)
class Publication:
    """When a release is published, as its readers will see, and how many releases are kept, this one included."""

    at: datetime
    keep: int = 5

    @classmethod
    def now(cls) -> "Publication":
        """A publication at this moment."""
        return cls(datetime.now(UTC))


def publish(directory: Path, store: Store, ledger: Ledger, publication: Publication) -> Release:
    """The release that holds what the work store holds: the current one where nothing changed, else a new one.

    A crash at any point leaves the pointer on a whole release; what was left unfinished is swept away next time.
    """
    digest = ledger.digest()
    current = _current(directory)
    if current is not None and current.digest == digest:
        return current
    _sweep(directory)
    number = max((release.number for release in releases(directory)), default=0) + 1
    name = f"{number:06d}-{digest[:12]}"
    unfinished, final = directory / RELEASES / (_UNFINISHED + name), directory / RELEASES / name
    unfinished.mkdir(parents=True)
    quads = _checkpoint(store, unfinished)
    release = Release(name, digest, publication.at, ledger.document_count(), quads, final)
    (unfinished / MANIFEST).write_text(release.manifest(), encoding="utf-8")
    _make_durable(unfinished)
    unfinished.rename(final)
    _synchronise(final.parent)
    _point_to(directory, name)
    _drop_old(directory, publication.keep)
    return release


def _current(directory: Path) -> Release | None:
    try:
        return current_release(directory)
    except (StoreMissing, StoreBroken):
        return None


def _checkpoint(store: Store, folder: Path) -> int:
    """Copy the store by hard links, without its ledger, and index it for search; returns the copy's number of quads."""
    path = str(folder / CHECKPOINT)
    store.flush()
    store.backup(path)
    copy = Store(path)
    copy.remove_graph(LEDGER_GRAPH)
    copy.flush()
    write_index(copy, folder / INDEX)
    return len(copy)


def _make_durable(folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        _synchronise(path)
    _synchronise(folder)


def _synchronise(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _point_to(directory: Path, name: str) -> None:
    """Move readers to a release: the new pointer is whole on disk before it takes the old one's place."""
    fresh = directory / f"{POINTER}.new"
    fresh.write_text(name + "\n", encoding="utf-8")
    _synchronise(fresh)
    fresh.replace(directory / POINTER)
    _synchronise(directory)


def _drop_old(directory: Path, keep: int) -> None:
    for release in releases(directory)[: -max(keep, 1)]:
        shutil.rmtree(release.path, ignore_errors=True)


def _sweep(directory: Path) -> None:
    for path in (directory / RELEASES).glob(f"{_UNFINISHED}*"):
        shutil.rmtree(path, ignore_errors=True)

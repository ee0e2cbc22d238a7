"""From the work store to a release: a checkpoint, then one rename that readers see."""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pyoxigraph import Store

from graph.disk import room_on_disk, synchronise, synchronise_all
from graph.errors import StoreBroken, StoreMissing
from graph.integrity import checksums, damage_of
from graph.ledger import LEDGER_GRAPH, Ledger
from graph.release import (
    CHECKPOINT,
    MANIFEST,
    POINTER,
    RELEASES,
    Release,
    current_release,
    number_of,
    release_paths,
)
from graph.search_index import INDEX, write_index

_UNFINISHED = ".unfinished-"
_REMOVED = ".removed-"


@dataclass(frozen=True, slots=True)
class Publication:
    """When a release is published, as its readers will see, and how many releases are kept, this one included."""

    at: datetime
    keep: int = 5

    @classmethod
    def now(cls, keep: int = 5) -> "Publication":
        """A publication at this moment."""
        return cls(datetime.now(UTC), keep)


def publish(directory: Path, store: Store, ledger: Ledger, publication: Publication) -> Release:
    """The release that holds what the work store holds: the current one where nothing changed, else a new one.

    A crash at any point, or a full disk, leaves the pointer on a whole release; what was left unfinished is swept away
    next time. Raises StoreFull.
    """
    digest = ledger.digest()
    current = _current(directory)
    # Sizes only: whoever finds other damage rolls back, and then the current release is another one.
    if current is not None and current.digest == digest and damage_of(current, whole_bytes=0) is None:
        return current
    with room_on_disk(directory):
        _sweep(directory)
        number = max((number_of(path.name) for path in release_paths(directory)), default=0) + 1
        name = f"{number:06d}-{digest[:12]}"
        unfinished, final = directory / RELEASES / (_UNFINISHED + name), directory / RELEASES / name
        unfinished.mkdir(parents=True)
        try:
            quads = _checkpoint(store, unfinished)
            files = checksums(unfinished / CHECKPOINT)
            release = Release(name, digest, publication.at, ledger.document_count(), quads, final, files)
            (unfinished / MANIFEST).write_text(release.manifest(), encoding="utf-8")
            synchronise_all(unfinished)
            unfinished.rename(final)
        except BaseException:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise
        synchronise(final.parent)
        point_to(directory, name)
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


def point_to(directory: Path, name: str) -> None:
    """Move readers to a release: the new pointer is whole on disk before it takes the old one's place."""
    fresh = directory / f"{POINTER}.new"
    fresh.write_text(name + "\n", encoding="utf-8")
    synchronise(fresh)
    fresh.replace(directory / POINTER)
    synchronise(directory)


def _drop_old(directory: Path, keep: int) -> None:
    """Remove all but the last releases: out of sight first, so that a crash leaves none that is half there."""
    for path in release_paths(directory)[: -max(keep, 1)]:
        path.rename(path.with_name(_REMOVED + path.name))
    _sweep(directory)


def _sweep(directory: Path) -> None:
    for left in (_UNFINISHED, _REMOVED):
        for path in (directory / RELEASES).glob(f"{left}*"):
            shutil.rmtree(path, ignore_errors=True)

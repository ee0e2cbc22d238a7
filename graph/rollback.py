"""Back to a release that is whole: what is done about a damaged one."""

from pathlib import Path

from graph.disk import room_on_disk
from graph.errors import NoSuchRelease
from graph.integrity import good_releases
from graph.lock import take_lock
from graph.publishing import point_to
from graph.release import Release


def roll_back(directory: Path, whole_bytes: int, wanted: str | None = None) -> Release:
    """Make a release current: the one wanted, by its id or number, else the newest that is whole.

    The next build publishes what the work store holds again, as a new release. Raises NoSuchRelease when no such
    release is there or it is not whole, StoreBusy, StoreFull.
    """
    with take_lock(directory), room_on_disk(directory):
        for release in good_releases(directory, whole_bytes):
            if wanted in {None, release.id, str(release.number)}:
                point_to(directory, release.id)
                return release
    raise NoSuchRelease(directory, wanted)

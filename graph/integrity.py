"""Whether a release is still what was published: its files' sizes and SHA-256 against those in its description."""

from collections.abc import Iterator, Mapping
from hashlib import file_digest
from pathlib import Path

from graph.errors import ReleaseDamaged, StoreBroken, StoreMissing
from graph.release import Release, current_release, open_store_of, releases

# RocksDB's own notes: they hold nothing of the graph, and opening a store may touch them.
_NOTES = ("LOG", "LOCK")


def checksums(folder: Path) -> dict[str, tuple[int, str]]:
    """Size in bytes and SHA-256 of each file of a store's folder, by name."""
    return {path.name: (path.stat().st_size, _digest(path)) for path in _files(folder)}


def damage_of(release: Release, whole_bytes: int) -> str | None:
    """What is wrong with a release; None when it can be opened and its files are those that were published.

    Contents are read when all files together have at most ``whole_bytes``; of a larger release, the sizes only.
    """
    found = {path.name: path for path in _files(release.store_path)}
    return _first_difference(release.files, found, whole_bytes) or _refusal(release)


def _first_difference(files: Mapping[str, tuple[int, str]], found: Mapping[str, Path], whole_bytes: int) -> str | None:
    reads_all = sum(size for size, _ in files.values()) <= whole_bytes
    for name, (size, digest) in files.items():
        if name not in found:
            return f"its file {name} is missing"
        if found[name].stat().st_size != size:
            return f"its file {name} has another size than was published"
        if reads_all and _digest(found[name]) != digest:
            return f"its file {name} has another content than was published"
    return None


def _refusal(release: Release) -> str | None:
    try:
        open_store_of(release)
    except StoreBroken as error:
        return f"it cannot be opened ({error.__cause__})"
    return None


def sound_release(directory: Path, whole_bytes: int) -> Release:
    """The current release, when it is whole. Raises StoreMissing; ReleaseDamaged, which offers the last good one."""
    try:
        current = current_release(directory)
    except StoreMissing:
        raise
    except StoreBroken as error:
        raise ReleaseDamaged(directory, "current", error.reason, _good_id(directory, whole_bytes)) from error
    damage = damage_of(current, whole_bytes)
    if damage is not None:
        raise ReleaseDamaged(directory, current.id, damage, _good_id(directory, whole_bytes))
    return current


def good_releases(directory: Path, whole_bytes: int) -> Iterator[Release]:
    """The releases that are whole, newest first."""
    return (release for release in reversed(releases(directory)) if damage_of(release, whole_bytes) is None)


def _good_id(directory: Path, whole_bytes: int) -> str | None:
    return next((release.id for release in good_releases(directory, whole_bytes)), None)


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.glob("*")) if path.is_file() and not path.name.startswith(_NOTES))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()

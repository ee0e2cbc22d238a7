"""A whole store as one tar file, and back.

The first member, ``zeren-backup.json``, says what the file is; the last, ``SHA256SUMS``, has the digest of every member
between (in the form of sha256sum). Both ways are one pass, so a backup may go through a pipe, and a backup that was cut
off is known by its missing end. A restored store stands beside its place until it is proved whole.
"""

import hashlib
import io
import json
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import IO
from uuid import uuid4

from pyoxigraph import Store

from graph.disk import room_on_disk, synchronise, synchronise_all
from graph.errors import BadBackup, StoreBroken, StoreMissing
from graph.integrity import damage_of
from graph.lock import LOCK
from graph.previews import PREVIEWS
from graph.release import POINTER, RELEASES, Release, current_release
from graph.store import WORK, WorkStore

ABOUT = "zeren-backup.json"
SUMS = "SHA256SUMS"
FORM = 1
_NOT_SAVED = (
    LOCK,
    WORK,
    RELEASES,
    POINTER,
    f"{POINTER}.new",
    PREVIEWS,
)  # those that hold the graph are saved apart, previews not at all
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds: the id of its release, and how many files and bytes."""

    release: str
    files: int
    bytes: int


def save_backup(directory: Path, target: IO[bytes], at: datetime) -> Backup:
    """Write the current release, the work store and the files beside them to ``target``, in one pass.

    The store is locked only while the work store is copied by hard links. Raises StoreMissing, StoreBusy, StoreBroken.
    """
    with TemporaryDirectory(prefix=".backup-", dir=_existing(directory)) as name:
        folder = Path(name)
        with WorkStore(directory) as store, room_on_disk(directory):
            release = current_release(directory)
            if (damage := damage_of(release, whole_bytes=0)) is not None:
                raise StoreBroken(directory, f"release {release.id} is damaged: {damage}; roll back before saving; or")
            store.store.flush()
            store.store.backup(str(folder / WORK))
            # Later builds may drop the release while it is written; its links stay.
            shutil.copytree(release.path, folder / RELEASES / release.id, copy_function=_link)
        (folder / POINTER).write_text(release.id + "\n", encoding="utf-8")
        with tarfile.open(fileobj=target, mode="w|", format=tarfile.PAX_FORMAT) as tar:
            writer = _Writer(tar, at)
            about = {"form": FORM, "release": release.id, "at": at.isoformat()}
            writer.add_bytes(ABOUT, json.dumps(about).encode())
            for path, member in (*_files(folder), *_files_beside(directory)):
                writer.add_file(path, member)
            return writer.finish(release.id)


def _existing(directory: Path) -> Path:
    if not directory.is_dir():
        raise StoreMissing(directory)
    return directory


def _link(source: str, target: str) -> None:
    Path(target).hardlink_to(source)


def _files(folder: Path) -> Iterator[tuple[Path, str]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield path, path.relative_to(folder).as_posix()


def _files_beside(directory: Path) -> Iterator[tuple[Path, str]]:
    """What else stands in a store's folder: the user's aliases, documents that were uploaded, tokens."""
    for path, member in _files(directory):
        first = PurePosixPath(member).parts[0]
        if first not in _NOT_SAVED and not first.startswith("."):
            yield path, member


class _Writer:
    """A tar file while it is written, with the sums of what is in it."""

    def __init__(self, tar: tarfile.TarFile, at: datetime) -> None:
        self.tar = tar
        self.at = at
        self.sums: dict[str, str] = {}
        self.bytes = 0

    def add_bytes(self, member: str, content: bytes) -> None:
        self._add(member, io.BytesIO(content), len(content))

    def add_file(self, path: Path, member: str) -> None:
        with path.open("rb") as file:
            self._add(member, file, path.stat().st_size, path.stat().st_mode & 0o777)

    def _add(self, member: str, file: IO[bytes], size: int, mode: int = 0o644) -> None:
        entry = tarfile.TarInfo(member)
        entry.size, entry.mode, entry.mtime = size, mode, int(self.at.timestamp())
        summing = _Summing(file)
        self.tar.addfile(entry, summing)  # reads exactly the size given
        self.sums[member] = summing.digest.hexdigest()
        self.bytes += size

    def finish(self, release: str) -> Backup:
        lines = "".join(f"{digest}  {member}\n" for member, digest in self.sums.items())
        done = Backup(release, len(self.sums), self.bytes)
        self.add_bytes(SUMS, lines.encode())
        return done


class _Summing(io.RawIOBase):
    """A file that is summed while it is read."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        content = self.file.read(size)
        self.digest.update(content)
        return content


def restore_backup(source: IO[bytes], name: Path, directory: Path, *, replace: bool = False) -> Release:
    """Make ``directory`` the store that a backup holds; ``name`` is what errors call the backup.

    Nothing is put in place before every file was found whole. An existing folder with something in it is replaced only
    when told. Raises BadBackup, StoreFull.
    """
    directory = directory.absolute()
    if not replace and directory.exists() and (directory.is_file() or any(directory.iterdir())):
        raise BadBackup(name, f"{directory} holds something already; name another --store, or replace it: --replace")
    with room_on_disk(directory), _fresh_beside(directory) as fresh:
        _unpack(source, name, fresh)
        _prove(name, fresh)
        synchronise_all(fresh)
        _put_in_place(fresh, directory)
    return current_release(directory)


@contextmanager
def _fresh_beside(directory: Path) -> Iterator[Path]:
    """A new folder on the same disk, which goes again unless it was moved."""
    directory.parent.mkdir(parents=True, exist_ok=True)
    fresh = directory.with_name(f".{directory.name}.restoring-{uuid4().hex[:8]}")
    fresh.mkdir()
    try:
        yield fresh
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _unpack(source: IO[bytes], name: Path, folder: Path) -> None:
    """Write the members of a backup into a folder. Raises BadBackup when it is none, or not whole."""
    found: dict[str, str] = {}
    promised: dict[str, str] | None = None
    try:
        with tarfile.open(fileobj=source, mode="r|") as tar:
            for entry in tar:
                content = tar.extractfile(entry) if entry.isreg() else None
                if content is None or not _is_inside(entry.name) or (not found and entry.name != ABOUT):
                    raise BadBackup(name, f"is no backup of zeren: {entry.name} is not of one")
                if entry.name == SUMS:
                    lines = (line.split("  ", 1) for line in content.read().decode().splitlines())
                    promised = {member: digest for digest, member in lines}
                else:
                    found[entry.name] = _write(content, folder / entry.name, entry.mode)
    except (tarfile.TarError, EOFError, ValueError) as error:
        raise BadBackup(name, f"is no backup of zeren, or a damaged one ({error})") from error
    if promised is None:
        raise BadBackup(name, "is cut off: its list of checksums is missing")
    for member in {**promised, **found}:
        if promised.get(member) != found.get(member):
            raise BadBackup(name, f"is damaged: {member} is not what was saved")


def _is_inside(member: str) -> bool:
    path = PurePosixPath(member)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in member


def _write(content: IO[bytes], path: Path, mode: int) -> str:
    """Write a member; returns its SHA-256."""
    digest = hashlib.sha256()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        path.chmod(mode & 0o777 | 0o600)
        while piece := content.read(_PIECE):
            digest.update(piece)
            file.write(piece)
    return digest.hexdigest()


def _prove(name: Path, folder: Path) -> None:
    """Open the release and the work store of an unpacked backup. Raises BadBackup."""
    try:
        about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
        if about["form"] != FORM:
            raise BadBackup(name, f"was made by a newer zeren (form {about['form']})")
        (folder / ABOUT).unlink()
        release = current_release(folder)
        damage = damage_of(release, whole_bytes=0)  # the backup's own sums were just compared
        Store.read_only(str(folder / WORK))
    except (OSError, RuntimeError, ValueError, KeyError, StoreMissing, StoreBroken) as error:
        raise BadBackup(name, f"holds no whole store ({error})") from error
    if damage is not None:
        raise BadBackup(name, f"holds a release that was damaged when it was saved: {damage}")


def _put_in_place(fresh: Path, directory: Path) -> None:
    old = directory.with_name(f".{directory.name}.replaced-{uuid4().hex[:8]}")
    if directory.exists():
        directory.rename(old)
    fresh.rename(directory)
    synchronise(directory.parent)
    shutil.rmtree(old, ignore_errors=True)

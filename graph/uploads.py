"""Documents that people sent: kept in the store's folder under names made here, whatever they were called.

``uploads/<id><suffix>`` is the document, ``uploads/<id>.json`` the name its sender gave it. Both are on the disk before
a document is read; a build reads them like the files of a folder, so one that was kept and not yet built is built next.
"""

import json
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from unicodedata import category
from uuid import uuid4

from graph.disk import room_on_disk, synchronise
from graph.errors import RefusedUpload
from graph.sources import Source, file_key
from loaders.reading import ARCHIVE, RECORDS, known_suffixes

UPLOADS = "uploads"
_ABOUT = ".json"
_LONGEST_NAME = 120


def keep_upload(directory: Path, name: str, pieces: Iterable[bytes], place: str = UPLOADS) -> Source:
    """Keep a document, given in pieces, in a folder of the store, and wait until it is on the disk.

    Raises RefusedUpload, StoreFull.
    """
    called = clean_name(name)
    suffix = PurePosixPath(called).suffix.lower()
    if suffix not in known_suffixes() or suffix in {ARCHIVE, RECORDS}:
        raise RefusedUpload(called or "upload", f"unknown suffix {suffix or '(none)'}; send one document at a time")
    folder = directory / place
    identifier = uuid4().hex
    path, about = folder / f"{identifier}{suffix}", folder / f"{identifier}{_ABOUT}"
    try:
        with room_on_disk(directory):
            folder.mkdir(exist_ok=True)
            with path.open("xb") as file:
                for piece in pieces:
                    file.write(piece)
            _name(about, called)
            for written in (path, about, folder, directory):
                synchronise(written)
    except BaseException:
        drop_upload(Source(file_key(path), path))
        raise
    return Source(file_key(path), path, called=called)


def _name(about: Path, called: str) -> None:
    about.write_text(json.dumps({"name": called}, ensure_ascii=False), encoding="utf-8")


def move_upload(source: Source, folder: Path) -> Source:
    """Move a document that was kept, with its name, to another folder of the same disk: whole there or whole here."""
    with room_on_disk(folder.parent):
        folder.mkdir(exist_ok=True)
        path = folder / source.path.name
        _name(path.with_suffix(_ABOUT), source.called)
        synchronise(path.with_suffix(_ABOUT))
        source.path.rename(path)
        for changed in (folder, source.path.parent):
            synchronise(changed)
    source.path.with_suffix(_ABOUT).unlink(missing_ok=True)
    return Source(file_key(path), path, called=source.called)


def drop_upload(source: Source) -> None:
    """Forget a document that was kept and is not wanted: its name last, which alone is no upload."""
    source.path.unlink(missing_ok=True)
    source.path.with_suffix(_ABOUT).unlink(missing_ok=True)


def uploaded_sources(directory: Path, place: str = UPLOADS) -> list[Source]:
    """The documents that were kept whole, in the order of their names."""
    abouts = sorted((directory / place).glob(f"*{_ABOUT}"))
    return [source for about in abouts for source in _sources(about)]


def _sources(about: Path) -> Iterable[Source]:
    try:
        called = str(json.loads(about.read_text(encoding="utf-8"))["name"])
    except (OSError, ValueError, KeyError, TypeError):
        return  # a crash came before it was whole; nobody was told that it was kept
    for suffix in sorted(known_suffixes()):
        path = about.with_suffix(suffix)
        if path.is_file():
            yield Source(file_key(path), path, called=called)


def clean_name(name: str) -> str:
    """The last part of a name, without what is no letter to see, and no longer than a line; its suffix stays."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(letter for letter in last if category(letter)[0] not in "CZ" or letter == " ").strip(" .")
    stem, dot, suffix = shown.rpartition(".")
    return f"{stem[:_LONGEST_NAME]}{dot}{suffix[:8]}" if dot else shown[:_LONGEST_NAME]

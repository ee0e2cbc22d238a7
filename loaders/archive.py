"""Zip files, opened with care: what one may hold, and what its members are called.

Nothing is written to disk, so a member's path cannot lead anywhere. What a small file may grow to is limited before
anything is unpacked: ``zipfile`` reads no more of a member than its directory entry declares.
"""

import lzma
import struct
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile, ZipInfo

from loaders.errors import UnreadableFile
from loaders.limits import MEGABYTE, USUAL, Limits

_HARMLESS: Final = 10_000_000  # what even a ratio of 1000:1 may grow to
_ENCRYPTED: Final = 0x1
_UTF8_NAME: Final = 0x800
_DAMAGES: Final = (
    BadZipFile,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    lzma.LZMAError,
    struct.error,
    zlib.error,
)


@dataclass(frozen=True, slots=True)
class Archive:
    """An open zip file; ``path`` is what errors call it."""

    path: Path | str
    zipped: ZipFile
    members: tuple[ZipInfo, ...]
    expanded: int

    def names(self) -> Iterator[str]:
        """The members' names as their author saw them, each once, in the archive's order."""
        yield from dict.fromkeys(_name(member) for member in self.members)

    def has(self, name: str) -> bool:
        """Whether there is a member of exactly that name."""
        return any(name == member.filename for member in self.members)

    def read(self, name: str) -> bytes:
        """A member's bytes. Raises UnreadableFile when it is missing, damaged or protected by a password."""
        member = next((member for member in self.members if name in (member.filename, _name(member))), None)
        if member is None:
            raise UnreadableFile(self.path, f"is damaged: {name} is missing from it")
        if member.flag_bits & _ENCRYPTED:
            raise UnreadableFile(self.path, "is protected by a password; save it without one")
        try:
            return self.zipped.read(member)
        except _DAMAGES as error:
            raise UnreadableFile(self.path, f"is damaged: {name} in it cannot be unpacked") from error


def open_archive(data: bytes, path: Path | str, limits: Limits = USUAL) -> Archive:
    """The zip file in ``data``. Raises UnreadableFile when it is damaged or would unpack to too much."""
    try:
        zipped = ZipFile(BytesIO(data))
    except _DAMAGES as error:
        raise UnreadableFile(path, "is damaged: it cannot be opened as a zip file") from error
    members = tuple(member for member in zipped.infolist() if member.filename and not member.is_dir())
    expanded = sum(member.file_size for member in members)
    if len(members) > limits.members:
        raise UnreadableFile(path, f"holds more than {limits.members} files")
    if expanded > limits.expanded_bytes:
        raise UnreadableFile(path, f"would unpack to more than {limits.expanded_bytes // MEGABYTE} MB")
    if expanded > max(_HARMLESS, len(data) * limits.expansion):
        raise UnreadableFile(path, f"would unpack to more than {limits.expansion} times its size")
    return Archive(path, zipped, members, expanded)


def _name(member: ZipInfo) -> str:
    """The name; Windows programs in China write it in GB18030 without saying so, and zipfile takes it for cp437."""
    name = member.filename
    if not member.flag_bits & _UTF8_NAME:
        with suppress(UnicodeEncodeError):
            raw = name.encode("cp437")
            name = next(_decodings(raw), name)
    return name.replace("\\", "/")


def _decodings(raw: bytes) -> Iterator[str]:
    for encoding in ("utf-8", "gb18030"):
        with suppress(UnicodeDecodeError):
            yield raw.decode(encoding)

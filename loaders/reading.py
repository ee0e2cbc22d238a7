"""Files to documents: each suffix has its reader; folders and zip files are searched for what can be read."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath, PurePosixPath
from typing import Final

from loaders.archive import open_archive
from loaders.composition import compose
from loaders.document import Document, Table
from loaders.docx import read_docx
from loaders.encoding import decode
from loaders.errors import NoDocuments, UnreadableFile
from loaders.html import read_page
from loaders.legacy_doc import convert
from loaders.limits import MEGABYTE, USUAL, Limits
from loaders.markdown import find_tables
from loaders.page_fields import find_page_fields
from loaders.pdf import read_pdf
from loaders.stacked_tables import find_stacked_tables
from loaders.text_tables import find_text_tables
from loaders.xlsx import read_xlsx

RECORDS: Final = ".jsonl"
ARCHIVE: Final = ".zip"
_PAGE_HEAD: Final = 2_000

_Layout = tuple[str, tuple[Table, ...], str | None]


def read_document(path: Path, limits: Limits = USUAL) -> Document:
    """The document in a file. Raises UnreadableFile when the file is missing, empty, damaged or of an unknown suffix.

    A zip file must hold exactly one.
    """
    document, *others = read_documents(path, limits)
    if others:
        raise UnreadableFile(path, f"holds {1 + len(others)} documents, not one")
    return document


def read_documents(path: Path, limits: Limits = USUAL) -> Iterator[Document]:
    """The documents in a file: one, or as many as a zip file holds, in its order.

    Raises UnreadableFile as ``read_document`` does; what else is in a zip file is read before that.
    """
    if not _is_known(path) or path.suffix.lower() == RECORDS:
        raise _unknown(path)
    data = _read_bytes(path, limits.file_bytes)
    if path.suffix.lower() == ARCHIVE:
        yield from _Bundle(path, limits, limits.expanded_bytes).documents(data)
    else:
        yield _read(data, path, path.name, limits)


def _read(data: bytes, path: PurePath, source: str, limits: Limits) -> Document:
    if not data.strip():
        raise UnreadableFile(Path(path), "is empty; give the file again from its source, or leave it out")
    text, tables, page_title = _READERS[path.suffix.lower()](data, Path(path), limits)
    if not text.strip():
        raise UnreadableFile(Path(path), "holds no text; give the file again from its source, or leave it out")
    return Document(
        source=source,
        content_hash=hashlib.sha256(data).hexdigest(),
        text=text,
        tables=tables,
        page_fields=find_page_fields(text),
        page_title=page_title,
    )


@dataclass(slots=True)
class _Bundle:
    """The zip file at ``path`` while it is read: how much more may be unpacked, and what could not be read."""

    path: Path
    limits: Limits
    left: int
    read: int = 0
    failures: list[str] = field(default_factory=list)

    def documents(self, data: bytes) -> Iterator[Document]:
        """What can be read; then an error that names what cannot."""
        yield from self._inside(data, "", 1)
        if self.failures:
            tried = self.read + len(self.failures)
            reasons = "; ".join(self.failures)
            raise UnreadableFile(self.path, f"{len(self.failures)} of {tried} documents in it not read: {reasons}")
        if not self.read:
            raise UnreadableFile(self.path, f"holds no documents; zeren reads {_known()}")

    def _inside(self, data: bytes, folder: str, depth: int) -> Iterator[Document]:
        archive = open_archive(data, folder.rstrip("/") or self.path, self.limits)
        self.left -= archive.expanded
        if self.left < 0:
            raise UnreadableFile(archive.path, f"would unpack to more than {self.limits.expanded_bytes // MEGABYTE} MB")
        for name in archive.names():
            inner = PurePosixPath(folder + name)
            if not _is_visible(PurePosixPath(name)) or not _is_known(inner) or inner.suffix.lower() == RECORDS:
                continue
            try:
                if inner.suffix.lower() != ARCHIVE:
                    document = _read(archive.read(name), inner, str(inner), self.limits)
                    self.read += 1
                    yield document
                elif depth >= self.limits.depth:
                    raise UnreadableFile(str(inner), "is a zip file" + " in a zip file" * depth)
                else:
                    yield from self._inside(archive.read(name), f"{inner}/", depth + 1)
            except UnreadableFile as error:
                self.failures.append(str(error))


def find_documents(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The files to read: those named, and those of a known suffix in the folders named, in order, each once.

    Saved records (``.jsonl``) are among them, and links to nothing, so that they are reported. Hidden files and folders
    are passed over, and in a folder so are unknown suffixes; a file named outright must have a known one. Raises
    UnreadableFile for a missing path or an unknown suffix, NoDocuments when nothing is left.
    """
    named = tuple(paths)
    found = dict.fromkeys(file for path in named for file in _files(path))
    if not found:
        places = ", ".join(str(path) for path in named) or "no path"
        raise NoDocuments(f"{places}: no documents here; zeren reads {_known()}")
    return tuple(found)


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        for file in sorted(path.rglob("*")):
            there = file.is_file() or (file.is_symlink() and not file.exists())
            if there and _is_visible(file.relative_to(path)) and _is_known(file):
                yield file
    elif not path.exists():
        raise unreadable(path, FileNotFoundError())
    elif not _is_known(path):
        raise _unknown(path)
    else:
        yield path


def _is_visible(path: PurePath) -> bool:
    """Whether no part of the path is hidden; Office's own lock files (~$) and macOS' shadows are."""
    return not any(part.startswith((".", "~$", "__MACOSX")) for part in path.parts)


def known_suffixes() -> frozenset[str]:
    """The suffixes of files that zeren reads, in small letters."""
    return frozenset((*_READERS, ARCHIVE, RECORDS))


def _is_known(path: PurePath) -> bool:
    return path.suffix.lower() in known_suffixes()


def _unknown(path: Path) -> UnreadableFile:
    return UnreadableFile(path, f"unknown suffix {path.suffix or '(none)'}; zeren reads {_known()}")


def _known() -> str:
    return ", ".join((*_READERS, ARCHIVE, RECORDS))


def _read_bytes(path: Path, most: int) -> bytes:
    """What a file holds, unless that is more than a document may have. Raises UnreadableFile."""
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise unreadable(path, error) from error
    if len(data) > most:
        raise UnreadableFile(path, f"is larger than {most // MEGABYTE} MB")
    return data


def unreadable(path: Path, error: OSError) -> UnreadableFile:
    """What to say of a file that the system does not give."""
    match error:
        case FileNotFoundError() if path.is_symlink():
            reason = "is a link to a file that is not there; mend the link, or remove it"
        case FileNotFoundError():
            reason = "no such file or folder; check the path"
        case IsADirectoryError():
            reason = "is a folder; name the file in it"
        case PermissionError():
            reason = "may not be read; change its permissions, or leave it out"
        case _:
            reason = f"{(error.strerror or 'cannot be read').lower()}; check the file, or leave it out"
    return UnreadableFile(path, reason)


def _read_plain(data: bytes, path: Path, _: Limits) -> _Layout:
    text = decode(data, path)
    return text, (*find_text_tables(text), *find_stacked_tables(text)), None


def _read_markdown(data: bytes, path: Path, _: Limits) -> _Layout:
    text = decode(data, path)
    return text, (*find_tables(text), *find_stacked_tables(text)), None


def _read_html(data: bytes, path: Path, _: Limits) -> _Layout:
    page = read_page(decode(data, path))
    return page.text, page.tables, page.title


def _read_docx(data: bytes, path: Path, limits: Limits) -> _Layout:
    return *compose(read_docx(data, path, limits)), None


def _read_xlsx(data: bytes, path: Path, limits: Limits) -> _Layout:
    return *compose(read_xlsx(data, path, limits)), None


def _read_pdf(data: bytes, path: Path, _: Limits) -> _Layout:
    return *compose(read_pdf(data, path)), None


def _read_doc(data: bytes, path: Path, limits: Limits) -> _Layout:
    """A .doc by what it is: portals give this suffix to pages and to newer Word files, too."""
    if data.startswith(b"PK"):
        return _read_docx(data, path, limits)
    if b"<html" in data[:_PAGE_HEAD].lower():
        return _read_html(data, path, limits)
    return _read_docx(convert(data, path, limits), path, limits)


_READERS: Final[Mapping[str, Callable[[bytes, Path, Limits], _Layout]]] = {
    ".txt": _read_plain,
    ".text": _read_plain,
    ".md": _read_markdown,
    ".markdown": _read_markdown,
    ".html": _read_html,
    ".htm": _read_html,
    ".docx": _read_docx,
    ".docm": _read_docx,
    ".xlsx": _read_xlsx,
    ".xlsm": _read_xlsx,
    ".pdf": _read_pdf,
    ".doc": _read_doc,
    ".wps": _read_doc,
    ".rtf": _read_doc,
}

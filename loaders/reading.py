"""Files to documents: each suffix has its reader; folders are searched for what can be read."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from loaders.document import Document, Table
from loaders.encoding import decode
from loaders.errors import NoDocuments, UnreadableFile
from loaders.html import read_page
from loaders.markdown import find_tables
from loaders.page_fields import find_page_fields
from loaders.text_tables import find_text_tables

RECORDS: Final = ".jsonl"

_Layout = tuple[str, tuple[Table, ...], str | None]


def read_document(path: Path) -> Document:
    """The document in a file. Raises UnreadableFile when the file is missing, empty, binary or of an unknown suffix."""
    reader = _reader(path)
    data = _read_bytes(path)
    text, tables, page_title = reader(decode(data, path))
    if not text.strip():
        raise UnreadableFile(path, "holds no text")
    return Document(
        source=path.name,
        content_hash=hashlib.sha256(data).hexdigest(),
        text=text,
        tables=tables,
        page_fields=find_page_fields(text),
        page_title=page_title,
    )


def find_documents(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The files to read: those named, and those of a known suffix in the folders named, in order, each once.

    Saved records (``.jsonl``) are among them. Hidden files and folders are passed over, and in a folder so are unknown
    suffixes; a file named outright must have a known one. Raises UnreadableFile for a missing path or an unknown
    suffix, NoDocuments when nothing is left.
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
            visible = not any(part.startswith(".") for part in file.relative_to(path).parts)
            if visible and file.is_file() and _is_known(file):
                yield file
    elif not path.exists():
        raise UnreadableFile(path, "no such file or folder")
    elif not _is_known(path):
        raise _unknown(path)
    else:
        yield path


def _is_known(path: Path) -> bool:
    return path.suffix.lower() in _READERS or path.suffix.lower() == RECORDS


def _reader(path: Path) -> Callable[[str], _Layout]:
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise _unknown(path)
    return reader


def _unknown(path: Path) -> UnreadableFile:
    return UnreadableFile(path, f"unknown suffix {path.suffix or '(none)'}; zeren reads {_known()}")


def _known() -> str:
    return ", ".join((*_READERS, RECORDS))


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableFile(path, "no such file or folder") from error
    except IsADirectoryError as error:
        raise UnreadableFile(path, "is a folder") from error
    except OSError as error:
        raise UnreadableFile(path, error.strerror or "cannot be read") from error


def _read_plain(source: str) -> _Layout:
    return source, find_text_tables(source), None


def _read_markdown(source: str) -> _Layout:
    return source, find_tables(source), None


def _read_html(source: str) -> _Layout:
    page = read_page(source)
    return page.text, page.tables, page.title


_READERS: Final[Mapping[str, Callable[[str], _Layout]]] = {
    ".txt": _read_plain,
    ".text": _read_plain,
    ".md": _read_markdown,
    ".markdown": _read_markdown,
    ".html": _read_html,
    ".htm": _read_html,
}

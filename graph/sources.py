"""What a build reads: documents, and records that were saved or made elsewhere."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import file_digest, sha256
from pathlib import Path
from urllib.parse import unquote

from graph.identity import segment
from loaders.errors import UnreadableFile
from loaders.exchange import as_json_line
from loaders.extraction import FileRead, read_file
from loaders.reading import ARCHIVE, RECORDS, find_documents
from loaders.record import Record
from loaders.workers import Refused

SEVERAL = (RECORDS, ARCHIVE)  # suffixes of files that give several records


@dataclass(frozen=True, slots=True)
class Source:
    """A document's file, or one record of a file of records; ``key`` is its IRI in the ledger.

    ``called`` is the name a person gave a file that is kept under another.
    """

    key: str
    path: Path
    record: Record | None = None
    called: str = ""

    @property
    def name(self) -> str:
        """What a person calls it."""
        return f"{self.path} ({self.record.source})" if self.record else self.called or str(self.path)

    def content_digest(self) -> str:
        """The SHA-256 of the file, or of the record as it is published."""
        if self.record:
            return sha256(as_json_line(self.record).encode()).hexdigest()
        with self.path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()


def find_sources(
    paths: Sequence[Path], unpack: Callable[[Path], FileRead | Refused] = read_file
) -> tuple[list[Source], list[UnreadableFile]]:
    """Each source once, documents before records, each in the order of their files; and the files of records unread.

    ``unpack`` reads a zip file, of which what could be read is kept. Raises what ``find_documents`` raises.
    """
    records = [path for path in paths if path.suffix.lower() in SEVERAL and path.is_file()]
    others = [path for path in paths if path not in records]
    found = find_documents(others) if others else ()
    records += [path for path in found if path.suffix.lower() in SEVERAL]
    sources = [Source(file_key(path), path) for path in found if path.suffix.lower() not in SEVERAL]
    unreadable: list[UnreadableFile] = []
    for path in dict.fromkeys(records):
        read = unpack(path) if path.suffix.lower() == ARCHIVE else read_file(path)
        if isinstance(read, Refused):
            read = FileRead((), read.reason)
        sources += [Source(f"{file_key(path)}#{segment(record.source)}", path, record) for record in read.records]
        if read.failure is not None:
            unreadable.append(UnreadableFile(path, read.failure))
    return sources, unreadable


def file_key(path: Path) -> str:
    """The IRI of a file, the same however the path was spelled."""
    parts = path.resolve().parts[1:]
    return "file:///" + "/".join(segment(part) for part in parts)


def key_name(key: str) -> str:
    """What a person calls the source of a key: the inverse of how keys are made."""
    path, _, record = key.removeprefix("file://").partition("#")
    return f"{unquote(path)} ({unquote(record)})" if record else unquote(path)


def file_of(key: str) -> str:
    """The key of the file that a source's key stands in."""
    return key.partition("#")[0]


def is_gone(key: str, folders: Sequence[Path], present: set[str]) -> bool:
    """Whether a source known from before lay in one of the folders and is no longer found there."""
    inside = any(key.startswith(file_key(folder) + "/") for folder in folders)
    return inside and key not in present

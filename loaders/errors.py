"""The errors this program raises on purpose: one family, each message saying what, where and what to do."""

from pathlib import Path


class ZerenError(Exception):
    """Anything zeren raises on purpose; every other exception is a defect of zeren itself."""


class UsageError(ZerenError):
    """The request cannot be carried out as it was made: the caller must change it (exit code 2)."""


class UnreadableFile(ZerenError):
    """The file exists or was named, but no document could be taken from it."""

    def __init__(self, path: Path | str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = Path(path)
        self.reason = reason


class NoDocuments(UsageError):
    """The paths named hold no document that zeren can read."""


class LexiconError(ZerenError):
    """A rule or word list that ships with zeren is wrong; names the file, the entry and the reason."""

    def __init__(self, file: str, entry: str, reason: str) -> None:
        super().__init__(f"{file}, entry {entry!r}: {reason}")


class InvalidRecord(ZerenError):
    """A saved record does not have the published form."""

"""What can go wrong with a store directory; each message names it and says what to do."""

from pathlib import Path
from typing import Literal

from loaders.errors import UsageError, ZerenError


class StoreMissing(UsageError):
    """No release has been published in the directory."""

    def __init__(self, directory: Path) -> None:
        super().__init__(f"{directory}: no zeren store here; make one with: zeren build PATH --store {directory}")
        self.directory = directory


class StoreNotAFolder(UsageError):
    """What was named as the store is a file."""

    def __init__(self, directory: Path) -> None:
        super().__init__(f"{directory}: is a file, and a store is a folder; choose another --store")
        self.directory = directory


class StoreBusy(ZerenError):
    """Another process writes into the directory; ``holder`` says which, where its lock does."""

    def __init__(self, directory: Path, holder: str | None = None) -> None:
        who = f"another zeren ({holder})" if holder else "another zeren"
        super().__init__(f"{directory}: {who} is writing here; wait for it to end, then run again")
        self.directory = directory


class StoreFull(ZerenError):
    """The disk has no room for what is to be written; what was published before stays as it is."""

    def __init__(self, directory: Path) -> None:
        super().__init__(
            f"{directory}: no space left to write; the last release still serves, and nothing is half written: "
            "make room, then run the same command again"
        )
        self.directory = directory


class StoreBroken(ZerenError):
    """The directory holds something that is no store, or a damaged one."""

    def __init__(self, directory: Path, reason: str) -> None:
        super().__init__(f"{directory}: {reason}; build again with: zeren build PATH --store {directory}")
        self.directory = directory
        self.reason = reason


class ReleaseDamaged(StoreBroken):
    """The current release is not what was published; ``good`` is the newest release that is, None when none is."""

    def __init__(self, directory: Path, release: str, reason: str, good: str | None) -> None:
        offer = (
            f"the last good release is {good}: serve it with: zeren rollback --store {directory}"
            if good
            else "no other release is whole: restore a backup with: zeren restore FILE.tar"
        )
        super().__init__(directory, f"release {release} is damaged: {reason}; {offer}; or")
        self.release = release
        self.good = good


class NoSuchRelease(UsageError):
    """No whole release of that name is there to go back to."""

    def __init__(self, directory: Path, wanted: str | None) -> None:
        what = f"no whole release {wanted}" if wanted else "no whole release"
        super().__init__(f"{directory}: {what} to go back to; restore a backup with: zeren restore FILE.tar")
        self.directory = directory


class BadBackup(UsageError):
    """A file is no backup of zeren, or a damaged one, or may not be restored where it was asked to be."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path


class RefusedUpload(UsageError):
    """A document that was sent is not taken as it is."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name


class UnusableAliases(UsageError):
    """A table of aliases cannot be read, or a line of it cannot be used."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}; see docs/settings.md, ZEREN_ALIASES")
        self.path = path


class UnreadableRdf(UsageError):
    """A file could not be read as RDF."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: not read as RDF: {reason}")
        self.path = path


Reason = Literal[
    "own_graph", "default_graph", "blank_graph", "triple_term", "too_much", "too_long", "too_large", "engine", "syntax"
]
"""Why an update is refused; viz/messages.toml says each in words."""


class RefusedUpdate(UsageError):
    """An update that changes nothing, and why; ``slots`` are what the words of the reason need.

    ``place`` is the offset of what is wrong in the text of the update, where it is known.
    """

    def __init__(self, reason: Reason, place: int | None = None, **slots: object) -> None:
        super().__init__(f"the update is refused ({reason}): {' '.join(map(str, slots.values()))}")
        self.reason: Reason = reason
        self.place = place
        self.slots = slots


class UnknownGraph(UsageError):
    """The release has no graph of that name."""

    def __init__(self, iri: str) -> None:
        super().__init__(f"{iri}: no graph of that name; GRAPH ?g in a query lists them")
        self.iri = iri


class UnknownPolicy(UsageError):
    """The release holds no policy of that name."""

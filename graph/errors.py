"""What can go wrong with a store directory; each message names it and says what to do."""

from pathlib import Path

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
    """Another build holds the directory."""

    def __init__(self, directory: Path) -> None:
        super().__init__(f"{directory}: another zeren build is writing here; wait for it to end, then run again")
        self.directory = directory


class StoreBroken(ZerenError):
    """The directory holds something that is no store, or a damaged one."""

    def __init__(self, directory: Path, reason: str) -> None:
        super().__init__(f"{directory}: {reason}; build again with: zeren build PATH --store {directory}")
        self.directory = directory


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


class UnknownGraph(UsageError):
    """The release has no graph of that name."""

    def __init__(self, iri: str) -> None:
        super().__init__(f"{iri}: no graph of that name; GRAPH ?g in a query lists them")
        self.iri = iri


class UnknownPolicy(UsageError):
    """The release holds no policy of that name."""

"""Documents and records → a release: reads what changed, keeps the rest, publishes once."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path

from graph.completion import complete
from graph.errors import StoreNotAFolder
from graph.identity import BASE
from graph.ledger import SourceEntry
from graph.publishing import Publication
from graph.reading import Failed, Mapped, read_source
from graph.release import Release
from graph.sources import Source, file_key, file_of, find_sources, is_gone, key_name
from graph.store import WorkStore
from graph.uploads import uploaded_sources
from graph.validation import BrokenModel, Finding
from graph.version import mapping_version
from loaders.errors import UnreadableFile
from loaders.extraction import extractor_version, read_file
from loaders.limits import USUAL, Limits
from loaders.reading import unreadable
from loaders.workers import Refused, Workers
from ontology.aliases import Alias

# Below this number starting processes costs more than it gains (measured: design/performance.md).
FEW_DOCUMENTS = 20

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that could not be built, and why; what it gave before is kept."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two sources of one policy: ``source`` is left out in favour of ``kept``; a problem if their texts differ."""

    source: str
    kept: str
    differs: bool


@dataclass(slots=True)
class BuildReport:
    """What a build did with each source; ``release`` is None when there is nothing to publish yet.

    ``gaps`` are what the shapes ask of a document and the documents read now leave open.
    """

    built: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    duplicates: list[Duplicate] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    gaps: tuple[Finding, ...] = ()
    release: Release | None = None
    published: bool = False


def build(  # noqa: PLR0913 - all but two have a default, and are what a build can be told
    paths: Sequence[Path],
    directory: Path,
    *,
    jobs: int = 1,
    progress: Progress | None = None,
    publication: Publication | None = None,
    aliases: Sequence[Alias] = (),
    limits: Limits = USUAL,
) -> BuildReport:
    """Bring the store up to date with the sources under ``paths``, and publish a release if anything changed.

    ``aliases`` are the user's own names of bodies; when they change, documents are mapped anew.
    Documents are read in other processes, within ``limits``: one that fails, or is too much for them, is reported and
    stops no other. A source that a named folder no longer holds is removed. ``progress`` is called with (done, all,
    name). Raises StoreNotAFolder, StoreBusy, StoreBroken, StoreFull, NoDocuments, and BrokenModel where what was read
    breaks a shape: then the old release stays.
    """
    if directory.is_file():
        raise StoreNotAFolder(directory)
    with Workers(partial(read_file, limits=limits), limits) as unpacking:
        sources, unreadable = find_sources(paths, unpacking.answer)
    sources += uploaded_sources(directory)
    report = BuildReport(failed=[Failure(str(error.path), str(error)) for error in unreadable])
    with WorkStore(directory) as store:
        present = {source.key for source in sources}
        # A file of records that cannot be read now is still there: what it gave before stays.
        unread = {file_key(error.path) for error in unreadable}
        present.update(key for key in store.ledger.sources if file_of(key) in unread)
        _remove_gone(store, present, [path for path in paths if path.is_dir()], report)
        reader = _Reader(tuple(aliases), jobs, limits)
        read = _update(store, sources, reader, progress, report)
        # What had been left out for a source that is another policy now.
        unchanged = set(report.skipped)
        freed = [source for source in sources if source.name in unchanged and not _stands(store, source)]
        unchanged -= {source.name for source in freed}
        report.skipped = [name for name in report.skipped if name in unchanged]
        read |= _update(store, freed, reader, progress, report)
        report.duplicates = list(_duplicates(store, {source.key for source in sources}, read))
        before = store.current()
        completion = complete(store, publication or Publication.now())
        report.release, report.gaps = completion.release, completion.gaps
        report.published = report.release != before
    return report


def build_uploaded(
    source: Source,
    directory: Path,
    *,
    publication: Publication | None = None,
    aliases: Sequence[Alias] = (),
    limits: Limits = USUAL,
) -> BuildReport:
    """Add one uploaded document, and publish: when this returns, the release that holds it is on the disk.

    It is read before the store is locked. A document that cannot be read, or that breaks a shape, changes nothing.
    Raises UnreadableFile, StoreBusy, StoreBroken, StoreFull, BrokenModel.
    """
    reader = _Reader(tuple(aliases), 1, limits)
    [(_, fingerprint, result)] = reader.read_all([(source, reader.fingerprint(source.content_digest()))])
    if isinstance(result, Failed):
        raise UnreadableFile(source.name, result.reason.removeprefix(f"{source.path}: "))
    return publish_uploaded(source, ReadUpload(fingerprint, result), directory, publication=publication)


@dataclass(frozen=True, slots=True)
class ReadUpload:
    """What was read of an uploaded document, and the fingerprint of what it was read with."""

    fingerprint: str
    mapped: Mapped


def publish_uploaded(
    source: Source, read: ReadUpload, directory: Path, *, publication: Publication | None = None
) -> BuildReport:
    """Add what was read of an uploaded document, and publish. A document that breaks a shape changes nothing.

    Raises StoreBusy, StoreBroken, StoreFull, BrokenModel.
    """
    report = BuildReport()
    with WorkStore(directory) as store:
        _take(store, source, read.fingerprint, read.mapped, report)
        report.duplicates = list(_duplicates(store, {source.key}, {source.key}))
        try:
            completion = complete(store, publication or Publication.now())
        except BrokenModel:
            store.forget(source.key)
            raise
        report.release, report.gaps = completion.release, completion.gaps
        report.published = bool(report.built)
    return report


def _remove_gone(store: WorkStore, present: set[str], folders: Sequence[Path], report: BuildReport) -> None:
    for key in sorted(store.ledger.sources):
        if key in store.ledger.sources and is_gone(key, folders, present):
            store.forget(key)
            report.removed.append(key_name(key))


def _update(
    store: WorkStore, sources: Sequence[Source], reader: "_Reader", progress: Progress | None, report: BuildReport
) -> set[str]:
    """Read what changed among the sources, and store what it gave; returns the keys of what was read."""
    changed = list(_changed(store, sources, reader, report))
    for done, (source, fingerprint, result) in enumerate(reader.read_all(changed), start=1):
        if isinstance(result, Failed):
            report.failed.append(Failure(source.name, result.reason))
        else:
            _take(store, source, fingerprint, result, report)
        if progress is not None:
            progress(done, len(changed), source.name)
    return {source.key for source, _ in changed}


def _stands(store: WorkStore, source: Source) -> bool:
    """Whether what a source gave, or the better source of the same policy, is in the store."""
    entry = store.ledger.sources.get(source.key)
    return entry is not None and entry.graph in store.ledger.graphs


def _changed(
    store: WorkStore, sources: Sequence[Source], reader: "_Reader", report: BuildReport
) -> Iterator[tuple[Source, str]]:
    """Yield the sources to read, each with its fingerprint: its content and every version that shapes the result."""
    for source in sources:
        try:
            digest = source.content_digest()
        except OSError as error:
            report.failed.append(Failure(source.name, str(unreadable(source.path, error))))
            continue
        fingerprint = reader.fingerprint(digest)
        entry = store.ledger.sources.get(source.key)
        if entry is not None and entry.fingerprint == fingerprint and _stands(store, source):
            report.skipped.append(source.name)
        else:
            yield source, fingerprint


def fingerprint_of(digest: str, aliases: tuple[Alias, ...]) -> str:
    """The digest of a source's content with every version and table that shapes what it gives."""
    own = repr(aliases) if aliases else ""
    return sha256(f"{digest} {extractor_version()} {mapping_version()}{own}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class _Reader:
    """How sources are read in one build: the user's aliases, in how many processes, within which limits."""

    aliases: tuple[Alias, ...]
    jobs: int
    limits: Limits

    def fingerprint(self, digest: str) -> str:
        """The digest of a source's content with every version and table that shapes what it gives."""
        return fingerprint_of(digest, self.aliases)

    def read_all(self, changed: Sequence[tuple[Source, str]]) -> Iterator[tuple[Source, str, Mapped | Failed]]:
        """Yield each source with its fingerprint and what it gave, in order."""
        sources = [source for source, _ in changed]
        read = partial(read_source, base=BASE, aliases=self.aliases, limits=self.limits)
        processes = self.jobs if len(sources) >= FEW_DOCUMENTS else 1
        with Workers(read, self.limits, processes) as workers:
            for (source, fingerprint), result in zip(changed, workers.answers(sources), strict=True):
                if isinstance(result, Refused):
                    yield source, fingerprint, Failed(f"{source.path}: {result.reason}")
                else:
                    yield source, fingerprint, result


def _take(store: WorkStore, source: Source, fingerprint: str, mapped: Mapped, report: BuildReport) -> None:
    """Store what a source gave, unless another source gives the same policy better.

    Stronger is a record over a document (somebody corrected it), then the longer text, then the hashes and the
    name: an order of contents, so the outcome does not depend on which came first.
    """
    entry = SourceEntry(fingerprint, mapped.graph, mapped.strength)
    rival = _rival(store, source, mapped.graph)
    if rival is not None and store.ledger.sources[rival].strength > entry.strength:
        store.note_duplicate(source.key, entry)
        return
    store.replace_document(source.key, entry, mapped.own, mapped.shared)
    report.built.append(source.name)


def _rival(store: WorkStore, source: Source, graph: str) -> str | None:
    """The other source whose graph it is now."""
    kept = store.ledger.graphs.get(graph)
    return kept.owner if kept is not None and kept.owner != source.key else None


def _duplicates(store: WorkStore, named: set[str], read: set[str]) -> Iterator[Duplicate]:
    """Yield the sources left out: those of another text on every build that names them, copies when they are read."""
    for key, entry in sorted(store.ledger.sources.items()):
        kept = store.ledger.graphs.get(entry.graph)
        if kept is None or kept.owner in {"", key}:
            continue
        differs = entry.contradicts(store.ledger.sources[kept.owner])
        if (differs and key in named) or read & {key, kept.owner}:
            yield Duplicate(key_name(key), key_name(kept.owner), differs)

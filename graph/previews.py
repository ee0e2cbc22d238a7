"""Documents that people sent and nobody has published yet: each for who sent it, with what was read of it, for a time.

``previews/<id><suffix>`` is the document and ``<id>.json`` its name, as of uploads; ``<id>.about`` says whose it is and
what became of it, ``<id>.read`` holds what was read. Nothing here is part of a store's graph, a build or a backup.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import uuid4

from pydantic import TypeAdapter, ValidationError

from graph.disk import room_on_disk
from graph.errors import RefusedUpload
from graph.sources import Source
from graph.uploads import clean_name, drop_upload, keep_upload, uploaded_sources

PREVIEWS: Final = "previews"
_ABOUT: Final = ".about"
_READ: Final = ".read"


@dataclass(frozen=True, slots=True)
class Bounds:
    """What is kept at most: documents of one owner, bytes of all, and for how many seconds."""

    documents: int
    bytes: int
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A document that was sent, by whom and when (with a time zone), and what became of it.

    ``refused`` says why it could not be read, ``release`` in which release it is; neither while it waits.
    ``policy`` is the IRI of what it was read as, ``counts`` how many statements of each kind were read, ``problem`` why
    it could not be published when somebody tried, ``instead`` what the release holds in its place.
    """

    id: str
    owner: str
    name: str
    at: datetime
    title: str = ""
    policy: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    refused: str = ""
    problem: str = ""
    release: str = ""
    instead: str = ""

    @property
    def waits(self) -> bool:
        """Whether it may still be published."""
        return not (self.refused or self.release)


_PREVIEW = TypeAdapter(Preview)


@dataclass(frozen=True, slots=True)
class Previews:
    """The previews in a store's folder."""

    directory: Path
    bounds: Bounds

    @property
    def folder(self) -> Path:
        """Where they are."""
        return self.directory / PREVIEWS

    def keep(self, owner: str, name: str, pieces: Iterable[bytes], now: datetime) -> tuple[Preview, Source]:
        """Keep a document that is to be read. Raises RefusedUpload, StoreFull."""
        self.sweep(now)
        self._make_room(owner, name)
        source = keep_upload(self.directory, name, pieces, PREVIEWS)
        preview = Preview(id=source.path.stem, owner=owner, name=source.called, at=now)
        if self._size() > self.bounds.bytes:
            drop_upload(source)
            raise RefusedUpload(source.called, "there is no room for more previews; publish or discard some first")
        return preview, source

    def note(self, preview: Preview, read: str = "") -> None:
        """Write down what became of a document, and what was read of it; without that, the document goes."""
        with room_on_disk(self.directory):
            self.folder.mkdir(exist_ok=True)
            if read:
                (self.folder / f"{preview.id}{_READ}").write_text(read, encoding="utf-8")
            beside = self.folder / f"{preview.id}{_ABOUT}.new"
            beside.write_bytes(_PREVIEW.dump_json(preview))
            beside.rename(self.folder / f"{preview.id}{_ABOUT}")
        if not preview.waits:
            self._drop_document(preview.id)

    def of(self, owner: str, now: datetime) -> tuple[Preview, ...]:
        """What somebody sent, the oldest first."""
        since = now - timedelta(seconds=self.bounds.seconds)
        return tuple(one for one in self._all() if one.owner == owner and one.at > since)

    def find(self, owner: str, identifier: str, now: datetime) -> Preview | None:
        """The preview of that id, if it is the owner's."""
        return next((one for one in self.of(owner, now) if one.id == identifier), None)

    def read(self, preview: Preview) -> str:
        """What was read of a document that waits."""
        return (self.folder / f"{preview.id}{_READ}").read_text(encoding="utf-8")

    def source(self, preview: Preview) -> Source | None:
        """The document itself; None when it is gone."""
        found = (one for one in uploaded_sources(self.directory, PREVIEWS) if one.path.stem == preview.id)
        return next(found, None)

    def discard(self, preview: Preview) -> None:
        """Forget a document and all that was read of it."""
        self._drop_document(preview.id)
        (self.folder / f"{preview.id}{_ABOUT}").unlink(missing_ok=True)

    def refuse(self, owner: str, name: str, reason: str, preview: Preview | None, now: datetime) -> Preview:
        """Note a document that was refused, whether it was kept or not."""
        identifier = preview.id if preview else uuid4().hex
        refused = Preview(id=identifier, owner=owner, name=clean_name(name) or "?", at=now, refused=reason)
        self.note(refused)
        return refused

    def sweep(self, now: datetime) -> None:
        """Forget what is older than the bounds allow, whoever's it is, and what a crash left."""
        since = now - timedelta(seconds=self.bounds.seconds)
        old = {one.id for one in self._all() if one.at <= since}
        for path in self.folder.glob("*"):
            with suppress(FileNotFoundError):  # somebody else sweeps or discards
                if path.name.partition(".")[0] in old or path.stat().st_mtime <= since.timestamp():
                    path.unlink()

    def _make_room(self, owner: str, name: str) -> None:
        """Forget an owner's oldest documents that are done with. Raises RefusedUpload when too many still wait."""
        kept = [one for one in self._all() if one.owner == owner]
        done = [one for one in kept if not one.waits]
        for one in done[: max(0, len(kept) + 1 - self.bounds.documents)]:
            self.discard(one)
        if len(kept) - len(done) >= self.bounds.documents:
            raise RefusedUpload(
                clean_name(name), f"{self.bounds.documents} documents wait already; publish or discard some first"
            )

    def _size(self) -> int:
        sizes = 0
        for path in self.folder.iterdir():
            with suppress(FileNotFoundError):
                sizes += path.stat().st_size
        return sizes

    def _all(self) -> list[Preview]:
        found = []
        for path in self.folder.glob(f"*{_ABOUT}"):
            try:
                found.append(_PREVIEW.validate_json(path.read_bytes()))
            except (OSError, ValidationError):
                continue  # just discarded, or of another version of zeren
        return sorted(found, key=lambda one: (one.at, one.id))

    def _drop_document(self, identifier: str) -> None:
        for path in self.folder.glob(f"{identifier}.*"):
            if path.suffix != _ABOUT:
                path.unlink(missing_ok=True)

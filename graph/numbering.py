"""Documents that number anew, as an annex does: one path, several provisions, told apart before names are made.

The record keeps the printed path (一/(二)) for both. Here the provisions of the second numbering are called
``2:一/(二)``, so that what an annex assigns never lands on the notice before it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from loaders.record import Entry, Provision, Record

_RUN = re.compile(r"^\d+:")
_AnyEntry = TypeVar("_AnyEntry", bound=Entry)


def with_distinct_paths(record: Record) -> Record:
    """The record with one path for each provision; unchanged where no path stands for two."""
    provisions = tuple(_distinct(record.provisions))
    if provisions == record.provisions:
        return record
    places = _Places(record.provisions, provisions)
    return replace(
        record,
        provisions=provisions,
        assignments=places.of(record.assignments),
        targets=places.of(record.targets),
        tasks=places.of(record.tasks),
        duties=places.of(record.duties),
        citations=places.of(record.citations),
        phases=places.of(record.phases),
        bodies=places.of(record.bodies),
        doubts=places.of(record.doubts),
    )


def printed_path(path: str) -> str:
    """The path as the document prints it."""
    return _RUN.sub("", path)


def _distinct(provisions: Iterable[Provision]) -> Iterable[Provision]:
    """Provisions renamed from the second numbering on; one that goes on after a table keeps its path and heading."""
    run = 1
    seen: dict[str, str] = {}
    for provision in provisions:
        if seen.get(provision.path, provision.heading) != provision.heading:
            run += 1
            seen = {}
        seen[provision.path] = provision.heading
        yield provision if run == 1 else replace(provision, path=f"{run}:{provision.path}")


class _Places:
    """Which of the provisions of one printed path an entry stands in: the last that begins before it."""

    def __init__(self, printed: Sequence[Provision], distinct: Sequence[Provision]) -> None:
        self._by_path: dict[str, list[tuple[int, str]]] = {}
        for old, new in zip(printed, distinct, strict=True):
            self._by_path.setdefault(old.path, []).append((old.span.begin, new.path))

    def of(self, entries: tuple[_AnyEntry, ...]) -> tuple[_AnyEntry, ...]:
        return tuple(replace(entry, provision=self._path(entry)) for entry in entries)

    def _path(self, entry: Entry) -> str:
        places = self._by_path.get(entry.provision)
        if not places:
            return entry.provision
        index = bisect_right(places, entry.span.begin, key=lambda place: place[0]) - 1
        return places[max(index, 0)][1]

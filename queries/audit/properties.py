"""A store's statements by property, each property read whole when it is first asked for: linear, and no joins."""

from collections.abc import Mapping

from pyoxigraph import Store

from graph.statements import objects_of
from graph.vocabulary import zr


class Properties:
    """The values of things, by zeren's own properties."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._read: dict[str, Mapping[str, frozenset[str]]] = {}

    def all(self, subject: str, name: str) -> tuple[str, ...]:
        """The values of one of zeren's properties, sorted."""
        if name not in self._read:
            self._read[name] = objects_of(self._store, zr(name))
        return tuple(sorted(self._read[name].get(subject, ())))

    def one(self, subject: str, name: str) -> str:
        """The only value, the smallest of several, empty for none."""
        return next(iter(self.all(subject, name)), "")

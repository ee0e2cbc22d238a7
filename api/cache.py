"""What was made once and may be asked for again, within a number of bytes."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Cache(Generic[T]):
    """Values by key, the last used kept, within a number of bytes. Threads may share it."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._held = 0
        self._values: OrderedDict[Hashable, tuple[T, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> T | None:
        """The value, if it is kept."""
        with self._lock:
            found = self._values.get(key)
            if found is None:
                return None
            self._values.move_to_end(key)
            return found[0]

    def put(self, key: Hashable, value: T, size: int) -> None:
        """Keep a value of so many bytes, and let go of those that were not used for longest."""
        with self._lock:
            _, before = self._values.pop(key, (None, 0))
            self._values[key] = (value, size)
            self._held += size - before
            while self._held > self.most:
                _, (_, gone) = self._values.popitem(last=False)
                self._held -= gone

"""The engine as handlers see it: each of its methods is run by a worker."""

import asyncio
import pickle
from collections.abc import Callable, Coroutine, Hashable
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from functools import partial
from threading import Lock
from typing import Final, TypeVar

from api.cache import Cache
from api.engine import Engine
from api.workers.errors import ClientGone
from api.workers.messages import Call
from api.workers.pool import Pool
from graph.release import Release

T = TypeVar("T")

UNCACHED: Final = frozenset({"query", "check", "check_query", "labels"})
"""Methods whose arguments are anybody's: their answers would push out those of pages."""
MOST_OF_SHAPE: Final = 2000
"""Signs by which calls are told apart that take about as long."""
FILES: Final = frozenset({"write_export", "write_graph"})
WHOLE: Final = frozenset({"audit", *FILES})
"""What looks at a whole release, and may take as long as a file."""
LONG: Final = frozenset({"query", "check", "check_query", *WHOLE})
"""Those that may take long: even a query that is only checked is asked over nothing."""


WORKED_OUT: Final = frozenset(
    {"overview", "counts", "headline", "listed", "crossed", "network", "audit", "term_uses", "terms_in_use"}
)
"""What is worked out once for each release: too dear for each of the workers that serve it until it is in memory."""


class RemoteEngine:
    """Stands for an ``Engine``, for threads of the server: every public method of it, evaluated by a worker.

    What a method returns follows from its arguments and the release alone, so it is kept while the release is in use.
    Raises what the method raises, and NoAnswer.
    """

    def __init__(self, pool: Pool, loop: asyncio.AbstractEventLoop, cache_bytes: int, file_seconds: float) -> None:
        self._pool = pool
        self._loop = loop
        self._cache: Cache[bytes] = Cache(cache_bytes)  # pickled, by release and call
        self._file_seconds = file_seconds
        self._making: dict[Hashable, Future[bytes]] = {}
        self._locked = Lock()

    def release(self) -> Release:
        """The release that answers are made from now."""
        return self._wait(self._pool.release)

    def catch_up(self, seconds: float) -> Release:
        """The newest release, once answers are made from it; the one before when that takes longer."""
        return self._wait(partial(self._pool.catch_up, seconds))

    def __getattr__(self, name: str) -> Callable[..., object]:
        if name.startswith("_") or not hasattr(Engine, name):
            raise AttributeError(name)
        return partial(self._call, name)

    def _call(self, method: str, *arguments: object, **keywords: object) -> object:
        call = Call(method, arguments, keywords)
        if method in UNCACHED | FILES:
            return self._wait(partial(self._ask, call))
        key = (self.release().id, pickle.dumps(call))
        while (kept := self._cache.get(key)) is None:
            with self._locked:
                making = self._making.get(key)
                is_first = making is None
                if making is None:
                    making = self._making[key] = Future()
            if is_first:
                kept = self._make(key, call, making)
                break
            with suppress(ClientGone):  # of the first who asked; the next one asks again
                kept = making.result()
                break
        return pickle.loads(kept)

    def _make(self, key: Hashable, call: Call, making: "Future[bytes]") -> bytes:
        """The pickled answer to a call; who asks the same meanwhile gets it too, or why there is none."""
        try:
            kept = pickle.dumps(self._wait(partial(self._ask, call)), pickle.HIGHEST_PROTOCOL)
            self._cache.put(key, kept, len(kept))
            making.set_result(kept)
        except BaseException as error:
            making.set_exception(error)
            raise
        finally:
            with self._locked:
                del self._making[key]
        return kept

    async def _ask(self, call: Call) -> object:
        if call.method in WORKED_OUT:
            await self._pool.settled()
        shape = f"{call.method} {call.arguments[:1]!r}"[:MOST_OF_SHAPE]
        seconds = self._file_seconds if call.method in WHOLE else None
        return await self._pool.answer(call, shape=shape, quick=call.method not in LONG, seconds=seconds)

    def _wait(self, ask: Callable[[], Coroutine[object, object, T]]) -> T:
        """The result of what the event loop does, for this thread."""
        try:
            return asyncio.run_coroutine_threadsafe(ask(), self._loop).result()
        except CancelledError:
            raise ClientGone("the client has closed the connection") from None

"""The workers over the current release: they are taken and put back, and they move to a new release together."""

import asyncio
import logging
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from api.workers.breeding import CAN_FORK, Breeder, Nursery, Spawning, Worker, WorkerDied
from api.workers.limits import Limits
from graph.release import POINTER, Release, current_release
from loaders.errors import ZerenError

BYTES_A_STATEMENT: Final = 550
SOON: Final = 100_000
"""Statements; a release of no more is in memory in a second, and the first call can wait for it."""

_log = logging.getLogger("zeren.workers")


@dataclass(eq=False, slots=True)
class Generation:
    """A release with the workers over it."""

    release: Release
    breeder: Breeder
    idle: list[Worker] = field(default_factory=list)
    busy: int = 0
    retired: bool = False
    provisional: bool = False
    """Whether others over the same release are coming, which have it in memory."""
    filling: asyncio.Lock = field(default_factory=asyncio.Lock)


class Crew:
    """Workers over the current release of a store. All methods belong to one event loop."""

    def __init__(self, directory: Path, limits: Limits) -> None:
        self.limits = limits
        self._directory = directory
        self.generation: Generation | None = None
        self._pointer: tuple[int, int] | None = None
        self._moving: asyncio.Task[None] | None = None
        self._ready = asyncio.Event()
        """There are workers."""
        self._background: set[asyncio.Task[None]] = set()

    async def current(self) -> Generation:
        """The workers over a release, moving in the background to a new one. Raises StoreMissing or StoreBroken."""
        pointer = self._look()
        is_behind = pointer != self._pointer or self.generation is None
        if is_behind and (self._moving is None or self._moving.done()):
            self._pointer = pointer
            self._moving = asyncio.create_task(self._move())
        while self.generation is None and self._moving is not None:
            # a large release has workers on disk long before it is in memory
            ready = asyncio.ensure_future(self._ready.wait())
            await asyncio.wait({ready, self._moving}, return_when=asyncio.FIRST_COMPLETED)
            ready.cancel()
            if self._moving.done() and self.generation is None:
                self._moving.result()  # raises why there are none
        assert self.generation is not None
        return self.generation

    async def latest(self) -> Generation:
        """The same, waiting until they are over the newest release."""
        await self.current()
        while self._moving is not None and not self._moving.done():
            await asyncio.shield(self._moving)
            await self.current()  # another may have come meanwhile
        return await self.current()

    async def settled(self) -> None:
        """Wait while there are only the workers that a large release has until it is in memory."""
        while (await self.current()).provisional and self._moving is not None and not self._moving.done():
            await asyncio.wait({self._moving})

    def _look(self) -> tuple[int, int] | None:
        try:
            found = (self._directory / POINTER).stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_ino

    async def _move(self) -> None:
        """Start workers over the current release, then let the old ones finish what they have begun."""
        try:
            release = current_release(self._directory)
            if self.generation is not None and self.generation.release.id == release.id:
                return
            in_memory = CAN_FORK and release.quads * BYTES_A_STATEMENT <= self.limits.release_memory
            if in_memory and self.generation is None and release.quads > SOON:
                from_disk = await self._begin(release, in_memory=False)
                from_disk.provisional = True
                self._become(from_disk)
            self._become(await self._begin(release, in_memory=in_memory))
        except ZerenError as error:
            self._pointer = None  # looked at again with the next call
            if self.generation is None:
                raise
            _log.warning("the workers stay with release %s: %s", self.generation.release.id, error)

    async def _begin(self, release: Release, *, in_memory: bool) -> Generation:
        memory = self.limits.memory
        breeder: Breeder = Nursery(release, memory, in_memory=in_memory) if CAN_FORK else Spawning(release, memory)
        generation = Generation(release, breeder)
        try:
            await breeder.start()
            await self._fill(generation)
        except BaseException:  # the server may end while it moves
            self._retire(generation)
            raise
        return generation

    def _become(self, generation: Generation) -> None:
        old, self.generation = self.generation, generation
        self._ready.set()
        if old is not None:
            self._retire(old)

    def _retire(self, generation: Generation) -> None:
        generation.retired = True
        while generation.idle:
            generation.idle.pop().close()
        if not generation.busy:
            generation.breeder.close()

    async def take(self, generation: Generation) -> Worker:
        """An idle worker, or a new one."""
        if not generation.idle:
            return await generation.breeder.worker()
        worker = generation.idle.pop()
        if self._lacks(generation):
            self._in_background(self._fill(generation))
        return worker

    def put_back(self, generation: Generation, worker: Worker | None, *, healthy: bool) -> None:
        """Keep the worker for the next call if it can take any, else end it and let another take its place."""
        generation.busy -= 1
        if worker is not None:
            # as many as calls run, and the one that always waits: with fewer, each busy moment would end and fork some
            is_wanted = not generation.retired and len(generation.idle) <= self.limits.workers
            if healthy and is_wanted and not worker.stands_back:
                generation.idle.append(worker)
            else:
                self._in_background(self._replace(generation, worker))
        if generation.retired and not generation.busy:
            generation.breeder.close()

    async def _replace(self, generation: Generation, worker: Worker) -> None:
        await generation.breeder.end(worker)
        await self._fill(generation)

    async def _fill(self, generation: Generation) -> None:
        """Have as many idle workers as there are free places, and always one, so that no call waits for one to come."""
        with suppress(WorkerDied):
            async with generation.filling:
                while self._lacks(generation):
                    worker = await generation.breeder.worker()
                    if generation.retired:
                        await generation.breeder.end(worker)
                        return
                    generation.idle.append(worker)

    def _lacks(self, generation: Generation) -> bool:
        """Whether there are fewer idle workers than ``_fill`` sees to."""
        return not generation.retired and len(generation.idle) < max(1, self.limits.workers - generation.busy)

    async def stop(self) -> None:
        """End all workers."""
        if self._moving is not None:
            self._moving.cancel()
            with suppress(asyncio.CancelledError, ZerenError):
                await self._moving
        if self.generation is not None:
            self._retire(self.generation)
            self.generation = None
        await asyncio.gather(*self._background, return_exceptions=True)
        await asyncio.sleep(0)  # connections close with the loop's next turn

    def _in_background(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)

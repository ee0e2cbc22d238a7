"""The pool: which call runs on which worker, and what happens to one that takes too long or too much.

It lives in the server's event loop, so that it needs no locks. A call waits for a place, runs, and gives its place
back. Calls that were quick before go first, then those of the client that has had least; one place is kept for quick
ones. A call that turns slow moves to a place for slow ones, behind all others on the processor; where these are taken,
it is ended when a quick one waits. So a few costly queries never keep many cheap ones waiting.
"""

import asyncio
import logging
import math
import time
from collections import Counter
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, cast

from api.workers.breeding import CAN_FORK, Breeder, Nursery, Spawning, Worker, WorkerDied
from api.workers.caller import CALLER, Caller
from api.workers.errors import ClientGone, Ending, NoAnswer, Overloaded, TooLarge, TooLong, TooMany
from api.workers.expectation import Expectation
from api.workers.limits import Limits
from api.workers.messages import Call, Defect, Failure, Value, pack
from api.workers.shares import Shares
from graph.release import POINTER, Release, current_release
from loaders.errors import ZerenError

BYTES_A_STATEMENT: Final = 550
SOON: Final = 100_000
"""Statements; a release of no more is in memory in a second, and the first call can wait for it."""
RETRY_SECONDS: Final = 1

_log = logging.getLogger("zeren.workers")


@dataclass(eq=False, slots=True)
class Generation:
    """A release with the workers over it."""

    release: Release
    breeder: Breeder
    idle: list[Worker] = field(default_factory=list)
    busy: int = 0
    retired: bool = False


@dataclass(eq=False, slots=True)
class Ticket:
    """A call that waits or runs."""

    client: str
    quick: bool
    since: float
    place: asyncio.Future[None]
    task: asyncio.Task[object] | None = None
    worker: Worker | None = None
    slow: bool = False
    """Whether it has run for long."""
    pushed_out: bool = False


class Pool:
    """Workers over the current release of a store. All methods belong to the event loop it was started in."""

    def __init__(self, directory: Path, limits: Limits) -> None:
        self.limits = limits
        self._directory = directory
        self._generation: Generation | None = None
        self._pointer: tuple[int, int] | None = None
        self._moving: asyncio.Task[None] | None = None
        self._waiting: list[Ticket] = []
        self._running: set[Ticket] = set()  # in the places for all
        self._slow: set[Ticket] = set()  # in the places for slow ones
        self._clients: Counter[str] = Counter()
        self._expectation = Expectation()
        self._shares = Shares()
        self._background: set[asyncio.Task[None]] = set()
        self._ending = False
        self._loop: asyncio.AbstractEventLoop | None = None

    # -- calls

    async def release(self) -> Release:
        """The release that calls are answered from. Raises StoreMissing or StoreBroken when there is none."""
        return (await self._current()).release

    async def answer(self, call: Call, *, shape: str, quick: bool, seconds: float | None = None) -> object:
        """What the engine's method returns. Raises its errors, and NoAnswer when it could not be run to its end.

        ``shape`` is what calls have in common that take about as long; ``quick`` is what to expect of an unknown one.
        """
        if self._ending:
            raise Ending("the service is being shut down")
        caller = CALLER.get() or Caller("")
        if caller.gone.is_set():
            raise ClientGone("the client has closed the connection")
        task = asyncio.create_task(self._perform(call, caller.client, shape, quick, seconds or self.limits.seconds))
        caller.work.add(task)
        try:
            return await task
        except asyncio.CancelledError:
            task.cancel()
            if caller.gone.is_set():
                raise ClientGone("the client has closed the connection") from None
            if self._ending:
                raise Ending("the service is being shut down") from None
            raise
        finally:
            caller.work.discard(task)

    async def _perform(self, call: Call, client: str, shape: str, quick: bool, seconds: float) -> object:
        loop = asyncio.get_running_loop()
        ticket = Ticket(client, self._expectation.quick(shape, quick), loop.time(), loop.create_future())
        ticket.task = cast("asyncio.Task[object]", asyncio.current_task())
        generation = await self._current()
        self._admit(ticket)
        try:
            await self._place(ticket)
            generation = self._generation or generation
            begun = time.monotonic()
            taken = None
            try:
                found = await self._run(call, ticket, generation, seconds)
                taken = found.seconds
            finally:
                elapsed = time.monotonic() - begun
                self._shares.add(client, elapsed)
                self._expectation.learn(shape, elapsed if taken is None else taken)
            return found.value
        except asyncio.CancelledError:
            if ticket.pushed_out:
                raise Overloaded(
                    "ended before its time limit, for quicker queries were waiting; narrow it, or try again later",
                    RETRY_SECONDS,
                ) from None
            raise
        finally:
            self._leave(ticket)

    async def _run(self, call: Call, ticket: Ticket, generation: Generation, seconds: float) -> Value:
        generation.busy += 1
        healthy = False
        turning = asyncio.get_running_loop().call_later(self.limits.slow_after, self._turn_slow, ticket)
        try:
            async with asyncio.timeout(seconds):
                ticket.worker = await self._take(generation, quick=ticket.quick)
                reply = await ticket.worker.ask(pack(call))
            healthy = True
        except TimeoutError:
            raise TooLong(f"the answer takes longer than {seconds:g} seconds; narrow the query") from None
        except WorkerDied:
            raise TooLarge(
                f"the query needs more memory than {self.limits.memory // 1_000_000:,} MB, or nests too deep; narrow it"
            ) from None
        finally:
            turning.cancel()
            self._put_back(ticket, generation, healthy=healthy)
        if isinstance(reply, Failure):
            raise reply.error()
        if isinstance(reply, Defect):
            _log.error("a worker failed at %s\n%s", call.method, reply.traceback)
            raise NoAnswer("zeren failed; its log says where")
        return reply

    # -- places

    def _admit(self, ticket: Ticket) -> None:
        """Take the call in. Raises TooMany or Overloaded."""
        client, limits = ticket.client, self.limits
        if self._clients[client] >= limits.client_queries:
            raise TooMany(f"{self._clients[client]} queries of yours are running and waiting", RETRY_SECONDS)
        if not ticket.quick and self._others_wait(client) and self._shares.of(client) > limits.client_share:
            raise TooMany("you have had your share of query time, and others are waiting", 2 * RETRY_SECONDS)
        if not self._has_room(ticket) and len(self._waiting) >= limits.waiting:
            raise Overloaded(f"{len(self._waiting)} queries are waiting", RETRY_SECONDS)
        self._clients[client] += 1

    def _others_wait(self, client: str) -> bool:
        return any(waiting.client != client for waiting in self._waiting)

    async def _place(self, ticket: Ticket) -> None:
        """Wait for a place. Raises Overloaded."""
        self._waiting.append(ticket)
        self._hand_out()
        try:
            async with asyncio.timeout(self.limits.waiting_seconds):
                await ticket.place
        except TimeoutError:
            raise Overloaded("all workers are busy", math.ceil(self.limits.waiting_seconds)) from None

    def _hand_out(self) -> None:
        """Give free places to those that wait, the best first; make one free for a quick call if it must be."""
        while self._waiting:
            ticket = min(self._waiting, key=self._order)
            if not self._has_room(ticket):
                if ticket.quick:
                    self._push_out()
                return
            self._waiting.remove(ticket)
            self._running.add(ticket)
            ticket.place.set_result(None)

    def _order(self, ticket: Ticket) -> tuple[bool, float, float]:
        return (not ticket.quick, self._shares.of(ticket.client), ticket.since)

    def _has_room(self, ticket: Ticket) -> bool:
        kept = 0 if ticket.quick or self.limits.workers == 1 else 1
        return len(self._running) < self.limits.workers - kept

    def _turn_slow(self, ticket: Ticket) -> None:
        """A call has run for long: let it step back, into a place for slow ones if there is one."""
        ticket.slow = True
        if ticket.worker:
            ticket.worker.step_back()
        self._move_slow()
        self._hand_out()

    def _move_slow(self) -> None:
        for ticket in sorted((ticket for ticket in self._running if ticket.slow), key=lambda ticket: ticket.since):
            if len(self._slow) < self.limits.slow_workers:
                self._running.remove(ticket)
                self._slow.add(ticket)

    def _push_out(self) -> None:
        """End the longest call of those that should have made room, unless one is being ended already."""
        overdue = [ticket for ticket in self._running if ticket.slow]
        if overdue and not any(ticket.pushed_out for ticket in overdue):
            longest = min(overdue, key=lambda ticket: ticket.since)
            longest.pushed_out = True
            assert longest.task
            longest.task.cancel()

    def _leave(self, ticket: Ticket) -> None:
        """The call is over, however it ended: its place is free."""
        with suppress(ValueError):
            self._waiting.remove(ticket)
        self._running.discard(ticket)
        self._slow.discard(ticket)
        self._clients[ticket.client] -= 1
        if self._clients[ticket.client] <= 0:
            del self._clients[ticket.client]
        self._move_slow()
        self._hand_out()

    @staticmethod
    async def _take(generation: Generation, *, quick: bool) -> Worker:
        """An idle worker, or a new one; what is not known to be quick stands back on the processor from the start."""
        fitting = [worker for worker in generation.idle if worker.stands_back is not quick]
        spare = fitting or ([] if quick else generation.idle)
        if spare:
            worker = spare[-1]
            generation.idle.remove(worker)
        else:
            worker = await generation.breeder.worker()
        if not quick:
            worker.step_back()
        return worker

    def _put_back(self, ticket: Ticket, generation: Generation, *, healthy: bool) -> None:
        """Keep the worker for the next call if it can take one, else end it and let another take its place."""
        generation.busy -= 1
        worker, ticket.worker = ticket.worker, None
        if worker is not None:
            alike = sum(idle.stands_back is worker.stands_back for idle in generation.idle)
            if healthy and not generation.retired and alike < self.limits.workers:
                generation.idle.append(worker)
            else:
                self._in_background(self._replace(generation, worker))
        if generation.retired and not generation.busy:
            generation.breeder.close()

    async def _replace(self, generation: Generation, worker: Worker) -> None:
        await generation.breeder.end(worker)
        await self._fill(generation)

    async def _fill(self, generation: Generation) -> None:
        """Have as many idle workers as there are free places, so that no call waits for one to come."""
        with suppress(WorkerDied):
            while not generation.retired and len(generation.idle) < self.limits.workers - len(self._running):
                worker = await generation.breeder.worker()
                if generation.retired or len(generation.idle) >= self.limits.workers:
                    await generation.breeder.end(worker)
                    return
                generation.idle.append(worker)

    # -- releases

    async def _current(self) -> Generation:
        """The workers over a release, moving in the background to a new one. Raises StoreMissing or StoreBroken."""
        pointer = self._look()
        is_behind = pointer != self._pointer or self._generation is None
        if is_behind and (self._moving is None or self._moving.done()):
            self._pointer = pointer
            self._moving = asyncio.create_task(self._move())
        while self._generation is None and self._moving is not None:
            await asyncio.shield(self._moving)
        assert self._generation is not None
        return self._generation

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
            if self._generation is not None and self._generation.release.id == release.id:
                return
            in_memory = CAN_FORK and release.quads * BYTES_A_STATEMENT <= self.limits.release_memory
            if in_memory and self._generation is None and release.quads > SOON:
                self._become(await self._begin(release, in_memory=False))
            self._become(await self._begin(release, in_memory=in_memory))
        except ZerenError as error:
            self._pointer = None  # looked at again with the next call
            if self._generation is None:
                raise
            _log.warning("the workers stay with release %s: %s", self._generation.release.id, error)

    async def _begin(self, release: Release, *, in_memory: bool) -> Generation:
        memory = self.limits.memory
        breeder: Breeder = Nursery(release, memory, in_memory=in_memory) if CAN_FORK else Spawning(release, memory)
        await breeder.start()
        generation = Generation(release, breeder)
        await self._fill(generation)
        return generation

    def _become(self, generation: Generation) -> None:
        old, self._generation = self._generation, generation
        if old is not None:
            self._retire(old)

    def _retire(self, generation: Generation) -> None:
        generation.retired = True
        while generation.idle:
            generation.idle.pop().close()
        if not generation.busy:
            generation.breeder.close()

    # -- beginning and end

    async def start(self) -> None:
        """Get the workers ready; without a release they come with the first call that finds one."""
        self._loop = asyncio.get_running_loop()
        with suppress(ZerenError):
            await self._current()

    def hurry(self) -> None:
        """End every call that runs or waits: the service is being shut down."""
        self._ending = True
        for ticket in (*self._waiting, *self._running, *self._slow):
            if ticket.task:
                ticket.task.cancel()

    def hurry_soon(self) -> None:
        """The same, from a thread or the handler of a signal."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self.hurry)

    async def stop(self) -> None:
        """End everything."""
        tickets = (*self._waiting, *self._running, *self._slow)
        self.hurry()
        await asyncio.gather(*(ticket.task for ticket in tickets if ticket.task), return_exceptions=True)
        if self._moving is not None:
            self._moving.cancel()
            with suppress(asyncio.CancelledError, ZerenError):
                await self._moving
        if self._generation is not None:
            self._retire(self._generation)
            self._generation = None
        await asyncio.gather(*self._background, return_exceptions=True)
        await asyncio.sleep(0)  # connections close with the loop's next turn

    def _in_background(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)

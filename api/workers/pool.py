"""The pool: which call runs on which worker, and what happens to one that takes too long or too much.

It lives in the server's event loop, so that it needs no locks. A call waits for a place, runs, and gives its place
back. Calls that were quick before go first, then those of the client that has had least; one place is kept for quick
ones. A call that turns slow moves to a place for slow ones; a stranger's goes behind all others on the processor, and
where the places are taken is ended when a quick one waits. So a few costly queries never keep many cheap ones waiting.
"""

import asyncio
import logging
import math
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Final, cast

from api.workers.breeding import WorkerDied
from api.workers.caller import CALLER, Caller
from api.workers.crew import Crew
from api.workers.errors import ClientGone, Ending, Overloaded, TooLarge, TooLong, TooMany, WorkerFailed
from api.workers.expectation import Expectation
from api.workers.limits import Limits
from api.workers.messages import Call, Defect, Failure, Value, pack
from api.workers.shares import Shares
from api.workers.ticket import Ticket
from graph.release import Release
from loaders.errors import ZerenError

RETRY_SECONDS: Final = 1
UNKNOWN_SECONDS: Final = 0.1
"""A call that is not known to be quick stands back on the processor after so long; one known to be slow at once."""
PATIENCE: Final = 0.3
"""Seconds; one that has waited for so long comes before quick ones, unless it is known to be slow."""

_log = logging.getLogger("zeren.workers")


class Pool:
    """Workers over the current release of a store. All methods belong to the event loop it was started in."""

    def __init__(self, directory: Path, limits: Limits) -> None:
        self.limits = limits
        self.crew = Crew(directory, limits)
        self._waiting: list[Ticket] = []
        self._running: set[Ticket] = set()  # in the places for all
        self._slow: set[Ticket] = set()  # in the places for slow ones
        self._clients: Counter[str] = Counter()
        self._expectation = Expectation()
        self._shares = Shares()
        self._ending = False
        self._loop: asyncio.AbstractEventLoop | None = None

    @property
    def started(self) -> bool:
        """Whether calls are answered."""
        return self._loop is not None

    # -- calls

    async def release(self) -> Release:
        """The release that calls are answered from. Raises StoreMissing or StoreBroken when there is none."""
        return (await self.crew.current()).release

    async def catch_up(self, seconds: float) -> Release:
        """The same, waiting a while for the newest release. Raises StoreMissing or StoreBroken."""
        try:
            async with asyncio.timeout(seconds):
                return (await self.crew.latest()).release
        except TimeoutError:
            return await self.release()

    async def settled(self) -> None:
        """Wait until workers have what costs the whole release. Raises StoreMissing or StoreBroken."""
        await self.crew.settled()

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
        ticket.of_strangers = not quick
        ticket.known_slow = self._expectation.slow(shape)
        ticket.task = cast("asyncio.Task[object]", asyncio.current_task())
        await self.crew.current()
        self._admit(ticket)
        try:
            await self._place(ticket)
            begun = time.monotonic()
            taken = None
            try:
                found = await self._run(call, ticket, seconds)
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

    async def _run(self, call: Call, ticket: Ticket, seconds: float) -> Value:
        generation = await self.crew.current()
        generation.busy += 1
        healthy = False
        loop = asyncio.get_running_loop()
        turning = loop.call_later(self.limits.slow_after, self._turn_slow, ticket)
        may_step_back = ticket.of_strangers and not ticket.quick
        stepping = loop.call_later(UNKNOWN_SECONDS, ticket.step_back) if may_step_back else None
        try:
            async with asyncio.timeout(seconds):
                ticket.worker = await self.crew.take(generation)
                if may_step_back and ticket.known_slow:
                    ticket.step_back()
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
            if stepping is not None:
                stepping.cancel()
            worker, ticket.worker = ticket.worker, None
            self.crew.put_back(generation, worker, healthy=healthy)
        if isinstance(reply, Failure):
            raise reply.error()
        if isinstance(reply, Defect):
            _log.error("a worker failed at %s\n%s", call.method, reply.traceback)
            raise WorkerFailed("zeren failed; its log says where")
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
            # what is quick, and what pages need, will have its turn
            patient = ticket.quick or not ticket.of_strangers
            async with asyncio.timeout(self.limits.seconds if patient else self.limits.waiting_seconds):
                await ticket.place
        except TimeoutError:
            raise Overloaded("all workers are busy", math.ceil(self.limits.waiting_seconds)) from None

    def _hand_out(self) -> None:
        """Give free places to those that wait, the best first; make one free for a quick call if it must be."""
        # one that has just been given up is still in the list, until its task has noticed
        while waiting := [ticket for ticket in self._waiting if not ticket.place.done()]:
            fitting = [ticket for ticket in waiting if self._has_room(ticket)]
            if not fitting:
                if any(ticket.quick for ticket in waiting):
                    self._push_out()
                return
            ticket = min(fitting, key=self._order)
            self._waiting.remove(ticket)
            self._running.add(ticket)
            ticket.place.set_result(None)

    def _order(self, ticket: Ticket) -> tuple[bool, float, float]:
        has_waited = asyncio.get_running_loop().time() - ticket.since > PATIENCE
        comes_first = ticket.quick or (has_waited and not ticket.known_slow)
        return (not comes_first, self._shares.of(ticket.client), ticket.since)

    def _has_room(self, ticket: Ticket) -> bool:
        kept = 0 if ticket.quick or self.limits.workers == 1 else 1
        return len(self._running) < self.limits.workers - kept

    def _turn_slow(self, ticket: Ticket) -> None:
        """A call has run for long: let it go into a place for slow ones if there is one; a stranger's steps back."""
        ticket.slow = True
        self._move_slow()
        self._hand_out()
        if ticket.of_strangers:
            ticket.step_back()
            ticket.step_aside(self.limits.slow_after)

    def _move_slow(self) -> None:
        for ticket in sorted((ticket for ticket in self._running if ticket.slow), key=lambda ticket: ticket.since):
            if len(self._slow) < self.limits.slow_workers:
                self._running.remove(ticket)
                self._slow.add(ticket)

    def _push_out(self) -> None:
        """End the longest call of those that should have made room, unless one is being ended already."""
        overdue = [ticket for ticket in self._running if ticket.slow and ticket.of_strangers]
        if overdue and not any(ticket.pushed_out for ticket in overdue):
            longest = min(overdue, key=lambda ticket: (ticket.quick, ticket.since))
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

    # -- beginning and end

    async def start(self) -> None:
        """Get the workers ready; without a release they come with the first call that finds one."""
        self._loop = asyncio.get_running_loop()
        with suppress(ZerenError):
            await self.crew.current()

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
        await self.crew.stop()

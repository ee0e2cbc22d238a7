"""The server's side of workers: getting one, asking it, ending it."""

import asyncio
import os
import socket
import sys
import time
from collections import deque
from contextlib import suppress
from io import BytesIO
from multiprocessing import get_context
from tempfile import TemporaryFile
from typing import IO, Final, Protocol

from api.workers import nursery
from api.workers.messages import LENGTHS, PIECE, Call, Reply, Value, pack, unpack
from api.workers.worker import run_spawned
from api.written import Written
from graph.errors import StoreBroken
from graph.release import Release

# Python threads and Apple's frameworks make forks unsafe on macOS; Windows has none.
CAN_FORK: Final = hasattr(os, "fork") and sys.platform != "darwin"
IN_MEMORY: Final = 1024 * 1024
"""Bytes of an answer; a longer one waits on the disk for its client."""
BEHIND: Final = 10
"""How nice a worker is that stands back: beside others it has a tenth of a processor."""
_OF_PROCESS: Final = 2
"""With a process id, the clock of that process (CPUCLOCK_SCHED of Linux)."""
_STARTING: Final = get_context("spawn")


class WorkerDied(Exception):
    """The connection to a worker closed in the middle of a call."""


class Worker:
    """A worker as the server sees it: its connection and its process id."""

    def __init__(self, pid: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.pid = pid
        self.stands_back = False
        """Whether the system runs others first; there is no way back from that."""
        self._begun = 0.0
        self._reader = reader
        self._writer = writer

    async def ask(self, call: bytes) -> Reply:
        """The reply to a packed call. Raises WorkerDied."""
        self._begun = self._processor_seconds()
        try:
            self._writer.write(call)
            size, length = LENGTHS.unpack(await self._reader.readexactly(LENGTHS.size))
            reply = unpack(await self._reader.readexactly(size))
            assert not isinstance(reply, Call)
            if isinstance(reply, Value) and isinstance(reply.value, Written):
                return Value(reply.value.with_content(await self._content(length)), reply.seconds)
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise WorkerDied from error
        return reply

    async def _content(self, length: int) -> IO[bytes]:
        content = BytesIO() if length <= IN_MEMORY else TemporaryFile()  # noqa: SIM115 - its reader closes it
        try:
            while length:
                piece = await self._reader.read(min(length, PIECE))
                if not piece:
                    raise WorkerDied
                content.write(piece)
                length -= len(piece)
        except BaseException:
            content.close()
            raise
        content.seek(0)
        return content

    @property
    def used(self) -> float:
        """Seconds of the processor that the call has had, as far as the system tells."""
        return self._processor_seconds() - self._begun

    def _processor_seconds(self) -> float:
        try:
            return time.clock_gettime(~self.pid << 3 | _OF_PROCESS)
        except (AttributeError, OSError):  # another system, or the process has ended
            return 0.0

    def step_back(self) -> None:
        """Let the system run others first, where it can."""
        if not self.stands_back:
            self.stands_back = True
            with suppress(AttributeError, OSError):
                os.setpriority(os.PRIO_PROCESS, self.pid, BEHIND)

    def step_aside(self) -> None:
        """Let the system run it only where no other would run, and at once no more when one would."""
        self.stands_back = True
        with suppress(AttributeError, OSError):
            os.sched_setscheduler(self.pid, os.SCHED_IDLE, os.sched_param(0))

    def close(self) -> None:
        """Close the connection; an idle worker then ends by itself."""
        self._writer.close()


class SpawnedWorker(Worker):
    """One that does not step back: there is no way back from that, and to start another takes a second."""

    def step_back(self) -> None:
        """Go on as before."""

    def step_aside(self) -> None:
        """Go on as before."""


class Breeder(Protocol):
    """Where workers over one release come from."""

    async def start(self) -> None:
        """Get ready to give workers. Raises StoreBroken."""

    async def worker(self) -> Worker:
        """A new worker. Raises WorkerDied when there can be none."""

    async def end(self, worker: Worker) -> None:
        """End a worker, whatever it is doing."""

    def close(self) -> None:
        """End all of them."""


class Nursery:
    """Workers forked from a parent process (``api.workers.nursery``)."""

    def __init__(self, release: Release, memory: int, *, in_memory: bool) -> None:
        self.in_memory = in_memory
        self._release = release
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        self._control = ours
        self._waiting: deque[asyncio.Future[int]] = deque()
        self._process = _STARTING.Process(
            target=nursery.run, args=(theirs, release, memory), kwargs={"in_memory": in_memory}, daemon=True
        )
        self._theirs = theirs

    async def start(self) -> None:
        """Start the parent and wait until it holds the release."""
        loop = asyncio.get_running_loop()
        ready = loop.create_future()
        self._waiting.append(ready)
        self._process.start()
        self._theirs.close()
        loop.add_reader(self._control, self._read)
        try:
            started = await ready == nursery.READY
        except WorkerDied:
            started = False
        if not started:
            self.close()
            raise StoreBroken(self._release.path.parent.parent, f"release {self._release.id} cannot be read")

    async def worker(self) -> Worker:
        """A fork of the parent."""
        ours, theirs = socket.socketpair()
        try:
            pid = await self._order(nursery.FORK, connection=theirs)
        except BaseException:
            ours.close()
            raise
        finally:
            theirs.close()
        return Worker(pid, *await asyncio.open_connection(sock=ours, limit=PIECE))

    async def end(self, worker: Worker) -> None:
        """Let the parent end it: it knows whether the process is still its own."""
        worker.close()
        with suppress(WorkerDied):
            await self._order(nursery.END, worker.pid)

    def close(self) -> None:
        """Close the connection to the parent, upon which it ends its workers and itself."""
        if self._control.fileno() >= 0:
            asyncio.get_running_loop().remove_reader(self._control)
            self._control.close()
        self._fail()

    async def _order(self, kind: bytes, pid: int = 0, connection: socket.socket | None = None) -> int:
        reply = asyncio.get_running_loop().create_future()
        try:
            socket.send_fds(self._control, [nursery.ORDER.pack(kind, pid)], [connection.fileno()] if connection else [])
        except OSError as error:
            raise WorkerDied from error
        self._waiting.append(reply)
        return int(await reply)

    def _read(self) -> None:
        try:
            found = self._control.recv(nursery.REPLY.size)
        except OSError:
            found = b""
        if not found:
            self.close()
            return
        reply = self._waiting.popleft()
        if not reply.done():  # who waited may have gone
            reply.set_result(nursery.REPLY.unpack(found)[0])

    def _fail(self) -> None:
        while self._waiting:
            reply = self._waiting.popleft()
            if not reply.done():
                reply.set_exception(WorkerDied())


class Spawning:
    """Workers started afresh, each with the release open on disk: slower to come, and possible everywhere."""

    def __init__(self, release: Release, memory: int) -> None:
        self._release = release
        self._memory = memory
        self._processes: dict[int, object] = {}

    async def start(self) -> None:
        """Nothing to prepare."""

    async def worker(self) -> Worker:
        """A process of its own."""
        ours, theirs = socket.socketpair()
        process = _STARTING.Process(target=run_spawned, args=(theirs, self._release, self._memory), daemon=True)
        process.start()
        theirs.close()
        assert process.pid is not None
        self._processes[process.pid] = process
        worker = SpawnedWorker(process.pid, *await asyncio.open_connection(sock=ours, limit=PIECE))
        await worker.ask(pack(Call("release")))  # the time it takes to start is no query's
        return worker

    async def end(self, worker: Worker) -> None:
        """Kill it and wait, which takes no time."""
        worker.close()
        self._kill(worker.pid)

    def close(self) -> None:
        """Kill them all."""
        for pid in tuple(self._processes):
            self._kill(pid)

    def _kill(self, pid: int) -> None:
        process = self._processes.pop(pid, None)
        if isinstance(process, _STARTING.Process):
            process.kill()
            process.join()
            process.close()

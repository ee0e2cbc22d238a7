"""Documents are read in processes of their own, so that one that is too much for its reader stops no other.

A worker limits itself: its address space, and by an alarm the time for one item. Whatever ends it (the alarm, the
system, a defect in a library written in C) costs the item it had, which is refused with the reason; another worker
takes its place and goes on with the next.
"""

import faulthandler
import multiprocessing
import resource
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from types import TracebackType
from typing import Final, Generic, Literal, Self, TypeVar

from loaders.limits import MEGABYTE, Limits
from loaders.offline import leave_network

Item = TypeVar("Item")
Value = TypeVar("Value")

Start = Literal["fork", "forkserver"]
"""How a worker begins. ``fork`` is quick, and right for a program without threads (an open store has some)."""

Counted = Literal["mapped", "written"]
"""Which memory counts: all that is mapped, or what may be written to. The latter is right for who opens a store, whose
files are mapped, and whose threads reserve addresses that they never use."""

_WAITING: Final = 2  # items a worker has, the next one included: it need not wait for the parent
_SENT_AHEAD: Final = 16_384  # bytes; more could fill the pipe and block both ends
_HELD_BACK: Final = 8  # results for each worker that wait for an earlier one


Cause = Literal["time", "memory", "crash", "defect"]


@dataclass(frozen=True, slots=True)
class Refused:
    """Why an item gave nothing: in words that follow the name of its file, and for whoever has words of their own."""

    reason: str
    cause: Cause = "crash"


class Workers(Generic[Item, Value]):
    """Processes that carry out one task, item after item; a context that ends them.

    ``task`` is a function of a module (it is sent by name). What it raises becomes a Refused; so does what kills it.
    """

    def __init__(
        self,
        task: Callable[[Item], Value],
        limits: Limits,
        processes: int = 1,
        start: Start = "forkserver",
        counted: Counted = "mapped",
    ) -> None:
        self._task = task
        self._counted = counted
        self._limits = limits
        self._context = multiprocessing.get_context(start)
        if start == "forkserver":
            # Its children then have these modules already; a worker begins in milliseconds.
            self._context.set_forkserver_preload([task.func.__module__ if hasattr(task, "func") else task.__module__])
        self._processes = processes
        self._workers: list[_Worker[Item]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the processes, whatever they are doing."""
        for worker in self._workers:
            worker.end()
        self._workers.clear()

    def answer(self, item: Item) -> Value | Refused:
        """What the task gives for one item."""
        [value] = self.answers([item])
        return value

    def answers(self, items: Sequence[Item]) -> Iterator[Value | Refused]:
        """Yield what the task gives for each item, in order; several are worked on at a time."""
        left = deque(enumerate(items))
        done: dict[int, Value | Refused] = {}
        for number in range(len(items)):
            while number not in done:
                self._hand_out(left, number)
                self._collect(left, done)
            self._hand_out(left, number + 1)
            yield done.pop(number)

    def _hand_out(self, left: "deque[tuple[int, Item]]", wanted: int) -> None:
        """Give every worker what it can take, but nothing far ahead of the item that is wanted."""
        while len(self._workers) < min(self._processes, len(left)):
            self._workers.append(_Worker(*self._begin()))
        furthest = wanted + _HELD_BACK * max(1, len(self._workers))
        for worker in self._workers:
            while left and left[0][0] < furthest and worker.takes(left[0]):
                left.popleft()

    def _collect(self, left: "deque[tuple[int, Item]]", done: "dict[int, Value | Refused]") -> None:
        """Wait for a worker; take its answer, or note how it ended and put another in its place."""
        busy = [worker for worker in self._workers if worker.queue]
        ready = wait([worker.connection for worker in busy])
        for worker in [worker for worker in busy if worker.connection in ready]:
            try:
                answer = worker.connection.recv()
            except (EOFError, OSError):
                (number, _), *others = worker.queue
                done[number] = _ended(worker.end(), self._limits)
                left.extendleft(reversed(others))
                self._workers[self._workers.index(worker)] = _Worker(*self._begin())
            else:
                number, _ = worker.queue.popleft()
                done[number] = answer

    def _begin(self) -> tuple[Connection, BaseProcess]:
        ours, theirs = self._context.Pipe()
        process: BaseProcess = self._context.Process(  # type: ignore[attr-defined] # every kind of context has it
            target=_work, args=(theirs, self._task, self._limits, self._counted), daemon=True
        )
        process.start()
        theirs.close()
        return ours, process


@dataclass(slots=True, eq=False)
class _Worker(Generic[Item]):
    """A process, the way to it, and the items it has, oldest first."""

    connection: Connection
    process: BaseProcess
    queue: deque[tuple[int, Item]] = field(default_factory=deque)

    def takes(self, entry: tuple[int, Item]) -> bool:
        """Give it an item, if it has time or if the item can wait in the pipe."""
        if len(self.queue) >= _WAITING:
            return False
        message = ForkingPickler.dumps(entry[1])
        if self.queue and len(message) > _SENT_AHEAD:
            return False
        self.queue.append(entry)
        try:
            self.connection.send_bytes(message)
        except OSError:  # it has just ended; whoever waits for its answer will see that
            return True
        return True

    def end(self) -> int:
        """End it, if it has not ended; returns its exit code."""
        self.connection.close()
        if self.queue:
            self.process.join(timeout=0.5)
        self.process.kill()
        self.process.join()
        return self.process.exitcode or 0


def _work(connection: Connection, task: Callable[[Item], Value], limits: Limits, counted: Counted) -> None:
    """The life of a worker: it ends with its parent, and an interrupt from the keyboard is its parent's matter."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    # What a reader that crashed leaves would hold the document.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    faulthandler.disable()
    leave_network()
    _limit_memory(limits.memory_bytes, counted)
    parent = multiprocessing.parent_process()
    assert parent is not None
    while connection in wait([connection, parent.sentinel]):
        try:
            item = connection.recv()
        except (EOFError, OSError):
            return
        signal.setitimer(signal.ITIMER_REAL, limits.seconds)
        answer = _attempt(task, item, limits)
        signal.setitimer(signal.ITIMER_REAL, 0)
        connection.send_bytes(answer)


def _attempt(task: Callable[[Item], Value], item: Item, limits: Limits) -> memoryview:
    """What the task gives, or why it gives nothing, as it is sent: to write it down takes memory too."""
    try:
        return ForkingPickler.dumps(task(item))
    except RecursionError:
        refused = Refused("is nested too deeply to be read")
    except MemoryError:
        refused = Refused(_too_large(limits), "memory")
    except Exception as error:  # a defect of zeren, named as such; the other documents are still read
        refused = Refused(f"a defect of zeren: {type(error).__name__}: {error}", "defect")
    return ForkingPickler.dumps(refused)


def _limit_memory(most: int, counted: Counted) -> None:
    """Limit the address space, or the part of it that may be written to; where the system says no size, nothing.

    A process that has half of it already, by what its parent had mapped, gets the other half on top.
    """
    kind, place = (resource.RLIMIT_AS, 0) if counted == "mapped" else (resource.RLIMIT_DATA, 5)
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()
    except OSError:
        return
    taken = int(pages[place]) * resource.getpagesize()
    _, hard = resource.getrlimit(kind)
    wanted = max(most, taken + most // 2)
    resource.setrlimit(kind, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


def _ended(exit_code: int, limits: Limits) -> Refused:
    """What the end of a worker says of the item it had."""
    match -exit_code:
        case signal.SIGALRM:
            return Refused(f"was not read within {limits.seconds} seconds", "time")
        case signal.SIGKILL:
            return Refused(
                "was too much for this machine: the system ended its reader, most likely for want of memory", "memory"
            )
        case signal.SIGABRT | signal.SIGTRAP | signal.SIGILL as number:  # how libraries end that get no memory
            return Refused(f"crashed its reader (signal {number:d}), most likely for want of memory", "memory")
        case number:
            ending = f"signal {number}" if number > 0 else f"exit code {-number}"
            return Refused(f"crashed its reader ({ending})")


def _too_large(limits: Limits) -> str:
    return f"needs more than {limits.memory_bytes // MEGABYTE} MB of memory to be read"

"""A small parent that forks workers: it holds the release, in memory or on disk, and does nothing else.

A fork shares the parent's memory, so that a worker is there in milliseconds and costs only what its query takes. A
fork is safe in a process of one thread: the release is read by a child of its own, which Oxigraph fills with threads,
and comes in through a pipe. Only this process ends its workers and waits for them, so a process id is never stale.
"""

import gc
import logging
import os
import signal
import socket
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from struct import Struct
from typing import Final, NoReturn

from pyoxigraph import RdfFormat, Store

from api.engine import ReleaseEngine
from api.workers.huge_pages import gather_into_huge_pages
from api.workers.worker import limit_memory, silence, work
from graph.errors import StoreBroken
from graph.release import Release, open_store_of
from loaders.offline import leave_network

ORDER: Final = Struct("!cI")
"""An order to the nursery: FORK with the worker's end of a connection beside it, or END and a process id."""
FORK: Final = b"F"
END: Final = b"E"
REPLY: Final = Struct("!i")
"""What comes back: the new worker's process id; ENDED; and at the start READY or FAILED."""
READY: Final = 1
ENDED: Final = 0
FAILED: Final = -1

_log = logging.getLogger("zeren.workers")


def run(control: socket.socket, release: Release, memory: int, *, in_memory: bool) -> None:
    """Fork workers as the server orders, until it closes the connection; then end them all."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the server says what follows
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    _die_with_parent()
    leave_network()
    try:
        engine = prepared(release) if in_memory else None
    except StoreBroken:
        control.sendall(REPLY.pack(FAILED))
        return
    gc.collect()
    gc.freeze()  # a collection would write to shared pages, and copy them
    gather_into_huge_pages()
    workers: set[int] = set()
    dying: set[int] = set()
    try:
        control.sendall(REPLY.pack(READY))
        while order := _next_order(control):
            kind, pid, connection = order
            if kind == FORK and connection is not None:
                pid = _fork(control, connection, release, engine, memory)
                workers.add(pid)
                control.sendall(REPLY.pack(pid))
            elif pid in workers:
                # a large one takes its time to go, and nobody need wait for that
                workers.remove(pid)
                dying.add(pid)
                os.kill(pid, signal.SIGKILL)
                control.sendall(REPLY.pack(ENDED))
            dying -= {pid for pid in dying if os.waitpid(pid, os.WNOHANG)[0]}
    finally:
        for pid in workers:
            os.kill(pid, signal.SIGKILL)


def prepared(release: Release) -> ReleaseEngine:
    """The release in memory, with what pages need that costs the whole of it. Raises StoreBroken."""
    engine = ReleaseEngine(release, load_checkpoint(release))
    try:
        _apart(engine.prepare)
    except Exception:  # what one user's data breaks is answered, or not, when somebody asks for it
        _log.exception("release %s could not be prepared; its pages take longer", release.id)
    return engine


def load_checkpoint(release: Release) -> Store:
    """The release in memory. Raises StoreBroken."""
    incoming, outgoing = os.pipe()
    reader = os.fork()
    if reader == 0:
        _dump(release, incoming, outgoing)
    os.close(outgoing)
    store = Store()
    with os.fdopen(incoming, "rb") as quads:
        _apart(lambda: store.bulk_load(quads, format=RdfFormat.N_QUADS))
    if os.waitpid(reader, 0)[1]:
        raise StoreBroken(release.path.parent.parent, f"release {release.id} cannot be read")
    return store


def _apart(work: Callable[[], None]) -> None:
    """Do work in a thread that ends with it.

    Oxigraph draws UUIDs and the names of blank nodes from numbers of each thread: forks of one that has begun to draw
    would all go on alike.
    """
    with ThreadPoolExecutor(1) as thread:
        thread.submit(work).result()


def _dump(release: Release, incoming: int, outgoing: int) -> NoReturn:
    try:
        os.close(incoming)
        with os.fdopen(outgoing, "wb") as pipe:
            open_store_of(release).dump(pipe, format=RdfFormat.N_QUADS)
    except BaseException:
        os._exit(1)
    os._exit(0)


def _next_order(control: socket.socket) -> tuple[bytes, int, socket.socket | None] | None:
    """The server's next order; None when it has gone."""
    try:
        message, descriptors, _, _ = socket.recv_fds(control, ORDER.size, 1)
    except ConnectionError:
        return None
    if len(message) < ORDER.size:
        return None
    kind, pid = ORDER.unpack(message)
    return kind, pid, socket.socket(fileno=descriptors[0]) if descriptors else None


def _fork(
    control: socket.socket, connection: socket.socket, release: Release, engine: ReleaseEngine | None, memory: int
) -> int:
    pid = os.fork()
    if pid == 0:
        try:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            control.close()
            _die_with_parent()
            silence()
            held = engine or ReleaseEngine(release, open_store_of(release))
            limit_memory(memory)
            work(connection, held)
        finally:
            os._exit(0)
    connection.close()
    return pid


def _die_with_parent() -> None:
    """Let the system end this process with its parent, where it can: a busy worker would not notice."""
    if Path("/proc/self").exists():
        import ctypes

        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG

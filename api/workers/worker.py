"""A worker: one process that answers calls to the engine, one after the other, until its connection closes."""

import os
import sys
from dataclasses import replace
from multiprocessing import parent_process
from socket import socket
from threading import Thread
from time import process_time
from typing import IO

from api.engine import Engine, ReleaseEngine
from api.workers.messages import Call, Defect, Failure, Value, read_call, write_reply
from api.written import Written
from graph.release import Release, open_store_of
from loaders.errors import ZerenError
from loaders.offline import leave_network


def work(connection: socket, engine: Engine) -> None:
    """Answer calls until the server closes the connection."""
    with connection, connection.makefile("rb") as calls, connection.makefile("wb") as replies:
        while (call := read_call(calls)) is not None:
            try:
                begun = process_time()
                found = _evaluate(engine, call)
            except ZerenError as error:
                write_reply(replies, Failure.of(error))
            except Exception as error:  # the worker outlives a defect, which goes to the server's log
                write_reply(replies, Defect.of(error))
            else:
                _reply(replies, found, process_time() - begun)


def _reply(replies: IO[bytes], found: object, seconds: float) -> None:
    if isinstance(found, Written) and found.content:
        with found.content:
            write_reply(replies, Value(replace(found, content=None), seconds), found.content)
    else:
        write_reply(replies, Value(found, seconds))


def _evaluate(engine: Engine, call: Call) -> object:
    return getattr(engine, call.method)(*call.arguments, **call.keywords)


def limit_memory(extra: int) -> None:
    """End this process when it takes more than ``extra`` bytes beyond what it has now; without effect outside Linux.

    Of the limits tried (RLIMIT_AS, RLIMIT_DATA, watching the resident size) RLIMIT_DATA alone counts just what a query
    can take: neither files mapped by the store nor the pages shared with the parent. The engine aborts at once.
    """
    if sys.platform != "linux":
        return
    import resource

    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - read in every new worker
        data = int(file.read().split()[5]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_DATA, (data + extra, data + extra))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def silence() -> None:
    """Say nothing on standard error: the engine would print a trace of its calls as it dies of a limit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno() if sys.stderr else 2)


def run_spawned(connection: socket, release: Release, memory: int) -> None:
    """Be a worker that was started afresh: open the release on disk, and end when the server does."""
    leave_network()
    Thread(target=_end_with_parent, daemon=True).start()
    limit_memory(memory)
    work(connection, ReleaseEngine(release, open_store_of(release)))


def _end_with_parent() -> None:
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)

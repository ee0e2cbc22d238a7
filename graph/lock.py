"""The lock of a store directory: one writer at a time, and it says who that is.

The system lets go of the lock when its process ends, however it ends, so a lock of a dead process holds nobody up;
what stands in the file only tells a waiting person whom to ask.
"""

import fcntl
import json
import os
import socket
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from graph.errors import StoreBroken, StoreBusy

LOCK = "lock"


@dataclass(frozen=True, slots=True)
class Holder:
    """The process that writes: its id on its host, and since when (ISO 8601)."""

    pid: int
    host: str
    since: str

    def __str__(self) -> str:
        return f"process {self.pid} on {self.host}, since {self.since}"


def take_lock(directory: Path) -> IO[str]:
    """Hold ``directory/lock`` until the file returned is closed. Raises StoreBusy, StoreBroken."""
    try:
        directory.mkdir(parents=True, exist_ok=True)
        handle = (directory / LOCK).open("a+", encoding="utf-8")
    except OSError as error:
        raise StoreBroken(directory, f"cannot be written ({error.strerror}); choose another folder") from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        handle.seek(0)
        holder = _read(handle.read())
        handle.close()
        raise StoreBusy(directory, str(holder) if holder else None) from error
    _sign(handle)
    return handle


def _sign(handle: IO[str]) -> None:
    """Write who holds the lock; a full disk does not stop a writer that may be about to make room."""
    holder = Holder(os.getpid(), socket.gethostname(), datetime.now(UTC).isoformat(timespec="seconds"))
    try:
        handle.truncate(0)
        handle.write(json.dumps(asdict(holder)))
        handle.flush()
    except OSError:
        return


def _read(text: str) -> Holder | None:
    """The holder that a lock names; None while it is being written, or when an older zeren made it."""
    try:
        return Holder(**json.loads(text))
    except (ValueError, TypeError):
        return None

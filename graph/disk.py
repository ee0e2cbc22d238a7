"""Writing that lasts: what is on the disk when a call returns, and what a full disk is called."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.errors import StoreFull

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
# RocksDB hands on the system's words only.
_FULL_MESSAGES = tuple(os.strerror(number) for number in sorted(_FULL))


@contextmanager
def room_on_disk(directory: Path) -> Iterator[None]:
    """Let a full disk be called that. Raises StoreFull."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        if is_full(error):
            raise StoreFull(directory) from error
        raise


def is_full(error: Exception) -> bool:
    """Whether an error of the system or of RocksDB means that there is no room: disk, quota or file size."""
    return getattr(error, "errno", None) in _FULL or any(message in str(error) for message in _FULL_MESSAGES)


def synchronise(path: Path) -> None:
    """Wait until a file's content, or a folder's list of names, is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def synchronise_all(folder: Path) -> None:
    """Wait until a folder and everything below it is on the disk."""
    for path in sorted(folder.rglob("*")):
        synchronise(path)
    synchronise(folder)

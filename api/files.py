"""Files and folders that are written whole or not at all: whoever looks sees the old one, then the new one."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from uuid import uuid4

from loaders.errors import UsageError


class CannotWrite(UsageError):
    """What the output goes to, a file or standard output, cannot be written."""


@contextmanager
def whole_file(output: Path) -> Iterator[IO[bytes]]:
    """A file to write into, which takes its name when everything is in it. Raises CannotWrite.

    What is no ordinary file (a pipe, /dev/stdout) is written as it comes.
    """
    if output.exists() and not output.is_file():
        if output.is_dir():
            raise CannotWrite(f"{output}: is a folder; choose another --output")
        with _named(output), output.open("wb") as target:
            yield target
        return
    final = output.resolve()
    unfinished = _beside(final)
    with _named(output):
        try:
            with unfinished.open("xb") as target:
                yield target
            if final.exists():
                shutil.copymode(final, unfinished)
            unfinished.replace(final)
        finally:
            unfinished.unlink(missing_ok=True)


@contextmanager
def whole_folder(output: Path) -> Iterator[Path]:
    """A folder to write into, which takes its name when everything is in it; nothing is put among other files.

    Raises CannotWrite where something is there already.
    """
    final = output.resolve()
    unfinished = _beside(final)
    with _named(output):
        if final.exists() and (not final.is_dir() or any(final.iterdir())):
            raise CannotWrite(f"{output}: holds something already; name a new folder, or an archive ending in .zip")
        try:
            unfinished.mkdir()
            yield unfinished
            if final.exists():
                final.rmdir()
            unfinished.replace(final)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)


def _beside(path: Path) -> Path:
    """A name in the same folder, hence on the same disk, that nobody has."""
    return path.with_name(f".{path.name[:80]}.{os.getpid()}-{uuid4().hex[:8]}")


@contextmanager
def _named(output: Path) -> Iterator[None]:
    """Let a failure name what could not be written."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise CannotWrite(f"{output}: {_why_not(output, error)}") from error


def _why_not(output: Path, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return f"there is no folder {output.parent}; make it, or choose another --output"
    return f"{reason_of(error)}; choose another --output"


def reason_of(error: OSError) -> str:
    """What the system says was wrong."""
    return (error.strerror or "cannot be written").lower()

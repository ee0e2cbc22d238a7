"""What a command shows: results on standard output, everything said about them on standard error.

On a terminal, tables and progress bars (rich); into a pipe or a file, plain text of whatever width it needs.
"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from unicodedata import category

import typer
from rich import box
from rich.console import Console, RenderableType
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from api.files import CannotWrite, reason_of, whole_file

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
UNBOUNDED = 1_000_000
"""Columns of a pipe: wider than any table, so that nothing is cut off."""


def use_utf8() -> None:
    """Write UTF-8 whatever the locale says: under ``LANG=C`` Chinese would otherwise end in an error."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def write(text: str) -> None:
    """Write text to standard output, ending its last line; a reader that has gone (``| head``) ends the command."""
    with _reader_may_leave():
        sys.stdout.write(text if text.endswith("\n") or not text else f"{text}\n")
        sys.stdout.flush()


def write_bytes(content: bytes) -> None:
    """Write bytes to standard output as they are. Raises CannotWrite."""
    with _reader_may_leave():
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()


def deliver(content: bytes, output: Path | None) -> None:
    """Write bytes into a file, or to standard output. Raises CannotWrite."""
    if output is None:
        write_bytes(content if content.endswith(b"\n") or not is_window() else content + b"\n")
        return
    with whole_file(output) as target:
        target.write(content)


@contextmanager
def binary_output() -> Iterator[IO[bytes]]:
    """Standard output for a writer of bytes. Raises CannotWrite; ends the command when nobody reads any more."""
    with _reader_may_leave():
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()


def write_table(columns: Sequence[str], rows: Iterable[Sequence[str]], title: str | None = None) -> None:
    """Show rows under their headings: wrapped to the window on a terminal, in full and without frame elsewhere."""
    wide = not is_window()
    table = Table(
        title=title, title_justify="left", box=None if wide else box.ROUNDED, show_lines=not wide, pad_edge=not wide
    )
    for column in columns:
        table.add_column(column, overflow="fold", no_wrap=wide)
    for row in rows:
        table.add_row(*(Text(printable(cell).replace("\n", " ") if wide else printable(cell)) for cell in row))
    with _reader_may_leave():
        Console(file=sys.stdout, width=UNBOUNDED if wide else None, highlight=False).print(table)
        sys.stdout.flush()


def show(drawn: RenderableType) -> None:
    """Draw something of rich's in the window."""
    with _reader_may_leave():
        Console(file=sys.stdout, highlight=False).print(drawn)
        sys.stdout.flush()


def is_window() -> bool:
    """Whether a person reads standard output in a terminal's window."""
    return sys.stdout.isatty()


def say(message: str) -> None:
    """Tell the user something about the work, on standard error."""
    sys.stderr.write(f"{printable(message)}\n")


def complain(message: str) -> None:
    """Name a problem in one line on standard error."""
    say(f"zeren: {' '.join(message.split())}")


@contextmanager
def progress() -> Iterator[Callable[[int, int, str], None]]:
    """Show how far a long work is, on a terminal: the function given is called with (done, all, name)."""
    with Progress(
        TextColumn("{task.completed}/{task.total}"),
        BarColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.description}"),
        console=Console(file=sys.stderr),
        transient=True,
        disable=not sys.stderr.isatty(),
    ) as bar:
        task = bar.add_task("")
        yield lambda done, total, name: bar.update(task, completed=done, total=total, description=escape(name))


@contextmanager
def working(message: str) -> Iterator[None]:
    """Show that something takes its time: a spinner on a terminal, nothing in a log."""
    console = Console(file=sys.stderr)
    if not console.is_terminal:
        yield
        return
    with console.status(message):
        yield


def printable(text: str) -> str:
    """Replace what a terminal would obey rather than show, such as escape sequences out of a document."""
    return "".join(REPLACEMENT if category(letter) == "Cc" and letter not in "\n\t" else letter for letter in text)


@contextmanager
def _reader_may_leave() -> Iterator[None]:
    """End the command quietly when nobody reads its output any more; raise CannotWrite when it has no room."""
    try:
        yield
    except OSError as error:
        # the interpreter flushes standard output once more at exit; let that go nowhere
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            raise typer.Exit(0) from error
        raise CannotWrite(f"standard output: {reason_of(error)}; send it elsewhere") from error

"""Files that the engine writes for others to send."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from tempfile import SpooledTemporaryFile
from typing import IO, Final

IN_MEMORY: Final = 8 * 1024 * 1024
"""Bytes; a longer file waits on the disk."""


@dataclass(frozen=True, slots=True)
class Written:
    """A file to send: its content from the beginning, which whoever has it closes, and what is said of it."""

    media_type: str
    content: IO[bytes] | None = None
    file_name: str = ""
    truncated: bool = False

    def with_content(self, content: IO[bytes]) -> "Written":
        """The same, with the content."""
        return replace(self, content=content)


def written(media_type: str, write: Callable[[IO[bytes]], None]) -> Written:
    """What a function writes, as a file to send."""
    content = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - its reader closes it
    try:
        write(content)
    except BaseException:
        content.close()
        raise
    content.seek(0)
    return Written(media_type, content)

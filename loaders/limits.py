"""How much one document may cost: its size, what it unpacks to, and the time and memory of reading it."""

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What is refused, with the reason. Sizes and memory in bytes, time in seconds of the wall clock.

    ``expanded_bytes`` is what a zip file or an Office file may unpack to, ``expansion`` how many times its size
    (small files may be denser), ``members`` how many files it may hold, ``depth`` how deep zip files may stand in zip
    files. Time and memory are limits of the process that reads (``loaders.workers``).
    """

    file_bytes: int = 50 * MEGABYTE
    expanded_bytes: int = 200 * MEGABYTE
    expansion: int = 100
    members: int = 2_000
    depth: int = 2
    seconds: int = 60
    memory_bytes: int = 1_000 * MEGABYTE


USUAL = Limits()

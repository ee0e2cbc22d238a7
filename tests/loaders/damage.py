"""Bytes as bad disks and cut transfers leave them; a reader may read on, or say what is wrong."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress

from hypothesis import strategies as st

from loaders.composition import Rows, compose
from loaders.errors import UnreadableFile
from tests.loaders.office_files import write_zip

Reader = Callable[[bytes, str], Iterable[str | Rows]]


def damaged(data: bytes) -> st.SearchStrategy[bytes]:
    """The bytes cut off somewhere, some of them changed."""
    places = st.tuples(st.integers(0, max(0, len(data) - 1)), st.integers(1, 255))
    return st.builds(
        _damage, st.just(data), st.integers(0, len(data)) | st.just(len(data)), st.lists(places, max_size=8)
    )


def with_damaged_part(parts: Mapping[str, bytes]) -> st.SearchStrategy[bytes]:
    """A zip file that is whole, with one member of which the bytes were changed before."""
    return st.sampled_from(sorted(parts)).flatmap(
        lambda name: damaged(parts[name]).map(lambda content: write_zip({**parts, name: content}))
    )


def _damage(data: bytes, cut: int, flips: list[tuple[int, int]]) -> bytes:
    changed = bytearray(data)
    for place, mask in flips:
        if place < len(changed):
            changed[place] ^= mask
    return bytes(changed[:cut])


def read_anyhow(reader: Reader, data: bytes) -> None:
    """Read the bytes; everything but an UnreadableFile is a defect of the reader."""
    with suppress(UnreadableFile):
        text, tables = compose(reader(data, "damaged"))
        assert all(0 <= cell.begin <= cell.end <= len(text) for table in tables for row in table.rows for cell in row)

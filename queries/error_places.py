"""Where a SPARQL text stops being well formed, more exactly than the engine says it.

The engine's parser tries a keyword by taking as many signs as it has, and counts a failed trial as far as it went: an
error may be said to be up to nine signs too late. So the text is parsed again with so much blank space between its
words that no trial reaches the next one; the word in which it fails then is the place.
"""

import re
from bisect import bisect_right
from typing import Final, NamedTuple

from pyoxigraph import Store

from graph.identity import BASE
from queries.guard import SIGN

ROOM: Final = " " * 12
"""More than the longest keyword has signs."""
_PLACE: Final = re.compile(r"error at (\d+):(\d+)")


class Fault(NamedTuple):
    """Where the first word begins that is wrong, or the end of the last one; what the engine says of it."""

    offset: int
    message: str


def find_fault(text: str) -> Fault | None:
    """The first fault of a text; None where nothing is wrong."""
    begins: list[tuple[int, int]] = []  # of each word in the spaced text, and in the text itself
    spaced, end = "", 0
    for sign in SIGN.finditer(text):
        gap = text[end : sign.start()]
        spaced += gap + ROOM if gap else ""
        begins.append((len(spaced), sign.start()))
        spaced, end = spaced + sign[0], sign.end()
    spaced += ROOM
    fault = _failure(spaced)
    if fault is None:
        return None
    last = bisect_right(begins, (fault.offset, len(text))) - 1
    at_end = fault.offset >= len(spaced) or last < 0
    return fault._replace(offset=end if at_end else begins[last][1])


def word_at(text: str, offset: int) -> str:
    """The word or sign that begins there; empty at the end."""
    found = SIGN.match(text, offset)
    return found[0] if found else ""


def _failure(text: str) -> Fault | None:
    try:
        Store().query(text, base_iri=BASE)
    except SyntaxError as error:
        found = _PLACE.search(str(error))
        if found is None:
            return None
        lines = text.split("\n")
        offset = sum(len(line) + 1 for line in lines[: int(found[1]) - 1]) + int(found[2]) - 1
        return Fault(offset, str(error))
    return None

"""The dataset of a query: which graphs of the release it sees."""

from typing import Final, NamedTuple


class Graphs(NamedTuple):
    """The dataset that a request names, by IRIs; nothing named is the whole release."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


WHOLE: Final = Graphs()

"""What a number promises, as a value: the border between the readers of phrases and the targets made of them."""

from typing import NamedTuple

from loaders.quantities import Quantity
from loaders.record import Comparator, Kind, Span


class Promise(NamedTuple):
    """A number that binds; ``span`` covers the words that say so.

    ``turn`` of ``turns``: its place in a list of numbers that 分别 gives to as many dates; ``list_begin`` is the
    offset of that list's first number.
    """

    quantity: Quantity
    span: Span
    indicator: str
    comparator: Comparator
    kind: Kind
    rule: str
    list_begin: int = 0
    turn: int = 0
    turns: int = 1

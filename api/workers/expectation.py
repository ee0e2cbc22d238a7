"""What calls of one shape took before: whether to expect a quick answer."""

from collections import OrderedDict
from typing import Final

QUICK_SECONDS: Final = 0.2
"""Of the processor: the clock would call a query slow because others are."""
REMEMBERED: Final = 4096
FORGETTING: Final = 0.5
"""How much of a slow time remains when the same shape is quick the next time."""


class Expectation:
    """The times of the shapes of calls that came last."""

    def __init__(self) -> None:
        self._seconds: OrderedDict[str, float] = OrderedDict()

    def quick(self, shape: str, unknown: bool) -> bool:
        """Whether calls of the shape were quick; ``unknown`` for one never seen."""
        known = self._seconds.get(shape)
        return unknown if known is None else known <= QUICK_SECONDS

    def slow(self, shape: str) -> bool:
        """Whether calls of the shape are known to take long."""
        return self._seconds.get(shape, 0.0) > QUICK_SECONDS

    def learn(self, shape: str, seconds: float) -> None:
        """A call of the shape took so long, or was ended after that time."""
        before = self._seconds.pop(shape, 0.0)
        self._seconds[shape] = max(seconds, before * FORGETTING)
        if len(self._seconds) > REMEMBERED:
            self._seconds.popitem(last=False)

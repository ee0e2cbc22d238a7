"""Stretches of text that hide what stands in them, asked by offset: dates, quotes, brackets, tables."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from loaders.record import Span


class SpanSet:
    """The union of some spans; every question costs the logarithm of their number."""

    __slots__ = ("_begins", "_spans")

    def __init__(self, spans: Iterable[Span]) -> None:
        merged: list[Span] = []
        begins: list[int] = []
        reached = -1
        for span in sorted(spans):
            begin, end = span
            if begin >= reached:
                merged.append(span)
                begins.append(begin)
                reached = end
            elif end > reached:
                merged[-1] = Span(begins[-1], end)
                reached = end
        self._spans, self._begins = merged, begins

    def __iter__(self) -> Iterator[Span]:
        return iter(self._spans)

    def covers(self, offset: int) -> bool:
        """Whether the offset lies in one of the spans."""
        index = bisect_right(self._begins, offset) - 1
        return index >= 0 and offset < self._spans[index].end

    def overlaps(self, span: Span) -> bool:
        """Whether one of the spans shares an offset with the given one."""
        index = bisect_left(self._begins, span.end) - 1
        return index >= 0 and span.begin < self._spans[index].end

    def within(self, span: Span) -> tuple[Span, ...]:
        """The spans that lie wholly inside the given one, in order."""
        first = bisect_left(self._begins, span.begin)
        last = bisect_left(self._begins, span.end)
        return tuple(inner for inner in self._spans[first:last] if inner.end <= span.end) if first < last else ()


NOWHERE = SpanSet(())

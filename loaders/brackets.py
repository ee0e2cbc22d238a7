"""Bracketed stretches of a text, whatever the kind of bracket; one that is never closed ends with its sentence."""

import re
from collections.abc import Iterator

from loaders.record import Span

# A single sign, or a pair with nothing bracketed in it at once.
_SIGNS = re.compile(r"[(（〔\[【［)）〕\]】］\n](?:(?<=[(（〔\[【［])[^(（〔\[【［)）〕\]】］\n]*[)）〕\]】］])?")
_OPEN, _CLOSE = frozenset("(（〔[【［"), frozenset(")）〕]】］")


def find_brackets(text: str, span: Span) -> Iterator[Span]:
    """The outermost brackets within a span, signs included, in order; 〔…( …)…〕 is one.

    Any closing sign closes the innermost opening one, since documents mix （ with ) and 〔 with ]. A bracket that its
    line leaves open is given up to the next bracket, full stop or line end; those after it stand for themselves.
    """
    opened: list[int] = []
    closed: list[Span] = []
    for match in _SIGNS.finditer(text, *span):
        index, sign = match.start(), match.group()
        if len(sign) > 1:
            closed.append(Span(*match.span()))
        elif sign in _OPEN:
            opened.append(index)
        elif sign in _CLOSE and opened:
            bracket = Span(opened.pop(), index + 1)
            while closed and closed[-1].begin > bracket.begin:
                closed.pop()
            closed.append(bracket)
        elif sign == "\n" and (opened or closed):
            yield from _of_line(text, opened, closed, index)
            opened, closed = [], []
    yield from _of_line(text, opened, closed, span.end)


def inside(text: str, bracket: Span) -> Span:
    """The bracket's content without its signs."""
    end = bracket.end - 1 if text[bracket.end - 1] in _CLOSE else bracket.end
    return Span(min(bracket.begin + 1, end), end)


def _of_line(text: str, opened: list[int], closed: list[Span], line_end: int) -> Iterator[Span]:
    """A line's closed brackets, and those left open up to where they can reach."""
    if not opened:
        yield from closed
        return
    starts = sorted((*opened, *(bracket.begin for bracket in closed)))
    ends = {bracket.begin: bracket.end for bracket in closed}
    for number, begin in enumerate(starts):
        if begin in ends:
            yield Span(begin, ends[begin])
            continue
        following = starts[number + 1] if number + 1 < len(starts) else line_end
        stop = text.find("。", begin, following)
        yield Span(begin, stop if stop >= 0 else following)

"""Bracketed stretches of a text, whatever the kind of bracket; one that is never closed ends with its sentence."""

import re
from collections.abc import Iterator

from loaders.record import Span

# A single sign, or a pair with nothing bracketed in it at once.
_SIGNS = re.compile(r"[(（〔\[【［)）〕\]】］](?:(?<=[(（〔\[【［])[^(（〔\[【［)）〕\]】］\n]*[)）〕\]】］])?")
_OPEN, _CLOSE = frozenset("(（〔[【［"), frozenset(")）〕]】］")


def find_brackets(text: str, span: Span) -> list[Span]:
    """The outermost brackets within a span, signs included, in order; 〔…( …)…〕 is one.

    Any closing sign closes the innermost opening one, since documents mix （ with ) and 〔 with ]. A bracket that its
    line leaves open is given up to the next bracket, full stop or line end; those after it stand for themselves.
    """
    found: list[Span] = []
    opened: list[int] = []
    closed: list[Span] = []  # those behind the first that is open
    for match in _SIGNS.finditer(text, span.begin, span.end):
        begin, end = match.span()
        if opened and (line_end := text.find("\n", opened[-1], begin)) >= 0:
            found.extend(_of_line(text, opened, closed, line_end))
            opened, closed = [], []
        if end - begin > 1:
            if opened:
                closed.append(Span(begin, end))
            else:
                found.append(Span(begin, end))
        elif text[begin] in _OPEN:
            opened.append(begin)
        elif opened:
            bracket = Span(opened.pop(), end)
            if not opened:
                closed.clear()
                found.append(bracket)
                continue
            while closed and closed[-1].begin > bracket.begin:
                closed.pop()
            closed.append(bracket)
    if opened:
        line_end = text.find("\n", opened[-1], span.end)
        found.extend(_of_line(text, opened, closed, line_end if line_end >= 0 else span.end))
    return found


def inside(text: str, bracket: Span) -> Span:
    """The bracket's content without its signs."""
    end = bracket.end - 1 if text[bracket.end - 1] in _CLOSE else bracket.end
    return Span(min(bracket.begin + 1, end), end)


def _of_line(text: str, opened: list[int], closed: list[Span], line_end: int) -> Iterator[Span]:
    """A line's brackets that are left open, up to where they can reach, and those closed behind the first of them."""
    starts = sorted((*opened, *(bracket.begin for bracket in closed)))
    ends = {bracket.begin: bracket.end for bracket in closed}
    for number, begin in enumerate(starts):
        if begin in ends:
            yield Span(begin, ends[begin])
            continue
        following = starts[number + 1] if number + 1 < len(starts) else line_end
        stop = text.find("。", begin, following)
        yield Span(begin, stop if stop >= 0 else following)

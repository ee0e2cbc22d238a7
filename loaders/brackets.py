"""Bracketed stretches of a text, whatever the kind of bracket; one that is never closed ends with its line."""

from collections.abc import Iterator

from loaders.record import Span

_OPEN, _CLOSE = frozenset("(（〔[【［"), frozenset(")）〕]】］")


def find_brackets(text: str, span: Span) -> Iterator[Span]:
    """The outermost brackets within a span, signs included, in order; 〔…( …)…〕 is one.

    Any closing sign closes the innermost opening one, since documents mix （ with ) and 〔 with ]. A bracket that a
    line end leaves open is given up to that line end.
    """
    begin, depth = -1, 0
    for index in range(span.begin, span.end):
        sign = text[index]
        if sign in _OPEN:
            if depth == 0:
                begin = index
            depth += 1
        elif sign in _CLOSE and depth:
            depth -= 1
            if depth == 0:
                yield Span(begin, index + 1)
        elif sign == "\n" and depth:
            yield Span(begin, index)
            depth = 0
    if depth:
        yield Span(begin, span.end)


def inside(text: str, bracket: Span) -> Span:
    """The bracket's content without its signs."""
    end = bracket.end - 1 if text[bracket.end - 1] in _CLOSE else bracket.end
    return Span(min(bracket.begin + 1, end), end)

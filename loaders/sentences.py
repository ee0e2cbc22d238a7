"""Sentences and clauses of a stretch of text, as spans; blanks at their ends left out."""

import re
from collections.abc import Iterator

from loaders.record import Span, span_of

_SENTENCE = re.compile(r"[^。！？!?\s|][^。！？!?\n\t|]*[。！？!?]?")
_CLAUSE = re.compile(r"[^,，;；:：。！？!?\s|][^,，;；:：。！？!?\n\t|]*")


def sentences(text: str, span: Span) -> Iterator[Span]:
    """The sentences of a stretch, full stop included; a line's or table cell's end closes a sentence as well."""
    return _trimmed(_SENTENCE, text, span)


def clauses(text: str, span: Span) -> Iterator[Span]:
    """The stretches between commas, semicolons, colons and full stops."""
    return _trimmed(_CLAUSE, text, span)


def _trimmed(pattern: re.Pattern[str], text: str, span: Span) -> Iterator[Span]:
    for match in pattern.finditer(text, span.begin, span.end):
        begin = match.start()
        yield span_of((begin, begin + len(match.group().rstrip())))

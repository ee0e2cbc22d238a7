"""The value a reader makes of a file: one text, and what its layout told apart.

Readers decode once; afterwards nothing changes the text's length, so every span stays true.
"""

from dataclasses import dataclass

from loaders.record import Span


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a grid of spans into the text; a merged cell's span stands in every place it covers."""

    span: Span
    rows: tuple[tuple[Span, ...], ...]


@dataclass(frozen=True, slots=True)
class PageField:
    """A labelled value of a portal page's metadata table: 成文日期 | 2019年01月12日.

    ``label`` has no colon or blanks.
    """

    label: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What a reader took from one file.

    ``source`` is the file name without folders. ``page_title`` is an HTML page's ``<title>``, which is not in the text.
    """

    source: str
    content_hash: str
    text: str
    tables: tuple[Table, ...] = ()
    page_fields: tuple[PageField, ...] = ()
    page_title: str | None = None

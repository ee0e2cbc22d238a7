"""Which of a text's titles is the document's own: not that of the notice that forwards it, nor of an annex."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from loaders.document import Document
from loaders.lexicon import load_lexicon
from loaders.outline import Line
from loaders.record import Provision, Span, span_of
from loaders.titles import (
    LONGEST_TITLE,
    MOST_LINES,
    SHORTEST_TITLE,
    Title,
    about,
    clean,
    find_titles,
    forwarded_title,
    is_like,
    joined_title,
    lines_that_go_on,
    plain,
    title_lines,
    titles_of,
)
from loaders.width import narrow

_HEAD: Final = 8_000
_FORWARDED_REACH: Final = 30_000
_NEAR: Final = 1_500
_HAN: Final = re.compile("[一-龥]")


def find_title(
    document: Document, provisions: Sequence[Provision], named: str | None
) -> tuple[Title | None, Title | None]:
    """The document's own title, and the title of the notice that forwards it, each None where there is none.

    ``named`` is what the page's metadata calls the document.
    """
    head, notice = _titles_above(document.text, provisions)
    if notice:
        return _forwarded(document.text, notice), notice
    ranked = sorted(head, key=lambda title: (-_rank(title, head, document.text, named), title.span.begin))
    return (ranked[0] if ranked else _first_heading(document.text)), None


def _titles_above(text: str, provisions: Sequence[Provision]) -> tuple[Sequence[Title], Title | None]:
    """The titles above the numbered text up to the first that forwards another, and that one."""
    head: list[Title] = []
    for title in find_titles(text[:_HEAD], min(_HEAD, body_begin(text, provisions))):
        head.append(title)
        if forwarded_title(title.text):
            return head, title
    return head, None


def _forwarded(text: str, notice: Title) -> Title:
    """What a notice forwards: the title below it, however it is broken over lines; else the notice's own title.

    A title that says 印发《…》 and no more, without 的通知, is that of the instrument itself.
    """
    inner = forwarded_title(notice.text) or ""
    names = [name for name in dict.fromkeys((plain(inner), plain(about(inner)))) if name]
    for reach in (_NEAR, _FORWARDED_REACH):
        end = notice.span.end + reach
        lines = title_lines(text, notice.span.end, end)
        for index, line in enumerate(lines):
            begun = [name for name in names if name[0] in line.text or not _HAN.match(name)]
            size = _size_of_named(lines, index, begun) if begun else 0
            if size and (reach > _NEAR or index + size + MOST_LINES < len(lines)):  # nothing is cut off
                return joined_title(lines[index : index + size], "forwarded-title")
    for title in titles_of(lines, end):
        if is_like(title.text, inner) or is_like(title.text, about(inner)):
            return Title(title.text, title.span, "forwarded-title")
    if notice.text.endswith("》") and (place := text.find("《", *notice.span)) >= 0:
        span = Span(place + 1, notice.span.end - 1)
        return Title(re.sub(r"\s*\n\s*", "", text[span.begin : span.end]), span, "title-in-title")
    return notice


def _size_of_named(lines: Sequence[Line], index: int, names: Sequence[str]) -> int:
    """How many lines from ``index`` on make up exactly a title of those plain names; 0 when they do not."""
    for wanted in names:
        joined = ""
        for size, line in enumerate(lines[index : index + MOST_LINES], start=1):
            joined += plain(clean(line.text)) if len(line.text) <= LONGEST_TITLE else ""
            if not joined or not wanted.startswith(joined):
                break
            if joined == wanted:
                return size + lines_that_go_on(lines, index, size)
    return 0


def body_begin(text: str, provisions: Sequence[Provision]) -> int:
    """Where the numbered text begins; a rule of dashes above it is no item."""
    return next((part.span.begin for part in provisions if not part.path.startswith("—")), len(text))


def _first_heading(text: str) -> Title | None:
    """The first line that Markdown marks as a heading of the first rank: the title of a text without a kind."""
    match = re.search(r"^# +(\S[^\n]{0,200})$", text[:_HEAD], re.MULTILINE)
    return Title(clean(match[1]), span_of(match.span(1)), "heading") if match else None


def _rank(title: Title, head: Sequence[Title], text: str, named: str | None) -> int:
    """How much speaks for a title being the document's own."""
    following = text[title.span.end : title.span.end + 120].strip()
    copies = sum(plain(title.text) == plain(other.text) for other in head)
    return (
        (3 if "关于" in title.text else 0)
        + (4 if named and is_like(title.text, named) else 0)
        + (2 if copies > 1 else 0)
        + (2 if re.match(r"[^\n]{0,60}(?:[:：]\n|号[)）\s])|为|根据|[(（](?:19|20)", following) else 0)
        + (2 if _organ_first().match(narrow(title.text)) else 0)
        + (1 if len(title.text) >= 2 * SHORTEST_TITLE else 0)
    )


@cache
def _organ_first() -> re.Pattern[str]:
    return re.compile(f"[一-龥、 ]{{0,40}}(?:{load_lexicon('masthead').alternation('organ_suffixes')}) ?(?:关于|印发)")

"""The title of a document: its own, not that of the notice that forwards it.

A title is one or several short lines that end with the name of a kind of instrument (意见, 方案, 办法…). A notice
(关于印发《…》的通知) gives way to what it forwards, wherever that stands as a title of its own further down.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from typing import Final

from loaders.dates import find_dates
from loaders.document import Document
from loaders.document_numbers import find_document_numbers
from loaders.lexicon import load_lexicon
from loaders.outline import Line, lines_of
from loaders.page_fields import has_page_field
from loaders.record import Provision, Span
from loaders.signatures import is_organ
from loaders.width import narrow

_HEAD: Final = 8_000
_LONGEST_TITLE: Final = 160
_MOST_LINES: Final = 5
_SHORTEST_TITLE: Final = 4
_MARKS: Final = " \t\u3000\xa0*#>-—·"
_SENTENCE: Final = re.compile(r"[。;!?]|:$|,$|^[<>]|>>|\||\d{1,2}:\d\d")
_REMARK: Final = re.compile(
    r"第 ?\S{1,5} ?号|[\d\s年月日:/.-]+|\((?!试行|暂行|修订|草案|送审)[^()\d]*\)|\([^()]*[日过稿行]\)"
)
_TAIL: Final = re.compile(r"(?:[(][^()]{1,30}[)]|[”\"])*$")
_SPACED: Final = re.compile(r"(?<=[一-龥]) {1,2}(?=[一-龥])")
_EVENLY_SPACED: Final = re.compile(r"(?:[一-龥][ \u3000\xa0]{1,2}){3,60}[一-龥]")
_PAIRS: Final = ("《》", "“”", "()", "〈〉")
_PLAIN: Final = re.compile(r"[\s“”\"'‘’《》〈〉<>「」()·*#]+")
_DASHES: Final = re.compile(r"[~\-–—―－]+")
_FORWARDED_LIKENESS: Final = 0.82


@dataclass(frozen=True, slots=True)
class Title:
    """A title of the text: ``text`` without line breaks, ``span`` from its first line to its last."""

    text: str
    span: Span
    rule: str


def find_title(
    document: Document, provisions: Sequence[Provision], named: str | None
) -> tuple[Title | None, Title | None]:
    """The document's own title, and the title of the notice that forwards it, each None where there is none.

    ``named`` is what the page's metadata calls the document.
    """
    titles = find_titles(document.text)
    end = min(_HEAD, body_begin(document.text, provisions))
    head = list(takewhile(lambda title: title.span.begin < end, titles))
    notice = next((title for title in head if forwarded_title(title.text)), None)
    if notice:
        inner = forwarded_title(notice.text) or ""
        for title in find_titles(document.text, notice.span.end):
            if is_like(title.text, inner) or is_like(title.text, about(inner)):
                return Title(title.text, title.span, "forwarded-title"), notice
        return notice, None
    ranked = sorted(head, key=lambda title: (-_rank(title, head, document.text, named), title.span.begin))
    return (ranked[0] if ranked else _first_heading(document.text)), None


def body_begin(text: str, provisions: Sequence[Provision]) -> int:
    """Where the numbered text begins; a rule of dashes above it is no item."""
    return next((part.span.begin for part in provisions if not part.path.startswith("—")), len(text))


def find_titles(text: str, begin: int = 0) -> Iterator[Title]:
    """Yield every run of short lines after ``begin`` that reads like a title, in text order."""
    lines = [line for line in lines_of(text) if line.span.begin >= begin]
    index = 0
    while index < len(lines):
        size = _title_size(lines, index)
        if size:
            skipped = _stray_lines(lines[index : index + size])
            index, size = index + skipped, size - skipped
            span = Span(lines[index].span.begin, lines[index + size - 1].span.end)
            joined = "".join(_clean(line.text) for line in lines[index : index + size])
            if _EVENLY_SPACED.fullmatch(joined):
                joined = re.sub(r"\s", "", joined)
            yield Title(joined, span, "title-lines" if size > 1 else "title-line")
            index += size
        else:
            index += 1


def forwarded_title(title: str) -> str | None:
    """The title, of half width, of what a notice of this title forwards; None when it forwards nothing."""
    lexicon = load_lexicon("masthead")
    text = _SPACED.sub("", narrow(title))
    for name in ("forwarding-quoted", "forwarding"):
        if match := lexicon.rule(name).pattern.search(text):
            return match["inner"]
    return None


def about(title: str) -> str:
    """The part of a title from 关于 on, without the body that issued it; the whole title when it has no 关于."""
    place = title.find("关于")
    return title[place:] if place > 0 else title


def plain(title: str) -> str:
    """A title without blanks, quotes and brackets, all dashes alike: two spellings of one title have one plain form."""
    return _DASHES.sub("-", _PLAIN.sub("", narrow(title)))


def is_like(title: str, other: str) -> bool:
    """Whether two titles name one instrument: equal, one the other's end, or nearly the same signs."""
    one, two = plain(title).replace("的", ""), plain(other).replace("的", "")
    if not one or not two:
        return False
    shorter, longer = sorted((one, two), key=len)
    if longer.endswith(shorter) and len(shorter) >= _SHORTEST_TITLE:
        return True
    pairs_one, pairs_two = _pairs(one), _pairs(two)
    shared = len(pairs_one & pairs_two)
    return bool(shared) and 2 * shared / (len(pairs_one) + len(pairs_two)) >= _FORWARDED_LIKENESS


def _pairs(text: str) -> set[str]:
    return {text[place : place + 2] for place in range(len(text) - 1)}


def _first_heading(text: str) -> Title | None:
    """The first line that Markdown marks as a heading of the first rank: the title of a text without a kind."""
    match = re.search(r"^# +(\S[^\n]{0,200})$", text[:_HEAD], re.MULTILINE)
    return Title(_clean(match[1]), Span(*match.span(1)), "heading") if match else None


def _clean(line: str) -> str:
    return line.strip(_MARKS)


def _title_size(lines: Sequence[Line], index: int) -> int:
    """How many lines from ``index`` on make up a title; 0 for none."""
    joined = ""
    for size in range(1, _MOST_LINES + 1):
        if index + size > len(lines) or not _may_be_title(lines[index + size - 1].text):
            return 0
        joined += _clean(lines[index + size - 1].text)
        if _is_complete(joined):
            return size + (1 if _goes_on(lines, index + size, joined) else 0)
    return 0


def _stray_lines(lines: Sequence[Line]) -> int:
    """How many lines above the title are none of it: neither the body nor the place that 关于 belongs to."""
    about_line = next((place for place, line in enumerate(lines) if "关于" in line.text), 0)
    stray = 0
    for place, line in enumerate(lines[:about_line]):
        names = re.split(r"[\s、]+", _clean(line.text))
        named = all(is_organ(name) or name[-1:] in "省市县区州" for name in names)
        if not named and not any(verb in line.text for verb in load_lexicon("masthead").words["forwarding"]):
            stray = place + 1
    return stray


def _may_be_title(line: str) -> bool:
    cleaned = narrow(_clean(line))
    if not cleaned or len(cleaned) > _LONGEST_TITLE or _SENTENCE.search(cleaned) or has_page_field(line):
        return False
    date = next(find_dates(cleaned), None)
    if date and date.span == (0, len(cleaned)):
        return False
    if cleaned.endswith("令") or next(find_document_numbers(line), None) or _REMARK.fullmatch(cleaned):
        return False
    return not _numbered().match(cleaned)


def _is_complete(joined: str) -> bool:
    text = _SPACED.sub("", narrow(joined))
    if not _SHORTEST_TITLE <= len(text) <= _LONGEST_TITLE or any(text.count(a) != text.count(b) for a, b in _PAIRS):
        return False
    core = _TAIL.sub("", text).rstrip('》”"')
    return bool(_kind_end().search(core)) and not re.search(r",.*,", core)


def _goes_on(lines: Sequence[Line], index: int, joined: str) -> bool:
    """Whether the next line still belongs to the title: 关于加强规划 / 管理的意见."""
    if index >= len(lines) or lines[index].span.begin > lines[index - 1].span.end + 2:
        return False
    following = _clean(lines[index].text)
    return (
        _may_be_title(following)
        and re.match(
            r"(?:管理|实施|考核|评价|工作|建设|制定|编制)?[^关]{0,12}的|(?:实施|管理|工作)(?:办法|细则|方案|意见)",
            following,
        )
        is not None
        and _is_complete(joined + following)
        and "关于" in joined
        and "关于" not in following
    )


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
        + (1 if len(title.text) >= 2 * _SHORTEST_TITLE else 0)
    )


@cache
def _kind_end() -> re.Pattern[str]:
    return re.compile(f"(?:{load_lexicon('masthead').alternation('kinds')})$")


@cache
def _organ_first() -> re.Pattern[str]:
    return re.compile(f"[一-龥、 ]{{0,40}}(?:{load_lexicon('masthead').alternation('organ_suffixes')}) ?(?:关于|印发)")


@cache
def _numbered() -> re.Pattern[str]:
    return re.compile(
        r"(?:第[一二三四五六七八九十百]{1,4}[章节条编]|[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、]|附件|附:|附表)"
    )

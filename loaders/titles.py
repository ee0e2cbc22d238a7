"""Titles in a text: one or several short lines that end with the name of a kind of instrument (意见, 方案, 办法…).

Which of them is the document's own is told in ``own_title.py``.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from typing import Final

from loaders.dates import find_dates
from loaders.document_numbers import find_document_numbers, has_serial
from loaders.lexicon import load_lexicon
from loaders.outline import Line, lines_of
from loaders.page_fields import has_page_field
from loaders.record import Span
from loaders.signatures import is_organ
from loaders.width import narrow

LONGEST_TITLE: Final = 160
MOST_LINES: Final = 5
SHORTEST_TITLE: Final = 4
_MARKS: Final = " \t\u3000\xa0*#>-—·★☆●■□◆▲△※"
_ACT_HEAD: Final = re.compile("(?:令|公告|文件)$")
_SENTENCE: Final = re.compile(
    r"^[a-z_]+:|[。;!?]|:$|,$|^[<>]|>>|^(?:当前位置|首页)|[ \u3000][>›»][ \u3000]|\||\d{1,2}:\d\d"
)
_REMARK: Final = re.compile(
    r"第 ?\S{1,5} ?号|[\d\s年月日:/.-]+|\((?!试行|暂行|修订|草案|送审)[^()\d]*\)|\([^()]*[日过稿行]\)"
)
_TAIL: Final = re.compile(r"(?:[(][^()]{1,30}[)]|[”\"])*$")
_SPACED: Final = re.compile(r"(?<=[一-龥]) {1,2}(?=[一-龥])")
_EVENLY_SPACED: Final = re.compile(r"(?:[一-龥][ \u3000\xa0]{1,2}){3,60}[一-龥](?![一-龥])")
_YEARS_OR_DRAFT: Final = re.compile(
    r"[(](?:(?:19|20)\d\d[^()月]{0,14}|试行|暂行|修订[版稿]?|[一-龥]{0,4}稿|草案|\d{4}年?版)[)](?:的(?:通知|函|公告|决定|批复))?"
)
_REST_OF_KIND: Final = re.compile(r"(?:实施|工作|行动|管理|考核|专项)?(?:办法|细则|方案|意见|规定|计划|措施)")
_PAIRS: Final = ("《》", "“”", "()", "〈〉")
_PLAIN: Final = re.compile(r"[\s“”\"'‘’《》〈〉<>「」()·*#]+")
_DASHES: Final = re.compile(r"[~\-–—―－]+")
_GOING_ON: Final = re.compile(
    r"(?:管理|实施|考核|评价|工作|建设|制定|编制)?[^关]{0,12}(?:\([^()]{1,14}\))?的|(?:实施|管理|工作)(?:办法|细则|方案|意见)"
)
_WIDEST_GAP: Final = 4
_FORWARDED_LIKENESS: Final = 0.82


@dataclass(frozen=True, slots=True)
class Title:
    """A title of the text: ``text`` without line breaks, ``span`` from its first line to its last."""

    text: str
    span: Span
    rule: str


def find_titles(text: str, end: int | None = None) -> Iterator[Title]:
    """Yield every run of short lines that reads like a title and begins before ``end``, in text order."""
    stop = len(text) if end is None else end
    lines = title_lines(text, 0, stop)
    lines += map(_without_number, islice(lines_of(text, stop), 2 * MOST_LINES))  # the last title may go on
    return titles_of(lines, stop)


def title_lines(text: str, begin: int, end: int) -> list[Line]:
    """The lines within [begin, end), each without a document number that is printed before its title."""
    return [_without_number(line) for line in lines_of(text, begin, end)]


def _without_number(line: Line) -> Line:
    """The line without a document number that opens it or, in brackets, closes it."""
    if len(line.text) > 2 * LONGEST_TITLE or not has_serial(line.text):
        return line
    number = next(find_document_numbers(line.text), None)
    if number is None:
        return line
    before = line.text[: number.span.begin].rstrip(" (（\u3000")
    after = line.text[number.span.end :].lstrip(" )）\u3000")
    if bool(before) == bool(after) or (before and line.text[-1] not in ")）"):
        return line
    begin = line.span.begin if before else line.span.end - len(after)
    return Line(before or after, Span(begin, begin + len(before or after)))


def titles_of(lines: Sequence[Line], end: int) -> Iterator[Title]:
    """Yield every run of lines that reads like a title, in text order."""
    index = 0
    while index < len(lines) and lines[index].span.begin < end:
        size = _title_size(lines, index)
        if size:
            skipped = _stray_lines(lines[index : index + size])
            index, size = index + skipped, size - skipped
            size += lines_that_go_on(lines, index, size) if skipped else 0  # there is room for more lines now
            yield joined_title(lines[index : index + size], "title-lines" if size > 1 else "title-line")
        index += size or 1


def joined_title(lines: Sequence[Line], rule: str) -> Title:
    """The title that the lines make up, without blanks between signs that are spread over the line."""
    joined = "".join(clean(line.text) for line in lines)
    joined = _EVENLY_SPACED.sub(lambda match: re.sub(r"\s", "", match.group()), joined)
    return Title(joined, Span(lines[0].span.begin, lines[-1].span.end), rule)


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


@lru_cache(maxsize=1024)  # a title is held against every line that may be it
def plain(title: str) -> str:
    """A title without blanks, quotes and brackets, all dashes alike: two spellings of one title have one plain form."""
    return _DASHES.sub("-", _PLAIN.sub("", narrow(title)))


def is_like(title: str, other: str) -> bool:
    """Whether two titles name one instrument: equal, one the other's end, or nearly the same signs."""
    one, two = plain(title).replace("的", ""), plain(other).replace("的", "")
    if not one or not two:
        return False
    shorter, longer = sorted((one, two), key=len)
    if longer.endswith(shorter) and len(shorter) >= SHORTEST_TITLE:
        return True
    pairs_one, pairs_two = _pairs(one), _pairs(two)
    shared = len(pairs_one & pairs_two)
    return bool(shared) and 2 * shared / (len(pairs_one) + len(pairs_two)) >= _FORWARDED_LIKENESS


def _pairs(text: str) -> set[str]:
    return {text[place : place + 2] for place in range(len(text) - 1)}


def clean(line: str) -> str:
    """The line without blanks, marks of Markdown and stars at its ends."""
    return line.strip(_MARKS)


def _title_size(lines: Sequence[Line], index: int) -> int:
    """How many lines from ``index`` on make up a title; 0 for none."""
    joined = ""
    for size in range(1, MOST_LINES + 1):
        if index + size > len(lines) or not _may_be_title(lines[index + size - 1].text):
            return 0
        joined += clean(lines[index + size - 1].text)
        if _is_complete(joined):
            return size + lines_that_go_on(lines, index, size)
    return 0


def _stray_lines(lines: Sequence[Line]) -> int:
    """How many lines above the title are none of it: neither the body nor the place that 关于 belongs to."""
    about_line = next((place for place, line in enumerate(lines) if "关于" in line.text), 0)
    stray = 0
    for place, line in enumerate(lines[:about_line]):
        names = re.split(r"[\s、]+", clean(line.text))
        named = all(is_organ(name) or name[-1:] in "省市县区州" for name in names)
        if not named and not any(verb in line.text for verb in load_lexicon("masthead").words["forwarding"]):
            stray = place + 1
    return stray


@lru_cache(maxsize=512)  # each line is asked together with those above it
def _may_be_title(line: str) -> bool:
    cleaned = clean(line)
    if not cleaned or len(cleaned) > LONGEST_TITLE or "。" in cleaned:
        return False
    cleaned = narrow(cleaned)
    if _SENTENCE.search(cleaned) or _numbered().match(cleaned) or cleaned.endswith("令") or _REMARK.fullmatch(cleaned):
        return False
    if has_page_field(line) or next(find_document_numbers(line), None):
        return False
    if _ACT_HEAD.search(cleaned) and is_organ(_ACT_HEAD.sub("", cleaned)):
        return False
    date = next(find_dates(cleaned), None)
    return date is None or date.span != (0, len(cleaned))


def _is_complete(joined: str) -> bool:
    text = _SPACED.sub("", narrow(joined))
    if not SHORTEST_TITLE <= len(text) <= LONGEST_TITLE or any(text.count(a) != text.count(b) for a, b in _PAIRS):
        return False
    core = _TAIL.sub("", text).rstrip(' 》”"')
    return bool(_kind_end().search(core)) and not re.search(r",.*,", core)


def lines_that_go_on(lines: Sequence[Line], index: int, size: int) -> int:
    """How many lines after a complete title still belong to it."""
    more = 0
    while size + more < MOST_LINES:
        joined = "".join(clean(line.text) for line in lines[index : index + size + more])
        if not _goes_on(lines, index + size + more, joined):
            break
        more += 1
    return more


def _goes_on(lines: Sequence[Line], index: int, joined: str) -> bool:
    """Whether the next line still belongs to the title: 关于加强规划 / 管理的意见, 行动方案 / (2025—2027年)."""
    if index >= len(lines) or lines[index].span.begin > lines[index - 1].span.end + _WIDEST_GAP:
        return False
    following = narrow(clean(lines[index].text))
    if _YEARS_OR_DRAFT.fullmatch(following) or _REST_OF_KIND.fullmatch(following):
        return True
    return (
        _may_be_title(following)
        and _GOING_ON.match(following) is not None
        and _is_complete(joined + following)
        and "关于" in joined
        and "关于" not in following
    )


@cache
def _kind_end() -> re.Pattern[str]:
    return re.compile(f"(?:{load_lexicon('masthead').alternation('kinds')})$")


@cache
def _numbered() -> re.Pattern[str]:
    return re.compile(
        r"(?:第[一二三四五六七八九十百]{1,4}[章节条编]|[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、]|附件|附:|附表)"
    )

"""The dates of a sentence that say by when: what a deadline is chosen from.

A base year (比2015年), a date in a title and one that describes a thing (2000年底前建成的小区) say nothing of it.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from loaders.dates import find_times
from loaders.record import Span, span_of
from loaders.span_sets import NOWHERE, SpanSet

ANNUAL = "annual"
_SAME_YEAR, ALL_YEAR = "当年", "全年"  # of the year named before; of the document's year
OPEN = ""  # 三年累计: a time whose end is not told ends the reach of the dates before it
UNDATED = frozenset((ANNUAL, ALL_YEAR, OPEN))
_OPEN_TIME = re.compile(
    r"[二两三四五](?<![^,;:。\n、].)(?:个)?年(?:累计|共计|内累计)|[到至](?=[\u4e00-\u9fff]{2,12}(?:结束|期满|届满|终了)时?,)"
)
_ANNUAL = re.compile(
    r"每年|年均(?!值|浓度|气温|水温)(?=.{0,3}(?:增|降|提|减|递|新|完成|建|达到\d|不))|逐年|每一年|各年度|每年度|按年度|年度(?=新增|培训)"
)
# Every alternative is a literal or begins with one, so that the search passes over all other signs.
_MAY_BE_MENTION = re.compile(r"年|月|五|季|-(?<=\d\d-)|\.(?<=\d\d\.)|/(?<=\d\d/)|之日|即日|现在|目前|19\d\d|20\d\d")
_BASE = re.compile(r"(?:(?<!占)比|较|与|同|以|从|由|自|在|相比|按照|根据|依据)(?:“?十[一二三四五六七八九]五”?|“)?$")
_BASE_AFTER = re.compile(r"(?:年)?(?:相比|为基[准数期]|基础上|同期|实际|以来|修订|版|末的|\()")
# 2000年底前建成的老旧小区: the date describes a thing
_DESCRIBES = re.compile(
    r"(?:底|末)?(?:以前|之前|前)?(?:年)?(?:底|末)?前?(?:建成|建设|出台|颁布|投产|注册|登记|出生|入学|毕业|开工|竣工)[^,。;]{0,4}[的、]"
)
_THIS_YEAR = re.compile(
    r"年(?<![\d\u4e00-\u9fff]年)底前?|今(?<![\u4e00-\u9fff]今)年(?!以来|[上下]半年|[一二三四]季度)"
    r"|年(?<![一二两三四五六十\d]年)内|今年(?:年)?底?前?|本年度"
)
_THAT_YEAR = re.compile(r"当年(?!度?[上下]|[^,;。\d]{0,6}率)")
_WHOLE_YEAR_HERE = re.compile("全年(?!龄)")
_NEXT_YEAR = re.compile(r"明(?<![\u4e00-\u9fff]明)年")
_TITLE = re.compile(r"《[^》\n]{0,120}》")


class Mention(NamedTuple):
    """A date by its place in the text: ISO 8601, ``ANNUAL``, ``ALL_YEAR`` or ``OPEN``."""

    offset: int
    deadline: str


def offset_of(mention: Mention) -> int:
    """Where a mention stands, as a key to search mentions by."""
    return mention.offset


@lru_cache(maxsize=1024)  # a provision asks for its opening, each of its numbers for its sentence
def find_mentions(text: str, sentence: Span, year: int | None) -> tuple[Mention, ...]:
    """The dates of a sentence that say by when, in order; base years (比2015年) are none."""
    begin, end = sentence
    if not _MAY_BE_MENTION.search(text, begin, end):
        return ()
    found = [Mention(match.start(), ANNUAL) for match in _ANNUAL.finditer(text, begin, end)]
    if year is not None:
        found += [Mention(match.start(), str(year)) for match in _THIS_YEAR.finditer(text, begin, end)]
        found += [Mention(match.start(), _SAME_YEAR) for match in _THAT_YEAR.finditer(text, begin, end)]
        found += [Mention(match.start(), str(year + 1)) for match in _NEXT_YEAR.finditer(text, begin, end)]
        found += [Mention(match.start(), ALL_YEAR) for match in _WHOLE_YEAR_HERE.finditer(text, begin, end)]
    found += [Mention(match.start(), OPEN) for match in _OPEN_TIME.finditer(text, begin, end)]
    titles = NOWHERE
    if text.find("《", begin, end) >= 0:
        titles = SpanSet([span_of(match.span()) for match in _TITLE.finditer(text, begin, end)])
    dates, ranges = find_times(text, begin, end, year=year)
    in_ranges = SpanSet(stretch.span for stretch in ranges)
    for stretch in ranges:
        if stretch.finish and not _DESCRIBES.match(text, stretch.span.end):
            found.append(Mention(stretch.span.begin, stretch.finish))
    for date in dates:
        inside = in_ranges.covers(date.span.begin)
        before, after = text[max(0, date.span.begin - 8) : date.span.begin], text[date.span.end : date.span.end + 4]
        if _DESCRIBES.match(text, date.span.end):
            continue
        if not inside and not _BASE.search(before) and not _BASE_AFTER.match(after):
            found.append(Mention(date.span.begin, date.iso))
    outside = (mention for mention in found if not titles.covers(mention.offset))
    return _with_that_year(sorted(outside, key=offset_of), year)


def _with_that_year(mentions: Sequence[Mention], year: int | None) -> tuple[Mention, ...]:
    """The mentions with 当年 as the year named last before it: 到2030年,当年新增…; else it is the document's."""
    dated: list[Mention] = []
    for mention in mentions:
        if mention.deadline == _SAME_YEAR:
            named = next((one.deadline for one in reversed(dated) if one.deadline[:4].isdigit()), str(year))
            dated.append(Mention(mention.offset, named[:4]))
        else:
            dated.append(mention)
    return tuple(dated)

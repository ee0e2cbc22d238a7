"""By when: the date that a place in the text inherits from its clause, its sentence, its item or its sections.

A date reaches forward to the end of its sentence (over semicolons), and from a section's opening sentence over the
section, never backward; 每年 and 年均 are ``annual``. 完成时限 in an item's bracket is the item's own date.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from loaders.dates import find_dates, find_times
from loaders.number_traps import looks_back
from loaders.outline import body_of, paths_above
from loaders.record import DeadlineSource, Provision, Span, span_of
from loaders.sentences import sentences
from loaders.span_sets import NOWHERE, SpanSet
from loaders.statements import find_labels, has_label_sign

ANNUAL = "annual"
_OPEN = ""  # 三年累计: a time whose end is not told ends the reach of the dates before it
_OPEN_TIME = re.compile(
    r"[二两三四五](?<![^,;:。\n、].)(?:个)?年(?:累计|共计|内累计)|[到至](?=[\u4e00-\u9fff]{2,12}(?:结束|期满|届满|终了)时?,)"
)
_CARRYING = ("且", "并", "其中")
_YEARS_ALONE = re.compile(r"[\d年\-~—–至到]{5,14}")  # 2024—2026年每年: two words of one time
_ANNUAL = re.compile(
    r"每年|年均(?!值|浓度|气温|水温)(?=.{0,3}(?:增|降|提|减|递|新|完成|建|达到\d|不))|逐年|每一年|各年度|每年度|按年度|年度(?=新增|培训)"
)
_EVERY_YEAR = re.compile(r"\s*(?:每年|逐年|每年度|年度(?![目计])|按年度)")
_WHOLE_YEAR = re.compile(r"\s*全年\s*")
_DOTTED_MONTH = re.compile(r"\s*(?P<year>20\d\d)[./-](?P<month>1[0-2]|0?[1-9])(?![\d./-])")  # 2025.06 in a cell
# Every alternative is a literal or begins with one, so that the search passes over all other signs.
_MAY_BE_MENTION = re.compile(r"年|月|五|季|-(?<=\d\d-)|\.(?<=\d\d\.)|/(?<=\d\d/)|之日|即日|现在|目前|19\d\d|20\d\d")
_DEADLINE_WORD = re.compile("时限|期限|时间")
_LABEL_REACH = 16
_MOST_MENTIONS = 16  # that say 每年, before one says by when
_OPENING = 3  # a heading, a look back, the opening sentence
_BASE = re.compile(r"(?:(?<!占)比|较|与|同|以|从|由|自|在|相比)(?:“?十[一二三四五六七八九]五”?|“)?$")
_BASE_AFTER = re.compile(r"(?:年)?(?:相比|为基[准数期]|基础上|同期|实际|以来|修订|版|末的|\()")
# 2000年底前建成的老旧小区: the date describes a thing
_DESCRIBES = re.compile(
    r"(?:底|末)?(?:以前|之前|前)?(?:年)?(?:底|末)?前?(?:建成|建设|出台|颁布|投产|注册|登记|出生|入学|毕业|开工|竣工)[^,。;]{0,4}[的、]"
)
_THIS_YEAR = re.compile(
    r"年(?<![\d\u4e00-\u9fff]年)底前?|今(?<![\u4e00-\u9fff]今)年(?!以来|[上下]半年|[一二三四]季度)"
    r"|年(?<![一二两三四五六十\d]年)内|今年(?:年)?底?前?|本年度|当年(?!度?[上下]|[^,;。\d]{0,6}率)"
)
# 2023年底前印发实施: by when one act is done, not what follows
_OF_AN_ACT = re.compile(
    r"[^,;。]{4,12}前(?:全面|全部)?(?:印发|出台|制定|报送|报|启动|修订|发布|(?:建成|完成|建立)(?=[^,;。\d]{4,}[,;。]))"
)
_NEXT_YEAR = re.compile(r"明(?<![\u4e00-\u9fff]明)年")
_BUILT = re.compile(r"[^,;。]{4,12}前(?:全面|全部)?(?:建成|竣工|完工|投产|投运|投用|开工|通车)")
_THEN_DONE = re.compile(r"[^,;。]{2,16}前(?:全部|全面)?(?:完成|建成|投用|竣工|投产|投运|到位|达标|开工)")
_TITLE = re.compile(r"《[^》\n]{0,120}》")


class Due(NamedTuple):
    """By when, and where that is said; both None where nothing says it."""

    deadline: str | None = None
    source: DeadlineSource | None = None


_UNSAID = Due()


class _Mention(NamedTuple):
    offset: int
    deadline: str


def _offset(mention: _Mention) -> int:
    return mention.offset


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The dates that whole stretches state: ``opening`` by provisions' first sentences, ``own`` by a 完成时限.

    ``rows`` are the deadlines of table rows with the rows' stretches, in order.
    """

    opening: Mapping[str, _Mention]
    own: Mapping[str, str]
    rows: Sequence[tuple[Span, str]]
    year: int | None

    def in_turn(self, text: str, sentence: Span, before: int, count: int) -> tuple[str, ...]:
        """The ``count`` dates that one clause gives to as many numbers: 2024年、2025年分别更新18公里、22公里."""
        begin = max(text.rfind(sign, sentence.begin, before) + 1 for sign in ",;。\n")
        earlier = max(text.rfind(sign, sentence.begin, max(sentence.begin, begin - 1)) + 1 for sign in ",;。\n")
        for first in (begin, earlier):  # 到2025年、2030年,利用率分别达到25%、35%
            stretch = Span(max(first, sentence.begin), before)
            found = [m.deadline for m in _mentions(text, stretch, self.year) if m.deadline not in (ANNUAL, _OPEN)]
            if len(found) == count:
                return tuple(found)
        return ()

    def at(self, text: str, provision: str, sentence: Span, promise: Span, *, listed: bool) -> Due:
        """The deadline that holds for a promise in a sentence of the provision.

        每年 holds for its clause, and for what is ``listed`` after it or joined by 且; 年均 for its clause only.
        """
        if (mentions := _mentions(text, sentence, self.year)) and (said := _said(text, mentions, promise, listed)):
            return Due(said, "explicit")
        row = bisect_right(self.rows, promise.begin, key=lambda row: row[0].begin) - 1 if self.rows else -1
        if row >= 0 and promise.begin < self.rows[row][0].end:
            return Due(self.rows[row][1], "explicit")
        if provision in self.own:
            return Due(self.own[provision], "explicit")
        for path in reversed(paths_above(provision)):
            stated = self.opening.get(path)
            if stated is not None and stated.offset < sentence.begin:
                return Due(stated.deadline, "inherited_section" if path else "inherited_document")
        return _UNSAID

    def is_past(self, deadline: str | None) -> bool:
        """Whether a date lies in a year before the document's: what was reached then is a result, not an aim."""
        return deadline is not None and _before(deadline, self.year)


def _said(text: str, mentions: Sequence[_Mention], promise: Span, listed: bool) -> str | None:
    """The date that a sentence gives a promise of it: behind the number, else before it."""
    before = bisect_left(mentions, promise.end, key=_offset)
    return _said_after(text, mentions[before : before + _MOST_MENTIONS], promise.end) or _said_before(
        text, mentions[max(0, before - _MOST_MENTIONS) : before], promise, listed=listed
    )


def _said_after(text: str, mentions: Sequence[_Mention], end: int) -> str | None:
    """The date behind a number in its clause: 首批10处于2026年6月前完成."""
    for mention in mentions:
        if mention.offset > end and text[mention.offset - 1] in "于在" and _THEN_DONE.match(text, mention.offset):
            return None if re.search(r"[,;]", text[end : mention.offset]) else mention.deadline
    return None


def _said_before(text: str, mentions: Sequence[_Mention], promise: Span, *, listed: bool) -> str | None:
    """The last date before a number that reaches as far as it."""
    joined = -1
    for mention in reversed(mentions):
        if mention.offset >= promise.end or mention.offset == joined:
            continue
        between = text[mention.offset : promise.begin]
        if mention.deadline == _OPEN:
            return None
        carried = (listed and ";" not in between) or text.startswith(_CARRYING, promise.begin)
        same_clause = "," not in between and ";" not in between
        if mention.deadline != ANNUAL or same_clause or (carried and not between.startswith("年均")):
            return mention.deadline
        joined = next((m.offset for m in mentions if _YEARS_ALONE.fullmatch(text, m.offset, mention.offset)), -1)
    return None


def read_deadlines(
    text: str, provisions: Sequence[Provision], rows: Sequence[tuple[Span, str]], year: int | None
) -> Deadlines:
    """The dates that the provisions of a narrowed text state for all they hold.

    ``rows`` are the deadlines of table rows, in order; ``year`` is the document's own.
    """
    opening: dict[str, _Mention] = {}
    own: dict[str, str] = {}
    for provision in provisions:
        if _may_date(text, provision.span) and (mention := _opening_mention(text, provision, year)):
            opening.setdefault(provision.path, mention)
        if provision.path not in own and (stated := _stated_deadline(text, provision.span, year)):
            own[provision.path] = stated
    return Deadlines(opening, own, rows, year)


def _may_date(text: str, span: Span) -> bool:
    """Whether a sign that is in every date in words stands in a stretch."""
    begin, end = span
    return text.find("年", begin, end) >= 0 or text.find("月", begin, end) >= 0 or text.find("五", begin, end) >= 0


def _stated_deadline(text: str, span: Span, year: int | None) -> str | None:
    """The first deadline behind a label such as 完成时限 in a stretch."""
    begin, end = span
    if (text.find("限", begin, end) < 0 and text.find("时间", begin, end) < 0) or not has_label_sign(text, span):
        return None
    for word in _DEADLINE_WORD.finditer(text, begin, end):
        near = Span(max(begin, word.start() - _LABEL_REACH), min(end, word.end() + _LABEL_REACH))
        for label in find_labels(text, near):
            said = Span(label.span.end, min(end, label.span.end + 40))
            if label.rule == "label-deadline" and (deadline := deadline_of(text, said, year)):
                return deadline
    return None


def deadline_of(text: str, said: Span, year: int | None) -> str | None:
    """The deadline that a cell or a label's words (完成时限:2023年12月底) state: a date, 全年, or 每年."""
    if _EVERY_YEAR.match(text, *said):
        return ANNUAL
    if year is not None and _WHOLE_YEAR.fullmatch(text, *said):
        return str(year)
    month = _DOTTED_MONTH.match(text, *said)
    if month:
        return f"{month['year']}-{int(month['month']):02d}"
    date = next(find_dates(text, *said, year=year), None)
    return date.iso if date else None


def _opening_mention(text: str, provision: Provision, year: int | None) -> _Mention | None:
    """The last date of a provision's opening sentence, its heading before it; one that looks back gives way."""
    found = tuple(islice(sentences(text, body_of(text, provision)), _OPENING))
    headed = bool(found) and text[slice(*found[0])].rstrip("。:") == provision.heading
    for number, sentence in enumerate(found):
        dated = [
            mention
            for mention in _mentions(text, sentence, year)
            if mention.deadline not in (ANNUAL, _OPEN) and not _is_of_one_act(text, mention.offset)
        ]
        if dated and year is None and looks_back(text, sentence):
            continue
        ahead = [mention for mention in dated if not _before(mention.deadline, year)]
        if ahead:
            return ahead[-1]
        if not dated and not (headed and number == 0):
            return None
    return None


def _is_of_one_act(text: str, offset: int) -> bool:
    """Whether a date says when one act is done: 2023年底前印发方案, 扩建工程于2025年6月底前建成."""
    return bool(_OF_AN_ACT.match(text, offset) or (text.startswith("于", offset - 1) and _BUILT.match(text, offset)))


def _before(deadline: str, year: int | None) -> bool:
    return year is not None and deadline[:4].isdigit() and int(deadline[:4]) < year


@lru_cache(maxsize=1024)  # a provision asks for its opening, each of its numbers for its sentence
def _mentions(text: str, sentence: Span, year: int | None) -> tuple[_Mention, ...]:
    """The dates of a sentence that say by when, in order; base years (比2015年) are none."""
    begin, end = sentence
    if not _MAY_BE_MENTION.search(text, begin, end):
        return ()
    found = [_Mention(match.start(), ANNUAL) for match in _ANNUAL.finditer(text, begin, end)]
    if year is not None:
        found += [_Mention(match.start(), str(year)) for match in _THIS_YEAR.finditer(text, begin, end)]
        found += [_Mention(match.start(), str(year + 1)) for match in _NEXT_YEAR.finditer(text, begin, end)]
    found += [_Mention(match.start(), _OPEN) for match in _OPEN_TIME.finditer(text, begin, end)]
    titles = NOWHERE
    if text.find("《", begin, end) >= 0:
        titles = SpanSet([span_of(match.span()) for match in _TITLE.finditer(text, begin, end)])
    dates, ranges = find_times(text, begin, end, year=year)
    in_ranges = SpanSet(stretch.span for stretch in ranges)
    for stretch in ranges:
        if stretch.finish and not _DESCRIBES.match(text, stretch.span.end):
            found.append(_Mention(stretch.span.begin, stretch.finish))
    for date in dates:
        inside = in_ranges.covers(date.span.begin)
        before, after = text[max(0, date.span.begin - 8) : date.span.begin], text[date.span.end : date.span.end + 4]
        if _DESCRIBES.match(text, date.span.end):
            continue
        if not inside and not _BASE.search(before) and not _BASE_AFTER.match(after):
            found.append(_Mention(date.span.begin, date.iso))
    outside = (mention for mention in found if not titles.covers(mention.offset))
    return tuple(sorted(outside, key=_offset))

"""By when: the date that a place in the text inherits from its clause, its sentence, its item or its sections.

A date reaches forward to the end of its sentence (over semicolons), and from a section's opening sentence over the
section, never backward; 每年 and 年均 are ``annual``. 完成时限 in an item's bracket is the item's own date.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest
from typing import NamedTuple

from loaders.dates import find_dates
from loaders.mentioned_dates import ALL_YEAR, ANNUAL, OPEN, UNDATED, Mention, find_mentions, offset_of
from loaders.number_traps import looks_back
from loaders.outline import body_of, paths_above
from loaders.record import DeadlineSource, Provision, Span
from loaders.sentences import sentences
from loaders.statements import find_labels, has_label_sign

_NO_NUMBER = re.compile(r"每年[^,;。\d]+,")  # 每年汛前完成管渠清淤,清淤率达100%
_CARRYING = ("且", "并", "其中")
_YEARS_ALONE = re.compile(r"[\d年\-~—–至到]{5,14}")  # 2024—2026年每年: two words of one time
_EVERY_YEAR = re.compile(r"\s*(?:每年|逐年|每年度|年度(?![目计])|按年度)")
_WHOLE_YEAR = re.compile(r"\s*全年\s*")
_DOTTED_MONTH = re.compile(r"\s*(?P<year>20\d\d)[./-](?P<month>1[0-2]|0?[1-9])(?![\d./-])")  # 2025.06 in a cell
_DEADLINE_WORD = re.compile("时限|期限|时间")
_LABEL_REACH = 16
_MOST_MENTIONS = 16  # that say 每年, before one says by when
_LONGEST_LEAD = 120
_OPENING = 3  # a heading, a look back, the opening sentence
_YEAR = re.compile(r"20\d\d(?=年)")
_LEAD_IN = re.compile(r":(?=[ *]*(?:\n|\Z))")
_BY_WHEN = re.compile(
    r"\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:年?[底末]|以?前|之前|内|[,:])|十[一二三四五六]五[”\"]?(?:规划)?(?:期?末|期间|时期)"
)
# 2023年底前印发实施: by when one act is done, not what follows
_OF_AN_ACT = re.compile(
    r"[^,;。]{4,12}前(?:全面|全部)?(?:印发|出台|制定|报送|报|启动|修订|发布|(?:建成|完成|建立)(?=[^,;。\d]{4,}[,;。]))"
)
_BUILT = re.compile(r"[^,;。]{4,12}前(?:全面|全部)?(?:建成|竣工|完工|投产|投运|投用|开工|通车)")
# 新建管网95公里,2018年6月底前完工: the clause behind says no more than by when
_THEN_ALL_DONE = re.compile(
    r"[^,;。]{2,12}?(?:全部|全面|正式)?(?:完成|完工|建成|投用|投入使用|投入运营|竣工|投产|投运|到位|达标|通车)(?:投[用产运]|使用|任务)?(?=[。;]|$)"
)
_THEN_DONE = re.compile(r"[^,;。]{2,16}前(?:全部|全面)?(?:完成|建成|投用|竣工|投产|投运|到位|达标|开工)")


class Due(NamedTuple):
    """By when, and where that is said; both None where nothing says it."""

    deadline: str | None = None
    source: DeadlineSource | None = None


_UNSAID = Due()


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The dates that whole stretches state, ``own`` by a 完成时限.

    ``opening`` are those of provisions' first sentences and of what leads in a list (到2025年,实现以下目标:), in order;
    ``rows`` are the deadlines of table rows with the rows' stretches, in order; ``whole_year`` is the year that 全年
    means, None in a document of several years' work.
    """

    opening: Mapping[str, Sequence[Mention]]
    own: Mapping[str, str]
    rows: Sequence[tuple[Span, str]]
    year: int | None
    whole_year: int | None = None

    def in_turn(self, text: str, sentence: Span, before: int, count: int) -> tuple[str, ...]:
        """The ``count`` dates that one clause gives to as many numbers: 2024年、2025年分别更新18公里、22公里."""
        begin = max(text.rfind(sign, sentence.begin, before) + 1 for sign in ",;。\n")
        earlier = max(text.rfind(sign, sentence.begin, max(sentence.begin, begin - 1)) + 1 for sign in ",;。\n")
        for first in (begin, earlier):  # 到2025年、2030年,利用率分别达到25%、35%
            stretch = Span(max(first, sentence.begin), before)
            found = [m.deadline for m in find_mentions(text, stretch, self.year) if m.deadline not in UNDATED]
            if len(found) == count:
                return tuple(found)
        return ()

    def at(self, text: str, provision: str, sentence: Span, promise: Span, *, listed: bool) -> Due:
        """The deadline that holds for a promise in a sentence of the provision.

        每年 holds for its clause, and for what is ``listed`` after it or joined by 且; 年均 for its clause only; 全年
        where no 完成时限 says more.
        """
        mentions = find_mentions(text, sentence, self.year)
        if self.whole_year is None and mentions:  # 全年 of several years' work says nothing
            mentions = tuple([mention for mention in mentions if mention.deadline != ALL_YEAR])
        said = _said(text, mentions, promise, listed) if mentions else None
        if said and said != ALL_YEAR:
            return Due(said, "explicit")
        row = bisect_right(self.rows, promise.begin, key=lambda row: row[0].begin) - 1 if self.rows else -1
        if row >= 0 and promise.begin < self.rows[row][0].end:
            return Due(self.rows[row][1], "explicit")
        if provision in self.own:
            return Due(self.own[provision], "explicit")
        if said:
            return Due(str(self.whole_year), "explicit")
        for path in reversed(paths_above(provision)):
            for stated in reversed(self.opening.get(path, ())):
                if stated.offset < sentence.begin:
                    return Due(stated.deadline, "inherited_section" if path else "inherited_document")
        return _UNSAID

    def is_past(self, deadline: str | None) -> bool:
        """Whether a date lies in a year before the document's: what was reached then is a result, not an aim."""
        return deadline is not None and _before(deadline, self.year)


def _said(text: str, mentions: Sequence[Mention], promise: Span, listed: bool) -> str | None:
    """The date that a sentence gives a promise of it: behind the number, else before it."""
    before = bisect_left(mentions, promise.end, key=offset_of)
    return _said_after(text, mentions[before : before + _MOST_MENTIONS], promise.end) or _said_before(
        text, mentions[max(0, before - _MOST_MENTIONS) : before], promise, listed=listed
    )


def _said_after(text: str, mentions: Sequence[Mention], end: int) -> str | None:
    """The date behind a number in its clause, or all that the next clause says: 首批10处于2026年6月前完成."""
    for mention in mentions:
        begin = mention.offset
        if begin > end and text[begin - 1] in "于在" and _THEN_DONE.match(text, begin):
            return None if re.search(r"[,;]", text[end:begin]) else mention.deadline
        if begin > end and text[begin - 1] == "," and _THEN_ALL_DONE.match(text, begin):
            return None if re.search(r"[,;]", text[end : begin - 1]) else mention.deadline
    return None


def _said_before(text: str, mentions: Sequence[Mention], promise: Span, *, listed: bool) -> str | None:
    """The last date before a number that reaches as far as it."""
    joined = -1
    for mention in reversed(mentions):
        if mention.offset >= promise.end or mention.offset == joined:
            continue
        between = text[mention.offset : promise.begin]
        if mention.deadline == OPEN:
            return None
        carried = (listed and ";" not in between) or text.startswith(_CARRYING, promise.begin)
        carried = carried or (mention is mentions[0] and _NO_NUMBER.fullmatch(between) is not None)
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
    opening: dict[str, list[Mention]] = {}
    own: dict[str, str] = {}
    for provision, following in zip_longest(provisions, provisions[1:]):
        if _may_date(text, provision.span):
            mention = _opening_mention(text, provision, year) if provision.path not in opening else None
            if mention:
                opening[provision.path] = [mention]
            for lead in _leads(text, provision, year):
                opening.setdefault(_led_by(text, lead, provision, following), []).append(lead)
        if provision.path not in own and (limit := _stated_deadline(text, provision.span, year)):
            own[provision.path] = limit
    return Deadlines(opening, own, rows, year, _whole_year(text, year))


def _whole_year(text: str, year: int | None) -> int | None:
    """The year that 全年 means: the document's, unless its work goes on in later ones."""
    if year is None or "全年" not in text:
        return None
    return None if any(int(match.group()) > year for match in _YEAR.finditer(text)) else year


def _leads(text: str, provision: Provision, year: int | None) -> Iterator[Mention]:
    """The dates by which sentences lead in the lines below them: 到2025年,努力实现以下目标:."""
    begin = body_of(text, provision).begin
    for sign in _LEAD_IN.finditer(text, begin, provision.span.end):
        earliest = max(begin, sign.start() - _LONGEST_LEAD)
        sentence = Span(max(text.rfind(end, earliest, sign.start()) + 1 for end in "。\n") or earliest, sign.start())
        dated = [mention for mention in _dated(text, sentence, year) if _says_by_when(text, mention.offset)]
        if dated and not _before(dated[-1].deadline, year):
            yield dated[-1]


def _led_by(text: str, lead: Mention, provision: Provision, following: Provision | None) -> str:
    """The path whose parts a lead speaks of: its provision's; that above where the next item's lead ends an item."""
    goes_on = following is None or following.path.startswith(f"{provision.path}/")
    ends = not text[text.find(":", lead.offset) : provision.span.end].strip(": *\n")
    above = paths_above(provision.path)
    return above[-2] if ends and not goes_on and len(above) > 1 else provision.path


def _says_by_when(text: str, offset: int) -> bool:
    return text[offset - 1 : offset] in ("到", "至") or _BY_WHEN.match(text, offset) is not None


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


def _opening_mention(text: str, provision: Provision, year: int | None) -> Mention | None:
    """The last date of a provision's opening sentence, its heading before it; one that looks back gives way."""
    found = tuple(islice(sentences(text, body_of(text, provision)), _OPENING))
    headed = bool(found) and text[slice(*found[0])].rstrip("。:") == provision.heading
    for number, sentence in enumerate(found):
        dated = _dated(text, sentence, year)
        if dated and year is None and looks_back(text, sentence):
            continue
        ahead = [mention for mention in dated if not _before(mention.deadline, year)]
        if ahead:
            return ahead[-1]
        if not dated and not (headed and number == 0):
            return None
    return None


def _dated(text: str, sentence: Span, year: int | None) -> list[Mention]:
    """The dates of a sentence that may hold for others too."""
    return [
        mention
        for mention in find_mentions(text, sentence, year)
        if mention.deadline not in UNDATED and not _is_of_one_act(text, mention.offset)
    ]


def _is_of_one_act(text: str, offset: int) -> bool:
    """Whether a date says when one act is done: 2023年底前印发方案, 扩建工程于2025年6月底前建成."""
    return bool(_OF_AN_ACT.match(text, offset) or (text.startswith("于", offset - 1) and _BUILT.match(text, offset)))


def _before(deadline: str, year: int | None) -> bool:
    return year is not None and deadline[:4].isdigit() and int(deadline[:4]) < year

"""Dates and stretches of time in running text, as ISO 8601 strings of the precision that the text gives.

2014年4月16日 is 2014-04-16, 2014年6月底 is 2014-06, 2025年底 and “十四五”末 are 2025. The forms are data:
``lexicon/dates.toml``. Five-year plans are counted from the first (1953); from the eleventh on they begin in 2006.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Final, NamedTuple

from loaders.lexicon import Rule, load_lexicon
from loaders.numerals import parse_numeral
from loaders.record import Span
from loaders.width import narrow

# Every alternative begins with a sign of its own, and looks back from there: so the search passes over all other signs.
_ANCHOR: Final = re.compile(
    r"1(?<![\d第]1)9\d\d(?!\d)|2(?<![\d第]2)0\d\d(?!\d)"
    r"|一[〇○◯零0OoОΟ一二三四五六七八九]{3} ?年|二[〇○◯零0OoОΟ一二三四五六七八九]{3} ?年"
    r"|十[一二三四五六七八九]五|之日起?|即日起?|现在起?|目前起?"
)
_MONTH_ANCHOR: Final = re.compile(
    r"[0-9上下第一二三四](?<![\d年\-~—至.].)(?:(?<=[0-9])(?:(?<=1)[0-2]|(?<=0)[1-9]|(?<!0)) ?月"
    r"|(?<=[上下])半年|(?<=第)[一二三四]季度|(?<=[一二三四])季度)"
)
_ZEROS: Final = str.maketrans({"О": "〇", "Ο": "〇", "◯": "〇", "O": "〇", "o": "〇", "0": "〇"})
_FIRST_PLAN: Final = ("十一五", 2006)


class FoundDate(NamedTuple):
    """A date in the text: ``iso`` is ``2014``, ``2014-04`` or ``2014-04-16``; ``damaged`` when a sign was lost."""

    span: Span
    iso: str
    rule: str
    damaged: bool = False


class FoundRange(NamedTuple):
    """A stretch of time; an open end is None. A start that is the document's own date (自发布之日起) is None too."""

    span: Span
    start: str | None
    finish: str | None
    rule: str


def find_dates(text: str, begin: int = 0, end: int | None = None, *, year: int | None = None) -> Iterator[FoundDate]:
    """The dates within [begin, end) in text order, without overlap; spans count from the start of ``text``.

    With ``year``, a month, half or quarter that names no year of its own (6月底, 上半年) is read as one of that year.
    """
    stretch = narrow(text[begin:end])
    return _dates(stretch, _anchors(stretch, with_months=year is not None), begin, year)


def find_times(
    text: str, begin: int, end: int, *, year: int | None
) -> tuple[tuple[FoundDate, ...], tuple[FoundRange, ...]]:
    """The dates and the stretches of time within [begin, end) of a narrowed text, as the two others find them."""
    stretch = text[begin:end]
    anchors = _anchors(stretch, with_months=False)
    dated = _with_months(stretch, anchors) if year is not None else anchors
    return tuple(_dates(stretch, dated, begin, year)), tuple(_ranges(stretch, anchors, begin))


def _dates(stretch: str, anchors: Sequence[int], begin: int, year: int | None) -> Iterator[FoundDate]:
    position = 0
    for place in anchors:
        if place < position:
            continue
        for rule in _rules("point"):
            match = rule.pattern.match(stretch, place)
            iso = _point(match, year) if match and match.end() > place else None
            if match and iso:
                span = Span(begin + match.start(), begin + match.end())
                yield FoundDate(span, iso, rule.id, bool(rule.fields.get("damaged")))
                position = match.end()
                break


def find_ranges(text: str, begin: int = 0, end: int | None = None) -> Iterator[FoundRange]:
    """The stretches of time within [begin, end) in text order; a single date is none."""
    stretch = narrow(text[begin:end])
    return _ranges(stretch, _anchors(stretch, with_months=False), begin)


def _ranges(stretch: str, anchors: Sequence[int], begin: int) -> Iterator[FoundRange]:
    position = 0
    for place in anchors:
        if place < position:
            continue
        for rule in _rules("range"):
            match = rule.pattern.match(stretch, place)
            ends = _ends(match, rule) if match else None
            if match and ends:
                yield FoundRange(Span(begin + match.start(), begin + match.end()), *ends, rule.id)
                position = match.end()
                break


def plan_years(name: str) -> tuple[int, int] | None:
    """First and last year of a five-year plan named 十四五, with or without quotes; None for any other name."""
    plan = name.strip("“”\"'‘’")
    if not re.fullmatch(r"十[一二三四五六七八九]五", plan):
        return None
    first = _FIRST_PLAN[1] + 5 * int(parse_numeral(plan[1]) - parse_numeral(_FIRST_PLAN[0][1]))
    return first, first + 4


@cache
def _rules(kind: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in load_lexicon("dates").rules if rule.fields["kind"] == kind)


def _anchors(stretch: str, *, with_months: bool) -> list[int]:
    # 自发布之日起: the form begins two signs before 之日.
    places = [max(0, match.start() - 2 * (match[0][0] == "之")) for match in _ANCHOR.finditer(stretch)]
    return _with_months(stretch, places) if with_months else places


def _with_months(stretch: str, places: list[int]) -> list[int]:
    if "月" not in stretch and "半年" not in stretch and "季度" not in stretch:
        return places
    return sorted((*places, *(match.start() for match in _MONTH_ANCHOR.finditer(stretch))))


def _point(match: re.Match[str], year: int | None) -> str | None:
    groups = match.groupdict()
    if plan := groups.get("plan"):
        years = plan_years(plan)
        return str(years[1]) if years else None
    if half := groups.get("half"):
        return _iso(groups.get("year") or str(year or ""), {"上": "6", "下": "12"}[half], None)
    if quarter := groups.get("quarter"):
        return _iso(groups.get("year") or str(year or ""), str(3 * _value(quarter)), None)
    return _iso(groups.get("year") or str(year or ""), groups.get("month"), groups.get("day"))


def _ends(match: re.Match[str], rule: Rule) -> tuple[str | None, str | None] | None:
    groups = match.groupdict()
    if plan := groups.get("plan"):
        years = plan_years(plan)
        return (str(years[0]), str(years[1])) if years else None
    if "year1" not in groups:
        iso = _iso(groups["year"], groups["month"], groups["day"])
        return ((iso, None) if rule.id == "open-end" else (None, iso)) if iso else None
    start = _iso(groups["year1"], groups.get("month1"), groups.get("day1"))
    finish = _finish(groups)
    return (start, finish) if start and finish and _in_order(start, finish) else None


def _finish(groups: dict[str, str | None]) -> str | None:
    """The later end; what it leaves out (2014年2月~4月, 3月1日至15日) is taken from the earlier one."""
    year, month, day = groups.get("year2"), groups.get("month2"), groups.get("day2")
    if groups.get("day_alone"):
        return _iso(groups["year1"], groups.get("month1"), groups["day_alone"]) if groups.get("day1") else None
    if not year and not month:
        return None
    return _iso(year or groups["year1"], month, day)


def _in_order(start: str, finish: str) -> bool:
    return start[: len(finish)] <= finish


@lru_cache(maxsize=1024)  # a document names the same years and months again and again
def _iso(year: str | None, month: str | None, day: str | None) -> str | None:
    """The ISO form, or None when there is no year or no such day."""
    if not year:
        return None
    numbers = [_value(part) for part in (year, month, day) if part]
    try:
        date(*[*numbers, 1, 1][:3])
    except ValueError:
        return None
    return "-".join(f"{number:04d}" if place == 0 else f"{number:02d}" for place, number in enumerate(numbers))


def _value(numeral: str) -> int:
    if numeral.isdigit() and numeral.isascii():
        return int(numeral)
    return int(parse_numeral("一" if numeral in {"元", "正"} else numeral.translate(_ZEROS)))

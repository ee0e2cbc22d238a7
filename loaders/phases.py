"""Dated stages of the work: 宣传发动阶段(2023年2月~4月), in headings, in running text and in tables of progress."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Final

from loaders.dates import find_dates, find_ranges
from loaders.document import Table
from loaders.lexicon import Rule, load_lexicon
from loaders.outline import Line, lines_of, lines_with, path_at
from loaders.record import Phase, Provision, Span
from loaders.signatures import find_signature

_LONGEST_HEADING: Final = 120
_LABEL: Final = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、]|[①-⑳]|[—·*# ]+"
    r"|第[一二三四五六七八九十]{1,3}条){1,3}"
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_MONTHS: Final = re.compile(r"\d{1,2} ?月|\d{1,2} ?日")
_TO: Final = re.compile(r"[\d年月日底初] {0,2}[-~—–至到]")
_ANCHOR: Final = re.compile(
    r"19\d\d|20\d\d|月(?:(?<=[\d一二三四五六七八九十]月)|(?<=[\d一二三四五六七八九十] 月))"
    r"|〇\S{1,2}年|○\S{1,2}年|零\S{1,2}年|即日|之日"
)
_PARTED: Final = re.compile("[(:,。—]")
_MONTHS_OF: Final = {"half-year": 6, "quarter": 3}
_TIME_FIRST: Final = re.compile(r"(?P<time>(?:19|20)\d\d ?年[^,。;:()]{0,30}?月[^,。;:()]{0,8})[,:]")
_LONGEST_NAME: Final = 40
_BEFORE: Final = 60
_AFTER: Final = 80

_Time = tuple[str | None, str | None]


def find_phases(
    text: str, original: str, tables: Sequence[Table], provisions: Sequence[Provision]
) -> tuple[Phase, ...]:
    """The dated stages of a narrowed text in order, each once; a stage of a single date begins and ends with it."""
    found = [*_in_lines(text, original, provisions), *_in_tables(text, original, tables, provisions)]
    unique: dict[tuple[str | None, str | None], Phase] = {}
    for phase in sorted(found, key=lambda phase: phase.span):
        unique.setdefault((phase.start, phase.finish), phase)
    return tuple(unique.values())


def _in_lines(text: str, original: str, provisions: Sequence[Provision]) -> Iterator[Phase]:
    year: str | None = None
    staged = _Staged(provisions)
    heading = ""
    for line in staged.lines(text):
        if not _ANCHOR.search(line.text):
            heading = line.text if len(line.text) <= _LONGEST_NAME and "阶段" in line.text else ""
            continue
        below = _TIME_FIRST.match(line.text) if heading else None
        time = _read_time(below["time"], year) if below else None
        if below and time:  # (一)第一阶段为自查阶段。 over 2023年4月―6月,由各单位自查
            span = Span(line.span.begin, line.span.begin + below.end("time"))
            name = _LABEL.sub("", heading, count=1).strip("。:： ")
            path = path_at(provisions, span.begin)
            yield Phase(
                provision=path,
                span=span,
                quote=original[slice(*span)],
                rule="time-below-name",
                name=name,
                start=time[0],
                finish=time[1],
            )
            heading = ""
            continue
        heading = ""
        path = path_at(provisions, line.span.begin)
        for rule, match in _stages_of(line, staged.holds(path, line.span.begin)):
            if year is None and not _YEAR.search(match["time"]):
                signature = find_signature(text)
                year = signature.date.iso[:4] if signature else ""
            time = _read_time(match["time"], year)
            if time is None:
                continue
            year = (time[1] or time[0] or "")[:4] or year
            span = Span(line.span.begin + match.start(), line.span.begin + match.end())
            yield Phase(
                provision=path,
                span=span,
                quote=original[span.begin : span.end],
                rule=rule.id,
                name=_LABEL.sub("", match["name"], count=1).strip(),
                start=time[0],
                finish=time[1],
            )


class _Staged:
    """Which places are those of stages: the items and lines directly under a section such as 三、创建步骤."""

    def __init__(self, provisions: Sequence[Provision]) -> None:
        stages = _words("sections")
        staged = stages.search("\n".join([provision.heading for provision in provisions]))
        self._sections = {
            provision.path: provision.span.begin
            for provision in (provisions if staged else ())
            if stages.search(provision.heading)
        }
        self._provisions = [one for one in provisions if self._sections and self.holds(one.path, one.span.end)]

    def lines(self, text: str) -> Iterator[Line]:
        """The lines where a stage may stand: elsewhere than in such a section it has a word for it in its name."""
        found: dict[Span, Line] = {}
        for line in lines_with(text, _words("stages")):
            found[line.span] = line
            if len(line.text) <= _LONGEST_NAME:  # its time may stand on the line below
                found.update((below.span, below) for below in islice(lines_of(text, line.span.end), 1))
        for provision in self._provisions:
            found.update((line.span, line) for line in lines_of(text, *provision.span))
        return (found[span] for span in sorted(found))

    def holds(self, path: str, begin: int) -> bool:
        """Whether the line that begins there is an item under such a section, or a line below its heading."""
        parent, _, _ = path.rpartition("/")
        return parent in self._sections or self._sections.get(path, begin) < begin


def _stages_of(line: Line, in_section: bool) -> Iterator[tuple[Rule, re.Match[str]]]:
    """Yield what reads like a stage with its time, by the first rule that finds any."""
    windows = [window for window in _windows(line.text) if _PARTED.search(line.text, *window)]
    for rule in load_lexicon("phases").rules:
        told = (window for window in windows if rule.may_match(line.text, *window))
        matches = (match for window in told for match in rule.pattern.finditer(line.text, *window))
        found = [match for match in matches if _is_stage(line, match, rule, in_section)]
        if found:
            yield from ((rule, match) for match in found)
            return


def _windows(line: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches around times, so that a line of any length costs what its times cost."""
    begin = end = 0
    for anchor in _ANCHOR.finditer(line):
        if end and anchor.start() - _BEFORE > end:
            yield begin, end
            end = 0
        begin = begin if end else max(end, anchor.start() - _BEFORE, 0)
        end = min(len(line), anchor.end() + _AFTER)
    if end:
        yield begin, end


def _is_stage(line: Line, match: re.Match[str], rule: Rule, in_section: bool) -> bool:
    """Whether it is one: anywhere if its name says so, at the head of an item in a section of stages.

    In 2025年,第一阶段的目标是… the year is that of the aim: a bare year is no time of a stage there.
    """
    at_head = not _LABEL.sub("", line.text[: min(match.start(), _LONGEST_HEADING)], count=1)
    precise = bool(_MONTHS.search(match["time"]) or _TO.search(match["time"]))
    if rule.fields.get("where") != "head" and _words("stages").search(match["name"]):
        return at_head or precise or match.group().endswith(")")
    sure = rule.id != "name-then-time" or ":" in match.group() or bool(_TO.search(match["time"]))
    return at_head and in_section and sure and match.end() <= _LONGEST_HEADING


def _read_time(printed: str, year: str | None) -> _Time | None:
    """Start and finish; a time without a year (3月至5月) is of the year of the stage before it."""
    if not _YEAR.search(printed) and year and (months := _MONTHS.search(printed)):
        printed = f"{printed[: months.start()]}{year}年{printed[months.start() :]}"
    spans = next(find_ranges(printed), None)
    if spans:
        return spans.start, spans.finish
    date = next(find_dates(printed), None)
    if date is None:
        return None
    # 2025年下半年 is read as its last month, December: a stage of that time begins five months before.
    length = _MONTHS_OF.get(date.rule, 1)
    return f"{date.iso[:5]}{int(date.iso[5:7]) - length + 1:02d}" if length > 1 else date.iso, date.iso


def _in_tables(text: str, original: str, tables: Sequence[Table], provisions: Sequence[Provision]) -> Iterator[Phase]:
    for table in tables:
        columns = _columns(text, table)
        if columns is None:
            continue
        name_column, time_column = columns
        year: str | None = None
        for row in table.rows[1:]:
            if max(columns) >= len(row):
                continue
            name, time = row[name_column], row[time_column]
            read = _read_time(text[time.begin : time.end], year)
            if read:
                year = (read[1] or read[0] or "")[:4] or year
                yield Phase(
                    provision=path_at(provisions, name.begin),
                    span=time,
                    quote=original[time.begin : time.end],
                    rule="table-row",
                    name=original[name.begin : name.end].strip(),
                    start=read[0],
                    finish=read[1],
                )


def _columns(text: str, table: Table) -> tuple[int, int] | None:
    """The columns of the stage's name and of its time, when the first row has headers for both."""
    headers = [re.sub(r"\s", "", text[cell.begin : cell.end]) for cell in table.rows[0]]
    name = next((place for place, header in enumerate(headers) if header in _headers("name_columns")), None)
    time = next((place for place, header in enumerate(headers) if header in _headers("time_columns")), None)
    return None if name is None or time is None else (name, time)


@cache
def _words(name: str) -> re.Pattern[str]:
    return re.compile(load_lexicon("phases").alternation(name))


@cache
def _headers(name: str) -> frozenset[str]:
    return frozenset(load_lexicon("phases").words[name])

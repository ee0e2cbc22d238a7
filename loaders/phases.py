"""Dated stages of the work: 宣传发动阶段(2023年2月~4月), in headings, in running text and in tables of progress."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from loaders.dates import find_dates, find_ranges
from loaders.document import Document, Table
from loaders.lexicon import Rule, load_lexicon
from loaders.outline import Line, lines_of, path_at
from loaders.record import Phase, Provision, Span
from loaders.width import narrow

_LONGEST_HEADING: Final = 120
_LABEL: Final = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、]|[—·*# ]+){1,3}"
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_MONTHS: Final = re.compile(r"\d{1,2}月|\d{1,2}日")

_Time = tuple[str | None, str | None]


def find_phases(document: Document, provisions: Sequence[Provision]) -> tuple[Phase, ...]:
    """The dated stages in text order, each once; a stage of a single date begins and ends with it."""
    text = narrow(document.text)
    found = [*_in_lines(document.text, text, provisions), *_in_tables(document, text, provisions)]
    unique: dict[tuple[str | None, str | None], Phase] = {}
    for phase in sorted(found, key=lambda phase: phase.span):
        unique.setdefault((phase.start, phase.finish), phase)
    return tuple(unique.values())


def _in_lines(original: str, text: str, provisions: Sequence[Provision]) -> Iterator[Phase]:
    year: str | None = None
    headings = {provision.path: provision.heading for provision in provisions}
    for line in lines_of(text):
        path = path_at(provisions, line.span.begin)
        for rule, match in _stages_of(line, _is_staged(path, headings)):
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


def _is_staged(path: str, headings: dict[str, str]) -> bool:
    """Whether the place is an item directly under a section of stages (三、创建步骤)."""
    parent, _, _ = path.rpartition("/")
    return any(word in headings.get(parent, "") for word in load_lexicon("phases").words["sections"])


def _stages_of(line: Line, in_section: bool) -> Iterator[tuple[Rule, re.Match[str]]]:
    """Yield what reads like a stage with its time: anywhere if its name says so, in a section of stages at its head."""
    words = load_lexicon("phases").words["stages"]
    for rule in load_lexicon("phases").rules:
        taken = False
        for match in rule.pattern.finditer(line.text):
            at_head = in_section and not _LABEL.sub("", line.text[: match.start()], count=1)
            if (at_head and match.end() <= _LONGEST_HEADING) or any(word in match["name"] for word in words):
                taken = True
                yield rule, match
        if taken:
            return


def _read_time(printed: str, year: str | None) -> _Time | None:
    """Start and finish; a time without a year (3月至5月) is of the year of the stage before it."""
    if not _YEAR.search(printed) and year and (months := _MONTHS.search(printed)):
        printed = f"{printed[: months.start()]}{year}年{printed[months.start() :]}"
    spans = next(find_ranges(printed), None)
    if spans:
        return spans.start, spans.finish
    date = next(find_dates(printed), None)
    return (date.iso, date.iso) if date else None


def _in_tables(document: Document, text: str, provisions: Sequence[Provision]) -> Iterator[Phase]:
    for table in document.tables:
        columns = _columns(text, table)
        if columns is None:
            continue
        name_column, time_column = columns
        for row in table.rows[1:]:
            if max(columns) >= len(row):
                continue
            name, time = row[name_column], row[time_column]
            read = _read_time(text[time.begin : time.end], None)
            if read:
                yield Phase(
                    provision=path_at(provisions, name.begin),
                    span=time,
                    quote=document.text[time.begin : time.end],
                    rule="table-row",
                    name=document.text[name.begin : name.end].strip(),
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
def _headers(name: str) -> frozenset[str]:
    return frozenset(load_lexicon("phases").words[name])

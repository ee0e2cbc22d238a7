"""Tables read by their columns' headings: which column names bodies, which a deadline, an indicator, a goal.

A row that is one cell all across (一、能源绿色低碳转型) heads the rows below it, as a section's heading does.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from loaders.document import Table
from loaders.lexicon import load_lexicon
from loaders.outline import path_at, read_section_line
from loaders.record import Provision, Span
from loaders.statements import rules_of

_ROLES = frozenset({"lead", "support", "responsible"})
_HEADER_ROWS = 3
_LONGEST_HEADING = 20
_REMARK = re.compile(r"\([^()]*\)$")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what it holds (an id of ``lexicon/tables.toml``) and its heading's letters."""

    index: int
    holds: str
    heading: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row below the headings: ``provision`` is the section's path and the row's number; ``span`` its own text.

    ``cells`` is empty for a row that heads those below it.
    """

    provision: str
    span: Span
    cells: tuple[Span, ...]
    numbered: bool


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table whose headings tell what it holds."""

    span: Span
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def columns_holding(self, *kinds: str) -> Iterator[Column]:
        """The columns of those kinds, in order."""
        return (column for column in self.columns if column.holds in kinds)

    @property
    def states_responsibility(self) -> bool:
        """Whether some column names bodies."""
        return any(column.holds in _ROLES for column in self.columns)

    @property
    def states_indicators(self) -> bool:
        """Whether there are indicators with goals."""
        kinds = {column.holds for column in self.columns}
        return {"indicator", "goal"} <= kinds

    @property
    def indicator(self) -> Column | None:
        """The column of the indicators themselves: of 一级指标 and 二级指标 side by side, the innermost."""
        columns = list(self.columns_holding("indicator"))
        innermost = 0
        while innermost + 1 < len(columns) and columns[innermost + 1].index == columns[innermost].index + 1:
            innermost += 1
        return columns[innermost] if columns else None


def read_tables(text: str, tables: Sequence[Table], provisions: Sequence[Provision]) -> tuple[ReadTable, ...]:
    """The tables of responsibilities or indicators; other tables are left to the readers of running text."""
    read = (_read_table(text, table, _section(path_at(provisions, table.span.begin))) for table in tables)
    return tuple(table for table in read if table is not None)


def without_quotes(text: str, tables: Sequence[ReadTable]) -> str:
    """The text, of the same length, with blanks for what tables of responsibilities quote beside their own cells.

    A column 原文 repeats the words of the document that the table was made from; read again they would count twice.
    """
    quotes = {
        row.cells[column.index]
        for table in tables
        if table.states_responsibility
        for column in table.columns_holding("quote")
        for row in table.rows
        if column.index < len(row.cells)
    }
    for begin, end in sorted(quotes):
        text = text[:begin] + " " * (end - begin) + text[end:]
    return text


def with_rows(text: str, provisions: Sequence[Provision], tables: Sequence[ReadTable]) -> tuple[Provision, ...]:
    """The outline with a provision for every numbered row; the section's own text ends where its table begins.

    Rows without numbers between numbered ones are further pieces of the provision they stand in.
    """
    starts = {table.span.begin: table for table in tables if any(row.numbered for row in table.rows)}
    if not starts:
        return tuple(provisions)
    headings = {provision.path: provision.heading for provision in provisions}
    rows = []
    for table in starts.values():
        for row in filter(lambda row: row.provision, table.rows):
            heading = _row_heading(text, table, row) if row.numbered else headings.get(row.provision, "")
            headings.setdefault(row.provision, heading)
            rows.append(Provision(path=row.provision, heading=heading, order=0, span=row.span))
    cut = [_cut(text, provision, starts) for provision in provisions]
    ordered = sorted((piece for pieces in cut for piece in pieces), key=lambda provision: provision.span.begin)
    merged = sorted((*ordered, *rows), key=lambda provision: provision.span.begin)
    return tuple(
        Provision(path=provision.path, heading=provision.heading, order=order, span=provision.span)
        for order, provision in enumerate(merged)
    )


def _section(path: str) -> str:
    """The section that holds a table: a dash item before it ends with its paragraph."""
    return "/".join(label for label in path.split("/") if not label.startswith("—"))


def _read_table(text: str, table: Table, section: str) -> ReadTable | None:
    for index, row in enumerate(table.rows[:_HEADER_ROWS]):
        if len({text[slice(*cell)] for cell in row}) == 1:
            continue  # the table's title
        height = 1 + sum(1 for below in table.rows[index + 1 : index + _HEADER_ROWS] if set(below) & set(row))
        columns = tuple(_columns(text, table.rows[index : index + height]))
        candidate = ReadTable(table.span, columns, tuple(_rows(text, table.rows[index + height :], columns, section)))
        if candidate.states_responsibility or candidate.states_indicators:
            return candidate
    return None


def _columns(text: str, heading_rows: Sequence[Sequence[Span]]) -> Iterator[Column]:
    """The columns by their headings; stacked headings (目标值 over 2025年) are told by the lowest that tells."""
    found: dict[tuple[Span, ...], Column] = {}
    for index in range(len(heading_rows[0])):
        stacked = tuple(dict.fromkeys(row[index] for row in heading_rows if index < len(row)))
        headings = [re.sub(r"\s", "", text[cell.begin : cell.end]) for cell in stacked]
        kinds = [kind for heading in reversed(headings) if (kind := _kind(heading))]
        # Under a heading 指标 over two columns the indicators stand in the second, their classes in the first.
        if kinds and (stacked not in found or kinds[0] == "indicator"):
            found[stacked] = Column(index, kinds[0], "".join(headings))
    yield from found.values()


def _kind(heading: str) -> str | None:
    if not heading or len(heading) > _LONGEST_HEADING:
        return None
    remark = _REMARK.search(heading)
    if remark and any(rule.pattern.search(remark.group()) for rule in rules_of("ordering")):
        heading = heading[: remark.start()]  # 责任单位(排在第一位的为牵头单位)
    return next((rule.id for rule in load_lexicon("tables").rules if rule.pattern.search(heading)), None)


def _rows(text: str, rows: Sequence[Sequence[Span]], columns: Sequence[Column], section: str) -> Iterator[Row]:
    number = next((column.index for column in columns if column.holds == "number"), None)
    above: list[tuple[int, str]] = []  # the rank and label of each heading row that is open
    previous_end = 0
    for row in rows:
        own = [cell for cell in row if cell.begin >= previous_end and cell.end > cell.begin]
        if not own:
            continue
        previous_end = max(cell.end for cell in own)
        span = Span(min(cell.begin for cell in own), previous_end)
        heading = _heading_row(text, row, number)
        if heading and heading[1]:
            while above and above[-1][0] >= heading[0]:
                above.pop()
            above.append(heading)
        label = "" if heading else _number(text, row, number)
        path = "/".join(part for part in (section, *(label for _, label in above), label) if part)
        yield Row(path, span, () if heading else tuple(row), bool(heading[1] if heading else label))


def _heading_row(text: str, row: Sequence[Span], number: int | None) -> tuple[int, str] | None:
    """The rank and label of a row that says one thing all across, with or without a number before; label "" for none.

    Where cells are not merged, the others are empty, or say the same again.
    """
    words = [text[slice(*cell)].strip() for cell in row]
    said = list(dict.fromkeys(filter(None, words)))
    label = _number(text, row, number)
    across = len(said) in (1, 2) and words.count(said[-1]) == len(words) - len(said) + 1 > 1
    if len(said) == 2 and label and across:
        line = label if label.endswith(")") else f"{label}、"
    elif len(said) == 1:
        line = said[0]
    else:
        return None
    found = read_section_line(line)
    return found[:2] if found else ((0, "") if across else None)


def _number(text: str, row: Sequence[Span], number: int | None) -> str:
    if number is None or number >= len(row):
        return ""
    label = re.sub(r"[\s.、．*★]", "", text[slice(*row[number])])
    return (
        label
        if re.fullmatch(
            r"\d{1,4}(?:[-.]\d{1,3})*|[一二三四五六七八九十]{1,4}|[(][一二三四五六七八九十\d]{1,3}[)]", label
        )
        else ""
    )


def _row_heading(text: str, table: ReadTable, row: Row) -> str:
    if not row.cells:
        said = dict.fromkeys(word for cell in re.split(r"[\t|]", text[slice(*row.span)]) if (word := cell.strip()))
        line = "、".join(said)  # 一 | 水污染防治
        return (read_section_line(line) or (0, "", line))[2]
    column = next(table.columns_holding("task", "indicator"), None)
    if column is None or column.index >= len(row.cells):
        return ""
    words = text[slice(*row.cells[column.index])]
    return re.split(r"[。;\n]", words, maxsplit=1)[0][:60].strip()


def _cut(text: str, provision: Provision, starts: Mapping[int, ReadTable]) -> Iterator[Provision]:
    """A provision without the tables in it: its text before the first, and what follows the last."""
    inside = sorted(begin for begin in starts if provision.span.begin <= begin < provision.span.end)
    if not inside:
        yield provision
        return
    before = text[provision.span.begin : inside[0]].rstrip()
    if before:
        yield Provision(
            path=provision.path,
            heading=provision.heading,
            order=0,
            span=Span(provision.span.begin, provision.span.begin + len(before)),
        )
    end = starts[inside[-1]].span.end
    after = text[end : provision.span.end]
    if after.strip():
        begin = end + len(after) - len(after.lstrip())
        yield Provision(path=provision.path, heading=provision.heading, order=0, span=Span(begin, provision.span.end))

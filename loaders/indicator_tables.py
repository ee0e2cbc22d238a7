"""Tables of indicators (指标 | 单位 | 现状 | 目标): each goal's value is a target with the unit of its row."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from loaders.dates import find_dates
from loaders.record import Comparator, Kind, Span, Target
from loaders.tables import Column, ReadTable, Row

_GOAL = re.compile(
    r"^[\[(〔【]?(?:累计|年均|比\d{4}年)?(?P<change>下降|降低|减少|压减|压缩|缩短|提高|提升|增长|增加|上升)?"
    r"(?P<sign>≥|≤|>=|<=|>|<|=|不低于|不少于|不超过|不高于|大于|小于|低于|高于|超过|达到?|控制在|[到至])?\s*约?"
    r"(?P<value>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:\s*%?[-~—]\s*(?P<upper>\d+(?:\.\d+)?))?[\])〕】]?\s*(?P<unit>%|‰|(?!以上|以内|以下|左右)[\u4e00-\u9fff/]{1,6}?)?(?P<bound>以上|以内|以下|左右)?$"
)
_COMPARATORS: dict[str, Comparator] = {
    "≥": ">=", ">=": ">=", "不低于": ">=", "不少于": ">=", "以上": ">=",
    "达": ">=", "达到": ">=", "到": ">=", "至": ">=", "高于": ">", "低于": "<", "控制在": "<=", "不高于": "<=",
    "≤": "<=", "<=": "<=", "不超过": "<=", "以内": "<=", "以下": "<=",
    ">": ">", "大于": ">", "超过": ">", "<": "<", "小于": "<", "=": "=", "左右": "=",
}  # fmt: skip
_UNIT_IN_NAME = re.compile(r"[(](?P<unit>[^()]{1,14})[)]$")
_CHANGES = {
    "降低": Kind.DECREASE, "下降": Kind.DECREASE, "减少": Kind.DECREASE,
    "压减": Kind.DECREASE, "压缩": Kind.DECREASE, "缩短": Kind.DECREASE, "提升": Kind.INCREASE,
    "增长": Kind.INCREASE, "提高": Kind.INCREASE, "增加": Kind.INCREASE, "上升": Kind.INCREASE,
}  # fmt: skip
_NO_UNIT = re.compile(r"^(?:[-—–/]+|无)$")  # a cell that says there is none
_LEVELS = ("到", "至")  # 下降到30 is a level again
_NUMBERING = re.compile(r"^[\d.、()*★\s]+(?=[\u4e00-\u9fff])")


def find_table_targets(text: str, original: str, tables: Sequence[ReadTable], year: int | None) -> Iterator[Target]:
    """The targets of all tables of indicators, row by row."""
    for table in tables:
        if table.states_indicators:
            for row in table.rows:
                yield from _of_row(text, original, table, row, year)


def _of_row(text: str, original: str, table: ReadTable, row: Row, year: int | None) -> Iterator[Target]:
    name = _cell(text, row, table.indicator)
    unit = _NO_UNIT.sub("", _cell(text, row, next(table.columns_holding("unit"), None)))
    in_name = _UNIT_IN_NAME.search(name)
    indicator = _NUMBERING.sub("", name[: in_name.start()] if in_name and not unit else name)
    for column in table.columns_holding("goal"):
        goal = _GOAL.match(_cell(text, row, column))
        if not goal or not indicator:
            continue
        date = next(find_dates(column.heading, year=year), None)
        if date and year is not None and int(date.iso[:4]) < year:
            continue  # a year before the document's is where things stood
        yield Target(
            provision=row.provision,
            span=_quoted(row, table, column),
            quote=original[slice(*_quoted(row, table, column))],
            rule="indicator-table",
            indicator=indicator,
            comparator="range" if goal["upper"] else _comparator(goal),
            value=Decimal(goal["value"].replace(",", "")),
            unit=unit or goal["unit"] or (in_name["unit"] if in_name else None),
            upper=Decimal(goal["upper"]) if goal["upper"] else None,
            deadline=date.iso if date else None,
            kind=_kind(goal, indicator),
            deadline_source="explicit" if date else None,
        )


def _kind(goal: re.Match[str], indicator: str) -> Kind:
    """What the value measures: 下降15% in the cell or 降低 in the name is a change, 下降到30 a level."""
    if goal["sign"] in _LEVELS:
        return Kind.LEVEL
    return _CHANGES.get(goal["change"] or indicator[-2:], Kind.LEVEL)


def _comparator(goal: re.Match[str]) -> Comparator:
    if goal["sign"] in _LEVELS and _CHANGES.get(goal["change"]) is Kind.DECREASE:
        return "<="
    stated = goal["sign"] or goal["bound"]
    if stated:
        return _COMPARATORS[stated]
    return "=" if not goal["value"].strip("0.") else ">="


def _cell(text: str, row: Row, column: Column | None) -> str:
    if column is None or column.index >= len(row.cells):
        return ""
    return re.sub(r"\s", "", text[slice(*row.cells[column.index])])


def _quoted(row: Row, table: ReadTable, column: Column) -> Span:
    """From the indicator's name to the goal, when they stand in order in the row; else the goal alone."""
    first, last = row.cells[(table.indicator or column).index], row.cells[column.index]
    return Span(first.begin, last.end) if row.span.begin <= first.begin < last.end else last

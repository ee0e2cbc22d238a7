"""A table of responsibilities as the sheet that offices circulate (责任分解表)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby

from graph.release import Release
from queries.responsibility_statements import StatedTarget
from queries.responsibility_table import ANNUAL, ResponsibilityTable, Row
from viz.about import About
from viz.sheet import Column, IsoDate, Paper, Sheet, Value
from viz.text import Language, Texts

SECTION = 1
"""The column whose cells are merged: rows of one section stand together."""

_SIGNS = {">=": "≥", ">": ">", "<=": "≤", "<": "<", "=": "为"}


def responsibility_sheet(table: ResponsibilityTable, language: Language = "zh") -> Sheet:
    """The sheet, headings in the language and contents as the document has them."""
    texts = Texts(language)
    columns = (
        Column(texts("responsibilities.serial"), 6, centred=True),
        Column(texts("responsibilities.section"), 18, centred=True),
        Column(texts("responsibilities.measure"), 56),
        Column(texts("responsibilities.targets"), 30),
        Column(texts("responsibilities.deadline"), 14, centred=True),
        Column(texts("responsibilities.lead"), 16, centred=True),
        Column(texts("responsibilities.responsible"), 18, centred=True),
        Column(texts("responsibilities.support"), 16, centred=True),
        Column(texts("responsibilities.provision"), 14, centred=True),
        Column(texts("responsibilities.quote"), 48),
    )
    number = texts("responsibilities.number", number=table.number) if table.number else ""
    return Sheet(
        name=texts("responsibilities.sheet"),
        columns=columns,
        rows=[_cells(serial, row, language) for serial, row in enumerate(table.rows, start=1)],
        title=texts("responsibilities.title", policy=table.title),
        lines=(texts("responsibilities.based_on", policy=table.title, number=number),),
        merged=tuple(_sections(table.rows)),
        paper=Paper.A3,
        language=language,
    )


def about_table(table: ResponsibilityTable, release: Release, language: Language = "zh") -> About:
    """What the file says of itself."""
    texts = Texts(language)
    number = texts("responsibilities.number", number=table.number) if table.number else ""
    return About(
        title=texts("responsibilities.title", policy=table.title),
        release=release.id,
        published_at=release.published_at,
        facts=((texts("responsibilities.policy"), f"《{table.title}》{number}"),),
        notes=(texts("responsibilities.note_stated"), texts("responsibilities.note_provision")),
        language=language,
    )


def _sections(rows: Sequence[Row]) -> Iterator[tuple[int, int, int]]:
    """The stretches of rows that follow each other in one section."""
    begin = 0
    for _, group in groupby(rows, key=lambda row: row.section):
        end = begin + sum(1 for _ in group) - 1
        yield SECTION, begin, end
        begin = end + 1


def _cells(serial: int, row: Row, language: Language) -> tuple[Value, ...]:
    word: Callable[[StatedTarget], str] = _in_chinese if language == "zh" else lambda target: target.label
    return (
        Decimal(serial),
        row.section,
        row.measure,
        "\n".join(_by_when(target, row, language) + word(target) for target in row.targets),
        _deadline(row, language),
        *("、".join(bodies) for bodies in (row.lead, row.responsible, row.support)),
        "\n".join(row.provisions),
        "\n".join(row.quotes),
    )


def _deadline(row: Row, language: Language) -> Value:
    if len(row.deadlines) == 1 and row.deadlines[0] != ANNUAL:
        return IsoDate(row.deadlines[0])
    return "、".join(_spelled(deadline, language) for deadline in row.deadlines)


def _by_when(target: StatedTarget, row: Row, language: Language) -> str:
    """A target's own deadline before it, where the row's cell does not say it; each year is said of each target."""
    if not target.deadline or (row.deadlines == (target.deadline,) and target.deadline != ANNUAL):
        return ""
    when = _spelled(target.deadline, language)
    if language == "en":
        return f"{when}: "
    return when if target.deadline == ANNUAL else f"到{when},"


def _spelled(deadline: str, language: Language) -> str:
    """2025-06 as 2025年6月."""
    texts = Texts(language)
    return texts("responsibilities.annual") if deadline == ANNUAL else IsoDate(deadline).spelled(language)


def _in_chinese(target: StatedTarget) -> str:
    """A target as documents state it: 城镇污水处理率≥95%; the label where it has no number."""
    if target.value is None:
        return target.label
    return f"{target.indicator}{_WORDINGS.get(target.kind, _level)(target)}"


def _level(target: StatedTarget) -> str:
    if target.upper is not None:
        return f"为{_plain(target.value)}{target.unit}—{_plain(target.upper)}{target.unit}"
    return f"{_SIGNS.get(target.comparator, '为')}{_plain(target.value)}{target.unit}"


def _change(verb: str) -> Callable[[StatedTarget], str]:
    """A change by an amount: 下降15%以上."""
    bounds = {">=": "以上", ">": "以上", "<=": "以内", "<": "以内"}

    def wording(target: StatedTarget) -> str:
        amount = f"{_plain(target.value)}{target.unit}"
        if target.upper is not None:
            return f"{verb}{_plain(target.value)}—{_plain(target.upper)}{target.unit}"
        return f"{verb}{amount}{bounds.get(target.comparator, '')}"

    return wording


def _rank(target: StatedTarget) -> str:
    first = "居第" if target.comparator == "=" else "进入前"
    return f"{first}{_plain(target.value)}{target.unit or '位'}"


_WORDINGS: Mapping[str, Callable[[StatedTarget], str]] = {
    "level": _level,
    "increase": _change("提高"),
    "decrease": _change("下降"),
    "rank": _rank,
}


def _plain(value: Decimal | None) -> str:
    """A number without exponent and needless zeros."""
    return "" if value is None else format(value.normalize(), "f")

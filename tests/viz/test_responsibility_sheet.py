from decimal import Decimal

import pytest

from queries.responsibility_statements import StatedTarget
from queries.responsibility_table import ResponsibilityTable, Row
from viz.responsibility_sheet import responsibility_sheet
from viz.sheet import IsoDate, Sheet, Value
from viz.text import Language


def sheet_of(*rows: Row, language: Language = "zh") -> Sheet:
    return responsibility_sheet(ResponsibilityTable(policy="x:p", title="方案", number="", rows=rows), language)


def row(section: str = "一、任务", targets: tuple[StatedTarget, ...] = (), deadlines: tuple[str, ...] = ()) -> Row:
    return Row(
        section=section,
        measure="清淤",
        targets=targets,
        deadlines=deadlines,
        lead=("市水利局",),
        responsible=("市财政局", "市教育局"),
        support=(),
        provisions=("一/1", "一"),
        quotes=("句一", "句二"),
    )


def target(kind: str, comparator: str, unit: str, upper: int | None = None, deadline: str = "") -> StatedTarget:
    return StatedTarget(
        label="甲 ≥ 8 %",
        indicator="甲率",
        kind=kind,
        comparator=comparator,
        value=Decimal("8.0"),
        upper=None if upper is None else Decimal(upper),
        unit=unit,
        deadline=deadline,
    )


@pytest.mark.parametrize(
    ("stated", "wording"),
    [
        (target("level", ">=", "%"), "甲率≥8%"),
        (target("level", "<", "天"), "甲率<8天"),
        (target("level", "=", "%"), "甲率为8%"),
        (target("level", "range", "%", upper=9), "甲率为8%—9%"),
        (target("increase", ">=", "个百分点"), "甲率提高8个百分点以上"),
        (target("decrease", "<=", "%"), "甲率下降8%以内"),
        (target("decrease", "range", "%", upper=9), "甲率下降8—9%"),
        (target("rank", "<=", "位"), "甲率进入前8位"),
        (target("rank", "=", ""), "甲率居第8位"),
        (StatedTarget(label="处于全国前列"), "处于全国前列"),
    ],
)
def test_a_target_is_worded_as_documents_word_it(stated: StatedTarget, wording: str) -> None:
    assert sheet_of(row(targets=(stated,))).rows[0][3] == wording
    assert sheet_of(row(targets=(stated,)), language="en").rows[0][3] == stated.label


@pytest.mark.parametrize(
    ("deadlines", "cell", "wording"),
    [
        (("2025",), IsoDate("2025"), "甲率≥8%"),
        (("2026-06",), IsoDate("2026-06"), "到2025年,甲率≥8%"),
        (("2024", "2025"), "2024年、2025年", "到2025年,甲率≥8%"),
    ],
)
def test_a_deadline_stands_in_its_cell_and_before_the_targets_that_have_another(
    deadlines: tuple[str, ...], cell: Value, wording: str
) -> None:
    (cells,) = sheet_of(row(targets=(target("level", ">=", "%", deadline="2025"),), deadlines=deadlines)).rows
    assert (cells[4], cells[3]) == (cell, wording)


def test_what_is_due_each_year_says_so() -> None:
    (cells,) = sheet_of(row(targets=(target("level", ">=", "%", deadline="annual"),), deadlines=("annual",))).rows
    assert (cells[4], cells[3]) == ("每年", "每年甲率≥8%")


def test_rows_are_numbered_and_sections_merged() -> None:
    sheet = sheet_of(row("一"), row("一"), row("二"))
    assert [cells[:2] for cells in sheet.rows] == [(Decimal(1), "一"), (Decimal(2), "一"), (Decimal(3), "二")]
    assert sheet.merged == ((1, 0, 1), (1, 2, 2))
    assert sheet.rows[0][5:] == ("市水利局", "市财政局、市教育局", "", "一/1\n一", "句一\n句二")

from typing import Any

import pytest

from loaders.deadlines import read_deadlines
from loaders.record import Span
from tests.loaders.case_tables import case_name, dated, read_cases, record_of


@pytest.mark.parametrize("case", read_cases("deadlines"), ids=case_name)
def test_a_target_is_due(case: Any) -> None:
    found = record_of(dated(case["text"], case.get("year"))).targets
    assert [target.deadline or "" for target in found] == case["want"], case["why"]


def test_a_table_rows_deadline_is_what_stands_in_the_row() -> None:
    text = "水厂2座\n水厂2座"
    deadlines = read_deadlines(text, (), ((Span(6, 11), "2024-06"),), None)
    assert deadlines.at(text, "四", Span(6, 11), Span(6, 11), listed=False) == ("2024-06", "explicit")
    assert deadlines.at(text, "四", Span(0, 5), Span(0, 5), listed=False) == (None, None)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("一、目标\n到2025年水质达标率达到95%。", "explicit"),
        ("一、任务\n1.新建水厂2座。(责任单位:市水务局;完成时限:2024年12月底)", "explicit"),
        ("二、目标\n夯实基础,到2020年,水清岸绿。\n(一)水质\n水质达标率达到95%。", "inherited_section"),
        ("一、目标\n水质达标率达到95%。", None),
    ],
)
def test_a_deadline_says_whether_it_is_the_targets_own(text: str, source: str | None) -> None:
    assert [target.deadline_source for target in record_of(text).targets] == [source]


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("一、任务\n1.整治河道。2024年6月底前完成清淤。(责任单位:市水务局)", None),
        ("一、任务\n1.河道清淤于2024年6月底前完成。(责任单位:市水务局)", "2024-06"),
        ("一、任务\n1.整治河道。(责任单位:市水务局;完成时限:2024年12月底)", "2024-12"),
    ],
)
def test_a_task_is_due_when_its_first_sentence_or_its_bracket_says(text: str, deadline: str | None) -> None:
    assert [task.deadline for task in record_of(text).tasks] == [deadline]


@pytest.mark.parametrize(
    ("deadline", "year", "past"),
    [
        ("2020", 2021, True),
        ("2020-12", 2021, True),
        ("2021", 2021, False),
        ("annual", 2021, False),
        ("2020", None, False),
    ],
)
def test_what_was_due_in_a_year_before_is_past(deadline: str, year: int | None, past: bool) -> None:
    assert read_deadlines("", (), (), year).is_past(deadline) is past

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
    assert deadlines.at(text, "四", Span(6, 11), Span(6, 11), listed=False) == "2024-06"
    assert deadlines.at(text, "四", Span(0, 5), Span(0, 5), listed=False) is None


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

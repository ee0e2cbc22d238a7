import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.dates import find_dates, find_ranges, find_times, plan_years

CASES: dict[str, Any] = tomllib.loads((Path(__file__).parent / "cases" / "dates.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES["dates"], ids=lambda case: case["text"])
def test_dates_keep_the_precision_of_the_text(case: dict[str, Any]) -> None:
    found = [found.iso for found in find_dates(case["text"], year=case.get("year"))]
    assert found == case["want"], case.get("why")


@pytest.mark.parametrize("case", CASES["ranges"], ids=lambda case: case["text"])
def test_ranges_take_from_the_start_what_their_end_leaves_out(case: dict[str, Any]) -> None:
    found = [[found.start or "", found.finish or ""] for found in find_ranges(case["text"])]
    assert found == case["want"], case.get("why")


def test_a_lost_sign_is_reported() -> None:
    (found,) = find_dates("临江市人民政府\n2017年10月30")
    assert found.damaged


def test_spans_count_from_the_start_of_the_text_and_only_the_stretch_is_read() -> None:
    text = "2011年开始,到2020年完成,2030年评估"
    (found,) = find_dates(text, 8, 16)
    assert text[found.span.begin : found.span.end] == "2020年"


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)), st.text(alphabet="到在,。的", max_size=5))
def test_every_day_is_found_as_written(day: date, around: str) -> None:
    for form in (f"{day.year}年{day.month}月{day.day}日", day.isoformat(), f"{day.year} 年 {day:%m} 月 {day:%d} 日"):
        text = around + form + around
        (found,) = find_dates(text)
        assert found.iso == day.isoformat()
        assert text[found.span.begin : found.span.end] == form


@given(st.text(alphabet="2019年月日至-十四五”期间.一〇 ", max_size=40))
def test_no_text_is_too_odd(text: str) -> None:
    dates = [found.span for found in find_dates(text, year=2020)]
    ranges = [found.span for found in find_ranges(text)]
    for span in dates + ranges:
        assert 0 <= span.begin < span.end <= len(text)


def test_five_year_plans() -> None:
    assert plan_years("“十二五”") == (2011, 2015)
    assert plan_years("十四五") == (2021, 2025)
    assert plan_years("十五") is None


@given(
    st.lists(
        st.sampled_from(["2014年2月~4月", "2025年底前", "6月底", "“十四五”时期", "自发布之日起至2024年6月", ",", "市"])
    ).map("".join)
)
def test_dates_and_stretches_found_together_are_those_found_apart(text: str) -> None:
    dates, ranges = find_times(text, 0, len(text), year=2023)
    assert (dates, ranges) == (tuple(find_dates(text, year=2023)), tuple(find_ranges(text)))

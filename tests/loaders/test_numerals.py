import re
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.numerals import ARABIC, NUMBER, parse_numeral, parse_rate

CASES: dict[str, Any] = tomllib.loads((Path(__file__).parent / "cases" / "numerals.toml").read_text(encoding="utf-8"))


def in_chinese(value: int) -> str:
    """The plain spelling of 0 to 99 999 999, written independently of the parser."""
    if value >= 10_000:
        below = value % 10_000
        gap = "零" if 0 < below < 1000 else ""
        return in_chinese(value // 10_000) + "万" + (gap + in_chinese(below) if below else "")
    if value < 10:
        return "零一二三四五六七八九"[value]
    for unit, name in ((1000, "千"), (100, "百"), (10, "十")):
        if value >= unit:
            below = value % unit
            gap = "零" if 0 < below < unit // 10 else ""
            return in_chinese(value // unit) + name + (gap + in_chinese(below) if below else "")
    raise AssertionError(value)


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["text"])
def test_reads_the_spellings_of_documents(case: dict[str, str]) -> None:
    assert parse_numeral(case["text"]) == Decimal(case["value"])


@pytest.mark.parametrize("text", CASES["nonsense"])
def test_what_is_no_number_raises(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a (number|fraction)|two digits"):
        parse_numeral(text)


@pytest.mark.parametrize("case", CASES["rate"], ids=lambda case: case["text"])
def test_reads_rates_in_words(case: dict[str, str]) -> None:
    assert parse_rate(case["text"]) == (Decimal(case["value"]), case["unit"])


def test_a_plain_fraction_is_no_rate() -> None:
    with pytest.raises(ValueError, match="not a rate"):
        parse_rate("三分之一")


@given(st.integers(0, 99_999_999))
def test_chinese_spelling_round_trips(value: int) -> None:
    assert parse_numeral(in_chinese(value)) == value


@given(st.decimals(0, 10**9, places=2))
def test_arabic_spelling_round_trips_with_and_without_thousands_separators(value: Decimal) -> None:
    assert parse_numeral(f"{value}") == value
    assert parse_numeral(f"{value:,}") == value


@given(st.integers(0, 99_999_999))
def test_the_number_pattern_takes_a_whole_numeral(value: int) -> None:
    for numeral in (str(value), f"{value:,}", in_chinese(value)):
        assert re.fullmatch(NUMBER, numeral)


def test_a_comma_between_two_years_does_not_join_them() -> None:
    assert re.findall(ARABIC, "2019,2020年") == ["2019", "2020"]

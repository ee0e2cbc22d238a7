import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.document_numbers import find_document_numbers, normalise

FILE = Path(__file__).parent / "cases" / "document_numbers.toml"
CASES: list[dict[str, Any]] = tomllib.loads(FILE.read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_numbers_are_kept_as_printed_and_their_meaning_stands_beside(case: dict[str, Any]) -> None:
    found = list(find_document_numbers(case["text"]))
    assert [number.printed for number in found] == case["want"]
    assert [number.canonical for number in found] == case.get("meant", case["want"])


def test_a_lost_bracket_is_reported() -> None:
    (damaged, whole) = find_document_numbers("青政发〔20143号,青政发〔2014〕3号")
    assert (damaged.damaged, whole.damaged) == (True, False)
    assert damaged.canonical == whole.canonical


@given(
    st.sampled_from(["临政发", "国办发", "青质强", "临环函"]),
    st.integers(1950, 2049),
    st.integers(1, 9999),
    st.sampled_from(["〔〕", "[]", "()", "（）", "【】"]),
    st.sampled_from(["", " ", "\u00a0"]),
)
def test_every_bracket_and_blank_leads_to_one_canonical_form(
    code: str, year: int, serial: int, brackets: str, blank: str
) -> None:
    printed = f"{code}{blank}{brackets[0]}{year}{brackets[1]}{blank}{serial}{blank}号"
    text = f"见《水规划》({printed})。"
    (number,) = find_document_numbers(text)
    assert text[number.span.begin : number.span.end] == printed
    assert number.canonical == f"{code}〔{year}〕{serial}号"
    assert number.printed == normalise(printed)


@given(st.text(alphabet="〔〕2014第号令公告字临政( )", max_size=40))
def test_no_text_is_too_odd(text: str) -> None:
    for number in find_document_numbers(text):
        assert normalise(text[number.span.begin : number.span.end]) == number.printed

from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.quantities import find_quantities
from loaders.record import Span
from loaders.width import narrow
from tests.loaders.case_tables import case_name, read_cases


@pytest.mark.parametrize("case", read_cases("quantities"), ids=case_name)
def test_numbers_with_their_units(case: Any) -> None:
    text = narrow(case["text"])
    found = find_quantities(text, Span(0, len(text)), ())
    stated = [(text[slice(*one.span)], one.value, one.unit or "", one.upper) for one in found]
    assert stated == [
        (printed, Decimal(str(value)), unit, Decimal(str(upper[0])) if upper else None)
        for printed, value, unit, *upper in case["want"]
    ], case["why"]


def test_a_masked_stretch_holds_no_number() -> None:
    text = "治理河道(12个部门负责)8条"
    (found,) = find_quantities(text, Span(0, len(text)), [Span(4, 13)])
    assert text[slice(*found.span)] == "8条"


@given(
    st.decimals(0, 10**7, places=2, allow_nan=False).map(lambda number: number.normalize()),
    st.sampled_from(["%", "‰", "个", "家", "万亩", "亿元", "批次/千人", "微克/立方米", "个百分点", "公里", "座"]),
    st.sampled_from(["达到{}以上", "新建{}", "不超过{}。", "{}", "({})"]),
)
def test_any_number_with_a_unit_is_found(number: Decimal, unit: str, frame: str) -> None:
    text = frame.format(f"{number:f}{unit}")
    (found,) = find_quantities(text, Span(0, len(text)), ())
    assert (found.value, found.unit) == (number, unit)
    assert text[slice(*found.span)] == f"{number:f}{unit}"


@given(st.text(alphabet="0123456789.,%‰个百分点之零十大一二三第-~至万亿亩/千人“”《》 ", max_size=60))
def test_no_text_is_too_odd(text: str) -> None:
    found = find_quantities(text, Span(0, len(text)), ())
    assert all(0 <= one.span.begin < one.span.end <= len(text) for one in found)
    assert all(first.span.end <= second.span.begin for first, second in pairwise(found))

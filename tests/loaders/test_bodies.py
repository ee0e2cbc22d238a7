import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.bodies import find_bodies
from loaders.outline import read_outline
from loaders.record import Body
from loaders.width import narrow

FILE = Path(__file__).parent / "cases" / "bodies.toml"
CASES: list[dict[str, Any]] = tomllib.loads(FILE.read_text(encoding="utf-8"))["case"]


def bodies(text: str) -> tuple[Body, ...]:
    return find_bodies(narrow(text), text, read_outline(narrow(text)))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_coordinating_bodies(case: dict[str, Any]) -> None:
    found = bodies(case["text"])
    assert [[one.name, one.office_at or "", one.chair or ""] for one in found] == case["want"]
    for one in found:
        assert case["text"][one.span.begin : one.span.end] == one.quote


@pytest.mark.parametrize("count", ["0两", "十一二", "3"])
def test_a_list_of_groups_that_is_not_as_long_as_it_says_names_none(count: str) -> None:
    assert "水质专班" not in {body.name for body in bodies(f"领导小组下设水质、水量{count}个专班。")}


def test_a_body_knows_its_provision() -> None:
    (body,) = bodies("一、组织\n(一)领导。成立节水领导小组。")
    assert body.provision == "一/(一)"


@given(st.text(alphabet="成立由市长任组的领导小组办公室设在下三个、专项工作委员会(区)“”。\n", max_size=60))
def test_no_text_is_too_odd(text: str) -> None:
    for one in bodies(text):
        assert text[one.span.begin : one.span.end] == one.quote

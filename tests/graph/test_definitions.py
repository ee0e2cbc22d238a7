import pytest

from graph.bodies import resolve
from graph.definitions import defined_names
from graph.located import Setting
from ontology.places import place_named


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("由临江市质量技术监督局(以下简称市质监局)负责。", [("市质监局", "临江市质量技术监督局")]),
        ("成立临江市治水工作领导小组（以下简称“领导小组”），", [("领导小组", "临江市治水工作领导小组")]),
        ("临江市数据管理中心(简称数管中心)", [("数管中心", "临江市数据管理中心")]),
        ("依据《临江市治水规划》(以下简称《规划》)", []),
        ("全面推行综合执法改革(以下简称改革)", []),
    ],
)
def test_short_names_that_a_text_defines_for_bodies(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(alias.alias, alias.name) for alias in defined_names(text)] == expected


def test_a_name_the_text_defines_is_the_body_it_stands_for() -> None:
    text = "临江市云数据管理局(以下简称市云管局)"
    setting = Setting(place_named("临江市"), aliases=defined_names(text))
    assert resolve("市云管局", setting).canonical == resolve("临江市云数据管理局", setting).canonical
    assert resolve("市云管局", setting).why[0].code == "alias-text"

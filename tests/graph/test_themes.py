import pytest

from graph.themes import theme_of_indicator, themes_in, themes_named


@pytest.mark.parametrize(
    ("texts", "themes"),
    [
        (("空气质量优良天数比例",), {"air"}),
        (("完成率", "城镇污水处理"), {"water_quality"}),
        (("空气质量优良天数比例", "城镇污水处理"), {"air"}),
        (("环境质量和空气质量",), {"air"}),
        (("营商环境",), {"business_environment"}),
        (("加强领导班子",), set()),
        ((), set()),
    ],
)
def test_the_first_text_that_shows_a_theme_decides(texts: tuple[str, ...], themes: set[str]) -> None:
    assert {theme.value.rpartition("/")[2] for theme in themes_in(*texts)} == themes


@pytest.mark.parametrize(
    ("name", "theme"),
    [("水利工程质量合格率", ["water_engineering"]), ("城镇污水处理率", ["water_quality"]), ("完成比例", [])],
)
def test_an_indicator_measures_one_thing(name: str, theme: list[str]) -> None:
    assert [found.value.rpartition("/")[2] for found in theme_of_indicator(name)] == theme


def test_a_duty_has_every_theme_it_names() -> None:
    named = {theme.value.rpartition("/")[2] for theme in themes_named("制定环境质量目标,抓好大气污染防治")}
    assert named == {"environment_quality", "air"}

import pytest

from loaders.indicator_names import clean_indicator, ends_with_measure, is_elliptic, restore_indicator, split_indicators


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("力争城镇污水处理率", "城镇污水处理率"),
        ("确保水质达标率均", "水质达标率"),
        ("到2025年,水质达标率", "水质达标率"),
        ("进一步提高再生水利用率", "再生水利用率"),
        ("用水总量比2020年", "用水总量"),
        ("其中:再生水利用率累计", "再生水利用率"),
        ("节水产品每个县区", "节水产品"),
        ("建成节水型园区", "节水型园区"),
        ("建设", ""),
        ("", ""),
    ],
)
def test_a_name_is_without_verbs_bounds_and_bases(words: str, name: str) -> None:
    assert clean_indicator(words) == name


@pytest.mark.parametrize(
    ("name", "measure"), [("水质达标率", True), ("用水总量", True), ("占比", True), ("节水型园区", False)]
)
def test_measures_are_told_by_their_ends(name: str, measure: bool) -> None:
    assert ends_with_measure(name) is measure


@pytest.mark.parametrize(
    ("name", "elliptic"), [("合格率", True), ("国家级", True), ("省级以上", True), ("水质达标率", False)]
)
def test_names_that_lean_on_what_was_said(name: str, elliptic: bool) -> None:
    assert is_elliptic(name) is elliptic


@pytest.mark.parametrize(
    ("name", "before", "said", "whole"),
    [
        ("省级", "", "节水型企业", "省级节水型企业"),
        ("省级", "", "国家级节水型企业", "省级节水型企业"),
        ("合格率", "饮用水抽检量保持7批次/千人以上,", "饮用水抽检量", "饮用水抽检合格率"),
        ("合格率", "", None, "合格率"),
    ],
)
def test_an_elliptic_name_is_completed(name: str, before: str, said: str | None, whole: str) -> None:
    assert restore_indicator(name, before, said) == whole


@pytest.mark.parametrize(
    ("name", "each", "names"),
    [
        ("生产性用水和生活性用水户满意度", True, ("生产性用水户满意度", "生活性用水户满意度")),
        ("检出率和合格率", False, ("检出率", "合格率")),
        ("公路、水运工程覆盖率", False, ()),
        ("水质达标率", True, ()),
        ("河(湖、库)水质达标率", True, ()),
    ],
)
def test_joined_names_are_parted(name: str, each: bool, names: tuple[str, ...]) -> None:
    assert split_indicators(name, each=each) == names

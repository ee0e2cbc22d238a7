import pytest

from loaders.jurisdictions import first_jurisdiction, jurisdiction_of


@pytest.mark.parametrize(
    ("name", "area"),
    [
        ("临江市人民政府办公室", "临江市"),
        ("广州市水务局", "广州市"),
        ("青川省临江市人民政府", "临江市"),
        ("临江市东岸区人民政府", "东岸区"),
        ("青川壮族自治区人民政府", "青川壮族自治区"),
        ("滑县人民政府", "滑县"),
        ("临江高新技术产业开发区管理委员会", "临江高新技术产业开发区"),
        ("青川省临江经济技术开发区管委会", "临江经济技术开发区"),
        ("深圳市人民政府", "深圳市"),
        ("中共临江市委", "临江市"),
        ("国务院办公厅", "全国"),
        ("工业和信息化部", "全国"),
        ("市政府办公室", None),
        ("关于加强各县管理的意见", None),
        ("市区争做清水先进区方案", None),
        ("全市水务局", None),
        ("临江区质量兴区方案", "临江区"),
        ("临江市生态市建设规划", "临江市"),
        ("嘉兴市水务局", "嘉兴市"),
    ],
)
def test_the_innermost_place_that_a_name_begins_with(name: str, area: str | None) -> None:
    assert jurisdiction_of(name) == area


def test_the_first_name_that_tells_an_area_counts() -> None:
    assert first_jurisdiction(["市政府办公室", "临江市水务局", "国务院"]) == "临江市"

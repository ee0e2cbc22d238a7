from collections import Counter

import pytest

from ontology.places import NATION, find_place, leading_place, place_named, place_of_number
from ontology.tables import read_jurisdictions

ROWS = read_jurisdictions()
# How many prefectures each province has (333 in all, as of 2023).
PREFECTURES = {
    **{"河北省": 11, "山西省": 11, "内蒙古自治区": 12, "辽宁省": 14, "吉林省": 9, "黑龙江省": 13, "江苏省": 13},
    **{"浙江省": 11, "安徽省": 16, "福建省": 9, "江西省": 11, "山东省": 16, "河南省": 17, "湖北省": 13, "湖南省": 14},
    **{"广东省": 21, "广西壮族自治区": 14, "海南省": 4, "四川省": 21, "贵州省": 9, "云南省": 16, "西藏自治区": 7},
    **{"陕西省": 10, "甘肃省": 14, "青海省": 8, "宁夏回族自治区": 5, "新疆维吾尔自治区": 14},
}


def test_the_table_has_all_provinces_and_prefectures() -> None:
    levels = Counter(row.level for row in ROWS)
    assert (levels["national"], levels["province"], levels["city"]) == (1, 34, 333)
    assert Counter(row.parent for row in ROWS if row.level == "city") == PREFECTURES


def test_names_short_names_and_prefixes_are_each_of_one_area() -> None:
    for values in ([row.name for row in ROWS], [row.short for row in ROWS], [row.prefix for row in ROWS]):
        given = [value for value in values if value]
        assert len(given) == len(set(given))
    names = {row.name for row in ROWS}
    assert all(row.parent in names for row in ROWS if row.level != "national")
    assert all(len(row.prefix) <= 1 for row in ROWS)


@pytest.mark.parametrize(
    ("name", "level", "parents"),
    [
        ("全国", "national", []),
        ("浙江省", "province", ["全国"]),
        ("北京市", "province", ["全国"]),
        ("新疆维吾尔自治区", "province", ["全国"]),
        ("新疆", "province", ["全国"]),
        ("嘉兴市", "city", ["浙江省", "全国"]),
        ("浙江省嘉兴市", "city", ["浙江省", "全国"]),
        ("延边州", "city", ["吉林省", "全国"]),
        ("锡林郭勒盟", "city", ["内蒙古自治区", "全国"]),
        ("喀什地区", "city", ["新疆维吾尔自治区", "全国"]),
        ("义乌市", "county", ["金华市", "浙江省", "全国"]),
        ("嘉兴市南湖区", "county", ["嘉兴市", "浙江省", "全国"]),
        ("浦东新区", "county", ["上海市", "全国"]),
        ("南湖区", "county", []),
        ("河西县", "county", []),
        ("阿鲁科尔沁旗", "county", []),
        ("双江拉祜族佤族布朗族傣族自治县", "county", []),
        ("临江市", "city", []),
        ("青川自治区", "province", []),
        ("临江经济圈", None, []),
    ],
)
def test_places_have_a_level_and_what_is_above_them(name: str, level: str | None, parents: list[str]) -> None:
    place = place_named(name)
    assert place.level == level
    assert [area.name for area in place.ancestors()] == parents


@pytest.mark.parametrize(
    "text",
    [
        *("市场监管局", "城市管理局", "商务局", "各县(市、区)政府", "社区教育学院", "开发区管委会", "质量强县领导小组"),
        *("全市各部门", "县委县政府", "自治区财政厅", "住房城乡建设部", "三峡库区指挥部", "嘉兴经开区", "乡镇政府"),
    ],
)
def test_words_that_look_like_areas_are_none(text: str) -> None:
    assert leading_place(text) is None


def test_districts_of_one_name_are_told_apart_by_their_city() -> None:
    one, other = place_named("南京市鼓楼区"), place_named("福州市鼓楼区")
    assert one.name == other.name
    assert one.key != other.key
    assert place_named("嘉兴市海盐县").key == place_named("海盐县").key


@pytest.mark.parametrize(
    ("number", "place"),
    [
        ("嘉政发〔2014〕5号", "嘉兴市"),
        ("嘉政办发〔2014〕27号", "嘉兴市"),
        ("浙政办发〔2014〕5号", "浙江省"),
        ("吐政办〔2018〕13号", "吐鲁番市"),
        ("朝政发〔2017〕37号", "朝阳市"),
        ("内政发[2020]1号", "内蒙古自治区"),
        ("沪科规〔2025〕2号", "上海市"),
        ("国发〔2019〕3号", "全国"),
        ("国办函〔2014〕31号", "全国"),
        ("中办发〔2016〕3号", "全国"),
        ("临政发〔2023〕8号", None),
        ("环发(2015)4号", None),
        ("教财〔2020〕1号", None),
        ("嘉科〔2020〕1号", None),
        ("", None),
    ],
)
def test_a_number_tells_whose_it_is_where_its_letter_is_one_areas_alone(number: str, place: str | None) -> None:
    found = place_of_number(number)
    assert (found.name if found else None) == place


def test_the_nation_is_found_by_its_names_only() -> None:
    assert find_place("中国") == find_place("全国") == NATION
    assert find_place("没有的地方") is None

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.indicator_names import indicator_name, near_key
from graph.measures import Measure, measure_of
from loaders.record import Kind, Span, Target


def measured(text: str, quote: str, indicator: str, value: str, unit: str | None, kind: Kind = Kind.LEVEL) -> Measure:
    begin = text.index(quote)
    target = Target(
        provision="",
        span=Span(begin, begin + len(quote)),
        quote=quote,
        rule="at-least",
        indicator=indicator,
        comparator=">=",
        value=Decimal(value),
        unit=unit,
        kind=kind,
    )
    return measure_of(target, text, "临江市")


@pytest.mark.parametrize(
    ("quote", "indicator", "unit", "name", "denominator"),
    [
        ("经费占预算收入比例达到1‰", "经费占预算收入比例", "‰", "经费占预算收入比例", "预算收入"),
        ("质量经费不得低于上年度财政收入的1‰", "质量经费", "‰", "质量经费占上年度财政收入比例", "上年度财政收入"),
        ("全市研发投入达到地区生产总值的1%", "全市研发投入", "%", "研发投入占地区生产总值比例", "地区生产总值"),
        ("评级机构数占机构总数达1%", "评级机构数占机构总数", "%", "评级机构数占机构总数比例", "机构总数"),
        ("合格率不低于全省平均水平的1%", "合格率", "%", "合格率", None),
        ("森林覆盖率达到1%以上", "森林覆盖率", "%", "森林覆盖率", None),
        ("投入经费不低于1万元", "投入经费", "万元", "投入经费", None),
    ],
)  # fmt: skip
def test_what_a_share_is_a_share_of(quote: str, indicator: str, unit: str, name: str, denominator: str | None) -> None:
    found = measured(quote, quote, indicator, "1", unit)
    assert (found.name, found.denominator) == (name, denominator)


@pytest.mark.parametrize(
    ("text", "quote", "baseline"),
    [
        ("到2020年,能耗比2015年下降15%。", "能耗比2015年下降15%", "2015"),
        ("比2015年底分别下降15%和10%。", "下降15%", "2015"),
        ("较去年同期下降15%。", "下降15%", "上年"),
        ("在2010年基础上降低15%。", "降低15%", "2010"),
        ("比“十二五”末降低15%。", "降低15%", "十二五末"),
        ("与2015年比较。到2020年,能耗下降15%。", "能耗下降15%", None),
        ("到2020年下降15%。", "到2020年下降15%", None),
    ],
)
def test_what_a_change_is_measured_from(text: str, quote: str, baseline: str | None) -> None:
    assert measured(text, quote, "能耗", "15", "%", Kind.DECREASE).baseline == baseline


def test_a_level_has_no_baseline() -> None:
    text = "比2015年有所提高,合格率达到95%。"
    assert measured(text, "合格率达到95%", "合格率", "95", "%").baseline is None


@pytest.mark.parametrize(
    ("quote", "scope"),
    [
        ("生态保护产品每个县区1个以上", "每个县区"),
        ("各县(市、区)均建成1个示范区", "各县(市、区)"),
        ("建成1个示范区", None),
        ("每年新增1个", None),
    ],
)
def test_for_what_part_of_the_area_a_figure_holds(quote: str, scope: str | None) -> None:
    assert measured(quote, quote, "示范区", "1", "个").scope == scope


def test_values_are_converted_and_places_count_only_as_ranks() -> None:
    area = measured("新建基地8万亩", "新建基地8万亩", "基地", "8", "万亩")
    assert area.canonical_value is not None
    assert round(area.canonical_value) == 53333333
    assert measured("聘请5位专家", "聘请5位专家", "专家", "5", "位").dimension == "count"
    assert measured("居前5位", "居前5位", "合格率", "5", "位", Kind.RANK).dimension == "rank"
    assert measured("达到5大项", "达到5大项", "项目", "5", "大项").dimension is None


@given(
    st.text(alphabet="全市我省的合格率覆占比例重达到以上2020年PM.5(%)森林“”", max_size=14),
    st.sampled_from(["临江市", None, "全国"]),
)
def test_a_name_is_its_own_name(printed: str, area: str | None) -> None:
    name = indicator_name(printed, area)
    assert indicator_name(name, area) == name
    assert bool(name) == bool(indicator_name(printed, area))
    assert near_key(name).key == near_key(name).key

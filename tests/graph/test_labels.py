from decimal import Decimal

import pytest

from graph.labels import LONGEST, one_line, plain_number, target_label
from loaders.record import Comparator, Kind, Span, Target


def target(
    indicator: str,
    comparator: Comparator | None,
    value: str | None,
    unit: str | None,
    upper: str | None = None,
    kind: Kind = Kind.LEVEL,
) -> Target:
    return Target(
        provision="",
        span=Span(0, 1),
        quote="低于全国\n平均水平",
        rule="r",
        indicator=indicator,
        comparator=comparator,
        value=Decimal(value) if value else None,
        unit=unit,
        upper=Decimal(upper) if upper else None,
        kind=kind,
    )


@pytest.mark.parametrize(
    ("aim", "label"),
    [
        (target("城镇污水处理率", ">=", "95.0", "%"), "城镇污水处理率 ≥ 95 %"),
        (target("绿色企业", ">", "30", "家"), "绿色企业 > 30 家"),
        (target("办理时限", "<=", "3", "天"), "办理时限 ≤ 3 天"),
        (target("死亡率", "<", "0.5", "‰"), "死亡率 < 0.5 ‰"),
        (target("覆盖率", "=", "100", "%"), "覆盖率 = 100 %"),
        (target("示范县", "range", "1", "个", "2"), "示范县 1–2 个"),
        (target("能耗", ">=", "18", "%", kind=Kind.DECREASE), "能耗 下降 ≥ 18 %"),
        (target("满意度", ">=", "2", "个百分点", kind=Kind.INCREASE), "满意度 提高 ≥ 2 个百分点"),
        (target("综合排名", "<=", "10", "位", kind=Kind.RANK), "综合排名 前10位"),
        (target("综合排名", "=", "1", None, kind=Kind.RANK), "综合排名 第1位"),
        (target("投诉率", None, None, None), "低于全国 平均水平"),
        (target("水库", None, "3", None), "水库 3"),
    ],
)
def test_a_target_reads_like_a_statement(aim: Target, label: str) -> None:
    assert target_label(aim) == label


@pytest.mark.parametrize(
    ("value", "text"), [("1E+3", "1000"), ("95.0", "95"), ("0.50", "0.5"), ("100", "100"), ("-1", "-1")]
)
def test_numbers_are_plain(value: str, text: str) -> None:
    assert plain_number(Decimal(value)) == text


def test_a_label_is_one_line_of_bounded_length() -> None:
    assert one_line("甲\n 乙") == "甲 乙"
    assert one_line("长" * 200) == "长" * (LONGEST - 1) + "…"

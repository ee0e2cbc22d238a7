from decimal import Decimal
from typing import Any

import pytest

from loaders.record import Target
from tests.loaders.case_tables import case_name, dated, read_cases, record_of

HEADING = "一、主要目标\n"


def targets_of(text: str, year: int | None = None) -> tuple[Target, ...]:
    return record_of(dated(text, year)).targets


def agrees(found: Target, want: list[Any]) -> bool:
    """Whether a target is what a case wants; | parts several fair readings."""
    indicator, comparator, value, unit, *rest = want
    more: dict[str, Any] = rest[0] if rest else {}
    upper = more.get("upper")
    return (
        found.indicator in indicator.split("|")
        and found.comparator == comparator
        and found.value == Decimal(str(value))
        and (found.unit or "") == unit
        and found.upper == (None if upper is None else Decimal(str(upper)))
        and found.kind.value == more.get("kind", "level")
        and (found.deadline or "") in more.get("deadline", "").split("|")
    )


@pytest.mark.parametrize("case", read_cases("targets"), ids=case_name)
def test_a_sentence_promises(case: Any) -> None:
    found = targets_of(HEADING + case["text"], case.get("year"))
    assert len(found) == len(case["want"]), (case["why"], found)
    assert [(one, want) for one, want in zip(found, case["want"], strict=True) if not agrees(one, want)] == []


@pytest.mark.parametrize("case", read_cases("targets"), ids=case_name)
def test_each_target_quotes_the_words_that_promise(case: Any) -> None:
    text = HEADING + case["text"]
    for one in targets_of(text, case.get("year")):
        assert text[one.span.begin : one.span.end] == one.quote
        assert one.quote == one.quote.strip()
        assert (one.comparator == "range") == (one.upper is not None)


@pytest.mark.parametrize(
    "heading", ["一、规划背景", "一、发展现状", "一、存在的问题", "第五章 法律责任", "一、名词解释", "二、申报条件"]
)
def test_under_a_heading_of_circumstances_nothing_is_promised(heading: str) -> None:
    assert targets_of(f"{heading}\n水质达标率达到95%以上。") == ()


def test_the_subsections_of_circumstances_promise_nothing_either() -> None:
    assert targets_of("一、发展现状\n(一)水质\n水质达标率达到95%以上。") == ()


def test_a_year_before_the_documents_own_is_a_result() -> None:
    text = "一、主要目标\n2020年,水质达标率达到95%。"
    assert targets_of(text, 2021) == ()
    assert [target.deadline for target in targets_of(text, 2020)] == ["2020"]


def test_paths_are_of_the_item_that_promises() -> None:
    text = "二、目标\n(一)水质\n3.达标率。水质达标率达到95%。\n(二)水量\n用水总量控制在8亿立方米以内。"
    assert [target.provision for target in targets_of(text)] == ["二/(一)/3", "二/(二)"]


def test_an_article_lays_down_rules_unless_it_says_by_when() -> None:
    assert targets_of("第一章 总则\n第三条 委员会委员不少于7名。") == ()
    dated = targets_of("第一章 总则\n第三条 到2025年,水质达标率达到95%。")
    assert [target.deadline for target in dated] == ["2025"]


def test_by_when_one_act_is_done_is_no_deadline_of_what_stands_below() -> None:
    text = "一、任务\n5.节水。由市水务局制定行动计划,2023年底前印发实施。\n(1)管网。漏损率控制在9%以内。"
    assert [target.deadline for target in targets_of(text, 2023)] == [None]


def test_the_stage_of_summing_up_is_no_look_back() -> None:
    text = "三、步骤\n(三)总结阶段。遴选10个以上节水案例。"
    assert [target.indicator for target in targets_of(text)] == ["节水案例"]


def test_a_foundation_to_be_laid_is_no_look_back() -> None:
    found = targets_of("十、提升保障能力,夯实内需发展基础\n(一)粮食\n严守18万亩耕地红线。")
    assert [target.indicator for target in found] == ["耕地红线"]


@pytest.mark.parametrize(
    ("text", "modalities"),
    [
        ("到2025年,水质达标率达到95%。", ["firm"]),
        ("到2025年,水质达标率力争达到95%。", ["stretch"]),
        ("力争每年新增省级节水奖1个,新增市级节水奖5个。", ["stretch", "stretch"]),
        ("力争水质达标率达到95%,确保管网漏损率控制在9%以内。", ["stretch", "firm"]),
        ("浓度保持在30微克/立方米以下,力争保持在25微克/立方米以下。", ["firm", "stretch"]),
        ("力争水清岸绿。水质达标率达到95%。", ["firm"]),
        ("水产业总产值预期达到100亿元。", ["expected"]),
    ],
)
def test_a_target_binds_as_the_last_word_before_it_says(text: str, modalities: list[str]) -> None:
    assert [target.modality for target in targets_of(HEADING + text)] == modalities

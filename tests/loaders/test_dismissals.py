"""Words of duty that assign nothing, numbers that promise nothing: each with the rule that says so."""

import pytest

from loaders.dismissals import DESCRIBES, NAMES_NOBODY, duty_words, why_no_duty, why_no_promises
from loaders.quantities import find_quantities
from loaders.record import Span
from loaders.span_sets import SpanSet


def test_words_of_duty_are_found_in_order() -> None:
    text = "由市水务局牵头,市财政局配合(责任单位:各区政府)"
    assert [text[slice(*word)] for word in duty_words(text)] == ["牵头", "配合", "责任单位"]


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("各部门主要负责同志要亲自抓", "office-holder"),
        ("实行河长负责制", "system-of-responsibility"),
        ("企业对数据的真实性负责", "accountable"),
        ("各部门要密切配合,形成合力", "cooperation-in-general"),
        ("市水务局、市财政局要密切配合,形成合力", None),
        ("完善收益分配合理的机制", "other-word"),
        ("各牵头单位要抓好落实", "role-as-noun"),
        ("市水务局为牵头单位", None),
        ("构建政府牵头、社会参与的格局", "slogan"),
        ("谁使用、谁负责", "who-does-it"),
        ("市水务局会同市财政局印发了办法", "told-of-the-past"),
        ("市水务局要会同有关部门制定办法", "joined-with-others-in-general"),
        ("按照《牵头事项清单》执行", "title-of-an-instrument"),
        ("各有关部门负责日常巡查", NAMES_NOBODY),
        ("市水务局负责日常巡查", None),
        ("责任单位:水星管家", None),
    ],
)
def test_a_word_that_assigns_nothing_is_dismissed_by_a_named_rule(sentence: str, rule: str | None) -> None:
    assert why_no_duty(sentence, Span(0, len(sentence)), duty_words(sentence)[0]) == rule


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("下设污水处理厂12座", "not-before"),
        ("设备功率15万千瓦以下小热电机组", DESCRIBES),
        ("处以5万元罚款", "penalty"),
        ("规划面积约22平方公里", "size-of-a-thing"),
        ("变更后10个工作日内备案", "time-of-a-procedure"),
        ("暴雨造成43人死亡", "told-of-an-event"),
        ("选择临江、清水、青川、白石4个城市开展试点", "counts-what-is-listed"),
        ("每月扣除费用1500元", "condition-or-tariff"),
        ("统筹国际国内两个市场", "fixed-group"),
    ],
)
def test_a_number_that_promises_nothing_is_dismissed_by_a_named_rule(sentence: str, rule: str) -> None:
    whole = Span(0, len(sentence))
    quantities = find_quantities(sentence, whole, ())
    assert why_no_promises(sentence, whole, quantities, SpanSet(())) == {quantities[0].span: rule}


def test_a_number_that_no_rule_dismisses_is_left_out() -> None:
    sentence = "力争使管网漏损率达到8%"
    whole = Span(0, len(sentence))
    assert why_no_promises(sentence, whole, find_quantities(sentence, whole, ()), SpanSet(())) == {}


def test_only_the_surroundings_of_a_word_are_looked_at() -> None:
    far = "截至目前" + "河湖水面整洁" * 60 + "市水务局负责日常巡查"
    assert why_no_duty(far, Span(0, len(far)), duty_words(far)[0]) is None

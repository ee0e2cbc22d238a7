from typing import Any

import pytest

from tests.loaders.case_tables import case_name, read_cases, record_of


@pytest.mark.parametrize("case", read_cases("assignments"), ids=case_name)
def test_a_text_says_who_answers_for_what(case: Any) -> None:
    found = record_of(case["text"]).assignments
    stated = [[one.provision, one.agent, one.role.value] for one in found]
    assert sorted(stated) == sorted(case["want"]), case["why"]


@pytest.mark.parametrize("case", read_cases("assignments"), ids=case_name)
def test_each_assignment_quotes_what_carries_it_and_shows_its_body(case: Any) -> None:
    text = case["text"]
    for one in record_of(text).assignments:
        assert text[one.span.begin : one.span.end] == one.quote
        assert one.span.begin <= one.agent_span.begin < one.agent_span.end <= one.span.end
        assert 0 <= one.scope.begin < one.scope.end <= len(text)


def test_a_bracket_covers_the_text_since_the_one_before() -> None:
    text = "一、任务\n1.治理河道(市水务局牵头)。改造管网(市住建局负责)。"
    first, second = record_of(text).assignments
    assert text[slice(*first.scope)] == "1.治理河道(市水务局牵头)"
    assert text[slice(*second.scope)] == "。改造管网(市住建局负责)"


def test_a_labelled_line_may_hold_a_bracket() -> None:
    text = "一、任务(市水务局牵头)牵头单位:市水务局(责任单位:市财政局)"
    assert all(one.scope.begin <= one.span.begin < one.scope.end for one in record_of(text).assignments)


def test_bodies_named_in_turn_answer_for_one_thing_each() -> None:
    text = "一、组织\n下设河道、管网两个工作组,分别由市水务局、市住建局牵头。"
    assert [(one.agent, one.matter) for one in record_of(text).assignments] == [
        ("市水务局", "河道工作组"),
        ("市住建局", "管网工作组"),
    ]


def test_what_is_given_one_by_one_is_not_given_to_those_who_support() -> None:
    text = "一、组织\n由市气象局、市水文局分别负责雨情、水情监测,市广电局、市铁塔公司配合做好发布。"
    assert [(one.agent, one.matter) for one in record_of(text).assignments] == [
        ("市气象局", "雨情"),
        ("市水文局", "水情监测"),
        ("市广电局", None),
        ("市铁塔公司", None),
    ]


def test_numbers_that_do_not_agree_pair_nothing() -> None:
    text = "一、组织\n下设河道、管网、水价三个工作组,分别由市水务局、市住建局牵头。"
    assert [(one.agent, one.matter) for one in record_of(text).assignments] == [("市水务局", None), ("市住建局", None)]


def test_the_same_said_twice_in_one_place_is_one_assignment() -> None:
    text = "1.治理河道(市水务局牵头)。清淤(市水务局牵头)。"
    assert [(one.agent, one.role.value) for one in record_of(text).assignments] == [("市水务局", "lead")]

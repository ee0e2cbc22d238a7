from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.agent_names import has_level, has_organ, is_agent, is_generic
from loaders.agents import split_agents
from loaders.record import Span
from loaders.width import narrow
from tests.loaders.case_tables import case_name, read_cases


@pytest.mark.parametrize("case", read_cases("agents"), ids=case_name)
def test_a_printed_list_gives_whole_names(case: Any) -> None:
    text = narrow(case["text"])
    found = split_agents(text, Span(0, len(text)), case.get("home"))
    assert len(found) == len(case["want"]), [agent.name for agent in found]
    for agent, accepted in zip(found, case["want"], strict=True):
        assert agent.name in accepted.split("|"), case["why"]


@pytest.mark.parametrize("case", read_cases("agents"), ids=case_name)
def test_each_name_says_where_its_own_letters_stand(case: Any) -> None:
    text = narrow(case["text"])
    found = split_agents(text, Span(0, len(text)), case.get("home"))
    for agent in found:
        own = text[agent.span.begin : agent.span.end]
        assert own
        assert own == own.strip()
    spans = [agent.span for agent in found]
    assert all(first.end <= second.begin for first, second in pairwise(spans))


BODIES = [
    "市水务局",
    "各县(市、区)政府",
    "市文化和旅游局",
    "环保部门",
    "临江海关",
    "国网临江电力",
    "市节水领导小组",
    "各乡镇(街道)",
]
NO_BODIES = ["部门", "政府", "企业", "全社会", "主办", "推进水务局", "的部门", "水", "加强管网建设", "干部", "协办"]


@pytest.mark.parametrize("name", BODIES)
def test_a_body_is_told_by_its_structure(name: str) -> None:
    assert is_agent(name)


@pytest.mark.parametrize("name", NO_BODIES)
def test_what_is_no_body(name: str) -> None:
    assert not is_agent(name)


@pytest.mark.parametrize("name", ["各级政府", "各有关部门", "其他有关部门", "市级有关部门", "各单位", "责任单位"])
def test_classes_of_bodies_name_nobody_in_particular(name: str) -> None:
    assert is_generic(name)


@pytest.mark.parametrize("name", ["市水务局", "各县(市、区)政府", "各街道办事处", "环保部门"])
def test_a_named_class_is_somebody(name: str) -> None:
    assert not is_generic(name)


@pytest.mark.parametrize(
    ("name", "level"),
    [("市水务局", True), ("临江市水务局", True), ("各街道", True), ("水务局", False), ("市场监管局", False)],
)
def test_a_level_is_a_government_or_a_place(name: str, level: bool) -> None:
    assert has_level(name) is level


@pytest.mark.parametrize(
    ("name", "organ"), [("水务局", True), ("水务局(河长办)", True), ("平台", False), ("主办", False), ("管网", False)]
)
def test_an_organ_is_the_last_word(name: str, organ: bool) -> None:
    assert has_organ(name) is organ


@given(
    st.lists(
        st.sampled_from(["水务", "财政", "教育", "交通", "文化和旅游", "民政", "卫生健康", "规划和自然资源"]),
        min_size=1,
        max_size=8,
        unique=True,
    ),
    st.sampled_from("市县区省"),
    st.sampled_from(["、", ",", ";", " ", "\n"]),
)
def test_whole_names_come_back_as_they_went_in(subjects: list[str], level: str, sign: str) -> None:
    names = [f"{level}{subject}局" for subject in subjects]
    text = sign.join(names)
    assert [agent.name for agent in split_agents(text, Span(0, len(text)))] == names


@given(
    st.lists(st.sampled_from(["水务", "财政", "教育", "交通", "民政"]), min_size=2, max_size=5, unique=True),
    st.sampled_from("市县区省"),
)
def test_a_level_and_a_tail_may_be_said_once(subjects: list[str], level: str) -> None:
    bureaus = f"{level}{'局、'.join(subjects)}局"
    departments = f"{level}{'、'.join(subjects)}部门"
    for text, tail in ((bureaus, "局"), (departments, "部门")):
        found = [agent.name for agent in split_agents(text, Span(0, len(text)))]
        assert found == [level + subject + tail for subject in subjects]


@given(st.text(alphabet="市水务局、,;和(（）)“”各县区等部门 \n团委", max_size=60))
def test_no_list_is_too_odd(text: str) -> None:
    for agent in split_agents(narrow(text), Span(0, len(text)), "临江"):
        assert agent.name
        assert 0 <= agent.span.begin < agent.span.end <= len(text)

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.record import Role, Span
from loaders.statements import find_labels, read_bare_list, read_statement
from loaders.width import narrow
from tests.loaders.case_tables import case_name, read_cases


@pytest.mark.parametrize("case", read_cases("statements"), ids=case_name)
def test_a_bracket_says_who_has_which_role(case: Any) -> None:
    text = narrow(case["text"])
    found = read_statement(text, Span(0, len(text)))
    assert [[part.agent.name, part.role.value] for part in found] == case["want"], case["why"]


@pytest.mark.parametrize("text", ["省文化和旅游厅、省体育局", "市水务局"])
def test_a_bracket_that_holds_bodies_only_makes_them_responsible(text: str) -> None:
    parts = read_bare_list(text, Span(0, len(text)))
    assert {part.role for part in parts} == {Role.RESPONSIBLE}
    assert "、".join(part.agent.name for part in parts) == text


@pytest.mark.parametrize("text", ["试行", "市、区", "含90分", "市水务局、水质"])
def test_a_bracket_that_holds_anything_else_states_nothing(text: str) -> None:
    assert read_bare_list(text, Span(0, len(text))) == ()


def test_labels_stand_in_order_and_the_longest_counts() -> None:
    text = "牵头责任单位:市水务局;完成时限:2024年"
    first, second = find_labels(text, Span(0, len(text)))
    assert (text[slice(*first.span)], first.role) == ("牵头责任单位:", Role.LEAD)
    assert (text[slice(*second.span)], second.role) == ("完成时限:", None)


ROLES = {"牵头": "lead", "负责": "responsible", "配合": "support", "按职责分工负责": "responsible", "参与": "support"}
LABELS = {"牵头单位": "lead", "责任单位": "responsible", "配合单位": "support"}
BUREAUS = ["市水务局", "市财政局", "市教育局", "市交通局", "市民政局", "各县(市、区)人民政府", "市文化和旅游局"]
groups = st.lists(st.lists(st.sampled_from(BUREAUS), min_size=1, max_size=3, unique=True), min_size=1, max_size=3)


@given(groups, st.data())
def test_each_list_takes_the_role_behind_it(lists: list[list[str]], data: st.DataObject) -> None:
    words = [data.draw(st.sampled_from(sorted(ROLES))) for _ in lists]
    text = ",".join("、".join(names) + word for names, word in zip(lists, words, strict=True))
    found = [(part.agent.name, part.role.value) for part in read_statement(text, Span(0, len(text)))]
    assert found == [(name, ROLES[word]) for names, word in zip(lists, words, strict=True) for name in names]


@given(groups, st.data())
def test_each_list_takes_the_role_of_the_label_before_it(lists: list[list[str]], data: st.DataObject) -> None:
    labels = [data.draw(st.sampled_from(sorted(LABELS))) for _ in lists]
    text = ";".join(f"{label}:{'、'.join(names)}" for names, label in zip(lists, labels, strict=True))
    found = [(part.agent.name, part.role.value) for part in read_statement(text, Span(0, len(text)))]
    assert found == [(name, LABELS[label]) for names, label in zip(lists, labels, strict=True) for name in names]

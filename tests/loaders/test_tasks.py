from typing import Any

import pytest

from tests.loaders.case_tables import case_name, read_cases, record_of


@pytest.mark.parametrize("case", read_cases("tasks"), ids=case_name)
def test_a_text_asks_for(case: Any) -> None:
    assert [[task.provision, task.label] for task in record_of(case["text"]).tasks] == case["tasks"], case["why"]


@pytest.mark.parametrize("case", read_cases("tasks"), ids=case_name)
def test_bodies_have_duties(case: Any) -> None:
    assert [[duty.provision, duty.label] for duty in record_of(case["text"]).duties] == case["duties"], case["why"]


@pytest.mark.parametrize("case", read_cases("tasks"), ids=case_name)
def test_tasks_and_duties_quote_the_text(case: Any) -> None:
    record = record_of(case["text"])
    for entry in (*record.tasks, *record.duties):
        assert case["text"][slice(*entry.span)] == entry.quote != ""


def test_a_tasks_quote_is_its_first_sentence_without_the_bracket() -> None:
    (task,) = record_of("二、任务\n1.推进管网改造,三年完成(责任单位:市住建局)。分片推进。").tasks
    assert task.quote == "推进管网改造,三年完成"


def test_each_item_is_one_task_whatever_it_contains() -> None:
    (task,) = record_of("二、任务\n1.推进清淤(市水务局牵头)。推进节水(市住建局负责)。覆盖率达到95%。").tasks
    assert task.provision == "二/1"

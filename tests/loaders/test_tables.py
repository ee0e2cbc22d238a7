from decimal import Decimal
from typing import Any

import pytest

from loaders.document import Document, Table
from loaders.extraction import extract
from loaders.record import Span
from tests.loaders.case_tables import case_name, read_cases, record_of


@pytest.mark.parametrize("case", read_cases("tables"), ids=case_name)
def test_a_row_says_who_answers_for_it(case: Any) -> None:
    found = record_of(case["text"]).assignments
    assert [[one.provision, one.agent, one.role.value] for one in found] == case["assignments"], case["why"]


@pytest.mark.parametrize("case", read_cases("tables"), ids=case_name)
def test_a_row_promises(case: Any) -> None:
    found = record_of(case["text"]).targets
    stated = [(one.provision, one.indicator, one.comparator, one.value, one.unit, one.deadline or "") for one in found]
    assert stated == [
        (path, indicator, comparator, Decimal(str(value)), unit, deadline)
        for path, indicator, comparator, value, unit, deadline in case["targets"]
    ], case["why"]


@pytest.mark.parametrize("case", read_cases("tables"), ids=case_name)
def test_rows_are_quoted_truly(case: Any) -> None:
    record = record_of(case["text"])
    for entry in (*record.assignments, *record.targets, *record.tasks):
        assert record.text[slice(*entry.span)] == entry.quote != ""


def test_a_merged_cell_holds_for_every_row_it_spans() -> None:
    text = "四、分解\n序号|任务|责任单位\n1|清淤|市水务局\n2|绿化"
    cells = {
        word: Span(text.index(word), text.index(word) + len(word)) for word in text[5:].replace("\n", "|").split("|")
    }
    rows = [["序号", "任务", "责任单位"], ["1", "清淤", "市水务局"], ["2", "绿化", "市水务局"]]
    table = Table(Span(5, len(text)), tuple(tuple(cells[word] for word in row) for row in rows))
    record = extract(Document(source="a.html", content_hash="", text=text, tables=(table,)))
    assert [(one.provision, one.agent) for one in record.assignments] == [("四/1", "市水务局"), ("四/2", "市水务局")]


def test_the_rows_of_a_table_are_provisions_and_the_text_after_goes_on() -> None:
    text = "四、分解\n\n|序号|任务|责任单位|\n|-|-|-|\n|1|清淤|市水务局|\n\n以上由市政府负责。\n五、要求\n从严。"
    record = record_of(text)
    assert [provision.path for provision in record.provisions] == ["四", "四/1", "四", "五"]
    assert [provision.order for provision in record.provisions] == [0, 1, 2, 3]
    assert [(one.provision, one.agent) for one in record.assignments] == [("四/1", "市水务局"), ("四", "市政府")]

import csv
import json
from decimal import Decimal
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.question import Column, Wording
from queries.table import Cell, Code, Reference, Table, as_text, harmless

TEXT = Column(name="note", type="text", label=Wording(zh="说明", en="note"))
TASK = Column(name="task", type="iri", label=Wording(zh="任务", en="task"))
COUNT = Column(name="count", type="number", label=Wording(zh="数", en="count"))
BODIES = Column(name="bodies", type="iri", label=Wording(zh="单位", en="bodies"), many=True)
SENTENCE = Column(name="sentence", type="iri", label=Wording(zh="原文", en="sentence"), evidence=True)

DREDGE = Reference("https://example.org/task/1", "清淤")
WATER, ROADS = Reference("https://example.org/w", "市水利局"), Reference("https://example.org/r", "市交通局")
QUOTES = (Reference("https://example.org/p1", "清除淤泥"), Reference("https://example.org/p2", "疏通河道"))
TABLE = Table(
    (TASK, COUNT, TEXT, BODIES, SENTENCE),
    ((DREDGE, Decimal("95.50"), None, (WATER, ROADS), QUOTES), (Code("none", "无"), Decimal(-3), "=1+1", (), ())),
)


def read_csv(text: str) -> list[list[str]]:
    return list(csv.reader(StringIO(text, newline="")))


def one_cell(cell: Cell, column: Column = TEXT) -> Table:
    return Table((column,), ((cell,),))


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        ("按期", "按期"),
        (DREDGE, "清淤"),
        (Code("stated", "写明"), "写明"),
        (Decimal("95.0"), "95"),
        (Decimal("0.5"), "0.5"),
        (Decimal("1E+3"), "1000"),
        ((WATER, ROADS), "市水利局; 市交通局"),
    ],
)
def test_a_cell_reads_as_its_label_or_plain_number(cell: Cell, text: str) -> None:
    assert as_text(cell) == text


def test_csv_has_a_line_of_headings_and_labels_for_things() -> None:
    assert read_csv(TABLE.as_csv()) == [
        ["任务", "数", "说明", "单位", "原文"],
        ["清淤", "95.5", "", "市水利局、市交通局", "清除淤泥\n疏通河道"],
        ["无", "-3", "'=1+1", "", ""],
    ]


def test_english_has_english_headings_and_separators() -> None:
    table = Table(TABLE.columns, TABLE.rows, "en")
    assert read_csv(table.as_csv())[:2] == [
        ["task", "count", "note", "bodies", "sentence"],
        ["清淤", "95.5", "", "市水利局; 市交通局", "清除淤泥\n疏通河道"],
    ]


def test_csv_may_begin_with_a_byte_order_mark_for_excel() -> None:
    assert TABLE.as_csv(byte_order_mark=True) == "\ufeff" + TABLE.as_csv()


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_text_begins_as_a_formula(start: str) -> None:
    [_, [cell]] = read_csv(one_cell(start + "SUM(A1)").as_csv())
    assert cell == "'" + start + "SUM(A1)"


@pytest.mark.parametrize("number", ["-3", "+2.5", "-0.5%", "-1‰"])
def test_a_text_that_is_a_number_is_left_alone(number: str) -> None:
    assert read_csv(one_cell(number).as_csv())[1] == [number]


@pytest.mark.parametrize("text", ["-3+cmd", "-1-1", "+1 AND", "-", "-3\n=1"])
def test_a_text_that_only_begins_with_a_number_is_not(text: str) -> None:
    assert harmless(text) == "'" + text


def test_a_label_is_as_harmless_as_a_text_and_a_number_is_left_alone() -> None:
    assert read_csv(one_cell(Reference("https://example.org/x", "@x"), TASK).as_csv())[1] == ["'@x"]
    assert read_csv(one_cell(Decimal("-2.5"), COUNT).as_csv())[1] == ["-2.5"]


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00")))
def test_csv_gives_back_every_text_but_for_the_mark_of_harmlessness(text: str) -> None:
    _, (cell, _) = read_csv(Table((TEXT, TASK), ((text, DREDGE),)).as_csv())
    assert cell == harmless(text)
    assert cell.removeprefix("'") == text.removeprefix("'")


def test_json_keeps_iris_codes_and_numbers() -> None:
    first, second = json.loads(TABLE.as_json())
    assert first == {
        "task": {"iri": "https://example.org/task/1", "label": "清淤"},
        "count": 95.5,
        "note": None,
        "bodies": [
            {"iri": "https://example.org/w", "label": "市水利局"},
            {"iri": "https://example.org/r", "label": "市交通局"},
        ],
        "sentence": [
            {"iri": "https://example.org/p1", "label": "清除淤泥"},
            {"iri": "https://example.org/p2", "label": "疏通河道"},
        ],
    }
    assert (second["task"], second["count"], second["note"]) == ({"code": "none", "label": "无"}, -3, "=1+1")
    assert "清淤" in TABLE.as_json()


def test_markdown_keeps_a_row_on_a_line_and_a_cell_in_its_column() -> None:
    assert one_cell("a|b\n<c>\\").as_markdown() == "| 说明 |\n| --- |\n| a\\|b<br>&lt;c>\\\\ |\n"


def test_evidence_can_be_left_out_and_the_rest_stays() -> None:
    bare = TABLE.without_evidence()
    assert [column.name for column in bare.columns] == ["task", "count", "note", "bodies"]
    assert bare.as_texts() == tuple(row[:4] for row in TABLE.as_texts())

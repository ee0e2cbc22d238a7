from hypothesis import given
from hypothesis import strategies as st

from loaders.text_tables import find_text_tables


def cells(text: str) -> list[list[list[str]]]:
    return [[[text[slice(*cell)] for cell in row] for row in table.rows] for table in find_text_tables(text)]


def test_lines_of_tabbed_cells_are_a_table() -> None:
    text = "四、分解\n序号\t任务\t单位\n1\t 清淤 \t市水务局\n五、要求"
    assert cells(text) == [[["序号", "任务", "单位"], ["1", "清淤", "市水务局"]]]


def test_empty_cells_stay() -> None:
    assert cells("序号\t任务\t单位\n1\t\t市水务局") == [[["序号", "任务", "单位"], ["1", "", "市水务局"]]]


def test_blank_lines_part_no_table_and_text_does() -> None:
    rows = "序号\t任务\t单位\n\n1\t清淤\t市水务局\n"
    assert len(cells(rows)) == 1
    assert len(cells(f"{rows}说明\n{rows}")) == 2


def test_a_single_row_or_two_cells_are_no_table() -> None:
    assert cells("序号\t任务\t单位\n水清") == []
    assert cells("序号\t任务\n1\t清淤") == []


@given(st.text(alphabet="水\t\n ", max_size=60))
def test_cells_stand_in_their_table(text: str) -> None:
    for table in find_text_tables(text):
        assert len(table.rows) >= 2
        for cell in (cell for row in table.rows for cell in row):
            assert table.span.begin <= cell.begin <= cell.end <= table.span.end

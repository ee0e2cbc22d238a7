import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.stacked_tables import find_stacked_tables

HEADING = "序号\n\n指　　标\n\n目标值\n"


def cells(text: str) -> list[list[list[str]]]:
    return [[[text[slice(*cell)] for cell in row] for row in table.rows] for table in find_stacked_tables(text)]


def test_cells_below_each_other_are_a_table() -> None:
    text = f"专栏1 主要指标\n\n{HEADING}\n1\n\n水质达标率\n\n≥95%\n\n2\n\n漏损率\n\n<9%\n\n体制更加完善。"
    assert cells(text) == [[["序号", "指　　标", "目标值"], ["1", "水质达标率", "≥95%"], ["2", "漏损率", "<9%"]]]


def test_a_row_out_of_step_ends_the_table() -> None:
    text = f"{HEADING}1\n水质达标率\n95%\n3\n漏损率\n9%"
    assert cells(text) == [[["序号", "指　　标", "目标值"], ["1", "水质达标率", "95%"]]]


def test_two_tables_are_two() -> None:
    table = f"{HEADING}1\n水质达标率\n95%\n"
    assert len(cells(f"{table}说明\n{table}")) == 2


@pytest.mark.parametrize(
    "text",
    [
        "指标\n目标\n1\n水质\n95%",
        "序号\n指标\n1\n水质",
        f"{HEADING}一\n水质\n95%",
        HEADING,
        "序号\n这一行是一句很长很长很长很长很长很长的话，不会是一列的名称\n目标\n1\n水质\n95%",
        "",
    ],
    ids=["no number", "two columns", "no digits", "no rows", "a sentence", "nothing"],
)
def test_other_lines_are_no_table(text: str) -> None:
    assert cells(text) == []


@given(st.text(alphabet="序号12水 \n", max_size=60))
def test_rows_are_as_wide_as_the_heading_and_in_order(text: str) -> None:
    for table in find_stacked_tables(text):
        assert {len(row) for row in table.rows} == {len(table.rows[0])}
        begins = [cell.begin for row in table.rows for cell in row]
        assert begins == sorted(begins)

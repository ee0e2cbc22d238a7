"""Ruled tables by the lines that are drawn: which cells they enclose, and what merges them."""

from itertools import pairwise

import pytest
from pypdfium2 import PdfDocument

from loaders.pdf_page import read_content
from loaders.pdf_tables import find_tables
from tests.loaders.pdf_files import Sheet, write_pdf

XS, YS = [80, 180, 280, 380], [100, 140, 180, 220]


def grids(sheet: Sheet) -> list[list[list[str]]]:
    document = PdfDocument(write_pdf(sheet))
    try:
        tables = find_tables(read_content(document[0]))
    finally:
        document.close()
    return [[[cell.text for cell in row] for row in table.rows] for table in tables]


def filled(sheet: Sheet, words: str = "甲乙丙丁戊己庚辛壬") -> Sheet:
    """A sign in the middle of each of nine places."""
    for number, sign in enumerate(words):
        sheet.text(XS[number % 3] + 40, YS[number // 3] + 25, sign, 12)
    return sheet


WHOLE = [["甲", "乙", "丙"], ["丁", "戊", "己"], ["庚", "辛", "壬"]]


def test_a_grid_of_lines() -> None:
    assert grids(filled(Sheet().grid(XS, YS))) == [WHOLE]


def test_a_grid_of_thin_filled_rectangles_one_for_each_side_of_each_cell() -> None:
    sheet = Sheet()
    for left, right in pairwise(XS):
        for top, bottom in pairwise(YS):
            sheet.border(left, top, right, top).border(left, bottom, right, bottom)
            sheet.border(left, top, left, bottom).border(right, top, right, bottom)
    assert grids(filled(sheet)) == [WHOLE]


def test_a_table_may_be_open_at_its_sides() -> None:
    sheet = Sheet()
    for y in YS:
        sheet.rule(XS[0], y, XS[-1], y)
    for x in XS[1:-1]:
        sheet.rule(x, YS[0], x, YS[-1])
    assert grids(filled(sheet)) == [WHOLE]


def test_where_a_line_is_missing_the_places_are_one_cell() -> None:
    sheet = Sheet()
    for y in (YS[0], YS[1], YS[3]):
        sheet.rule(XS[0], y, XS[-1], y)
    sheet.rule(XS[1], YS[2], XS[-1], YS[2])
    for x in (XS[0], XS[1], XS[3]):
        sheet.rule(x, YS[0], x, YS[-1])
    sheet.rule(XS[2], YS[1], XS[2], YS[-1])
    sheet.text(100, 125, "序号", 12).text(200, 125, "任务与单位", 12)
    sheet.text(100, 190, "水质", 12).text(200, 165, "清淤", 12).text(300, 165, "水务", 12).text(200, 205, "绿化", 12)
    assert grids(sheet) == [[["序号", "任务与单位", "任务与单位"], ["水质", "清淤", "水务"], ["水质", "绿化", ""]]]


@pytest.mark.parametrize(
    "sheet",
    [
        pytest.param(Sheet().grid([80, 500], [100, 300]).text(100, 200, "框内"), id="a frame"),
        pytest.param(Sheet().grid([80, 500], [100, 200, 300]).text(100, 150, "一列"), id="one column"),
        pytest.param(Sheet().grid([80, 300, 500], [100, 200]).text(100, 150, "一行"), id="one row"),
        pytest.param(Sheet().grid(XS, YS), id="nothing inside"),
        pytest.param(Sheet().rule(80, 100, 500, 100).text(100, 90, "红头"), id="a line"),
        pytest.param(Sheet().grid(range(10, 590), range(10, 800)).text(100, 90, "图"), id="a drawing of many lines"),
    ],
)
def test_what_is_no_table(sheet: Sheet) -> None:
    assert grids(sheet) == []


def test_a_frame_around_a_table_and_a_grid_inside_a_cell_are_not_tables_of_their_own() -> None:
    sheet = filled(Sheet().grid(XS, YS)).grid([90, 100, 110], [105, 110, 115])
    assert grids(sheet.grid([60, 420], [80, 260])) == [WHOLE]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["市生态环", "境局"], "市生态环境局"),
        (["市水务", "局"], "市水务 局"),
        (["市水务", "局、县政府"], "市水务局、县政府"),
        (["市水务", "20km"], "市水务20km"),
        (["县水利局", "县财政局"], "县水利局 县财政局"),
        (["1.清淤。", "2.绿化。"], "1.清淤。 2.绿化。"),
        (["2026年", "11月底"], "2026年11月底"),
    ],
)
def test_lines_of_a_cell_are_joined_where_they_reach_its_edge(lines: list[str], text: str) -> None:
    sheet = Sheet().grid([80, 140, 300], [100, 160, 200])
    sheet.lines(84, 120, lines, size=12, step=18)
    assert grids(sheet)[0][0][0] == text


def test_a_mark_hung_over_the_edge_of_a_cell_stays_with_its_sign() -> None:
    sheet = Sheet().grid([80, 180, 280], [100, 180, 220])
    sheet.text(90, 125, "新建管网十五", 15).text(180, 125, "、", 15).text(90, 150, "泵站两座", 15).text(
        200, 140, "市水务局", 15
    )
    sheet.text(90, 205, "甲", 15).text(190, 205, "乙", 15)
    assert grids(sheet)[0][0] == ["新建管网十五、泵站两座", "市水务局"]


def test_one_row_of_many_columns_is_the_rest_of_a_table() -> None:
    sheet = Sheet().grid([80, 140, 200, 260, 320], [100, 140])
    for place, sign in zip((100, 160, 220, 280), "甲乙丙丁", strict=True):
        sheet.text(place, 125, sign, 12)
    assert grids(sheet) == [[list("甲乙丙丁")]]

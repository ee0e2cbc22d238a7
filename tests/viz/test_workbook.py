from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from viz.about import About
from viz.sheet import Column, IsoDate, Paper, Sheet, Value
from viz.workbook import LINE, MOST_LINES, TALLEST, write_workbook

ABOUT = About(
    title="各项指标",
    release="000003-abc",
    published_at=datetime(2026, 11, 22, 23, 30, tzinfo=UTC),
    facts=(("问题", "谁牵头?"),),
    notes=("空格:未写明。",),
)


def sheet_of(*rows: tuple[Value, ...], **settings: object) -> Worksheet:
    columns = tuple(Column(f"栏{number}") for number in range(len(rows[0])))
    written = write_workbook([Sheet("表", columns, rows, **settings)], ABOUT)  # type: ignore[arg-type]
    return load_workbook(BytesIO(written)).worksheets[0]


def test_a_number_is_a_number_and_text_is_text() -> None:
    sheet = sheet_of((Decimal("-95.50"), "-3", None, "市水利局\n市财政局"))
    assert [cell.value for cell in sheet[2]] == [-95.5, "-3", None, "市水利局\n市财政局"]
    assert [cell.data_type for cell in sheet[2]] == ["n", "s", "n", "s"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "＝1+1", '=HYPERLINK("x")'])
def test_no_text_is_a_formula(text: str) -> None:
    cell = sheet_of((text,))["A2"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert bool(cell.quotePrefix) == text.startswith(("=", "+", "-", "@")), "stays text when somebody edits it"


@pytest.mark.parametrize(
    ("language", "text", "value", "form"),
    [
        ("zh", "2025-06-30", date(2025, 6, 30), 'yyyy"年"m"月"d"日"'),
        ("zh", "2025-06", date(2025, 6, 1), 'yyyy"年"m"月"'),
        ("zh", "2025", 2025, '0"年"'),
        ("en", "2025-06-30", date(2025, 6, 30), "yyyy-mm-dd"),
        ("en", "2025", 2025, "0"),
        ("zh", "1899-01-01", "1899-01-01", "General"),
        ("zh", "2025-02-30", "2025-02-30", "General"),
        ("zh", "长期", "长期", "General"),
    ],
)
def test_a_date_is_as_exact_as_it_was_given(language: str, text: str, value: object, form: str) -> None:
    cell = sheet_of((IsoDate(text),), language=language)["A2"]
    assert (cell.value.date() if isinstance(cell.value, datetime) else cell.value) == value
    assert cell.number_format == form


def test_headings_stay_in_sight_and_repeat_on_paper() -> None:
    sheet = sheet_of(("甲", "乙"), ("丙", "丁"), title="责任分解表", lines=("依据文件整理",), paper=Paper.A3)
    assert [sheet["A1"].value, sheet["A2"].value, sheet["A3"].value] == ["责任分解表", "依据文件整理", "栏0"]
    assert str(sheet.merged_cells) == "A1:B1 A2:B2"
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("A4", "A3:B5", "$3:$3")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", Paper.A3.value)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.oddFooter is not None
    assert sheet.oddFooter.left.text == "zeren 数据版本 000003-abc(2026-11-22)"
    assert sheet.oddFooter.right.text == "第 &P 页,共 &N 页"


def test_merged_cells_say_their_value_once() -> None:
    sheet = sheet_of(("一", "甲"), ("一", "乙"), ("二", "丙"), merged=((0, 0, 1), (0, 2, 2)))
    assert str(sheet.merged_cells) == "A2:A3"


def test_the_last_sheet_says_what_the_file_is() -> None:
    book = load_workbook(BytesIO(write_workbook([Sheet("表", (Column("栏"),), [("甲",)])], ABOUT)))
    rows = [tuple(cell.value for cell in row) for row in book["说明"].iter_rows(min_row=2)]
    assert rows == [
        ("名称", "各项指标"),
        ("问题", "谁牵头?"),
        ("数据版本", "000003-abc"),
        ("数据日期", "2026-11-22"),
        ("读法", "空格:未写明。"),
    ]


def test_columns_are_as_wide_as_chinese_text_needs() -> None:
    sheet = sheet_of(("ab", "水利局", "水" * 200))
    assert [sheet.column_dimensions[letter].width for letter in "ABC"] == [6, 9, 60]


def test_columns_give_way_to_the_page() -> None:
    sheet = sheet_of(("水" * 40,) * 4, paper=Paper.A4)
    assert sum(sheet.column_dimensions[letter].width for letter in "ABCD") <= Paper.A4.room


def test_a_row_is_high_enough_for_its_text_or_its_column_wider() -> None:
    low, high = sheet_of(("水" * 100,)), sheet_of(("水" * 40 * MOST_LINES,))
    assert low.row_dimensions[2].height == 4 * LINE + 6
    assert high.row_dimensions[2].height <= TALLEST
    assert high.column_dimensions["A"].width > 60


def test_names_of_sheets_are_what_a_workbook_accepts() -> None:
    sheets = [Sheet(name, (Column("栏"),), [("甲",)]) for name in ("a/b", "a b", "长" * 40, "")]
    names = load_workbook(BytesIO(write_workbook(sheets, ABOUT))).sheetnames
    assert names == ["a b", "a b 2", "长" * 31, "1", "说明"]


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=50))
def test_any_text_can_be_written_and_is_read_back_without_what_xml_forbids(text: str) -> None:
    kept = "".join(sign for sign in text if sign in "\t\n\r" or (sign >= " " and sign not in "\ufffe\uffff"))
    assert sheet_of((text,))["A2"].value in {kept or None, kept.replace("\r\n", "\n").replace("\r", "\n") or None}


def test_two_exports_are_equal_to_the_byte() -> None:
    first, second = (write_workbook([Sheet("表", (Column("栏"),), [("甲",)])], ABOUT) for _ in range(2))
    assert first == second
    assert {part.date_time for part in ZipFile(BytesIO(first)).infolist()} == {(2026, 11, 22, 23, 30, 0)}
    assert load_workbook(BytesIO(first)).properties.modified == datetime(2026, 11, 22, 23, 30)

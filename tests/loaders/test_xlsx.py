from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from openpyxl import Workbook
from openpyxl.styles.numbers import FORMAT_PERCENTAGE_00
from openpyxl.worksheet.worksheet import Worksheet

from loaders.composition import compose
from loaders.errors import UnreadableFile
from loaders.xlsx import read_xlsx
from tests.loaders.damage import damaged, read_anyhow, with_damaged_part
from tests.loaders.office_files import parts_of, write_docx, write_zip

HEADINGS: tuple[Any, ...] = ("序号", "任务", "牵头单位")
ROWS: list[Any] = [HEADINGS, (1, "清淤", "市水务局"), (2, "绿化", "市园林局")]


def sheet_of(workbook: Workbook) -> Worksheet:
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    return sheet


def saved(workbook: Workbook) -> bytes:
    target = BytesIO()
    workbook.save(target)
    return target.getvalue()


def write(rows: list[Any], change: Callable[[Worksheet], None] | None = None) -> bytes:
    workbook = Workbook()
    sheet = sheet_of(workbook)
    for row in rows:
        sheet.append(row)
    if change:
        change(sheet)
    return saved(workbook)


def read(data: bytes) -> tuple[list[str], list[list[list[str]]]]:
    """The lines of the text, and the grids of its tables."""
    text, tables = compose(read_xlsx(data, "a.xlsx"))
    return text.split("\n"), [[[text[slice(*span)] for span in row] for row in table.rows] for table in tables]


def test_a_sheet_is_a_table() -> None:
    lines, (grid,) = read(write(ROWS))
    assert lines == ["序号\t任务\t牵头单位", "1\t清淤\t市水务局", "2\t绿化\t市园林局"]
    assert grid == [list(map(str, row)) for row in ROWS]


def test_title_and_notes_are_lines_around_the_table() -> None:
    lines, (grid,) = read(write([("治水任务分解表",), (), ("单位:万元",), *ROWS, ("注:任务每年更新。",)]))
    assert (lines[0], lines[1], lines[-1], len(grid)) == ("治水任务分解表", "单位:万元", "注:任务每年更新。", 3)


def test_merged_cells_stand_in_all_their_places() -> None:
    rows = [("治水任务分解表",), HEADINGS, ("一、水质",), (1, "清淤", "市水务局"), (2, "截污", None)]

    def merge(sheet: Worksheet) -> None:
        for reference in ("A1:C1", "A3:C3", "C4:C5"):
            sheet.merge_cells(reference)

    lines, (grid,) = read(write(rows, merge))
    assert lines[0] == "治水任务分解表"
    assert grid == [
        list(HEADINGS),
        ["一、水质", "一、水质", "一、水质"],
        ["1", "清淤", "市水务局"],
        ["2", "截污", "市水务局"],
    ]


def test_hidden_rows_columns_and_sheets_are_left_out() -> None:
    workbook = Workbook()
    sheet = sheet_of(workbook)
    rows: list[Any] = [("序号", "备注", "任务"), (1, "内部", "清淤"), (2, "内部", "绿化"), (3, "内部", "植树")]
    for row in rows:
        sheet.append(row)
    sheet.column_dimensions["B"].hidden = True
    sheet.row_dimensions[3].hidden = True
    for state in ("hidden", "veryHidden"):
        other = workbook.create_sheet(state)
        other.append(("草稿",))
        other.sheet_state = state
    lines, (grid,) = read(saved(workbook))
    assert grid == [["序号", "任务"], ["1", "清淤"], ["3", "植树"]]
    assert len(lines) == 3


def test_of_several_sheets_those_without_a_title_are_named_if_their_name_says_something() -> None:
    workbook = Workbook()
    sheet_of(workbook).title = "水质"
    for row in ROWS:
        sheet_of(workbook).append(row)
    workbook.create_sheet("空")
    second = workbook.create_sheet("水量")
    for row in ROWS[:2]:
        second.append(row)
    titled = workbook.create_sheet("水价")
    for row in [("水价改革任务表",), *ROWS]:
        titled.append(row)
    unnamed = workbook.create_sheet("Sheet4")
    for row in ROWS:
        unnamed.append(row)
    lines, grids = read(saved(workbook))
    assert [line for line in lines if "\t" not in line] == ["水质", "水量", "水价改革任务表"]
    assert [len(grid) for grid in grids] == [3, 2, 3, 3]


def test_a_title_below_a_blank_row_begins_a_table_of_its_own() -> None:
    lines, grids = read(write([("一、水质",), *ROWS, (), ("二、水量",), *ROWS]))
    assert [line for line in lines if "\t" not in line] == ["一、水质", "二、水量"]
    assert len(grids) == 2


def test_blank_rows_and_columns_inside_a_table_are_passed_over() -> None:
    _, (grid,) = read(write([("序号", None, "任务"), (), (1, None, "清淤")]))
    assert grid == [["序号", "任务"], ["1", "清淤"]]


def test_cells_are_printed_as_they_are_shown() -> None:
    def form(sheet: Worksheet) -> None:
        sheet["B2"].number_format = FORMAT_PERCENTAGE_00
        sheet["C2"].number_format = 'yyyy"年"m"月"'
        sheet["B3"].number_format = "#,##0"

    rows = [("指标", "目标", "时限"), ("达标率", 0.955, date(2027, 6, 1)), ("节水量\n(万吨)", 12000, True)]
    _, (grid,) = read(write(rows, form))
    assert grid[1:] == [["达标率", "95.50%", "2027年6月"], ["节水量 (万吨)", "12,000", "是"]]


def test_a_merge_reaches_no_further_than_the_sheet_is_filled() -> None:
    cells = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="2"><c r="A2"><v>3</v></c></row>'
    _, (grid,) = read(markup(cells, '<mergeCells><mergeCell ref="B1:XFD1048576"/></mergeCells>'))
    assert grid == [["1", "2"], ["3", "2"]]


def markup(cells: str, more: str = "") -> bytes:
    """A workbook whose only sheet has this markup."""
    parts = parts_of(write([("x",)]))
    names = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    sheet = f"<worksheet {names}><sheetData>{cells}</sheetData>{more}</worksheet>"
    return write_zip({**parts, "xl/worksheets/sheet1.xml": sheet})


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        pytest.param("<row><c><f>1+1</f><v>2</v></c></row>", "2", id="the value saved with a formula"),
        pytest.param(
            '<row><c t="str"><f>A1</f><v>市水务局</v></c></row>', "市水务局", id="a text that a formula gives"
        ),
        pytest.param(
            '<row><c t="inlineStr"><is><r><t>市</t></r><r><t>局</t></r></is></c></row>', "市局", id="a text of runs"
        ),
        pytest.param(
            '<row><c t="inlineStr"><is><t>市</t><rPh><t>shi</t></rPh></is></c></row>', "市", id="pronunciation"
        ),
        pytest.param('<row><c t="d"><v>2027-06-01</v></c></row>', "2027-06-01", id="a date in ISO 8601"),
        pytest.param('<row><c t="e"><v>#REF!</v></c><c><v>1</v></c></row>', "1", id="an error"),
        pytest.param('<row><c t="s"><v>99</v></c><c><v>1</v></c></row>', "1", id="a text that is not there"),
        pytest.param('<row><c s="99"><v>0.5</v></c></row>', "0.5", id="a style that is not there"),
        pytest.param('<row><c r="B1"><v>2</v></c><c><v>3</v></c></row>', "2\t3", id="places left out"),
    ],
)
def test_markup_that_other_programs_write(cells: str, text: str) -> None:
    assert compose(read_xlsx(markup(cells), "a.xlsx"))[0] == text


SCATTERED = markup(
    "".join(
        f'<row><c r="A{chr(65 + place // 26 % 26)}{chr(65 + place % 26)}{place + 1}"><v>1</v></c></row>'
        for place in range(3_000)
    )
)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"no zip file", "is damaged: it cannot be opened as a zip file"),
        (write_docx(), "is no workbook of the form .xlsx"),
        (write_zip({"a.txt": "x"}), "is damaged: xl/workbook.xml is missing from it"),
        (markup("<row><c><v>1</v></row>"), "is not valid XML"),
        (SCATTERED, "has more than 2000000 places"),
    ],
)
def test_what_is_no_workbook_is_named_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=f"a.xlsx: .*{reason}"):
        list(read_xlsx(data, "a.xlsx"))


WHOLE = write([("治水任务分解表",), *ROWS, (3, 0.5, date(2027, 6, 1))], lambda sheet: sheet.merge_cells("A1:C1"))


@given(data=damaged(WHOLE) | with_damaged_part(parts_of(WHOLE)))
@settings(max_examples=200, deadline=None)
def test_damage_ends_in_no_error_but_the_readers_own(data: bytes) -> None:
    read_anyhow(read_xlsx, data)


def test_a_title_right_above_a_heading_begins_a_table_of_its_own() -> None:
    lines, grids = read(write([("一、河道",), *ROWS, ("二、管网",), ("说明",), *ROWS]))
    assert [line for line in lines if "\t" not in line] == ["一、河道", "二、管网", "说明"]
    assert [len(grid) for grid in grids] == [3, 3]

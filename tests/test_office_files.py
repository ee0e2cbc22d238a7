"""Exported files as an office opens them: in LibreOffice, without a window."""

import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest
from openpyxl import load_workbook

from graph.release import current_release, open_store
from queries.question import Column, Wording
from queries.responsibility_table import responsibility_table
from queries.table import Table
from viz.about import About
from viz.answer_workbook import answer_workbook
from viz.responsibility_sheet import about_table, responsibility_sheet
from viz.word_document import write_document
from viz.workbook import write_workbook

Convert = Callable[..., None]
CSV_IN_UTF8 = "--infilter=CSV:44,34,76,1"

HEADINGS = ("序号", "重点任务", "具体措施", "目标值", "牵头单位", "责任单位", "依据条款", "原文")
A3_LANDSCAPE = (1191, 842)
"""Points."""
ABOUT = About(title="答案", release="000001-ab", published_at=datetime(2026, 11, 22, tzinfo=UTC))
ANSWER = Table(
    (
        Column(name="note", type="text", label=Wording(zh="说明", en="note")),
        Column(name="count", type="number", label=Wording(zh="数", en="count")),
        Column(name="by", type="date", label=Wording(zh="期限", en="deadline")),
    ),
    tuple(
        (text, Decimal("-95.5"), "2025-06-30")
        for text in ("=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "＝1+1", "-3", "清淤")
    ),
)


@pytest.fixture(scope="module")
def convert(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """Let LibreOffice write files in another form beside them, with a profile of its own."""
    profile = tmp_path_factory.mktemp("profile").as_uri()

    def run(form: str, files: list[Path], *options: str) -> None:
        command = [soffice, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", form]
        place = ["--outdir", str(files[0].parent / "converted")]
        subprocess.run([*command, *options, *place, *map(str, files)], check=True, capture_output=True, timeout=120)

    return run


@pytest.fixture(scope="module")
def pages(convert: Convert, examples_store: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The text of each printed page by the ending of the file, after a look at the pages' size."""
    folder = tmp_path_factory.mktemp("printed")
    table = responsibility_table(open_store(examples_store), "云泽市环境质量提升工作方案")
    sheet, about = responsibility_sheet(table), about_table(table, current_release(examples_store))
    (folder / "xlsx.xlsx").write_bytes(write_workbook([sheet], about))
    (folder / "docx.docx").write_bytes(write_document(sheet, about))
    convert("pdf", [folder / "xlsx.xlsx", folder / "docx.docx"])
    return {ending: text_of(folder / "converted" / f"{ending}.pdf") for ending in ("xlsx", "docx")}


def text_of(file: Path) -> list[str]:
    with pypdfium2.PdfDocument(file) as document:
        assert [round(side) for side in document[0].get_size()] == pytest.approx(A3_LANDSCAPE, abs=2)
        return ["".join(page.get_textpage().get_text_range().split()) for page in document]


@pytest.mark.parametrize("ending", ["xlsx", "docx"])
def test_a_table_prints_on_numbered_pages_with_its_headings(pages: dict[str, list[str]], ending: str) -> None:
    printed = pages[ending] if ending == "docx" else pages[ending][:-1]
    assert len(printed) > 1
    assert all(heading in page for page in printed[:-1] for heading in HEADINGS)
    assert all(f"第{number}页" in page for number, page in enumerate(printed, start=1))
    assert all("zeren数据版本" in page for page in printed)
    assert "云泽市环境质量提升工作方案责任分解表" in printed[0]


@pytest.mark.parametrize("ending", ["xlsx", "docx"])
def test_nothing_is_cut_off_and_no_number_hidden(pages: dict[str, list[str]], ending: str) -> None:
    text = "".join(pages[ending])
    assert "###" not in text
    for words in ("依法查处向河道倾倒垃圾的行为", "市自然资源和规划局(市林业局)", "开展背街小巷保洁提升行动"):
        assert words in text


def test_what_a_workbook_holds_is_what_the_program_understands(convert: Convert, tmp_path: Path) -> None:
    file = tmp_path / "answer.xlsx"
    file.write_bytes(answer_workbook(ANSWER, ABOUT))
    convert("xlsx", [file])
    rows = list(load_workbook(tmp_path / "converted" / "answer.xlsx")["答案"].iter_rows(min_row=2, values_only=True))
    texts = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "＝1+1", "-3", "清淤"]
    assert rows == [(text, -95.5, datetime(2025, 6, 30)) for text in texts]


def test_no_cell_of_a_csv_file_is_calculated(convert: Convert, tmp_path: Path) -> None:
    file = tmp_path / "answer.csv"
    file.write_text(ANSWER.as_csv(byte_order_mark=True), encoding="utf-8", newline="")
    convert("xlsx", [file], CSV_IN_UTF8)
    sheet = load_workbook(tmp_path / "converted" / "answer.xlsx").worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row[:2]} <= {"s", "n"}
    notes = [row[0].value for row in sheet.iter_rows(min_row=2)]
    assert notes == ["'=1+1", "'+1+1", "'-1+1", "'@SUM(A1)", "'\t=1+1", "'＝1+1", -3, "清淤"]
    assert {row[1].value for row in sheet.iter_rows(min_row=2)} == {-95.5}

from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm

from viz.about import About
from viz.sheet import Column, IsoDate, Paper, Sheet
from viz.word_document import write_document

ABOUT = About(title="分解表", release="000003-abc", published_at=datetime(2026, 11, 22, tzinfo=UTC), notes=("读法一",))
SHEET = Sheet(
    "表",
    (Column("序号", centred=True), Column("任务"), Column("时限")),
    [
        (Decimal(1), "治水", IsoDate("2025-06")),
        (Decimal(2), "治水", IsoDate("2025")),
        (Decimal(3), "=1\x01+1\n乙", None),
    ],
    title="责任分解表",
    lines=("依据文件整理",),
    merged=((1, 0, 1),),
    paper=Paper.A3,
)
WRITTEN = write_document(SHEET, ABOUT)
DOCUMENT = Document(BytesIO(WRITTEN))


def test_cells_are_as_people_read_them_and_merged_ones_say_it_once() -> None:
    rows = [[cell.text for cell in row.cells] for row in DOCUMENT.tables[0].rows]
    assert rows == [
        ["序号", "任务", "时限"],
        ["1", "治水", "2025年6月"],
        ["2", "治水", "2025年"],
        ["3", "=1+1\n乙", ""],
    ]
    assert [merge.get(qn("w:val")) for merge in DOCUMENT.element.iter(qn("w:vMerge"))] == ["restart", "continue"]


def test_headings_repeat_and_rows_stay_whole() -> None:
    marked = [row._tr.find(qn("w:trPr")) for row in DOCUMENT.tables[0].rows]
    assert [mark.find(qn("w:tblHeader")) is not None for mark in marked] == [True, False, False, False]
    assert all(mark.find(qn("w:cantSplit")) is not None for mark in marked)


def test_pages_are_large_landscape_and_numbered() -> None:
    section = DOCUMENT.sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert section.page_width == pytest.approx(Mm(420), rel=0.01)
    assert section.page_height == pytest.approx(Mm(297), rel=0.01)
    foot = section.footer.paragraphs[0]
    assert foot.text.startswith("zeren 数据版本 000003-abc(2026-11-22)")
    assert [field.get(qn("w:instr")) for field in foot._p.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]


def test_it_says_what_it_is_above_and_below_the_table() -> None:
    texts = [paragraph.text for paragraph in DOCUMENT.paragraphs]
    assert texts == ["责任分解表", "依据文件整理", "数据版本:000003-abc", "数据日期:2026-11-22", "读法:读法一"]


def test_two_exports_are_equal_to_the_byte() -> None:
    assert write_document(SHEET, ABOUT) == WRITTEN
    assert DOCUMENT.core_properties.modified == datetime(2026, 11, 22, tzinfo=UTC)

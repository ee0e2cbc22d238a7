"""Invented documents in the formats that offices exchange, from the file's bytes to what they say."""

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from loaders.extraction import extract, load_records
from loaders.reading import read_document
from loaders.record import Entry, Record
from tests.loaders.office_files import CHINESE_LEVELS, cell, item, lists, paragraph, row, table, write_docx, write_zip
from tests.loaders.pdf_files import Sheet, write_pdf


def notice() -> bytes:
    """A notice with automatic numbering, tracked changes and a table of responsibilities with merged cells."""
    begins, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    correction = "<w:del><w:r><w:delText>90</w:delText></w:r></w:del><w:ins><w:r><w:t>95</w:t></w:r></w:ins>"
    return write_docx(
        paragraph("青川州人民政府办公室关于印发"),
        paragraph("青川州节水行动实施方案的通知"),
        paragraph("青政办发〔2026〕18号"),
        paragraph("各县人民政府，州政府各部门："),
        paragraph("根据《青川州水资源管理条例》，制定本方案。"),
        item("总体目标"),
        paragraph(
            "到2028年底，全州农田灌溉水有效利用系数提高到0.58以上，城镇节水器具普及率达到", correction, "%以上。"
        ),
        item("重点任务"),
        item("推进农业节水。建设高标准农田20万亩。（牵头单位：州农业农村局；配合单位：州水利局、州财政局）", depth=1),
        item("推进工业节水。由州工业和信息化局牵头，各县人民政府负责落实。", depth=1),
        item("保障措施"),
        item("加强领导。成立州节水工作领导小组，办公室设在州水利局。", depth=1),
        paragraph("附件：节水行动责任分解表"),
        paragraph("青川州人民政府办公室"),
        paragraph("2026年4月8日"),
        paragraph("附件"),
        paragraph("节水行动责任分解表"),
        table(
            row("序号", "重点任务", "牵头单位", "责任单位", "完成时限"),
            row("1", "改造灌区干渠30公里", "州水利局", cell("各县人民政府", properties=begins), "2027年12月"),
            row("2", "创建节水型学校15所", "州教育局", cell("", properties=goes_on), "2028年6月"),
        ),
        numbering=lists(*CHINESE_LEVELS),
    )


def workbook() -> bytes:
    """Two sheets: responsibilities with merged cells and shown dates, and indicators with percent formats."""
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)
    first.title = "责任分解"
    lines: list[list[Any]] = [
        ["临江市2026年食品安全重点工作责任分解表"],
        ["序号", "工作任务", "牵头单位", "配合单位", "完成时限"],
        [1, "开展校园食堂专项检查", "市市场监管局", "市教育局、市卫生健康委", date(2026, 9, 1)],
        [2, "建设快检室12个", None, "市财政局", date(2026, 12, 1)],
        [3, "整治农药残留超标", "市农业农村局", "各县(区)政府", date(2026, 11, 1)],
    ]
    for line in lines:
        first.append(line)
    first.merge_cells("A1:E1")
    first.merge_cells("C3:C4")
    for number in (3, 4, 5):
        first[f"E{number}"].number_format = 'yyyy"年"m"月"'
    second = book.create_sheet("指标")
    indicators: list[list[Any]] = [
        ["指标名称", "单位", "2026年目标"],
        ["食品抽检合格率", None, 0.985],
        ["群众满意度", "%", 88],
    ]
    for line in indicators:
        second.append(line)
    second["C2"].number_format = "0.0%"
    hidden = book.create_sheet("底稿")
    hidden.append(["市水务局负责。"])
    hidden.sheet_state = "hidden"
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def plan() -> bytes:
    """Two pages with a header and page numbers, a sentence that runs over the page's end, and a ruled table."""
    first = Sheet().text(74, 60, "清水县人民政府文件", 10).text(280, 800, "— 1 —", 12)
    first.text(140, 120, "清水县防洪减灾行动方案", 22).text(210, 160, "清政发〔2026〕7号", 16)
    first.lines(
        74,
        220,
        [
            "\u3000\u3000为做好防洪减灾工作，根据《清水县防汛应急预案》，制定本方",
            "案。",
            "\u3000\u3000一、主要目标",
            "\u3000\u3000到2028年，县城防洪标准达到50年一遇，山洪灾害预警覆盖率",
            "达到95%以上。",
            "\u3000\u3000二、主要任务",
            "\u3000\u3000（一）加固堤防。加固堤防18公里，由县水利局牵头，县财政局",
            "配合。",
            "\u3000\u3000（二）完善预警。新建自动雨量站40个。（责任单位：县应急管",
        ],
    )
    second = Sheet().text(74, 60, "清水县人民政府文件", 10).text(280, 800, "— 2 —", 12)
    second.lines(74, 120, ["理局、县气象局）", "\u3000\u3000（三）主要指标如下表。"])
    xs, ys = [74, 254, 344, 434, 522], [180, 215, 250, 285]
    second.grid(xs, ys)
    rows = [
        ("指标", "单位", "2025年", "2028年"),
        ("达标堤防长度", "公里", "60", "78"),
        ("转移安置能力", "人", "900", "≥1500"),
    ]
    for top, cells in zip(ys, rows, strict=False):
        for left, words in zip(xs, cells, strict=False):
            second.text(left + 5, top + 22, words, 12)
    second.text(370, 360, "清水县人民政府").text(380, 390, "2026年5月20日")
    return write_pdf(first, second)


def record(folder: Path, name: str, data: bytes) -> Record:
    path = folder / name
    path.write_bytes(data)
    return extract(read_document(path))


def said(record: Record) -> set[tuple[str, str, str]]:
    """Who does what kind of work where."""
    return {(entry.provision, entry.agent, entry.role.value) for entry in record.assignments}


def promised(record: Record) -> set[tuple[str, str | None, str, str | None, str | None]]:
    """What is promised by when."""
    return {
        (entry.indicator, entry.comparator, str(entry.value), entry.unit, entry.deadline) for entry in record.targets
    }


def is_quoted_truly(record: Record) -> bool:
    entries: list[Entry] = [*record.assignments, *record.targets, *record.tasks, *record.citations, *record.bodies]
    return all(entry.quote == record.text[slice(*entry.span)] for entry in entries)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for the samples."""
    return tmp_path_factory.mktemp("samples")


def test_a_notice_in_word(folder: Path) -> None:
    read = record(folder, "通知.docx", notice())
    fields = read.document
    assert fields.title is not None
    assert fields.title.endswith("关于印发青川州节水行动实施方案的通知")
    assert (fields.document_number, fields.issued_on) == ("青政办发〔2026〕18号", "2026-04-08")
    assert (fields.issuer, fields.jurisdiction) == (("青川州人民政府办公室",), "青川州")
    assert [part.path for part in read.provisions] == ["一", "二", "二/(一)", "二/(二)", "三", "三/(一)", "1", "2"]
    assert said(read) == {
        ("二/(一)", "州农业农村局", "lead"),
        ("二/(一)", "州水利局", "support"),
        ("二/(一)", "州财政局", "support"),
        ("二/(二)", "州工业和信息化局", "lead"),
        ("二/(二)", "各县人民政府", "responsible"),
        ("1", "州水利局", "lead"),
        ("1", "各县人民政府", "responsible"),
        ("2", "州教育局", "lead"),
        ("2", "各县人民政府", "responsible"),
    }
    assert promised(read) >= {
        ("城镇节水器具普及率", ">=", "95", "%", "2028"),
        ("高标准农田", ">=", "20", "万亩", None),
        ("灌区干渠", ">=", "30", "公里", "2027-12"),
        ("节水型学校", ">=", "15", "所", "2028-06"),
    }
    assert [(cited.title, cited.relation) for cited in read.citations] == [("青川州水资源管理条例", "based_on")]
    assert [(body.name, body.office_at) for body in read.bodies] == [("州节水工作领导小组", "州水利局")]
    assert is_quoted_truly(read)


def test_a_workbook_of_responsibilities(folder: Path) -> None:
    read = record(folder, "分工.xlsx", workbook())
    assert read.document.title == "临江市2026年食品安全重点工作责任分解表"
    assert read.document.jurisdiction == "临江市"
    assert said(read) == {
        ("1", "市市场监管局", "lead"),
        ("1", "市教育局", "support"),
        ("1", "市卫生健康委", "support"),
        ("2", "市市场监管局", "lead"),
        ("2", "市财政局", "support"),
        ("3", "市农业农村局", "lead"),
        ("3", "各县(区)政府", "support"),
    }
    assert promised(read) == {
        ("快检室", ">=", "12", "个", "2026-12"),
        ("食品抽检合格率", ">=", "98.5", "%", "2026"),
        ("群众满意度", ">=", "88", "%", "2026"),
    }
    assert "市水务局" not in read.text
    assert is_quoted_truly(read)


def test_a_plan_in_pdf(folder: Path) -> None:
    read = record(folder, "方案.pdf", plan())
    fields = read.document
    assert (fields.title, fields.document_number) == ("清水县防洪减灾行动方案", "清政发〔2026〕7号")
    assert (fields.issuer, fields.issued_on) == (("清水县人民政府",), "2026-05-20")
    assert [part.path for part in read.provisions] == ["一", "二", "二/(一)", "二/(二)", "二/(三)"]
    assert said(read) == {
        ("二/(一)", "县水利局", "lead"),
        ("二/(一)", "县财政局", "support"),
        ("二/(二)", "县应急管理局", "responsible"),
        ("二/(二)", "县气象局", "responsible"),
    }
    assert promised(read) >= {
        ("山洪灾害预警覆盖率", ">=", "95", "%", "2028"),
        ("自动雨量站", ">=", "40", "个", None),
        ("达标堤防长度", ">=", "78", "公里", "2028"),
        ("转移安置能力", ">=", "1500", "人", "2028"),
    }
    assert [cited.title for cited in read.citations] == ["清水县防汛应急预案"]
    assert not any(left in read.text for left in ("人民政府文件", "— 1 —", "— 2 —"))
    assert is_quoted_truly(read)


def test_two_documents_in_a_zip_file(folder: Path) -> None:
    path = folder / "材料.zip"
    path.write_bytes(write_zip({"一/通知.docx": notice(), "方案.pdf": plan()}))
    first, second = load_records(path)
    assert (first.source, second.source) == ("一/通知.docx", "方案.pdf")
    assert first.content_hash != second.content_hash
    alone = record(folder, "通知.docx", notice())
    assert first.document == alone.document
    assert (first.assignments, first.targets) == (alone.assignments, alone.targets)
    assert {entry.agent for entry in second.assignments} == {"县水利局", "县财政局", "县应急管理局", "县气象局"}

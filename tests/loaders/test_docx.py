from typing import Any

import pytest
from hypothesis import given, settings

from loaders.composition import compose
from loaders.docx import read_docx
from loaders.errors import UnreadableFile
from tests.loaders.damage import damaged, read_anyhow, with_damaged_part
from tests.loaders.office_files import (
    CHINESE_LEVELS,
    cell,
    item,
    lists,
    paragraph,
    parts_of,
    row,
    table,
    write_docx,
    write_zip,
)


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def text_of(*body: str, **more: Any) -> str:
    return compose(read_docx(write_docx(*body, **more), "a.docx"))[0]


def grid_of(*body: str, **more: Any) -> list[list[str]]:
    text, tables = compose(read_docx(write_docx(*body, **more), "a.docx"))
    return [[text[slice(*span)] for span in row] for table in tables for row in table.rows]


@pytest.mark.parametrize(
    ("content", "printed"),
    [
        pytest.param([run("市水"), run("务局")], "市水务局", id="runs of one word"),
        pytest.param(["附件", "<w:r><w:br/></w:r>", "说明"], "附件\n说明", id="a soft line break"),
        pytest.param(['<w:r><w:br w:type="page"/></w:r>', "说明"], "说明", id="a page break"),
        pytest.param(["文号", "<w:r><w:tab/></w:r>", "临政发"], "文号\t临政发", id="a tab"),
        pytest.param(["2021", "<w:r><w:noBreakHyphen/></w:r>", "2025"], "2021-2025", id="a hyphen that keeps together"),
        pytest.param(
            ["达到", f"<w:ins>{run('95')}</w:ins>", "<w:del><w:r><w:delText>90</w:delText></w:r></w:del>", "%"],
            "达到95%",
            id="tracked changes",
        ),
        pytest.param(
            [f"<w:moveFrom>{run('旧')}</w:moveFrom>", f"<w:moveTo>{run('新')}</w:moveTo>"], "新", id="moved text"
        ),
        pytest.param(
            ["公开", run("隐藏", "<w:vanish/>"), run("显示", '<w:vanish w:val="0"/>')], "公开显示", id="hidden text"
        ),
        pytest.param(
            [f"<w:hyperlink>{run('链接')}</w:hyperlink>", f"<w:smartTag>{run('地名')}</w:smartTag>"],
            "链接地名",
            id="links and tags",
        ),
        pytest.param(
            [f"<w:sdt><w:sdtPr>{run('提示')}</w:sdtPr><w:sdtContent>{run('内容')}</w:sdtContent></w:sdt>"],
            "内容",
            id="a content control",
        ),
        pytest.param(
            [f"<w:r><w:ruby><w:rt>{run('zhuō')}</w:rt><w:rubyBase>{run('涿')}</w:rubyBase></w:ruby></w:r>"],
            "涿",
            id="pronunciation",
        ),
        pytest.param(["达到", "<m:oMath><m:r><m:t>≥95%</m:t></m:r></m:oMath>"], "达到≥95%", id="a formula"),
        pytest.param(["水规划", '<w:r><w:footnoteReference w:id="2"/></w:r>'], "水规划", id="a note's mark"),
    ],
)
def test_a_paragraph_gives_what_is_printed(content: list[str], printed: str) -> None:
    assert text_of(paragraph(*content)) == printed


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


CODE = "<w:r><w:instrText>PAGE</w:instrText></w:r>"


@pytest.mark.parametrize(
    ("content", "printed"),
    [
        pytest.param([mark("begin"), CODE, mark("separate"), "3", mark("end"), "页"], "3页", id="a result"),
        pytest.param([mark("begin"), CODE, mark("end"), "页"], "页", id="no result"),
        pytest.param(
            [
                mark("begin"),
                CODE,
                mark("begin"),
                CODE,
                mark("separate"),
                "内",
                mark("end"),
                mark("separate"),
                "外",
                mark("end"),
            ],
            "外",
            id="a field in a code",
        ),
        pytest.param(["甲", mark("end"), mark("separate"), "乙"], "甲乙", id="marks without a beginning"),
        pytest.param([f'<w:fldSimple w:instr="DATE">{run("2026年")}</w:fldSimple>'], "2026年", id="a simple field"),
    ],
)
def test_a_field_gives_its_result(content: list[str], printed: str) -> None:
    assert text_of(paragraph(*content)) == printed


def test_a_field_without_an_end_loses_no_more_than_its_paragraph() -> None:
    assert text_of(paragraph("甲", mark("begin"), "丢"), paragraph("乙")) == "甲\n乙"


def test_a_text_box_comes_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph('框内')}{table(row('子', '丑'))}</w:txbxContent>"
    drawn = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'>{box}</mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert text_of(paragraph("标题", drawn), paragraph("正文")) == "标题\n框内\n子\n丑\n正文"


def test_a_paragraph_whose_mark_was_deleted_goes_on_in_the_next() -> None:
    numbering = lists(*CHINESE_LEVELS)
    body = [paragraph("总体", properties="<w:rPr><w:del/></w:rPr>"), item("要求"), item("任务")]
    assert text_of(*body, numbering=numbering) == "一、总体要求\n二、任务"


def test_hidden_styles_hide_and_hidden_paragraphs_are_not_counted() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Note"><w:basedOn w:val="Secret"/></w:style>'
    )
    hidden = item("").replace("<w:numPr>", "<w:rPr><w:vanish/></w:rPr><w:numPr>")
    body = [
        item("甲"),
        hidden,
        paragraph("乙", run("丙", '<w:rStyle w:val="Secret"/>')),
        paragraph("丁", properties='<w:pStyle w:val="Note"/>'),
        item("戊"),
    ]
    assert text_of(*body, styles=styles, numbering=lists(*CHINESE_LEVELS)) == "一、甲\n乙\n二、戊"


def test_a_table_is_a_grid_and_its_merged_cells_stand_in_all_their_places() -> None:
    wide, begins, goes_on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = table(
        row("序号", cell("任务与单位", properties=wide)),
        row(cell("1", properties=begins), "清淤", "市水务局"),
        row(cell("", properties=goes_on), "绿化", "市园林局"),
    )
    assert grid_of(body) == [
        ["序号", "任务与单位", "任务与单位"],
        ["1", "清淤", "市水务局"],
        ["1", "绿化", "市园林局"],
    ]
    assert text_of(body) == "序号\t任务与单位\n1\t清淤\t市水务局\n绿化\t市园林局"


def test_paragraphs_and_tables_in_a_cell_are_one_line() -> None:
    inner = table(row("内一", "内二"))
    body = table(row("任务", "单位"), row(cell("清淤", inner, paragraph("后")), cell("市水务局", "市财政局")))
    assert grid_of(body)[1] == ["清淤 内一 内二 后", "市水务局 市财政局"]


def test_numbers_of_rows_are_counted_too() -> None:
    body = table(row("序号", "任务"), row(cell(item("")), "清淤"), row(cell(item("")), "绿化"))
    assert [line[0] for line in grid_of(body, numbering=lists(*CHINESE_LEVELS))] == ["序号", "一、", "二、"]


def test_deleted_and_hidden_rows_are_left_out_and_skipped_places_are_empty() -> None:
    body = table(
        row("任务", "单位"),
        row("旧", "旧", properties="<w:del/>"),
        row("藏", "藏", properties="<w:hidden/>"),
        row("市水务局", properties='<w:gridBefore w:val="1"/>'),
    )
    assert grid_of(body) == [["任务", "单位"], ["", "市水务局"]]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(table(row("一、总体要求"), row("提高水质")), id="a frame"),
        pytest.param(table(row("一、总体要求", cell("提高水质", "长" * 2_000))), id="a page laid out"),
    ],
)
def test_what_only_lays_out_is_read_as_lines(body: str) -> None:
    assert grid_of(body) == []
    assert text_of(body).split("\n")[:2] == ["一、总体要求", "提高水质"]


def test_an_empty_table_says_nothing() -> None:
    assert text_of(paragraph("前"), table(row("", ""), row("", "")), paragraph("后")) == "前\n后"


def test_headers_and_files_elsewhere_are_not_looked_at() -> None:
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    link = '<Relationship Id="r" Type="x/numbering" Target="http://example.org/n.xml" TargetMode="External"/>'
    outside = f'<Relationships xmlns="{package}">{link}</Relationships>'
    parts = {"word/_rels/document.xml.rels": outside, "word/header1.xml": "<w:hdr/>"}
    assert text_of(item("甲"), numbering=lists(*CHINESE_LEVELS), parts=parts) == "甲"


def test_the_strict_form_of_the_standard_is_read_alike() -> None:
    strict = (
        '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body><w:p><w:r><w:t>甲</w:t></w:r></w:p>'
        "</w:body></w:document>"
    )
    assert text_of(parts={"word/document.xml": strict}) == "甲"


ENTITY = '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/hostname">]><w:document xmlns:w="x">&e;</w:document>'


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"no zip file", "is damaged: it cannot be opened as a zip file"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "is an old Office file under a new suffix"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "is protected by a password"),
        (write_zip({"a.txt": "x"}), "is damaged: word/document.xml is missing from it"),
        (write_zip({"word/document.xml": "<w:document"}), "word/document.xml in it is not valid XML"),
        (write_zip({"word/document.xml": ENTITY}), "declares a document type"),
        (write_zip({"word/document.xml": "<a/>"}), "is no Word document"),
        (write_zip({"word/document.xml": "<a>" * 1_000 + "</a>" * 1_000}), "is not valid XML"),
    ],
)
def test_what_is_no_word_file_is_named_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=f"a.docx: .*{reason}"):
        list(read_docx(data, "a.docx"))


WHOLE = write_docx(
    item("总体要求"), table(row("序号", "任务"), row(cell(item("")), "清淤")), numbering=lists(*CHINESE_LEVELS)
)


@given(data=damaged(WHOLE) | with_damaged_part(parts_of(WHOLE)))
@settings(max_examples=200, deadline=None)
def test_damage_ends_in_no_error_but_the_readers_own(data: bytes) -> None:
    read_anyhow(read_docx, data)

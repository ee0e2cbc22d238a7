import pytest
from hypothesis import given, settings

from loaders.composition import compose
from loaders.errors import UnreadableFile
from loaders.pdf import read_pdf
from tests.loaders.damage import damaged, read_anyhow
from tests.loaders.pdf_files import Sheet, write_pdf

FULL = "全市城乡供水一体化覆盖率稳步提高到百分之九十以上管网漏损"  # 28 signs: a line from edge to edge


def lines(*sheets: Sheet) -> list[str]:
    return compose(read_pdf(write_pdf(*sheets), "a.pdf"))[0].split("\n")


def grids(*sheets: Sheet) -> list[list[list[str]]]:
    text, tables = compose(read_pdf(write_pdf(*sheets), "a.pdf"))
    return [[[text[slice(*span)] for span in row] for row in table.rows] for table in tables]


def page(*printed: str) -> Sheet:
    """A page with these lines in a block of 28 signs' width; one that begins with two wide blanks is indented."""
    return Sheet().lines(74, 130, printed)


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        pytest.param(
            ["\u3000\u3000" + FULL[:26], "率控制在9%以内。"],
            [FULL[:26] + "率控制在9%以内。"],
            id="a line broken inside a sentence",
        ),
        pytest.param(
            ["左边。", "左边。", "\u3000\u3000" + FULL[:26], "\u3000\u3000第二段。"],
            ["左边。", "左边。", FULL[:26], "第二段。"],
            id="an indented line",
        ),
        pytest.param(
            ["\u3000\u3000第一段短。", "第二段顶格。"], ["第一段短。", "第二段顶格。"], id="a short line ends"
        ),
        pytest.param(
            [FULL[:27] + "。", "一、总体要求"], [FULL[:27] + "。", "一、总体要求"], id="a number after a sentence"
        ),
        pytest.param(
            ["\u3000\u3000" + FULL[:26] + "，", FULL[:27], "率控制在9%以内。"],
            [FULL[:26] + "，" + FULL[:27] + "率控制在9%以内。"],
            id="a mark hung beyond the edge of the block",
        ),
        pytest.param([FULL, "3.5万亩。"], [FULL + "3.5万亩。"], id="a number inside a sentence"),
        pytest.param([FULL[:26], "20km河道"], [FULL[:26] + "20km河道"], id="a word that had no room"),
        pytest.param([FULL[:24] + "GDP", "of"], [FULL[:24] + "GDP of"], id="words in Latin letters"),
    ],
)
def test_lines_are_joined_where_a_paragraph_goes_on(printed: list[str], read: list[str]) -> None:
    assert lines(page(*printed)) == read


def test_lines_of_other_sizes_and_after_wide_gaps_begin_anew() -> None:
    sheet = (
        Sheet().text(74, 130, FULL, 16).text(74, 158, "小字说明", 10).text(74, 300, FULL, 16).text(74, 400, "落款", 16)
    )
    assert lines(sheet) == [FULL, "小字说明", FULL, "落款"]


def test_the_label_of_an_annex_stands_alone() -> None:
    sheet = Sheet().text(282, 130, "附件", 16).text(106, 150, FULL[:24], 16).text(282, 170, "解表", 16)
    assert lines(sheet) == ["附件", FULL[:24] + "解表"]


def test_a_paragraph_goes_on_over_the_end_of_a_page() -> None:
    assert lines(page("\u3000\u3000" + FULL[:26]), page("率控制在9%以内。")) == [FULL[:26] + "率控制在9%以内。"]


def with_margins(number: str, body: str, header: str = "临江市人民政府公报") -> Sheet:
    return Sheet().text(74, 60, header, 10).text(74, 200, body).text(280, 800, number, 12)


@pytest.mark.parametrize("form", ["— {} —", "-{}-", "{}", "第 {} 页", "第{}页共3页", "{}/3", "· {} ·"])
def test_headers_and_page_numbers_are_left_out(form: str) -> None:
    sheets = [with_margins(form.format(number), f"第{sign}页的话。") for number, sign in enumerate("甲乙丙", start=1)]
    assert lines(*sheets) == ["第甲页的话。", "第乙页的话。", "第丙页的话。"]


def test_what_stands_once_in_the_margin_is_text() -> None:
    assert lines(with_margins("", "正文。", "特急"), Sheet().text(74, 200, "第二页。")) == [
        "特急",
        "正文。",
        "第二页。",
    ]


def test_who_signs_at_the_top_of_the_last_page_is_no_header() -> None:
    first = Sheet().text(200, 60, "临江市人民政府").text(74, 200, "第一页。")
    last = Sheet().text(200, 60, "临江市人民政府").text(300, 88, "2026年6月12日")
    assert lines(first, last) == ["临江市人民政府", "第一页。", "临江市人民政府", "2026年6月12日"]


def test_the_order_is_that_of_the_page_not_of_the_file() -> None:
    assert lines(Sheet().text(74, 300, "后").text(74, 200, "前").text(100, 200.5, "面")) == ["前 面", "后"]


def test_bold_by_printing_twice_is_read_once() -> None:
    assert lines(Sheet().text(74, 200, "治水").text(74.4, 200, "治水")) == ["治水"]


def test_a_page_in_two_columns_is_read_column_by_column() -> None:
    sheet = Sheet().text(74, 130, "横贯全页的标题横贯全页的标题横贯")
    for number in range(6):
        sheet.text(74, 200 + 28 * number, f"左栏第{number}行文字共十二字", 16).text(
            310, 207 + 28 * number, f"右栏第{number}行文字共十二字", 16
        )
    assert "".join(lines(sheet)[1:]) == "".join(
        f"{side}栏第{number}行文字共十二字" for side in "左右" for number in range(6)
    )


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_turned_page_is_read_as_it_is_seen(turned: int) -> None:
    sheet = Sheet(turned=turned)
    matrices = {90: "0 1 -1 0 200 100", 180: "-1 0 0 -1 500 600", 270: "0 -1 1 0 200 700"}
    for number, words in enumerate(["前面", "后面"]):
        shift = {
            90: f"1 0 0 1 {28 * number} 0 cm",
            180: f"1 0 0 1 0 {28 * number} cm",
            270: f"1 0 0 1 {-28 * number} 0 cm",
        }
        code = words.encode("utf-16-be").hex()
        sheet.drawn.append(f"q {shift[turned]} BT /F1 16 Tf {matrices[turned]} Tm <{code}> Tj ET Q")
    assert lines(sheet) == ["前面", "后面"]


def test_a_watermark_at_an_angle_is_left_out() -> None:
    sheet = page("正文。")
    sheet.drawn.append(f"BT /F1 40 Tf .7 .7 -.7 .7 200 300 Tm <{'内部资料'.encode('utf-16-be').hex()}> Tj ET")
    assert lines(sheet) == ["正文。"]


def table(sheet: Sheet, top: float, *rows: tuple[str, ...], height: float = 40) -> Sheet:
    """A ruled table of three columns."""
    sheet.grid([80, 140, 340, 520], [top + height * number for number in range(len(rows) + 1)])
    for number, row in enumerate(rows):
        for left, words in zip((85, 145, 345), row, strict=True):
            sheet.text(left, top + height * number + 20, words, 12)
    return sheet


HEADINGS = ("序号", "任务", "单位")


def test_a_ruled_table_is_a_grid_between_the_lines() -> None:
    sheet = table(page("前文。"), 200, HEADINGS, ("1", "清淤", "市水务局")).text(74, 400, "后文。")
    assert lines(sheet) == ["前文。", "序号\t任务\t单位", "1\t清淤\t市水务局", "后文。"]
    assert grids(sheet) == [[list(HEADINGS), ["1", "清淤", "市水务局"]]]


def test_a_table_goes_on_over_the_end_of_a_page_without_its_headings() -> None:
    first = table(with_margins("1", ""), 600, HEADINGS, ("1", "清淤", "市水务局"))
    second = table(with_margins("2", ""), 100, HEADINGS, ("", "绿化", "市园林局"), ("2", "植树", "市林业局"))
    first.text(74, 300, "前文。")
    assert grids(first, second) == [
        [list(HEADINGS), ["1", "清淤", "市水务局"], ["1", "绿化", "市园林局"], ["2", "植树", "市林业局"]]
    ]


def test_the_same_table_printed_again_and_longer_is_continued_below_its_headings() -> None:
    rows = [HEADINGS, *(("1", "清淤", "市水务局") for _ in range(5))]
    (grid,) = grids(table(Sheet(), 600, *rows[:2]), table(Sheet(), 100, *rows))
    assert grid[0] == list(HEADINGS)
    assert HEADINGS not in map(tuple, grid[1:])


def test_a_row_that_the_end_of_a_page_cuts_is_one_row() -> None:
    first = table(Sheet(), 600, HEADINGS, ("1", "在全市范围内开展河道清淤并同", "市水务局"))
    second = table(Sheet(), 100, ("", "步整治排口。", ""), ("2", "植树", "市林业局"))
    assert grids(first, second)[0][1:] == [
        ["1", "在全市范围内开展河道清淤并同步整治排口。", "市水务局"],
        ["2", "植树", "市林业局"],
    ]


def test_a_table_below_text_is_another_one() -> None:
    second = table(Sheet().text(80, 120, "附件2"), 140, HEADINGS, ("1", "绿化", "市园林局"))
    assert len(grids(table(Sheet(), 600, HEADINGS, ("1", "清淤", "市水务局")), second)) == 2


PROTECTED = "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{0}> /U <{0}> >> /ID [<00> <00>]".format("41" * 32)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7 and no more", "is damaged: it cannot be opened as a PDF"),
        (b"", "is damaged: it cannot be opened as a PDF"),
        (write_pdf(page("密"), trailer=PROTECTED), "is protected by a password"),
        (
            write_pdf(Sheet(with_picture=True), Sheet(with_picture=True).text(74, 130, "章")),
            "is scanned: no text layer",
        ),
        (write_pdf(page("\ue000\ue001\ue002\ue003")), "does not say which characters it prints"),
    ],
    ids=["cut", "empty", "protected", "scanned", "unreadable"],
)
def test_what_cannot_be_read_is_named_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=f"a.pdf: .*{reason}"):
        list(read_pdf(data, "a.pdf"))


def test_a_page_without_anything_gives_nothing() -> None:
    assert compose(read_pdf(write_pdf(Sheet()), "a.pdf")) == ("", ())


WHOLE = write_pdf(
    table(page("一、总体要求", "\u3000\u3000" + FULL[:26]), 300, HEADINGS, ("1", "清淤", "市水务局")), page("完。")
)


@given(data=damaged(WHOLE))
@settings(max_examples=200, deadline=None)
def test_damage_ends_in_no_error_but_the_readers_own(data: bytes) -> None:
    read_anyhow(read_pdf, data)

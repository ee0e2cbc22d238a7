import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.html import read_page

BODY = "<p>一、总体要求</p><p>到2025年,全市水质达标率达到95%以上,由市水务局牵头负责落实各项治理任务。</p>"


def page(body: str) -> str:
    return f"<html><head><title>临江市水规划_门户网站</title><style>p{{}}</style></head><body>{body}</body></html>"


def test_each_block_is_a_line_and_inline_marks_leave_no_trace() -> None:
    text = read_page(
        page("<div id=zoom><p>第<b>一</b>行&nbsp;&lt;好&gt;</p><p>第二行<br>第三行</p><!-- 注释 --></div>")
    ).text
    assert text == "第一行\xa0<好>\n第二行\n第三行"


@pytest.mark.parametrize("name", ['id="UCAP-CONTENT"', 'class="TRS_Editor"', 'class="left pages_content"', ""])
def test_navigation_scripts_and_footers_are_left_out(name: str) -> None:
    source = page(
        '<div class="header"><a href="/">首页</a> &gt; <a>政务公开</a></div>'
        '<ul class="nav"><li>要闻动态信息列表</li></ul>'
        f'<div {name}>{BODY}<script>var a = "脚本";</script><p style="display: none">隐藏的字</p></div>'
        '<div class="footer">版权所有 备案号:青ICP备1号</div>'
    )
    text = read_page(source).text
    assert text.split("\n")[0] == "一、总体要求"
    for stray in ("首页", "要闻", "脚本", "隐藏", "版权"):
        assert stray not in text


def test_the_page_title_is_no_part_of_the_text() -> None:
    read = read_page(page(f"<div id=zoom>{BODY}</div>"))
    assert read.title == "临江市水规划_门户网站"
    assert "门户网站" not in read.text


@pytest.mark.parametrize(
    "metadata",
    [
        "<table><tr><td><b>索 引 号：</b></td><td>0001/2023-8</td>"
        "<td>成文日期：</td><td>2023年06月12日</td></tr></table>",
        "<ul><li>索引号：0001/2023-8</li><li>成文日期：2023年06月12日</li></ul>",
        "<dl><dt>索引号：</dt><dd>0001/2023-8</dd><dt>成文日期：</dt><dd>2023年06月12日</dd></dl>",
        "<div><span>索引号：</span><span>0001/2023-8</span></div><div><span>成文日期：</span>2023年06月12日</div>",
    ],
)
def test_labelled_values_above_the_document_are_kept_in_their_own_order(metadata: str) -> None:
    text = read_page(page(f"<div class=wrap>{metadata}</div><h1>临江市水规划</h1><div id=zoom>{BODY}</div>")).text
    assert (
        text.index("0001/2023-8")
        < text.index("2023年06月12日")
        < text.index("临江市水规划")
        < text.index("一、总体要求")
    )


def test_a_layout_table_is_no_data_table() -> None:
    source = page(f"<table><tr><td>栏</td><td><table><tr><td id=zoom>{BODY}</td></tr></table></td></tr></table>")
    read = read_page(source)
    assert read.tables == ()
    assert read.text.split("\n")[0] == "一、总体要求"


def test_a_data_table_is_a_grid_whose_spans_quote_its_cells() -> None:
    source = page(
        f"<div id=zoom>{BODY}<table border=1><tr><th>序号</th><th>任务</th><th>责任单位</th></tr>"
        "<tr><td>1</td><td>治理<br>污水</td><td rowspan=2>市水务局</td></tr><tr><td>2</td><td>修建泵站</td></tr>"
        "<tr><td colspan=3>合计</td></tr></table><p>附注</p></div>"
    )
    read = read_page(source)
    (table,) = read.tables
    assert [[read.text[cell.begin : cell.end] for cell in row] for row in table.rows] == [
        ["序号", "任务", "责任单位"],
        ["1", "治理 污水", "市水务局"],
        ["2", "修建泵站", "市水务局"],
        ["合计", "合计", "合计"],
    ]
    assert (
        read.text[table.span.begin : table.span.end]
        == "序号\t任务\t责任单位\n1\t治理 污水\t市水务局\n2\t修建泵站\n合计"
    )
    assert read.text.endswith("合计\n附注")


@pytest.mark.parametrize(
    "source",
    [
        "",
        "<html></html>",
        "只有文字,没有标记",
        "<p>没有关闭<div><b>交错</p></b>",
        "<table><tr><td>半",
        "<?xml version='1.0' encoding='gb2312'?><html><body><p>一</p></body></html>",
        "<table><tr><td rowspan=99999999 colspan=-3>一</td><td>二</td></tr></table>",
        "<div>" * 3000 + "深" + "</div>" * 3000,
    ],
)
def test_broken_pages_are_read_without_error(source: str) -> None:
    assert read_page(source).tables == () or "一" in source


@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<table>", "<tr>", "<td rowspan=2>", "</td>", "</table>", "<br>", "文字", "&amp;", "<!--"]
        )
    )
)
def test_any_soup_of_tags_gives_true_spans(parts: list[str]) -> None:
    read = read_page("".join(parts))
    for table in read.tables:
        for row in table.rows:
            for cell in row:
                assert "\t" not in read.text[cell.begin : cell.end]
                assert "\n" not in read.text[cell.begin : cell.end]
                assert cell.end <= len(read.text)


def test_a_label_and_its_value_in_elements_of_their_own_stay_apart() -> None:
    page = read_page(
        "<div><span>文　　号</span><span>临水〔2023〕15号</span></div>"
        "<p><b>公开日期</b> 2024-10-15</p><p><b>时间</b>和地点另行通知</p>"
    )
    assert page.text.split("\n") == ["文　　号\t临水〔2023〕15号", "公开日期\t 2024-10-15", "时间和地点另行通知"]


def test_fields_without_a_blank_between_them_and_a_number_above_the_text() -> None:
    body = "<p>为做好节水工作,提出如下意见,请认真落实。</p>" * 9
    page = read_page(
        "<div><span>来源：市水务局</span><span>发布时间：2024-03-05</span></div><div>临水〔2024〕2号</div><div>广告</div>"
        f'<div id="zoom">{body}</div>'
    )
    assert page.text.split("\n")[:2] == ["来源：市水务局 发布时间：2024-03-05", "临水〔2024〕2号"]
    assert "广告" not in page.text


def test_the_title_beside_a_large_table_of_data_is_kept() -> None:
    rows = "".join(f"<tr><td>{number}</td><td>{'治理河道' * 20}</td><td>市水务局</td></tr>" for number in range(9))
    assert read_page(page(f"<div><p>临江市治水任务表</p><table>{rows}</table></div>")).text.startswith(
        "临江市治水任务表\n"
    )

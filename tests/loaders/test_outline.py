from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.outline import Headings, body_of, lines_of, path_at, paths_above, provision_at, read_outline
from loaders.record import Span
from loaders.width import narrow
from tests.loaders.case_tables import case_name, read_cases

TEXT = "临江市治水方案\n\n一、总体要求\n(一)目标\n1.水质。水质提高。\n二、任务\n清淤。\n"


@pytest.mark.parametrize("case", read_cases("outline"), ids=case_name)
def test_numbered_parts_have_paths_and_headings(case: Any) -> None:
    provisions = read_outline(narrow(case["text"]))
    assert [[one.path, one.heading] for one in provisions] == case["want"], case["why"]


@pytest.mark.parametrize("case", read_cases("outline"), ids=case_name)
def test_provisions_follow_one_another(case: Any) -> None:
    provisions = read_outline(narrow(case["text"]))
    assert [one.order for one in provisions] == list(range(len(provisions)))
    assert all(first.span.end <= second.span.begin for first, second in pairwise(provisions))


@pytest.mark.parametrize(
    "last",
    [
        "【打印本页】 【关闭本页】",
        "关闭窗口",
        "扫一扫在手机打开当前页",
        "主办:临江市人民政府办公室",
        "责任编辑:张三",
        "抄送:市委各部门。",
        "临江市人民政府\n2023年6月12日",
        "临江市水务局 临江市财政局\n二〇二三年六月十二日",
    ],
)
def test_the_body_ends_where_signature_or_page_begins(last: str) -> None:
    (provision,) = read_outline(f"一、任务\n清理河道淤泥。\n{last}\n河道以外的话。")
    assert provision.span == Span(0, len("一、任务\n清理河道淤泥。"))


@pytest.mark.parametrize("line", ["关闭一批企业。", "分享发展成果。", "打印机节能。", "作者众多。", "返回河道。"])
def test_a_line_that_begins_like_a_pages_end_is_text(line: str) -> None:
    (provision,) = read_outline(f"一、任务\n清理河道淤泥。\n{line}")
    assert provision.span.end == len(f"一、任务\n清理河道淤泥。\n{line}")


def test_the_place_of_an_offset() -> None:
    provisions = read_outline(TEXT)
    assert path_at(provisions, TEXT.index("临江市")) == ""
    assert path_at(provisions, TEXT.index("提高")) == "一/(一)/1"
    assert path_at(provisions, TEXT.index("清淤")) == "二"
    assert provision_at(provisions, len(TEXT) + 1) is None


def test_a_provisions_words_begin_after_its_label() -> None:
    for provision, word in zip(read_outline(TEXT), ["总体要求", "目标", "水质", "任务"], strict=True):
        assert TEXT[body_of(TEXT, provision).begin :].startswith(word)


def test_headings_above() -> None:
    headings = Headings(read_outline(TEXT))
    assert headings.above("一/(一)/1") == ("总体要求", "目标", "水质")
    assert headings.above("一/(九)") == ("总体要求",)
    assert headings.above("") == ()


def test_paths_above() -> None:
    assert paths_above("一/(一)/1") == ("一", "一/(一)", "一/(一)/1")
    assert paths_above("") == ()


def test_lines_are_without_blanks_and_marks() -> None:
    assert [line.text for line in lines_of("  # 一、任务 \n\n　清淤。\r\n")] == ["一、任务", "清淤。"]


def test_cells_of_tables_are_no_headings() -> None:
    text = "一、任务\n1.清淤\n二、保障"
    begin = text.index("1")
    assert [one.path for one in read_outline(text, [Span(begin, begin + 4)])] == ["一", "二"]


@given(st.lists(st.integers(0, 2), min_size=1, max_size=12))
def test_a_heading_closes_what_is_not_above_it(ranks: list[int]) -> None:
    han = "一二三四五六七八九十"
    counters = [0, 0, 0]
    lines, paths = [], []
    open_labels: dict[int, str] = {}
    for rank in ranks:
        counters[rank] += 1
        number = han[(counters[rank] - 1) % 10]
        label = [number, f"({number})", str(counters[rank])][rank]
        open_labels = {other: one for other, one in open_labels.items() if other < rank} | {rank: label}
        lines.append([f"{number}、水", f"({number})水", f"{counters[rank]}.水"][rank])
        paths.append("/".join(open_labels[key] for key in sorted(open_labels)))
    assert [one.path for one in read_outline("\n".join(lines))] == paths


@given(st.text(alphabet="一二、(（）)1.①—第章条附件目录\n 水年月日#*", max_size=80))
def test_no_text_is_too_odd(text: str) -> None:
    provisions = read_outline(narrow(text))
    assert all(0 <= one.span.begin < one.span.end <= len(text) for one in provisions)
    assert all(first.span.end <= second.span.begin for first, second in pairwise(provisions))

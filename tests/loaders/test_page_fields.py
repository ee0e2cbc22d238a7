import pytest

from loaders.page_fields import find_page_fields, has_page_field, is_label


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("发布时间:2022-11-21\n", {"发布时间": "2022-11-21"}),
        (
            "发布日期：2022-12-08 16:32 来源：市政府网",
            {"发布日期": "2022-12-08 16:32", "来源": "市政府网"},
        ),
        (
            "索 引 号：\t0001/2023-8\t成文日期：\t2023年06月12日",
            {"索引号": "0001/2023-8", "成文日期": "2023年06月12日"},
        ),
        (
            " 文  号 临政办〔2018〕3号  发布机构 临江市人民政府",
            {"文号": "临政办〔2018〕3号", "发布机构": "临江市人民政府"},
        ),
        ("**发布日期**: 2025-11-06\n**发布机构**: 市水务局", {"发布日期": "2025-11-06", "发布机构": "市水务局"}),
        ("- **文件编号**：临水〔2025〕1号", {"文件编号": "临水〔2025〕1号"}),
        ("成文日期\n2023年6月12日\n正文", {"成文日期": "2023年6月12日"}),
        ("主 题 词：\t\t\n标题：水规划", {"标题": "水规划"}),
        ("浏览次数:\n各县人民政府:", {"浏览次数": "各县人民政府:"}),
        ("依据条例,明确时间和来源。", {}),
        ("四、时间 安排", {}),
        (
            "文件编号 临水〔2024〕3号 有效期 至2027年10月31日",
            {"文件编号": "临水〔2024〕3号", "有效期": "至2027年10月31日"},
        ),
        ("公开日期 2024-10-15", {"公开日期": "2024-10-15"}),
        ("时间 2024年5月至6月", {}),
        ("文　　号\t临水〔2024〕3号", {"文号": "临水〔2024〕3号"}),
        ("标题\t来源\t依据", {}),
        (
            "【 文    号 】\t临水〔2024〕 2号\n【成文日期】 2024-02-28",
            {"文号": "临水〔2024〕 2号", "成文日期": "2024-02-28"},
        ),
        ("见【文号 】附后", {}),
    ],
)
def test_labels_and_values_in_every_layout(text: str, want: dict[str, str]) -> None:
    found = {field.label: text[field.span.begin : field.span.end] for field in find_page_fields(text)}
    assert found == want


def test_only_the_first_and_last_lines_are_searched() -> None:
    middle = "正文一行,说的是治水。\n" * 1000
    text = f"成文日期:2023年6月12日\n{middle}标题:正文里的\n{middle}发布日期:2023-06-20\n"
    assert [field.label for field in find_page_fields(text)] == ["成文日期", "发布日期"]


def test_a_line_with_a_label_is_told_from_running_text() -> None:
    assert has_page_field("来源:市政府办公室")
    assert not has_page_field("各单位要明确时间、来源和名称")


def test_a_label_alone() -> None:
    assert is_label("文　　号")
    assert not is_label("文号临水")

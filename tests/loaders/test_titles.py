import pytest

from loaders.titles import find_titles, forwarded_title, is_like, plain


@pytest.mark.parametrize(
    ("title", "inner"),
    [
        ("临江市人民政府关于印发《临江市治水方案》的通知", "临江市治水方案"),
        ("关于印发临江市治水工作规划的通知", "临江市治水工作规划"),
        ("国务院办公厅转发水利部关于防汛意见的通知", "水利部关于防汛意见"),
        ("临江市人民政府关于公布《临江市供水办法》的决定", "临江市供水办法"),
        ("关于学习贯彻《水法》的通知", None),
        ("关于加强治水工作的意见", None),
    ],
)
def test_what_a_notice_forwards(title: str, inner: str | None) -> None:
    assert forwarded_title(title) == inner


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("临江市创建“清水城市”实施方案", '临江市创建"清水城市" 实施方案', True),
        ("关于加强河湖保护的实施意见", "加强河湖保护的实施意见", True),
        ("关于防汛工作的意见", "关于防汛工作意见", True),
        ("治水方案(2021—2025年)", "治水方案（2021-2025年）", True),
        ("治水方案", "供水办法", False),
        ("", "治水方案", False),
    ],
)
def test_two_spellings_of_one_title(one: str, other: str, alike: bool) -> None:
    assert is_like(one, other) is alike


def test_plain_form_drops_what_only_decorates() -> None:
    assert plain("《“清水”方案 (试行)》") == plain("清水方案（试行）")


def test_a_title_may_be_broken_over_lines_but_never_over_a_sentence() -> None:
    text = "临江市人民政府关于加强\n治水管理的若干意见\n为改善水质,制定本办法。\n一、治水方案\n"
    assert [title.text for title in find_titles(text)] == ["临江市人民政府关于加强治水管理的若干意见"]


def test_signs_spread_over_the_line_are_one_title() -> None:
    assert [title.text for title in find_titles("治 水 工 作 规 则\n")] == ["治水工作规则"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("临江市节水行动方案\n（2025—2027年）\n一、目标\n", "临江市节水行动方案（2025—2027年）"),
        ("临江市节水办法\n(试行)\n", "临江市节水办法(试行)"),
        ("关于节水规划\n管理的意见\n", "关于节水规划管理的意见"),
        ("关于印发节水三年行动\n计划（2025—2027年）的通知\n", "关于印发节水三年行动计划（2025—2027年）的通知"),
        ("★临江市节水工作安排\n", "临江市节水工作安排"),
        ("临水〔2024〕3号临江市水务局关于节水的意见\n", "临江市水务局关于节水的意见"),
        ("关于节水的意见(临水〔2024〕3号)\n", "关于节水的意见"),
        ("关于奖售几 个 问 题 的 通 知\n", "关于奖售几个问题的通知"),
        ("临江市水务局公告\n节水办法\n", "节水办法"),
    ],
)
def test_what_belongs_to_a_title(text: str, title: str) -> None:
    assert [found.text for found in find_titles(text)] == [title]


def test_lines_of_the_page_above_a_title_take_no_room_from_it() -> None:
    menu = "首页   走进临江   新闻中心   政务公开   解读回应   互动交流"
    here = "当前位置:首页 > 政务公开 > 市政府文件 > 临政发"
    lines = ["临江市人民政府门户网站", menu, here, "临江市人民政府关于印发", "临江市清水三年行动方案"]
    text = "\n\n".join([*lines, "(2018—2020年)的通知", "文章来源:市政府办公室"])
    [title] = find_titles(text)
    assert title.text == "临江市人民政府关于印发临江市清水三年行动方案(2018—2020年)的通知"

import pytest

from loaders.document import Document
from loaders.outline import read_outline
from loaders.own_title import body_begin, find_title


def titles(text: str, named: str | None = None) -> tuple[str | None, str | None]:
    found, notice = find_title(Document(source="a.txt", content_hash="", text=text), read_outline(text), named)
    return found.text if found else None, notice.text if notice else None


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("关于印发《节水方案》的通知\n各县:\n节水方案\n一、目标\n", "节水方案"),
        (
            "关于印发《节水方案（2024—2026年）》的通知\n各县:\n节水方案\n（2024—2026年）\n一、目标\n",
            "节水方案（2024—2026年）",
        ),
        ("关于印发节水规划的通知\n各县:\n节水规划\n(试行)\n一、目标\n", "节水规划(试行)"),
        ("关于印发《全市防汛应急预案》的通知\n各县:\n全市防汛\n应急预案\n1 总则\n", "全市防汛应急预案"),
        ("关于印发《节水方案》的通知\n各县:\n一、目标\n", "关于印发《节水方案》的通知"),
        ("市政府印发《关于节水的意见》\n各县:\n一、目标\n", "关于节水的意见"),
    ],
)
def test_what_is_forwarded_gives_the_title(text: str, own: str) -> None:
    assert titles(text)[0] == own


def test_the_notice_is_told_beside_the_title() -> None:
    assert titles("关于印发《节水方案》的通知\n各县:\n节水方案\n一、目标\n") == (
        "节水方案",
        "关于印发《节水方案》的通知",
    )


def test_what_the_page_calls_the_document_decides_between_titles() -> None:
    text = "临江市水务局工作要点\n\n临江市节水行动方案\n\n一、目标\n"
    assert titles(text, "临江市节水行动方案") == ("临江市节水行动方案", None)


def test_a_heading_of_markdown_is_the_title_of_a_text_without_a_kind() -> None:
    assert titles("# 节水,我们在行动中\n正文。\n") == ("节水,我们在行动中", None)
    assert titles("正文。\n") == (None, None)


def test_where_the_numbered_text_begins() -> None:
    text = "节水方案\n——\n一、目标\n"
    assert body_begin(text, read_outline(text)) == text.index("一、")
    assert body_begin("正文。", ()) == 3

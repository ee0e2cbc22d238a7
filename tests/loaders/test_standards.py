import pytest

from loaders.standards import find_standard_numbers, read_cover

COVER = """ICS 03.080.99
GB/T 4321—2024
代替 GB/T 4321—2014
节水型社会
第1部分:总则
Water saving
2024-03-25 发布      2024-06-25 实施
国家市场监督管理总局 国家标准化管理委员会 发布
"""


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("按照GB/T 1.1—2020起草", ["GB/T 1.1—2020"]),
        ("DB45/T 2817-2024、HJ 25.1-2019", ["DB45/T 2817-2024", "HJ 25.1-2019"]),
        ("GB 15618的2018年版", []),
    ],
)
def test_numbers_in_running_text(text: str, numbers: list[str]) -> None:
    assert [text[begin:end] for begin, end in find_standard_numbers(text)] == numbers


def test_a_cover_says_title_number_issuers_and_day() -> None:
    cover = read_cover(COVER)
    assert cover is not None
    assert cover.issued is not None
    assert COVER[slice(*cover.number)] == "GB/T 4321—2024"
    assert COVER[slice(*cover.title)] == "节水型社会\n第1部分:总则"
    assert [name for name, _ in cover.issuers] == ["国家市场监督管理总局", "国家标准化管理委员会"]
    assert cover.issued.iso == "2024-03-25"


@pytest.mark.parametrize("text", ["", "节水方案\nGB/T 4321—2024\n节水型社会", "ICS 03.080.99\n节水型社会"])
def test_no_cover(text: str) -> None:
    assert read_cover(text) is None

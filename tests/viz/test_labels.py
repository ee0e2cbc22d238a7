import pytest
from hypothesis import given
from hypothesis import strategies as st

from viz.labels import FONT_SIZE, LINE_HEIGHT, label_size, wrap_label


@pytest.mark.parametrize(
    ("text", "label", "why"),
    [
        ("", "", "nothing is nothing"),
        ("市水利局", "市水利局", "short names stay as they are"),
        ("市 水利局\n\t", "市 水利局", "white space is folded"),
        ("负责全市水环境质量监测", "负责全市水环\n境质量监测", "two lines are about even"),
        ("农田灌溉水有效利用系数 ≥ 0.58", "农田灌溉水有效利\n用系数 ≥ 0.58", "a bound is not torn apart"),
        ("Water quality of rivers", "Water quality\nof rivers", "Latin words stay whole"),
        (
            "一二三四五六七八九十" * 3,
            "一二三四五六七八九十\n一二三四五六七八九…",
            "what does not fit is cut, and says so",
        ),
        ("a" * 30, "a" * 17 + "\n" + "a" * 13, "a word wider than a line is broken"),
    ],
)
def test_labels_fit_under_a_node(text: str, label: str, why: str) -> None:
    assert wrap_label(text) == label, why


@given(st.text(max_size=80), st.integers(2, 24), st.integers(1, 3))
def test_no_label_is_larger_than_asked(text: str, columns: int, lines: int) -> None:
    label = wrap_label(text, columns, lines)
    width, height = label_size(label)
    assert width <= columns * FONT_SIZE / 2
    assert height <= lines * LINE_HEIGHT


def test_a_label_takes_the_room_of_its_widest_line() -> None:
    assert label_size("市水利局\nab") == (4 * FONT_SIZE, 2 * LINE_HEIGHT)

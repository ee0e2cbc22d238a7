from hypothesis import given
from hypothesis import strategies as st

from loaders.width import narrow


def test_full_width_forms_become_half_width() -> None:
    assert narrow("（２０２３年）：Ａ％　。〇") == "(2023年):A% 。〇"


@given(st.text())
def test_the_length_and_the_line_breaks_never_change(text: str) -> None:
    narrowed = narrow(text)
    assert len(narrowed) == len(text)
    assert [place for place, sign in enumerate(text) if sign == "\n"] == [
        place for place, sign in enumerate(narrowed) if sign == "\n"
    ]


@given(st.text())
def test_no_blank_is_left_but_spaces_tabs_and_line_feeds(text: str) -> None:
    assert {sign for sign in narrow(text) if sign.isspace()} <= set(" \t\n")

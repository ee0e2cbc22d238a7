import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.brackets import find_brackets, inside
from loaders.record import Span


def brackets(text: str) -> list[str]:
    return [text[slice(*span)] for span in find_brackets(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("治水(市水务局)。清淤〔市住建局〕", ["(市水务局)", "〔市住建局〕"]),
        ("治水（市水务局）【市住建局】[市教育局]", ["（市水务局）", "【市住建局】", "[市教育局]"]),
        ("〔责任单位:各县(市、区)政府〕", ["〔责任单位:各县(市、区)政府〕"]),
        ("治水（市水务局)清淤〔市住建局]", ["（市水务局)", "〔市住建局]"]),
        ("治水)清淤", []),
        ("治水", []),
    ],
    ids=["in order", "all kinds", "nested ones are one", "mixed signs", "closed but never opened", "none"],
)
def test_the_outermost_brackets(text: str, want: list[str]) -> None:
    assert brackets(text) == want


def test_a_bracket_left_open_ends_with_its_line() -> None:
    assert brackets("治水(市水务局\n清淤(市住建局)") == ["(市水务局", "(市住建局)"]


@pytest.mark.parametrize(
    ("text", "content"), [("(市水务局)", "市水务局"), ("(市水务局", "市水务局"), ("()", ""), ("(", "")]
)
def test_the_content_is_without_the_signs(text: str, content: str) -> None:
    assert text[slice(*inside(text, Span(0, len(text))))] == content


@given(st.text(alphabet="()（）〔〕【】[]水\n", max_size=40))
def test_brackets_follow_one_another_within_their_lines(text: str) -> None:
    end = 0
    for span in find_brackets(text, Span(0, len(text))):
        assert end <= span.begin < span.end <= len(text)
        assert text[span.begin] in "(（〔【["
        end = span.end

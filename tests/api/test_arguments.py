import pytest

from api.commands.arguments import parse_arguments
from loaders.errors import UsageError


@pytest.mark.parametrize(
    ("words", "arguments"),
    [
        ([], {}),
        (["--theme", "environment"], {"theme": "environment"}),
        (["--theme=environment"], {"theme": "environment"}),
        (["--department", "市发改委", "--at-least", "2"], {"department": "市发改委", "at_least": "2"}),
        (["--theme", "water", "--theme", "air"], {"theme": "air"}),
        (["--note=a=b"], {"note": "a=b"}),
        (["--least", "-1"], {"least": "-1"}),
        (["--theme="], {"theme": ""}),
    ],
)
def test_options_become_values_by_name(words: list[str], arguments: dict[str, str]) -> None:
    assert parse_arguments(words) == arguments


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["environment"], "environment"),
        (["--theme"], "--theme"),
        (["--theme", "--year", "2020"], "--theme"),
        (["--"], "--"),
        (["-t", "water"], "-t"),
        (["--theme", "water", "air"], "air"),
    ],
)
def test_a_word_out_of_place_is_named(words: list[str], named: str) -> None:
    with pytest.raises(UsageError, match=f"^{named}: "):
        parse_arguments(words)

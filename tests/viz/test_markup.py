import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError

from viz.markup import in_language, is_local, json_for_script, render


@given(
    st.recursive(
        st.text() | st.integers() | st.none(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_json_in_a_script_keeps_its_meaning_without_any_markup(value: object) -> None:
    text = str(json_for_script(value))
    assert json.loads(text) == value
    assert not set(text) & set("<>&\u2028\u2029")


@pytest.mark.parametrize(
    ("address", "language", "wanted"),
    [
        ("/", "zh", "/"),
        ("/", "en", "/?lang=en"),
        ("/questions?theme=水", "en", "/questions?theme=%E6%B0%B4&lang=en"),
        ("/questions?lang=en&theme=a&theme=", "zh", "/questions?theme=a&theme="),
        ("/network?lang=zh#panel", "en", "/network?lang=en#panel"),
    ],
)
def test_the_language_travels_in_the_address(address: str, language: str, wanted: str) -> None:
    assert in_language(address, "en" if language == "en" else "zh") == wanted


@pytest.mark.parametrize("address", ["/", "/questions/lead?theme=a", "/network?focus=https%3A%2F%2Felsewhere.invalid"])
def test_zerens_own_addresses_are_local(address: str) -> None:
    assert is_local(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "questions",
        "//elsewhere.invalid/",
        "/\\elsewhere.invalid",
        "/\t/elsewhere.invalid",
        "javascript:alert(1)",
        "data:,x",
    ],
)
def test_other_addresses_are_not(address: str) -> None:
    assert not is_local(address)


def test_a_template_does_not_pass_over_a_missing_value() -> None:
    with pytest.raises(UndefinedError):
        render("error.html", "zh", {})

from pathlib import Path

import pytest

from api.settings import InvalidSetting, Settings, read_settings

DOCUMENTATION = Path(__file__).parents[2] / "docs" / "settings.md"


@pytest.mark.parametrize("name", Settings.model_fields)
def test_each_setting_is_documented_with_its_default(name: str) -> None:
    lines = [line for line in DOCUMENTATION.read_text("utf-8").splitlines() if f"`ZEREN_{name.upper()}`" in line]
    assert len(lines) == 1
    assert f"`{Settings.model_fields[name].default}`" in lines[0]
    assert Settings.model_fields[name].description


def test_documentation_names_no_setting_that_is_not_there() -> None:
    named = [line.split("`")[1] for line in DOCUMENTATION.read_text("utf-8").splitlines() if line.startswith("| `")]
    assert named == [f"ZEREN_{name.upper()}" for name in Settings.model_fields]


def test_what_was_chosen_goes_before_the_environment_and_that_before_the_default(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ZEREN_PORT", "8123")
    monkeypatch.setenv("ZEREN_HOST", "::1")
    settings = read_settings(port=9000, host=None)
    assert (settings.port, settings.host, settings.language) == (9000, "::1", "zh")


def test_settings_do_not_change() -> None:
    with pytest.raises(ValueError, match="frozen"):
        read_settings().port = 1


@pytest.mark.parametrize(
    ("name", "value"),
    [("ZEREN_PORT", "many"), ("ZEREN_PORT", "0"), ("ZEREN_LANGUAGE", "fr"), ("ZEREN_PAGE_ROWS", "-1")],
)
def test_a_value_that_cannot_be_is_refused_by_name(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(InvalidSetting, match=f"{name}={value}: "):
        read_settings()

"""What holds for every page, in both languages, light and dark: everyone can use it, and it needs no other host."""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from api.cli import run
from tests.api.page_table import PAGES, STATUS
from tests.api.watched_browser import keep_screenshot, watched

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
GRAVE = {"serious", "critical"}
LIGHT = "axe.run(document, { resultTypes: ['violations'] })"
DARK = "axe.run(document, { resultTypes: ['violations'], runOnly: ['color-contrast'] })"
LANGUAGES = {"zh": "zh-CN", "en": "en-US"}


@pytest.fixture(scope="module")
def heard() -> list[str]:
    """What the browser complained about since somebody emptied it."""
    return []


@pytest.fixture(scope="module", params=LANGUAGES)
def page(
    request: pytest.FixtureRequest,
    browser: Browser,
    examples_address: str,
    contributor: tuple[Path, str],
    heard: list[str],
) -> Iterator[Page]:
    """Somebody signed in, who sees all there is to see."""
    with watched(browser, heard, locale=LANGUAGES[request.param]) as opened:
        assert opened.context.request.post(f"{examples_address}/session", form={"token": contributor[1]}).ok
        yield opened


def grave_issues(page: Page, run: str) -> list[str]:
    violations: list[dict[str, Any]] = page.evaluate(run)["violations"]
    return [
        f"{found['id']}: {node['html'][:200]}"
        for found in violations
        if found["impact"] in GRAVE
        for node in found["nodes"]
    ]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_can_be_used_by_everyone_and_needs_no_other_host(
    name: str, page: Page, examples_address: str, heard: list[str]
) -> None:
    heard.clear()
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="light")
    answer = page.goto(examples_address + PAGES[name], wait_until="networkidle" if name == "docs" else "load")
    assert answer is not None
    assert answer.status == STATUS.get(name, 200)
    page.evaluate(AXE)
    assert grave_issues(page, LIGHT) == []
    page.emulate_media(color_scheme="dark")
    assert grave_issues(page, DARK) == []
    language = page.evaluate("document.documentElement.lang")[:2]
    keep_screenshot(page, f"{name.replace(' ', '-')}-{language}-dark")
    fits = "document.documentElement.scrollWidth <= innerWidth"
    assert page.evaluate(fits)
    page.set_viewport_size({"width": 380, "height": 700})
    assert page.evaluate(fits)
    assert [complaint for complaint in heard if f"status of {answer.status}" not in complaint] == []
    assert len(heard) == (name in STATUS)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", ["drawing", "report"])
def test_a_file_to_pass_on_can_be_used_by_everyone(
    kind: str, scheme: str, examples_store: Path, tmp_path: Path, browser: Browser, heard: list[str]
) -> None:
    heard.clear()
    written = tmp_path / "written.html"
    commands = {"drawing": ["draw", "--limit", "20", "--output"], "report": ["audit", "--report"]}
    assert run([*commands[kind], str(written), "--store", str(examples_store)]) == 0
    with watched(browser, heard, color_scheme=scheme) as opened:
        opened.goto(written.as_uri())
        opened.evaluate(AXE)
        assert grave_issues(opened, LIGHT) == []
        keep_screenshot(opened, f"{kind}-{scheme}")
    assert heard == []

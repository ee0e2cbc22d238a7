"""Pages on paper, with the keyboard alone, and where no script runs."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.api.page_table import PAGES, STATUS
from tests.api.test_every_page import AXE, DARK, grave_issues
from tests.api.watched_browser import keep_screenshot, watched

VISIBLE = "(name) => [...document.querySelectorAll(name)].filter((one) => one.checkVisibility()).length"


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    with watched(browser, []) as opened:
        yield opened


@pytest.mark.parametrize("name", ["document", "department", "indicator", "question", "matrix"])
def test_paper_has_the_content_in_black_on_white(name: str, examples_address: str, page: Page) -> None:
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(examples_address + PAGES[name])
    page.evaluate(AXE)
    assert grave_issues(page, DARK) == []
    colours = "(({ color, backgroundColor }) => [color, backgroundColor])(getComputedStyle(document.body))"
    assert page.evaluate(colours) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    assert page.evaluate(VISIBLE, "nav, form, input, .downloads, .ways, aside") == 0
    heads = page.evaluate(VISIBLE, "thead th")
    assert heads == page.locator("thead th").count()
    assert all(text.strip() for text in page.locator("thead th").all_inner_texts())
    keep_screenshot(page, f"{name}-paper")


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.outerHTML.slice(0, 80)"))


def test_the_keyboard_skips_to_the_content_and_shows_where_it_is(examples_address: str, page: Page) -> None:
    page.emulate_media(media="screen", color_scheme="light")
    page.goto(examples_address + PAGES["departments"])
    page.keyboard.press("Tab")
    assert 'class="skip"' in focused(page)
    box = page.locator(".skip").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate("document.querySelector('main').contains(document.activeElement)"), focused(page)
        outline = "(({ outlineStyle, outlineWidth }) => [outlineStyle, outlineWidth])"
        assert page.evaluate(f"{outline}(getComputedStyle(document.activeElement))") == ["solid", "2px"], focused(page)


def test_a_highlight_is_opened_with_the_keyboard(examples_address: str, page: Page) -> None:
    page.goto(examples_address + PAGES["document"])
    page.locator(".fulltext .mark-target").first.focus()
    page.keyboard.press("Enter")
    assert page.locator(".entry:visible").count() > 0


@pytest.fixture(scope="module")
def plain(browser: Browser) -> Iterator[Page]:
    """A browser in which no script runs."""
    with watched(browser, [], java_script_enabled=False) as opened:
        yield opened


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_useful_without_scripts(name: str, examples_address: str, plain: Page) -> None:
    answer = plain.goto(examples_address + PAGES[name])
    assert answer is not None
    assert answer.status == STATUS.get(name, 200)
    assert plain.locator("h1").is_visible()
    assert len(plain.locator("main").inner_text()) > 30
    assert plain.locator("main button[type=button]:visible").count() == 0, "a button that only a script would answer"


def test_what_needs_scripts_says_so_and_gives_the_same_as_a_table(examples_address: str, plain: Page) -> None:
    plain.goto(examples_address + PAGES["network"])
    assert plain.locator("noscript").count() > 0
    plain.locator("summary", has_text="表").first.click()
    assert plain.locator("main table tbody tr").first.is_visible()

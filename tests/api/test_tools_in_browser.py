"""Network, workbench, questions and matrix in a real browser: what scripts add, with the keyboard and the way back."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route

SCREENSHOTS = Path(__file__).parents[2] / "test-artifacts"
WATER = "https://w3id.org/zeren/id/department/澜江市/市水利局"


@pytest.fixture(scope="module")
def examples(examples_address: str) -> str:
    return examples_address


@pytest.fixture
def complaints() -> list[str]:
    return []


@pytest.fixture
def page(browser: Browser, complaints: list[str]) -> Iterator[Page]:
    """A page whose network is cut off except for zeren; it must have nothing to complain about."""
    opened = browser.new_page(viewport={"width": 1280, "height": 900}, locale="zh-CN", accept_downloads=True)
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))

    def only_zeren(route: Route) -> None:
        if urlsplit(route.request.url).hostname == "127.0.0.1":
            route.continue_()
        else:
            complaints.append(f"asked for {route.request.url}")
            route.abort()

    opened.route("**/*", only_zeren)
    yield opened
    opened.close()


def look(page: Page, name: str) -> None:
    """Keep a picture in light and in dark, and see that nothing sticks out."""
    SCREENSHOTS.mkdir(exist_ok=True)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.screenshot(path=SCREENSHOTS / f"{name}-{scheme}.png")
    page.set_viewport_size({"width": 380, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size({"width": 1280, "height": 900})


def drawn(page: Page) -> int:
    page.wait_for_selector("#network-canvas canvas")
    return int(page.evaluate("network.body.nodeIndices.length"))


def test_a_network_is_explored_step_by_step_and_back(examples: str, page: Page, complaints: list[str]) -> None:
    page.goto(f"{examples}/network?focus={quote(WATER)}")
    first = drawn(page)
    page.locator("#network-canvas").focus()
    panel = page.locator("#network-panel")
    expand = panel.get_by_role("link", name="展开未画出的")
    for _ in range(first):
        page.keyboard.press("ArrowRight")
        if expand.count():
            break
    assert "#at-" in str(panel.get_by_role("link", name="看原文").first.get_attribute("href"))
    look(page, "network")
    expand.click()
    page.wait_for_url("**expand=**")
    assert drawn(page) > first
    assert page.locator(".trail li").count() == 3
    page.go_back()
    assert drawn(page) == first
    assert complaints == []


def test_what_is_unticked_is_hidden_at_once_and_stays_in_the_address(examples: str, page: Page) -> None:
    page.goto(f"{examples}/network")
    before = drawn(page)
    page.locator(".legend [data-kind='policy']").uncheck()
    hidden = int(page.evaluate("network.body.nodeIndices.length"))
    assert hidden < before
    assert "policy" not in parse_qs(urlsplit(page.url).query)["kind"]
    assert "kind=policy" not in str(page.get_by_role("link", name="GEXF").get_attribute("href"))
    page.reload()
    drawn(page)
    assert not page.locator(".legend [data-kind='policy']").is_checked()
    page.locator(".legend [data-kind='policy']").check()
    page.wait_for_url("**kind=policy**")
    assert drawn(page) == before


def test_a_drawing_is_saved_as_a_picture(examples: str, page: Page, complaints: list[str]) -> None:
    page.goto(f"{examples}/network")
    drawn(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="存为图片").click()
    assert waiting.value.suggested_filename == "责任网络.png"
    assert Path(waiting.value.path()).read_bytes().startswith(b"\x89PNG")
    assert complaints == []


def test_a_name_chosen_while_typing_is_where_the_network_begins(examples: str, page: Page) -> None:
    page.goto(f"{examples}/network")
    page.locator("#network-focus").fill("水利局")
    page.locator("#suggestions option").first.wait_for(state="attached")
    name = page.locator("#suggestions option").first.get_attribute("value")
    page.locator("#network-focus").fill(str(name))
    page.wait_for_url("**/network?focus=**")
    assert str(name) in page.locator(".trail").inner_text()

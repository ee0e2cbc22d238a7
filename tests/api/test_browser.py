"""The pages in a real browser whose network is cut off except for zeren."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route

SCREENSHOTS = Path(__file__).parents[2] / "test-artifacts"


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    yield opened
    opened.close()


@pytest.mark.parametrize(
    "path", ["", "questions", "questions/lead_of_each_target?theme=environment", "network", "sparql", "docs", "nothing"]
)
def test_a_page_works_without_any_outside_address(path: str, address: str, page: Page) -> None:
    complaints: list[str] = []
    host = urlsplit(address).netloc

    def only_zeren(route: Route) -> None:
        if urlsplit(route.request.url).netloc == host or route.request.url.startswith("data:"):
            route.continue_()
        else:
            complaints.append(f"asked for {route.request.url}")
            route.abort()

    page.route("**/*", only_zeren)
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address + path, wait_until="networkidle")
    SCREENSHOTS.mkdir(exist_ok=True)
    name = urlsplit(path).path.replace("/", "-") or "home"
    page.screenshot(path=SCREENSHOTS / f"page-{name}.png", full_page=True)
    if path == "network":
        assert page.evaluate("network.body.nodeIndices.length") > 0
    expected = ["Failed to load resource: the server responded with a status of 404 (Not Found)"] * (path == "nothing")
    assert complaints == expected

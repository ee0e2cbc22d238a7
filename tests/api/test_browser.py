"""The pages in a real browser whose network is cut off except for zeren."""

import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
import uvicorn
from playwright.sync_api import Page, Route, sync_playwright

from api.app import create_app
from api.listening import address_of, listen
from api.settings import read_settings

SCREENSHOTS = Path(__file__).parents[2] / "test-artifacts"


@pytest.fixture(scope="module")
def address(store: Path) -> Iterator[str]:
    """A real server on a loopback port."""
    listening = listen("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(create_app(read_settings(store=store)), log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    yield address_of(listening)
    server.should_exit = True
    thread.join(timeout=30)
    listening.close()
    assert not thread.is_alive()


def test_a_real_server_answers(address: str) -> None:
    assert httpx.get(f"{address}health").json()["status"] == "ok"


@pytest.fixture(scope="module")
def page(chromium: str) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser.new_page(viewport={"width": 1280, "height": 900})
        browser.close()


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
        assert page.evaluate("zeren.network.body.nodeIndices.length") > 0
    expected = ["Failed to load resource: the server responded with a status of 404 (Not Found)"] * (path == "nothing")
    assert complaints == expected

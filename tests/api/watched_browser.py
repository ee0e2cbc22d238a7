"""A browser that reaches zeren alone, and hears what goes wrong in its pages."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Route

SCREENSHOTS = Path(__file__).parents[2] / "test-artifacts"


@contextmanager
def watched(browser: Browser, complaints: list[str], **options: Any) -> Iterator[Page]:
    """A page of its own session, without the network.

    ``complaints`` gets what a page asked for elsewhere, and the errors in its console. ``options`` are those of a
    browser context of Playwright: locale, viewport, color_scheme.
    """
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, "locale": "zh-CN"} | options)
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))

    def only_zeren(route: Route) -> None:
        address = urlsplit(route.request.url)
        if address.hostname == "127.0.0.1" or address.scheme in {"data", "blob", "file"}:
            route.continue_()
        else:
            complaints.append(f"asked for {route.request.url}")
            route.abort()

    context.route("**/*", only_zeren)
    yield page
    context.close()


def keep_screenshot(page: Page, name: str) -> None:
    """An artefact of a test, for people to look at."""
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png")


def until(page: Page, condition: str, argument: object = None) -> None:
    """Wait until a function of the page, given as JavaScript, holds; half a minute at most.

    Playwright's own wait compiles its condition anew each time, which a strict Content-Security-Policy forbids.
    """
    page.evaluate(
        f"""(argument) => new Promise((done, fail) => {{
            const holds = {condition};
            const look = () => (holds(argument) ? done() : requestAnimationFrame(look));
            setTimeout(() => fail(new Error("never held")), 30000);
            look();
        }})""",
        argument,
    )

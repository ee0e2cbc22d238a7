"""An auditor works through findings in a browser that reaches nothing but zeren."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from shutil import copytree
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route

from api.roles import Role
from api.tokens import create_token

ROOT = Path(__file__).parents[2]
SCREENSHOTS = ROOT / "test-artifacts"
CONTRASTS = (ROOT / "tests" / "api" / "contrasts.js").read_text("utf-8")
Serving = Callable[..., AbstractContextManager[str]]


@pytest.fixture(scope="module")
def store(examples_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copytree(examples_store, tmp_path_factory.mktemp("audited") / "store")


@pytest.fixture(scope="module")
def token(store: Path) -> str:
    return create_token(store / "tokens.json", "li", Role.CONTRIBUTOR)


@pytest.fixture(scope="module")
def address(store: Path, serving: Serving) -> Iterator[str]:
    with serving(store) as served:
        yield served.rstrip("/")


@pytest.fixture
def complaints() -> list[str]:
    return []


@pytest.fixture
def page(browser: Browser, complaints: list[str]) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    opened = context.new_page()
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))

    def only_zeren(route: Route) -> None:
        if urlsplit(route.request.url).hostname == "127.0.0.1":
            route.continue_()
        else:
            complaints.append(f"asked for {route.request.url}")
            route.abort()

    context.route("**/*", only_zeren)
    yield opened
    context.close()


def sign_in(page: Page, address: str, token: str) -> None:
    page.goto(f"{address}/account")
    page.locator("#token").fill(token)
    page.locator("main form button").click()
    page.wait_for_load_state()


def test_a_finding_is_opened_read_in_its_document_and_dismissed(
    page: Page, address: str, token: str, complaints: list[str]
) -> None:
    sign_in(page, address, token)
    page.get_by_role("navigation").get_by_role("link", name="审计", exact=True).click()
    page.locator(".facets").get_by_role("link", name="职责相同").click()
    finding = page.locator(".finding").first
    finding.locator("> summary").press("Enter")
    assert finding.locator(".sentences blockquote").count() == 2
    identifier = finding.get_attribute("id")
    finding.get_by_role("link", name="在文件中查看").first.click()
    assert "查处" in page.locator(".fulltext .chosen").first.inner_text()
    page.go_back()
    finding = page.locator(f"#{identifier}")
    if not finding.locator(".judge").is_visible():
        finding.locator("> summary").click()
    finding.get_by_label("理由").fill("两处分工不同")
    finding.get_by_role("button", name="不成立").click()
    page.wait_for_url(f"**#{identifier}")
    judged = page.locator(f"#{identifier}")
    assert judged.locator("> summary .verdict").inner_text() == "不成立"
    assert "两处分工不同 li" in judged.locator(".acts").inner_text()
    assert "不成立 1" in page.locator(".progress").inner_text()
    assert complaints == []


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_can_be_read_in_light_and_dark_and_fits_its_window(
    page: Page, address: str, token: str, complaints: list[str], language: str, scheme: Any
) -> None:
    page.emulate_media(color_scheme=scheme)
    sign_in(page, address, token)
    page.goto(f"{address}/audit?lang={language}")
    for summary in page.locator(".finding > summary").all()[:3]:
        summary.click()
    assert page.evaluate(CONTRASTS) == []
    page.evaluate("scrollTo(0, 0)")
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"audit-{language}-{scheme}.png")
    for width in (1280, 380):
        page.set_viewport_size({"width": width, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert complaints == []


def test_findings_can_be_narrowed_opened_and_printed_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{address}/audit")
    page.locator(".facets a").first.click()
    assert "severity=" in page.url
    finding = page.locator(".finding").first
    assert not finding.locator(".sentences").first.is_visible()
    page.emulate_media(media="print")
    assert finding.locator(".sentences").first.is_visible()
    page.emulate_media(media="screen")
    finding.locator("> summary").click()
    assert finding.locator(".sentences").first.is_visible()
    context.close()

"""An auditor works through findings in a browser that reaches nothing but zeren."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from playwright.sync_api import Browser, Page

from tests.api.watched_browser import keep_screenshot

Serving = Callable[..., AbstractContextManager[str]]


def sign_in(page: Page, address: str, token: str) -> None:
    page.goto(f"{address}/account")
    page.locator("#token").fill(token)
    page.locator("main form button").click()
    page.wait_for_load_state()


def test_a_finding_is_opened_read_in_its_document_and_dismissed(
    page: Page, own_address: str, own_token: str, complaints: list[str]
) -> None:
    sign_in(page, own_address, own_token)
    page.get_by_role("navigation").get_by_role("link", name="审计", exact=True).click()
    page.locator(".facets").get_by_role("link", name="职责相同").click()
    finding = page.locator(".finding").first
    finding.locator("> summary").press("Enter")
    assert finding.locator(".sentences blockquote").count() == 2
    keep_screenshot(page, "audit-finding")
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


def test_findings_can_be_narrowed_opened_and_printed_without_scripts(browser: Browser, own_address: str) -> None:
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{own_address}/audit")
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

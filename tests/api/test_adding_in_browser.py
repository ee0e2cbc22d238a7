"""A contributor adds documents in a browser that reaches nothing but zeren, with scripts and without."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from api.roles import Role
from api.tokens import create_token
from tests.api.test_audit_in_browser import sign_in
from tests.api.test_every_page import AXE, LIGHT, grave_issues
from tests.api.watched_browser import keep_screenshot

HOSTILE = "<img src=x onerror=alert(1)>"
Serving = Callable[..., AbstractContextManager[str]]
PLAN = f"""临江市人民政府办公室关于印发供水保障方案{HOSTILE}的通知
临政办发〔2024〕3号
临江市供水保障方案
一、主要任务
(一)改造管网。到2026年供水管网漏损率降至9%以下。(牵头单位:市水务局;配合单位:市财政局)
(二)节约用水。推广节水器具。(责任单位:各有关部门)

附件:责任分解表
"""


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """A plan under a hostile name, and a file that is damaged."""
    plan, damaged = tmp_path / "供水 <img src=x onerror=alert(1)>.txt", tmp_path / "坏.docx"
    plan.write_text(PLAN, encoding="utf-8")
    damaged.write_bytes(b"PK\x03\x04")
    return [plan, damaged]


def look_at(page: Page, name: str) -> None:
    """Light and dark: legible by axe's rules, within the window; a picture is kept."""
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        page.evaluate(AXE)
        assert grave_issues(page, LIGHT) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        keep_screenshot(page, f"{name}-{scheme}")


def test_of_two_files_the_bad_one_is_refused_and_the_other_looked_at_and_published(
    page: Page, own_address: str, own_token: str, files: list[Path], complaints: list[str]
) -> None:
    sign_in(page, own_address, own_token)
    page.get_by_role("link", name="添加文件").click()
    page.locator("#document").set_input_files(files)
    page.get_by_role("button", name="上传并读取").click()
    good = page.locator(".sent tbody tr").filter(has_text="供水")
    good.wait_for()
    bad = page.locator(".sent tbody tr").filter(has_text="坏.docx")
    assert "未能读取" in bad.inner_text()
    assert HOSTILE in good.inner_text()
    look_at(page, "add-sent")

    good.get_by_role("link", name="查看全文与标记").click()
    page.locator("#doubts + ul a").first.click()
    page.locator(".entry.chosen", has_text="存疑").first.wait_for()
    look_at(page, "add-preview")
    page.locator(".preview").get_by_role("button", name="发布").click()

    good.get_by_text("已发布").wait_for()
    good.locator("td").last.get_by_role("link").click()
    page.wait_for_url("**/id/policy/**")
    assert "供水保障方案" in page.locator("h1").inner_text()
    assert page.locator(".fulltext .mark-target").count() > 0
    page.goto(f"{own_address}/documents/add")
    page.get_by_role("button", name="全部清除").click()
    page.get_by_text("没有待发布的文件").wait_for()
    assert complaints == []


def test_documents_are_sent_and_discarded_without_scripts(
    browser: Browser, own_address: str, own_store: Path, files: list[Path]
) -> None:
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    sign_in(page, own_address, create_token(own_store / "tokens.json", "wang", Role.CONTRIBUTOR))
    page.goto(f"{own_address}/documents/add")
    page.locator("#document").set_input_files(files)
    page.get_by_role("button", name="上传并读取").click()
    assert page.locator(".sent tbody tr").count() == 2
    page.locator(".sent tbody tr").filter(has_text="供水").get_by_role("button", name="放弃").click()
    assert page.locator(".sent tbody tr").count() == 1
    context.close()

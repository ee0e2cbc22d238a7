"""Network, workbench, questions and matrix in a real browser: what scripts add, with the keyboard and the way back."""

from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.api.watched_browser import keep_screenshot

WATER = "https://w3id.org/zeren/id/department/澜江市/市水利局"


@pytest.fixture(scope="module")
def examples(examples_address: str) -> str:
    return examples_address


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
    keep_screenshot(page, "network-walk")
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


CHARTED = """SELECT ?department ?task (STRLEN(?name) AS ?length) WHERE {
  ?held zr:agent ?department ; zr:concerns ?task . ?department rdfs:label ?name
} LIMIT 20"""


def test_a_query_is_written_with_completion_and_checked_while_typing(
    examples: str, page: Page, complaints: list[str]
) -> None:
    page.goto(f"{examples}/sparql")
    area = page.locator("#sparql-query")
    area.fill("")
    area.press_sequentially("SELECT ?x { ?x a zr:Targ")
    page.locator(".completions li", has_text="zr:Target").first.wait_for()
    area.press("Enter")
    assert area.input_value() == "SELECT ?x { ?x a zr:Target"
    area.press_sequentially(" ; ")
    area.press_sequentially("PREFIX sko")
    page.locator(".completions li", has_text="skos:").wait_for()
    area.press("Escape")
    jump = page.locator("#sparql-error button")
    jump.wait_for()
    assert jump.inner_text().startswith("第 1 行第 3")
    assert page.locator(".editor .wrong").is_visible()
    area.fill("SELECT ?x { ?x zr:agent ")
    area.press_sequentially("水利")
    page.locator(".completions li", has_text="department/澜江市/市水利局").click()
    area.press_sequentially(" }")
    assert area.input_value().endswith("<https://w3id.org/zeren/id/department/澜江市/市水利局> }")
    area.press("Escape")
    area.press("Control+Enter")
    page.locator("#sparql-result table").wait_for()
    assert page.locator("#sparql-error").inner_text() == ""
    keep_screenshot(page, "workbench")
    page.locator("#sparql-history summary").click()
    assert page.locator("#sparql-history li").count() == 1
    page.reload()
    assert page.locator("#sparql-history li").count() == 1
    assert complaints == []


def test_a_running_query_is_cancelled(examples: str, page: Page) -> None:
    page.goto(f"{examples}/sparql")
    page.locator("#sparql-query").fill("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }")
    page.get_by_role("button", name="运行").click()
    page.get_by_role("button", name="取消").click()
    page.locator("#sparql-result", has_text="已取消").wait_for()
    assert page.get_by_role("button", name="取消").count() == 0


def test_an_answer_is_seen_as_table_chart_and_network(examples: str, page: Page, complaints: list[str]) -> None:
    page.goto(f"{examples}/sparql?query={quote(CHARTED)}")
    link = page.locator("#sparql-result td a").first
    assert link.get_attribute("title") not in {None, "", link.inner_text()}
    page.locator(".views").get_by_role("link", name="图表").click()
    page.locator(".plot circle").first.wait_for()
    page.locator(".views").get_by_role("link", name="网络图").click()
    assert drawn(page) > 2
    keep_screenshot(page, "workbench-network")
    assert complaints == []


def test_the_workbench_works_without_scripts_and_says_so(examples: str, browser: Browser) -> None:
    page = browser.new_page(java_script_enabled=False, locale="zh-CN")
    page.goto(f"{examples}/sparql")
    assert page.locator("#sparql-plain").is_visible()
    page.locator("#sparql-query").fill("SELECT ?x {\n ?x a b c }")
    page.get_by_role("button", name="运行").click()
    assert page.locator(".failure pre mark").is_visible()
    page.locator("#sparql-query").fill(CHARTED)
    page.get_by_role("button", name="运行").click()
    assert page.locator("#sparql-result tbody tr").count() > 0
    page.close()


def test_an_answer_is_filtered_and_sorted_drawn_and_taken_to_the_workbench(
    examples: str, page: Page, complaints: list[str]
) -> None:
    page.goto(f"{examples}/questions/department_pairs_sharing_most_tasks")
    rows = page.locator("main section tbody tr")
    page.locator("th .sort").first.click()
    page.wait_for_url("**sort=**")
    assert page.locator("th[aria-sort='ascending']").count() == 1
    keep_screenshot(page, "question")
    before = rows.count()
    if page.locator("#answer-find").count():
        page.locator("#answer-find").fill("水利局")
        page.locator("#answer-find").press("Enter")
        page.wait_for_url("**find=**")
        assert 0 < rows.count() <= before
    page.locator(".views").get_by_role("link", name="图表").click()
    page.locator(".plot circle").first.wait_for()
    page.locator(".views").get_by_role("link", name="网络图").click()
    assert drawn(page) > 1
    page.locator(".downloads").get_by_role("link", name="SPARQL").click()
    page.locator("#sparql-result tbody tr").first.wait_for()
    assert "VALUES ?asked_" in page.locator("#sparql-query").input_value()
    assert complaints == []


def test_the_arrow_keys_go_from_cell_to_cell_of_a_matrix(examples: str, page: Page, complaints: list[str]) -> None:
    page.goto(f"{examples}/matrix")
    place = "[document.activeElement.closest('tr').rowIndex, document.activeElement.closest('td, th').cellIndex]"
    page.locator("table.matrix tbody th a").first.focus()
    page.keyboard.press("ArrowRight")
    row, column = page.evaluate(place)
    assert (row, column > 0) == (1, True)
    page.keyboard.press("ArrowDown")
    below, same = page.evaluate(place)
    assert (below > row, same) == (True, column)
    page.keyboard.press("Enter")
    page.wait_for_url("**row=**")
    assert page.locator("table.matrix a[aria-current]").count() == 1
    assert page.locator("#duties").is_visible()
    keep_screenshot(page, "matrix")
    assert complaints == []

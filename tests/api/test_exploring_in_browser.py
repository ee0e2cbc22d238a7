"""A new user finds who leads an indicator, by clicks alone and by typing; and what scripts add to the pages."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import Browser, Locator, Page

DOCUMENT = "/id/policy/澜政发-2023-8"

Serving = Callable[..., AbstractContextManager[str]]


@pytest.fixture(scope="module")
def examples(examples_address: str) -> str:
    return examples_address


@pytest.fixture(scope="module")
def corpus(corpus_address: str) -> str:
    return corpus_address


class Clicks:
    """Counts what a person clicks."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.number = 0

    def on(self, link: Locator) -> None:
        link.first.click()
        self.page.wait_for_load_state()
        self.number += 1


def shown_sentence(page: Page) -> str:
    """What the address points at in a document's text, in view."""
    chosen = page.locator(".fulltext .chosen").first
    chosen.wait_for()
    box = chosen.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 900
    return " ".join(page.locator(".fulltext .chosen").all_inner_texts())


def find_by_clicks(page: Page, address: str, indicator: str, policy: str, lead: str) -> int:
    """From the first page to the list of indicators, to the indicator, to the sentence that says who leads it."""
    clicks = Clicks(page)
    page.goto(address)
    clicks.on(page.get_by_role("navigation").get_by_role("link", name="指标", exact=True))
    clicks.on(page.get_by_role("link", name=indicator, exact=True))
    row = page.locator("section[aria-labelledby='indicator_values'] tbody tr").filter(has_text=policy)
    assert lead in row.first.inner_text()
    clicks.on(row.locator("td.evidence a").filter(has_text=lead))
    assert lead in shown_sentence(page)
    assert page.locator(".entry.chosen", has_text="责任分工").first.is_visible()
    return clicks.number


def find_by_typing(page: Page, address: str, words: str, target: str, policy: str, lead: str) -> int:
    """From the first page by a search to the target, to the sentence that says who leads it."""
    clicks = Clicks(page)
    page.goto(address)
    page.locator("#home-find").fill(words)
    clicks.on(page.locator("form.large").get_by_role("button"))
    clicks.on(page.locator(".hits li").filter(has_text=policy).get_by_role("link", name=target))
    row = page.locator("section[aria-labelledby='commitment_responsible'] tbody tr").filter(
        has=page.locator(".role-leads")
    )
    assert lead in row.inner_text()
    clicks.on(row.locator("td.evidence a"))
    assert lead in shown_sentence(page)
    return clicks.number


CASES = {
    "examples": ("城镇污水处理率", "澜江市", "市住房城乡建设局"),
    "corpus": ("城镇生活污水处理率", "嘉兴市", "市环保局"),
}


@pytest.mark.parametrize("place", CASES)
def test_who_leads_an_indicator_is_at_most_four_clicks_away(
    place: str, page: Page, complaints: list[str], request: pytest.FixtureRequest
) -> None:
    assert find_by_clicks(page, request.getfixturevalue(place), *CASES[place]) <= 4
    assert complaints == []


@pytest.mark.parametrize("place", CASES)
def test_who_leads_an_indicator_is_found_by_typing_and_three_clicks(
    place: str, page: Page, complaints: list[str], request: pytest.FixtureRequest
) -> None:
    indicator, policy, lead = CASES[place]
    assert find_by_typing(page, request.getfixturevalue(place), "污水", f"{indicator} ≥", policy, lead) <= 3
    assert complaints == []


def test_a_click_on_a_highlight_shows_what_was_read_there(examples: str, page: Page) -> None:
    page.goto(examples + DOCUMENT)
    assert page.locator(".entry:visible").count() == 0
    page.locator(".fulltext .mark-target").first.click()
    entry = page.locator(".entry:visible").filter(has=page.locator(".mark-target"))
    assert entry.first.get_by_role("link").count() > 0
    assert "#at-" in page.url
    page.reload()
    assert page.locator(".entry:visible").count() > 0


def test_kinds_of_highlights_can_be_switched_off(examples: str, page: Page) -> None:
    page.goto(examples + DOCUMENT)
    colour = "getComputedStyle(document.querySelector('.fulltext .mark-target')).borderBottomColor"
    assert page.evaluate(colour) != "rgba(0, 0, 0, 0)"
    page.locator("[data-mark='target']").uncheck()
    assert page.evaluate(colour) == "rgba(0, 0, 0, 0)"


def test_names_are_suggested_while_typing(examples: str, page: Page) -> None:
    page.goto(examples)
    page.locator("#find").fill("发改")
    page.locator("#suggestions option").first.wait_for(state="attached")
    name = page.locator("#suggestions option").first.get_attribute("value")
    assert name
    page.locator("#find").fill(name)
    page.wait_for_url("**/id/**")
    assert page.locator("h1").inner_text() == name


def test_the_choice_of_light_or_dark_holds_on_the_next_page(examples: str, page: Page) -> None:
    page.goto(examples)
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.locator("#theme").click()
    dark = page.evaluate(paper)
    assert dark != light
    page.goto(examples + "/policies")
    assert page.evaluate(paper) == dark


def test_a_document_can_be_read_without_scripts(examples: str, browser: Browser) -> None:
    page = browser.new_page(java_script_enabled=False, locale="zh-CN")
    page.goto(examples + DOCUMENT)
    page.locator(".fulltext .mark-target").first.click()
    assert "#entry-" in page.url
    page.close()

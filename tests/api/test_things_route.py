"""Things at their names, lists, search, matrix and comparison over HTTP."""

import re
from typing import Any
from urllib.parse import quote, unquote, urldefrag

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from pyoxigraph import RdfFormat, parse

from api.addresses import address_of, iri_at
from graph.identity import BASE, segment

PAGE = {"Accept": "text/html"}
DEPARTMENT = "/id/department/临江市/市生态环境局"
POLICY = "/id/policy/临政办发-2023-8"
TARGET = "城镇污水处理率"


def parse_html(text: str) -> Any:
    return html.fromstring(text)


@pytest.mark.parametrize(
    ("path", "accept", "status", "media_type"),
    [
        (DEPARTMENT, "text/html", 200, "text/html"),
        (DEPARTMENT, "*/*", 200, "text/html"),
        (DEPARTMENT, "text/turtle", 200, "text/turtle"),
        (DEPARTMENT, "application/ld+json", 200, "application/ld+json"),
        (DEPARTMENT, "application/n-triples", 200, "application/n-triples"),
        (DEPARTMENT, "image/png", 406, "application/problem+json"),
        (f"{DEPARTMENT}.ttl", "text/html", 200, "text/turtle"),
        (f"{DEPARTMENT}.jsonld", "text/html", 200, "application/ld+json"),
        (f"{DEPARTMENT}.nt", "text/html", 200, "application/n-triples"),
        (POLICY, "text/html", 200, "text/html"),
        (f"/id/indicator/{TARGET}", "text/html", 200, "text/html"),
        ("/id/place/临江市", "text/html", 200, "text/html"),
        ("/id/theme/water_quality", "text/html", 200, "text/html"),
        ("/id/instrument/水污染防治法", "text/html", 200, "text/html"),
        ("/id/provision/临政办发-2023-8/一/(一)", "text/html", 200, "text/html"),
        ("/id/nothing", "text/html", 404, "text/html"),
        ("/id/nothing", "text/turtle", 404, "application/problem+json"),
        ("/id/nothing.ttl", "*/*", 404, "application/problem+json"),
        ("/id/", "text/html", 404, "text/html"),
        ("/id/%FF%00<>", "text/html", 404, "text/html"),
        *((f"/{name}", "text/html", 200, "text/html") for name in ("policies", "departments", "indicators")),
        *((f"/{name}", "text/html", 200, "text/html") for name in ("instruments", "themes", "places")),
        ("/departments?q=水利&first=1", "text/html", 200, "text/html"),
        ("/departments?first=0", "text/html", 400, "text/html"),
        ("/search", "text/html", 200, "text/html"),
        ("/search?q=污水&kind=target", "text/html", 200, "text/html"),
        ("/search/suggestions?q=污水", "*/*", 200, "application/json"),
        ("/matrix", "text/html", 200, "text/html"),
        ("/matrix?kind=indicator_place", "text/html", 200, "text/html"),
        ("/matrix?policy=临江市", "text/html", 200, "text/html"),
        ("/compare", "text/html", 200, "text/html"),
        ("/compare?policy=天外&policy=天外", "text/html", 400, "text/html"),
    ],
)
def test_each_address_answers_in_the_form_its_client_reads(
    path: str, accept: str, status: int, media_type: str, client: httpx.Client
) -> None:
    answer = client.get(path, headers={"Accept": accept})
    assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (status, media_type)


def test_all_forms_say_the_same(client: httpx.Client) -> None:
    forms = (("ttl", RdfFormat.TURTLE), ("nt", RdfFormat.N_TRIPLES), ("jsonld", RdfFormat.JSON_LD))
    said = [
        {quad.triple for quad in parse(client.get(f"{DEPARTMENT}.{ending}").content, format=form)}
        for ending, form in forms
    ]
    assert len(said[0]) > 5
    assert said[0] == said[1] == said[2]


@given(st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=3))
def test_an_address_leads_back_to_its_name(parts: list[str]) -> None:
    iri = BASE + "thing/" + "/".join(segment(part) for part in parts)
    over_the_wire = quote(address_of(iri), safe="/%!$&'()*+,;=:@~-._")
    assert iri_at(over_the_wire.removeprefix("/id/")) == iri


def test_a_sentence_is_a_place_in_its_document(client: httpx.Client) -> None:
    page = parse_html(client.get(f"/id/indicator/{TARGET}", headers=PAGE).text)
    (sentence,) = [a for a in page.xpath("//td[contains(@class,'evidence')]//a") if "95%" in a.text_content()]
    document, place = urldefrag(sentence.get("href"))
    text = parse_html(client.get(document, headers=PAGE).text)
    (anchor,) = text.xpath(f"//*[@id='{place}']")
    assert "城镇污水处理率达到95%以上" in anchor.getparent().text_content()
    begin, end = place.removeprefix("at-").split("-")
    passage = client.get(f"/id/passage/临政办发-2023-8/{begin}-{end}", headers=PAGE)
    assert passage.status_code == 303
    assert unquote(passage.headers["location"]) == unquote(sentence.get("href"))


def test_a_department_page_says_who_it_is_and_what_it_answers_for(client: httpx.Client) -> None:
    page = parse_html(client.get(DEPARTMENT, headers=PAGE).text)
    text = page.text_content()
    for expected in ("市生态环境局", "临江市", "牵头、责任与配合", "工作量", "合作最多的单位", "市水利局", "2025"):
        assert expected in text, expected
    shown = "".join(page.xpath("//main//text()[not(ancestor::*[contains(@class, 'iri')])]"))
    assert "w3id.org" not in shown
    (duties,) = page.xpath("//section[@aria-labelledby='department_duties']")
    columns = {part.get("aria-labelledby"): part.text_content() for part in duties.xpath(".//section")}
    assert list(columns) == ["duties-leads", "duties-responsible", "duties-supports"]
    assert "城镇污水处理率 ≥ 95 %" in columns["duties-leads"]
    assert "2025" in columns["duties-leads"]
    assert "没有写明" in columns["duties-supports"]
    assert duties.xpath(".//a[contains(@href, '#at-')]")
    assert page.xpath("//section[@aria-labelledby='department_partners']//*[local-name()='svg']//a[@href]")


def test_a_document_shows_its_text_with_what_was_read(client: httpx.Client) -> None:
    page = parse_html(client.get(POLICY, headers=PAGE).text)
    (text,) = page.xpath("//section[contains(@class, 'fulltext')]")
    assert "到2025年城镇污水处理率达到95%以上。(牵头单位:市生态环境局;责任单位:市水利局)" in text.text_content()
    assert {"mark-target", "mark-responsibility"} <= {c for a in text.xpath(".//a/@class") for c in a.split()}
    entries = set(page.xpath("//aside//article/@id"))
    assert {a.removeprefix("#") for a in text.xpath(".//a/@href")} <= entries


def test_a_large_matrix_is_seen_part_by_part(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.routes.matrix.MOST_ROWS", 1)
    monkeypatch.setattr("api.routes.matrix.MOST_COLUMNS", 1)
    headers = {"Accept": "text/html"}
    shown: Any = html.fromstring(client.get("/matrix?kind=department_task&lang=en", headers=headers).text)
    note = shown.xpath("//p[@class='note']")[0].text_content()
    assert re.search(r"rows 1 to 1 of [2-9]\d*, columns 1 to 1 of [2-9]", note)
    ways = {a.text: a.get("href") for a in shown.xpath("//nav[@class='pager']/a")}
    assert set(ways) == {"↓ more rows", "→ more columns"}
    below: Any = html.fromstring(client.get(ways["↓ more rows"], headers=headers).text)
    assert below.xpath("//tbody/tr/th/a/@href") != shown.xpath("//tbody/tr/th/a/@href")
    assert below.xpath("//thead//a/@href") == shown.xpath("//thead//a/@href")
    assert "↑ rows before" in {a.text for a in below.xpath("//nav[@class='pager']/a")}


def test_a_matrix_leads_from_a_cell_to_its_duties(client: httpx.Client) -> None:
    page = parse_html(client.get("/matrix", headers=PAGE).text)
    cell = page.xpath("//td/a[.//span[contains(@class,'role-leads')]]/@href")[0]
    chosen = parse_html(client.get(urldefrag(cell)[0], headers=PAGE).text)
    (duties,) = chosen.xpath("//section[@aria-labelledby='duties']")
    assert "牵头" in duties.text_content()
    assert duties.xpath(".//a[contains(@href, '#at-')]")


@pytest.mark.parametrize(
    ("accept_language", "asked", "language"),
    [
        ("", "", "zh-CN"),
        ("en-US,en;q=0.9,zh;q=0.8", "", "en"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "", "zh-CN"),
        ("fr,en;q=0.5,zh;q=0.4", "", "en"),
        ("en", "zh", "zh-CN"),
        ("zh", "en", "en"),
    ],
)
def test_the_reader_chooses_the_language_and_else_the_browser(
    accept_language: str, asked: str, language: str, client: httpx.Client
) -> None:
    headers = {**PAGE, "Accept-Language": accept_language}
    page = parse_html(client.get("/policies", params={"lang": asked} if asked else {}, headers=headers).text)
    assert page.get("lang") == language
    for address in page.xpath("//nav//a/@href"):
        assert parse_html(client.get(address, headers=headers).text).get("lang") == language

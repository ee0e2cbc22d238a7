"""Exploring the network over HTTP: what is opened, filtered and begun at is in the address."""

from typing import Any
from urllib.parse import parse_qs, quote, urlsplit
from xml.etree import ElementTree as ET

import httpx
import pytest
from lxml import html

BASE = "https://w3id.org/zeren/id/"
WATER = f"{BASE}department/临江市/市水利局"
ECOLOGY = f"{BASE}department/临江市/市生态环境局"
HTML = {"Accept": "text/html"}


def labels(client: httpx.Client, **parameters: object) -> dict[str, str]:
    """Kind by label of what a program gets."""
    nodes = client.get("/network", params=parameters).json()["nodes"]  # type: ignore[arg-type]
    return {node["label"]: node["kind"] for node in nodes}


def page(client: httpx.Client, address: str) -> Any:
    answer = client.get(address, headers=HTML)
    assert answer.status_code == 200
    return html.fromstring(answer.text)


def test_one_begins_at_a_thing_and_goes_on_from_its_neighbours(client: httpx.Client) -> None:
    near = labels(client, focus=WATER)
    assert near["市水利局"] == "department"
    assert "市生态环境局" not in near
    target = next(label for label in near if label.startswith("城镇污水处理率"))
    nodes = client.get("/network", params={"focus": WATER}).json()["nodes"]
    [opened] = [node["id"] for node in nodes if node["label"] == target]
    assert labels(client, focus=WATER, expand=opened)["市生态环境局"] == "department"


@pytest.mark.parametrize(
    ("chosen", "kinds"),
    [
        ({"kind": ["department", "target"]}, {"department", "target"}),
        ({"relation": "leads"}, {"department", "target"}),
        ({"theme": "environment", "kind": "target"}, set()),
        ({"kind": "no such kind"}, {"department", "group", "body", "policy", "target"}),
    ],
)
def test_kinds_and_relations_can_be_chosen(chosen: dict[str, object], kinds: set[str], client: httpx.Client) -> None:
    assert set(labels(client, **chosen).values()) <= kinds


@pytest.mark.parametrize(
    ("path", "kind", "near"),
    [
        ("place/临江市", "place", "市水利局"),
        ("provision/临政办发-2023-8/一/(一)", "provision", "城镇污水处理率 ≥ 95 %"),
        ("indicator/城镇污水处理率", "indicator", "城镇污水处理率 ≥ 95 %"),
        ("policy/临政办发-2023-8", "policy", "城镇污水处理率 ≥ 95 %"),
    ],
)
def test_one_can_begin_at_any_thing(path: str, kind: str, near: str, client: httpx.Client) -> None:
    thing = page(client, f"/id/{path}")
    [link] = [a.get("href") for a in thing.xpath("//p[@class='ways']/a") if "/network" in a.get("href")]
    found = client.get(link).json()["nodes"]
    [begun] = [node for node in found if node["id"] == BASE + path]
    assert begun["kind"] == kind
    assert near in {node["label"] for node in found}


def test_the_page_says_how_much_is_shown_and_leads_on_without_scripts(client: httpx.Client) -> None:
    shown = page(client, f"/network?focus={quote(WATER)}")
    assert "显示 4 个,共 4 个" in shown.xpath("//nav[@class='trail']")[0].text_content()
    [row] = [row for row in shown.xpath("//tbody/tr") if row.xpath("th/a[contains(text(), '城镇污水处理率')]")]
    further = row.xpath(".//a[contains(@href, 'expand=')]/@href")[0]
    assert parse_qs(urlsplit(further).query)["focus"] == [WATER]
    expanded = page(client, further)
    trail = expanded.xpath("//nav[@class='trail']//li")
    assert len(trail) == 3
    assert "市生态环境局" in {cell.text_content() for cell in expanded.xpath("//tbody/tr/th")}
    [back] = trail[2].xpath("a[contains(text(), '收起')]/@href")
    assert "expand" not in parse_qs(urlsplit(back).query)
    form = expanded.xpath("//form[@id='network-filters']")[0]
    assert form.xpath("input[@name='expand']/@value") == parse_qs(urlsplit(further).query)["expand"]
    assert form.xpath("input[@name='focus']/@value") == [WATER]


def test_each_edge_leads_to_its_sentence(client: httpx.Client) -> None:
    shown = page(client, f"/network?focus={quote(WATER)}")
    [first, *_] = shown.xpath("//table[.//span[@class='role role-responsible']]//a[contains(@href, '#at-')]/@href")
    assert client.get(first.partition("#")[0], headers=HTML).status_code == 200


def test_a_name_that_nothing_has_is_said_in_the_page(client: httpx.Client) -> None:
    for unknown in ("天外局", f"{BASE}department/天外/天外局"):
        answer = client.get("/network", params={"focus": unknown}, headers=HTML)
        assert answer.status_code == 400
        shown: Any = html.fromstring(answer.text)
        assert shown.xpath("//main//form[@class='begin']")
        assert unknown in shown.xpath("//*[@role='alert']")[0].text_content()


def test_gephi_gets_the_same_selection_with_its_places(client: httpx.Client) -> None:
    sent = {"focus": ECOLOGY, "kind": "target"}
    answer = client.get("/network/gexf", params=sent)
    assert answer.headers["content-type"].partition(";")[0] == "application/gexf+xml"
    assert answer.headers["content-disposition"].startswith('attachment; filename="zeren-network-')
    nodes = ET.fromstring(answer.content).findall(".//{*}node")
    assert {node.get("label") for node in nodes} == set(labels(client, **sent))
    assert all(node.find("{*}position") is not None for node in nodes)


def test_the_addresses_of_the_page_keep_the_language(client: httpx.Client) -> None:
    shown = page(client, f"/network?lang=en&focus={quote(WATER)}")
    links = [a.get("href") for a in shown.xpath("//main//a") if a.get("href").startswith("/")]
    assert links
    assert all("lang=en" in link for link in links)

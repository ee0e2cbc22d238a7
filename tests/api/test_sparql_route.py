"""The endpoint over HTTP, as the SPARQL 1.1 Protocol and its clients expect it."""

import re
from html import unescape
from urllib.parse import parse_qs

import httpx
import pytest

SELECT = "SELECT ('甲' AS ?name) (1 AS ?n) {}"
CONSTRUCT = "CONSTRUCT { <http://e/a> <http://e/b> '甲' } {}"
JSON, XML, CSV, TSV = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
)
TURTLE, NTRIPLES, JSONLD, RDFXML = "text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"


@pytest.mark.parametrize(
    ("query", "accept", "answered"),
    [
        (SELECT, "*/*", JSON),
        (SELECT, JSON, JSON),
        (SELECT, "application/json", JSON),
        (SELECT, XML, XML),
        (SELECT, "application/xml;q=0.9, text/csv;q=0.8", XML),
        (SELECT, CSV, CSV),
        (SELECT, TSV, TSV),
        (SELECT, f"{TURTLE}, {CSV};q=0.1", CSV),
        ("ASK {}", XML, XML),
        ("ASK {}", "*/*", JSON),
        (CONSTRUCT, "*/*", TURTLE),
        (CONSTRUCT, NTRIPLES, NTRIPLES),
        (CONSTRUCT, JSONLD, JSONLD),
        (CONSTRUCT, RDFXML, RDFXML),
        (CONSTRUCT, f"{JSON}, {NTRIPLES};q=0.2", NTRIPLES),
        ("DESCRIBE <http://e/a>", TURTLE, TURTLE),
    ],
)
def test_the_answer_has_the_type_the_client_likes_best(
    query: str, accept: str, answered: str, client: httpx.Client
) -> None:
    by_get = client.get("/sparql", params={"query": query}, headers={"Accept": accept})
    by_form = client.post("/sparql", data={"query": query}, headers={"Accept": accept})
    directly = client.post(
        "/sparql", content=query, headers={"Accept": accept, "Content-Type": "application/sparql-query"}
    )
    for answer in (by_get, by_form, directly):
        assert answer.status_code == 200
        assert answer.headers["content-type"].partition(";")[0] == answered
        assert "Accept" in answer.headers["vary"]
    assert by_get.content == by_form.content == directly.content


def test_an_answer_is_what_the_format_says(client: httpx.Client) -> None:
    answer = client.get("/sparql", params={"query": SELECT}).json()
    assert answer["head"]["vars"] == ["name", "n"]
    assert [row["name"]["value"] for row in answer["results"]["bindings"]] == ["甲"]
    assert client.get("/sparql", params={"query": SELECT, "format": "csv"}).text == "name,n\r\n甲,1\r\n"


@pytest.mark.parametrize(
    ("parameters", "accept", "status", "words"),
    [
        ({"query": "SELECT WHERE"}, "*/*", 400, "1:"),
        ({"query": "SELECT ?x { ?x <unclosed }"}, "*/*", 400, "1:"),
        ({"lang": "en"}, "*/*", 400, "query"),
        ({"query": ""}, "*/*", 400, "query"),
        ({"query": "CLEAR ALL"}, "*/*", 400, "update"),
        ({"query": "INSERT DATA { <http://e/a> <http://e/b> 1 }"}, "*/*", 400, "update"),
        ({"update": "CLEAR ALL"}, "*/*", 403, "update"),
        ({"query": "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"}, "*/*", 400, "SERVICE"),
        ({"query": "SELECT * { service silent ?x { ?s ?p ?o } }"}, "*/*", 400, "SERVICE"),
        ({"query": SELECT}, "image/png", 406, JSON),
        ({"query": SELECT}, TURTLE, 406, JSON),
        ({"query": CONSTRUCT}, CSV, 406, TURTLE),
        ({"query": SELECT, "format": "turtle"}, "*/*", 406, "json"),
        ({"query": SELECT, "format": "papyrus"}, "*/*", 406, "papyrus"),
        ({"query": "#" * 100_001 + SELECT}, "*/*", 413, "100,000"),
        ({"query": "#" * 1_000_001 + SELECT}, "*/*", 413, "1000000"),
    ],
)
def test_a_request_that_cannot_be_answered_says_why(
    parameters: dict[str, str], accept: str, status: int, words: str, client: httpx.Client
) -> None:
    answer = client.post("/sparql", data=parameters, headers={"Accept": accept})
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert words in answer.json()["detail"]


@pytest.mark.parametrize(
    ("method", "content_type", "status"),
    [
        ("POST", "application/sparql-update", 403),
        ("POST", "text/plain", 415),
        ("PUT", "text/turtle", 405),
        ("DELETE", "", 405),
    ],
)
def test_the_graph_cannot_be_written(method: str, content_type: str, status: int, client: httpx.Client) -> None:
    answer = client.request(method, "/sparql", content=b"CLEAR ALL", headers={"Content-Type": content_type})
    assert answer.status_code == status


def test_what_may_be_done_is_said_where_something_else_was_tried(client: httpx.Client) -> None:
    assert client.put("/sparql").headers["allow"] == "GET, HEAD, OPTIONS, POST"
    assert client.delete("/").headers["allow"] == "GET, HEAD"


def test_a_query_may_name_its_graphs(client: httpx.Client) -> None:
    query = "ASK { ?s ?p ?o }"
    everything = client.get("/sparql", params={"query": query}).json()["boolean"]
    nothing = client.get("/sparql", params={"query": query, "default-graph-uri": "http://e/none"}).json()["boolean"]
    assert (everything, nothing) == (True, False)


def test_the_word_service_in_a_text_or_a_comment_is_no_call(client: httpx.Client) -> None:
    query = "# SERVICE <http://e/>\nASK { FILTER('SERVICE <http://e/> {}' = 'SERVICE <http://e/> {}') }"
    assert client.get("/sparql", params={"query": query}).json() == {"head": {}, "boolean": True}


@pytest.mark.parametrize(
    ("accept", "answered"),
    [
        (f"text/html;q=0.1, {CSV};q=0.9", CSV),
        (f"text/html;q=0.1, {TSV}", TSV),
        ("text/html;q=0.5, text/xml;q=0.8", XML),
        (f"text/html;q=0.9, {CSV};q=0.1", "text/html"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
    ],
)
def test_a_page_is_one_of_the_forms_to_choose_from(accept: str, answered: str, client: httpx.Client) -> None:
    answer = client.get("/sparql", params={"query": SELECT}, headers={"Accept": accept})
    assert answer.headers["content-type"].partition(";")[0] == answered


def test_a_browser_gets_the_page_and_then_the_answer_in_it(client: httpx.Client) -> None:
    page = client.get("/sparql", headers={"Accept": "text/html"})
    assert page.headers["content-type"].startswith("text/html")
    assert "<textarea" in page.text
    answered = client.get("/sparql", params={"query": SELECT}, headers={"Accept": "text/html"})
    assert "甲" in answered.text
    wrong = client.get("/sparql", params={"query": "SELECT WHERE"}, headers={"Accept": "text/html"})
    assert wrong.status_code == 400
    assert "SELECT WHERE" in wrong.text


@pytest.mark.parametrize(
    ("query", "line", "column"),
    [
        ("SELECT ?x {\n ?x a b c }", 2, 7),
        ("SELEC ?x {}", 1, 1),
        ("SELECT ?x { ?x zr:a rdfs:b c }", 1, 28),
        ("SELECT ?甲 { ?甲 ?乙 ", 1, 18),
        ("SELECT * {\n SERVICE <http://e/> {} }", 2, 2),
    ],
)
def test_an_error_is_told_with_its_place_in_the_text_as_it_was_sent(
    query: str, line: int, column: int, client: httpx.Client
) -> None:
    refused = client.post("/sparql", data={"query": query})
    checked = client.post("/sparql/check", data={"query": query})
    assert (refused.status_code, checked.status_code) == (400, 200)
    for answer in (refused.json(), checked.json()):
        assert (answer["line"], answer["column"]) == (line, column)
        assert f"{line}:{column}" in answer["detail"]
        assert "u{" not in answer["detail"]


def test_a_well_formed_query_is_not_asked_to_be_checked(client: httpx.Client) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
    assert client.post("/sparql/check", data={"query": endless}).json() == {"kind": "table"}
    assert client.post("/sparql/check", data={"query": CONSTRUCT}).json() == {"kind": "graph"}


def test_completion_knows_what_the_release_uses(client: httpx.Client) -> None:
    known = client.get("/sparql/terms", params={"lang": "en"}).json()
    assert known["prefixes"]["zr"] == "https://w3id.org/zeren/ns#"
    terms = {term["name"]: term for term in known["terms"]}
    assert (terms["zr:Target"]["kind"], terms["zr:Target"]["label"]) == ("class", "target")
    assert terms["zr:agent"]["kind"] == "property"
    assert terms["rdf:type"]["uses"] > terms["zr:agent"]["uses"] > 0
    assert "zr:AchievedValue" not in terms


def test_a_browser_gets_the_answer_in_a_page_by_post_too(client: httpx.Client) -> None:
    query = "SELECT ?d ('x' AS ?n) { ?d a zr:Department ; rdfs:label '市水利局'@zh }"
    page = client.post("/sparql", data={"query": query}, headers={"Accept": "text/html"})
    assert page.headers["content-type"].partition(";")[0] == "text/html"
    assert 'title="市水利局">department/临江市/市水利局</a>' in page.text
    assert "curl -H &#39;Accept: application/sparql-results+json&#39;" in page.text


def test_the_samples_of_the_workbench_say_what_they_ask_about(client: httpx.Client) -> None:
    shown = client.get("/sparql", headers={"Accept": "text/html"}).text
    texts = [parse_qs(query)["query"][0] for query in re.findall(r'<li><a href="/sparql\?([^"]+)"', unescape(shown))]
    asking = [text for text in texts if "?asked_" in text]
    assert len(texts) > 25
    assert asking
    assert all("VALUES ?asked_" in text for text in asking)

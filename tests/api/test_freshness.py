"""Pages say which release they are from, and are sent again without being made again."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from api.freshness import FOLLOWING
from api.roles import NEEDED
from graph.loading import load_rdf
from tests.api.conftest import Serving

HTML = {"Accept": "text/html"}


@pytest.fixture
def own(tmp_path: Path, serving: Serving) -> Iterator[tuple[Path, httpx.Client]]:
    """A store that changes, and a client of a server over it."""
    store = tmp_path / "store"
    publish(store, 1)
    with serving(store) as address, httpx.Client(base_url=address) as client:
        yield store, client


def publish(store: Path, number: int) -> None:
    file = store.parent / "own.nt"
    file.write_text(f'<http://e/a> <http://www.w3.org/2000/01/rdf-schema#label> "{number}" .\n', "utf-8")
    load_rdf([file], "http://e/graph", store)


@pytest.mark.parametrize(
    ("page", "accept"),
    [
        ("/", "text/html"),
        ("/policies", "text/html"),
        ("/questions", "text/html"),
        ("/questions", "application/json"),
        ("/questions/lead_of_each_target", "text/csv"),
        ("/search?q=污水", "text/html"),
        ("/sparql", "text/html"),
        ("/ontology.ttl", "*/*"),
        ("/export/turtle", "*/*"),
    ],
)
def test_who_has_the_answer_is_told_so(page: str, accept: str, client: httpx.Client) -> None:
    first = client.get(page, headers={"Accept": accept})
    assert first.status_code == 200
    assert first.headers["cache-control"] == "no-cache"
    assert {"Accept", "Accept-Language", "Cookie"} <= set(first.headers["vary"].split(", "))
    again = client.get(page, headers={"Accept": accept, "If-None-Match": f'"other", {first.headers["etag"]}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])


def test_an_answer_that_is_sent_again_is_the_same(client: httpx.Client) -> None:
    for encoding in ("gzip", "identity"):
        asked = {**HTML, "Accept-Encoding": encoding}
        first, again = (client.get("/departments", headers=asked) for _ in range(2))
        own = {"date", "x-request-id"}
        assert first.content == again.content
        assert {k: v for k, v in first.headers.items() if k not in own} == {
            k: v for k, v in again.headers.items() if k not in own
        }
        assert first.headers["x-request-id"] != again.headers["x-request-id"]


@pytest.mark.parametrize(
    "other",
    [
        {"Accept-Language": "en"},
        {"Accept": "text/turtle"},
        {"Host": "elsewhere"},
    ],
    ids=str,
)
def test_another_answer_has_another_tag(other: dict[str, str], client: httpx.Client) -> None:
    first, second = (client.get("/ontology", headers=headers) for headers in (HTML, HTML | other))
    assert first.headers["etag"] != second.headers["etag"]


def test_a_new_release_has_new_tags(own: tuple[Path, httpx.Client]) -> None:
    store, client = own
    before = client.get("/", headers=HTML)
    assert client.get("/", headers=HTML | {"If-None-Match": before.headers["etag"]}).status_code == 304
    publish(store, 2)
    while (after := client.get("/", headers=HTML)).headers["etag"] == before.headers["etag"]:
        pass
    assert after.text != before.text
    assert client.get("/", headers=HTML | {"If-None-Match": before.headers["etag"]}).status_code == 200


@pytest.mark.parametrize("headers", [{"Cookie": "zeren_session=x"}, {"Authorization": "Basic eDp5"}], ids=str)
def test_what_is_sent_to_one_visitor_is_for_that_browser_alone(headers: dict[str, str], client: httpx.Client) -> None:
    answer = client.get("/", headers=HTML | headers)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "private, no-cache"
    assert "etag" not in answer.headers


@pytest.mark.parametrize("page", ["/id/nothing", "/questions/none", "/network?limit=x", "/sparql?query=SELECT"])
def test_an_error_is_asked_for_again(page: str, client: httpx.Client) -> None:
    for _ in range(2):
        answer = client.get(page)
        assert answer.status_code in {400, 404}
        assert "etag" not in answer.headers


def test_an_answer_to_a_query_has_no_tag(client: httpx.Client) -> None:
    answers = [client.get("/sparql", params={"query": "SELECT (RAND() AS ?n) {}"}) for _ in range(2)]
    assert answers[0].content != answers[1].content
    assert "etag" not in answers[0].headers


def test_routes_that_follow_a_release_are_there() -> None:
    assert {("GET", path) for path in FOLLOWING} <= set(NEEDED)

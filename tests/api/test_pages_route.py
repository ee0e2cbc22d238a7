"""Questions, network and service addresses over HTTP."""

import io

import httpx
import openpyxl
import pytest

LEAD = "/questions/lead_of_each_target"


@pytest.mark.parametrize(
    ("path", "accept", "status", "media_type"),
    [
        ("/", "text/html", 200, "text/html"),
        ("/questions", "text/html", 200, "text/html"),
        ("/questions", "*/*", 200, "application/json"),
        (LEAD, "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", 200, "text/html"),
        (LEAD, "*/*", 200, "application/json"),
        (LEAD, "text/csv", 200, "text/csv"),
        (LEAD, "text/markdown", 200, "text/markdown"),
        (LEAD, "image/png", 406, "application/problem+json"),
        (f"{LEAD}?format=csv", "text/html", 200, "text/csv"),
        (f"{LEAD}?format=html", "*/*", 200, "text/html"),
        (f"{LEAD}?format=papyrus", "*/*", 406, "application/problem+json"),
        (f"{LEAD}?theme=天外", "*/*", 400, "application/problem+json"),
        (f"{LEAD}?theme=天外", "text/html", 400, "text/html"),
        (f"{LEAD}?colour=red", "*/*", 400, "application/problem+json"),
        ("/questions/weather", "*/*", 404, "application/problem+json"),
        ("/questions/weather", "text/html", 404, "text/html"),
        ("/questions/roles_of_one_department", "text/html", 200, "text/html"),
        ("/questions/roles_of_one_department", "*/*", 400, "application/problem+json"),
        ("/network", "text/html", 200, "text/html"),
        ("/network", "*/*", 200, "application/json"),
        ("/network?focus=天外局", "text/html", 400, "text/html"),
        ("/network?limit=0", "*/*", 400, "application/problem+json"),
        ("/network/drawing?theme=environment", "*/*", 200, "text/html"),
        ("/static/zeren.css", "*/*", 200, "text/css"),
        ("/static/none.css", "*/*", 404, "application/problem+json"),
        ("/static/..%2F..%2Fpyproject.toml", "*/*", 404, "application/problem+json"),
        ("/openapi.json", "*/*", 200, "application/json"),
        ("/nothing", "text/html", 404, "text/html"),
        ("/nothing", "*/*", 404, "application/problem+json"),
    ],
)
def test_each_address_answers_in_the_form_its_client_reads(
    path: str, accept: str, status: int, media_type: str, client: httpx.Client
) -> None:
    answer = client.get(path, headers={"Accept": accept})
    assert answer.status_code == status
    assert answer.headers["content-type"].partition(";")[0] == media_type


@pytest.mark.parametrize(
    "path", ["/", "/questions", LEAD, "/network", "/sparql", "/health", "/docs", "/static/zeren.css"]
)
def test_head_gives_the_headers_of_get_alone(path: str, client: httpx.Client) -> None:
    headers = {"Accept": "text/html", "X-Request-ID": "1"}
    read, asked = (client.request(method, path, headers=headers) for method in ("GET", "HEAD"))
    assert (asked.status_code, asked.content) == (200, b"")
    assert {**asked.headers, "date": ""} == {**read.headers, "date": ""}


def test_head_of_nothing_is_not_found(client: httpx.Client) -> None:
    assert client.head("/questions/none").status_code == client.get("/questions/none").status_code


def test_an_answer_is_the_same_in_every_form(client: httpx.Client) -> None:
    rows = client.get(LEAD, params={"theme": "environment"}).json()
    assert {"市生态环境局"} <= {row["lead"]["label"] for row in rows if row["lead"]}
    assert any("到2025年城镇污水处理率达到95%以上" in str(row) for row in rows)
    csv = client.get(LEAD, params={"theme": "environment", "format": "csv"})
    assert csv.text.count("\r\n") == len(rows) + 1
    assert csv.headers["content-disposition"].startswith('attachment; filename="lead_of_each_target-000001-')
    workbook = openpyxl.load_workbook(
        io.BytesIO(client.get(LEAD, params={"theme": "environment", "format": "xlsx"}).content)
    )
    assert workbook.worksheets[0].max_row == len(rows) + 1


def test_a_form_shows_what_was_asked(client: httpx.Client) -> None:
    page = client.get(LEAD, params={"theme": "environment_quality", "lang": "en"}, headers={"Accept": "text/html"}).text
    (chosen,) = [line for line in page.splitlines() if "selected" in line and "theme/" in line]
    assert "environment_quality" in chosen
    assert 'lang="en"' in page


def test_health_names_the_release_and_what_it_holds(client: httpx.Client) -> None:
    health = client.get("/health").json()
    assert (health["status"], health["counts"]["documents"], health["counts"]["policies"]) == ("ok", 1, 1)
    assert health["release"].startswith("000001-")


def test_a_static_file_is_kept_for_long_under_the_address_of_its_content(client: httpx.Client) -> None:
    page = client.get("/", headers={"Accept": "text/html"}).text
    address = page.split('rel="stylesheet" href="')[1].split('"')[0]
    assert "immutable" in client.get(address).headers["cache-control"]
    assert client.get("/static/zeren.css").headers["cache-control"] == "no-cache"


def test_every_address_is_described(client: httpx.Client) -> None:
    described = client.get("/openapi.json").json()["paths"]
    assert {"/", "/questions", "/questions/{name}", "/network", "/sparql", "/health"} <= set(described)

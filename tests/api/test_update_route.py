"""Updates over HTTP: off by default, for administrators only, and to be seen by the next query."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from shutil import copytree

import httpx
import pytest
from pyoxigraph import RdfFormat, parse

from api.app import create_app
from api.roles import Role
from api.settings import read_settings
from api.tokens import create_token
from graph.release import current_release
from tests.api.in_process import InProcess
from tests.api.test_documents_route import sign_in
from tests.api.test_roles import bearer

UPDATE = {"Content-Type": "application/sparql-update"}
INSERT = "INSERT DATA { GRAPH <http://e/g> { <http://e/s> <http://e/p> %s } }"
SHARED = "https://w3id.org/zeren/id/graph/shared"


@pytest.fixture(scope="module")
def directory(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the store over the invented plan, which these tests change."""
    return copytree(store, tmp_path_factory.mktemp("updated") / "store")


@pytest.fixture(scope="module")
def secrets(directory: Path) -> dict[Role, str]:
    roles = (Role.READER, Role.CONTRIBUTOR, Role.ADMINISTRATOR)
    return {role: create_token(directory / "tokens.json", role.name, role) for role in roles}


@pytest.fixture(scope="module")
def http(directory: Path) -> InProcess:
    return InProcess(create_app(read_settings(store=directory, allow_update=True)))


@pytest.fixture
def administrator(secrets: dict[Role, str]) -> dict[str, str]:
    return bearer(secrets[Role.ADMINISTRATOR])


def values(client: InProcess | httpx.Client) -> list[str]:
    """The objects of the statements that these tests insert."""
    query = "SELECT ?o { <http://e/s> <http://e/p> ?o } ORDER BY ?o"
    found = client.get("/sparql", params={"query": query}).json()
    return [row["o"]["value"] for row in found["results"]["bindings"]]


def test_every_form_of_update_is_refused_where_none_are_taken(store: Path, tmp_path: Path) -> None:
    headers = bearer(create_token(tmp_path / "tokens.json", "wang", Role.ADMINISTRATOR))
    http = InProcess(create_app(read_settings(store=store, tokens=tmp_path / "tokens.json")))
    answers = [
        http.post("/sparql", data={"update": INSERT % 1}, headers=headers),
        http.post("/sparql", content=INSERT % 1, headers={**headers, **UPDATE}),
        http.get("/sparql", params={"update": INSERT % 1}, headers=headers),
        http.post("/sparql/check", data={"update": INSERT % 1}, headers=headers),
    ]
    for answer in answers:
        assert answer.status_code == 403
        assert "--allow-update" in answer.json()["detail"]
    page = http.post("/sparql", data={"update": INSERT % 1}, headers={"Accept": "text/html", "Accept-Language": "zh"})
    assert page.status_code == 403
    assert "本服务不接受更新" in page.text
    assert "updates are refused" not in page.text


@pytest.mark.parametrize(
    ("role", "status"), [(None, 401), (Role.READER, 403), (Role.CONTRIBUTOR, 403), (Role.ADMINISTRATOR, 204)]
)
def test_only_an_administrator_may(
    http: InProcess, directory: Path, secrets: dict[Role, str], role: Role | None, status: int
) -> None:
    before = current_release(directory).number
    headers = {"Accept": "application/json"} if role is None else bearer(secrets[role])
    answer = http.post("/sparql", content=f"CLEAR ALL; {INSERT}" % 1, headers={**headers, **UPDATE})
    assert answer.status_code == status
    assert current_release(directory).number == before + (status == 204)
    if status != 204:
        assert "administrator" in answer.json()["detail"]
        assert "管理员" in answer.json()["detail"]
    else:
        assert answer.headers["x-zeren-release"] == current_release(directory).id


def test_without_a_token_nobody_is_an_administrator_on_loopback_either(store: Path, tmp_path: Path) -> None:
    settings = read_settings(store=store, tokens=tmp_path / "none.json", allow_update=True)
    assert InProcess(create_app(settings)).post("/sparql", data={"update": "CLEAR ALL"}).status_code == 401


@pytest.mark.parametrize(
    ("csrf", "more", "status"),
    [
        (True, {}, 204),
        (False, {}, 403),
        (True, {"Origin": "https://elsewhere.example"}, 403),
        (True, {"Sec-Fetch-Site": "cross-site"}, 403),
    ],
)
def test_a_browser_must_send_the_secret_of_its_session(
    directory: Path, secrets: dict[Role, str], csrf: bool, more: dict[str, str], status: int
) -> None:
    http = InProcess(create_app(read_settings(store=directory, allow_update=True)))
    secret = sign_in(http, secrets[Role.ADMINISTRATOR])
    form = {"update": "CREATE GRAPH <http://e/empty>"} | ({"csrf": secret} if csrf else {})
    assert http.post("/sparql", data=form, headers=more).status_code == status
    if status == 204:
        headers = {**UPDATE, "X-CSRF-Token": secret}
        assert http.post("/sparql", content="CLEAR SILENT DEFAULT", headers=headers).status_code == 204


@pytest.mark.parametrize(
    ("update", "parameters", "status", "words"),
    [
        (INSERT, {}, 400, "1:62: % is not expected"),
        ("CLEAR XYZ", {}, 400, "CLEAR must be followed"),
        ("SELECT * {}", {}, 400, "no update"),
        ("LOAD <http://127.0.0.1/x>", {}, 400, "LOAD is refused"),
        ("LOAD <file:///etc/passwd> INTO GRAPH <http://e/g>", {}, 400, "LOAD is refused"),
        ("INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", {}, 400, "SERVICE is refused"),
        ("WITH <http://e/g> DELETE WHERE { ?s ?p ?o }", {"using-graph-uri": "http://e/h"}, 400, "names the graphs"),
        ("CLEAR ALL", {"using-named-graph-uri": "no iri"}, 400, "not an IRI"),
        ("CREATE GRAPH <http://e/g>; CREATE GRAPH <http://e/g>", {}, 400, "already exists"),
        (f"CLEAR GRAPH <{SHARED}>", {}, 403, "made by zeren"),
        (f"INSERT {{ GRAPH ?g {{ <a:b> <a:c> 1 }} }} WHERE {{ BIND(<{SHARED}> AS ?g) }}", {}, 403, SHARED),
        (INSERT.replace("<http://e/p>", "<https://w3id.org/zeren/ns#none>") % 1, {}, 422, "nothing was published"),
        ("#" * 100_001, {}, 413, "100,000"),
        ("#" * 1_000_001, {}, 413, "1000000"),
        ("INSERT DATA { <a:b> <a:c> " + "[ <a:b> " * 850 + "1" + "]" * 850 + "}", {}, 400, "nests deeper"),
    ],
)
def test_an_update_that_is_not_carried_out_says_why_and_changes_nothing(
    http: InProcess,
    directory: Path,
    administrator: dict[str, str],
    update: str,
    parameters: dict[str, str],
    status: int,
    words: str,
) -> None:
    before = current_release(directory).id
    answer = http.post("/sparql", content=update, params=parameters, headers={**administrator, **UPDATE})
    assert answer.status_code == status
    assert words in answer.json()["detail"]
    assert current_release(directory).id == before


def test_an_update_that_takes_too_long_is_ended(directory: Path, administrator: dict[str, str]) -> None:
    http = InProcess(create_app(read_settings(store=directory, allow_update=True, document_seconds=1)))
    counting = "SELECT (COUNT(*) AS ?n) { GRAPH ?a { ?b ?c ?d } GRAPH ?e { ?f ?g ?h } GRAPH ?i { ?j ?k ?l } }"
    answer = http.post(
        "/sparql", data={"update": f"INSERT {{ <a:b> <a:c> ?n }} WHERE {{ {counting} }}"}, headers=administrator
    )
    assert (answer.status_code, "longer than 1 seconds" in answer.json()["detail"]) == (503, True)


@pytest.mark.parametrize(
    "form",
    [{"update": ["CLEAR ALL", "CLEAR ALL"]}, {"update": "CLEAR ALL", "query": "ASK {}"}, {"query": "CLEAR ALL"}],
)
def test_a_form_holds_one_update_or_one_query(
    http: InProcess, administrator: dict[str, str], form: dict[str, str | list[str]]
) -> None:
    assert http.post("/sparql", data=form, headers=administrator).status_code == 400


def test_an_update_comes_by_post(http: InProcess, administrator: dict[str, str]) -> None:
    answer = http.get("/sparql", params={"update": "CLEAR ALL"}, headers=administrator)
    assert (answer.status_code, "POST" in answer.json()["detail"]) == (400, True)


@pytest.fixture(scope="module")
def served(
    directory: Path, secrets: dict[Role, str], serving: Callable[..., AbstractContextManager[str]]
) -> Iterator[httpx.Client]:
    with (
        serving(directory, allow_update=True) as address,
        httpx.Client(base_url=address, timeout=60, headers=bearer(secrets[Role.ADMINISTRATOR])) as client,
    ):
        yield client


def test_the_next_query_sees_an_update(served: httpx.Client) -> None:
    answer = served.post("/sparql", content=f"DROP ALL; {INSERT}" % "1, 2, 3", headers=UPDATE)
    assert (answer.status_code, answer.content) == (204, b"")
    assert values(served) == ["1", "2", "3"]
    using = {"using-graph-uri": "http://e/none"}
    served.post("/sparql", data={"update": "DELETE WHERE { ?s <http://e/p> ?o }", **using}).raise_for_status()
    assert values(served) == ["1", "2", "3"]
    wanted = "DELETE { GRAPH <http://e/g> { ?s ?p 2 } } WHERE { ?s ?p 2 }"
    served.post("/sparql", data={"update": wanted, "using-graph-uri": "http://e/g"}).raise_for_status()
    assert values(served) == ["1", "3"]


def test_the_service_says_that_it_takes_updates(served: httpx.Client, client: httpx.Client) -> None:
    told = [
        {
            str(quad.object)
            for quad in parse(one.get("/sparql", headers={"Accept": "text/turtle"}).content, RdfFormat.TURTLE)
        }
        for one in (served, client)
    ]
    word = "<http://www.w3.org/ns/sparql-service-description#SPARQL11Update>"
    assert [word in objects for objects in told] == [True, False]

"""The graphs of a release over HTTP, what the endpoint says of itself, and what holds for every answer."""

import gzip

import httpx
import pytest
from pyoxigraph import RdfFormat, parse

from api.app import create_app
from api.settings import read_settings

GRAPHS = "/rdf-graph-store"
TURTLE, NTRIPLES, JSONLD, RDFXML = "text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"
SYNTAXES = {
    TURTLE: RdfFormat.TURTLE,
    NTRIPLES: RdfFormat.N_TRIPLES,
    JSONLD: RdfFormat.JSON_LD,
    RDFXML: RdfFormat.RDF_XML,
}


def count(client: httpx.Client, where: str) -> int:
    query = f"SELECT (COUNT(*) AS ?n) {{ {{ SELECT DISTINCT ?s ?p ?o {{ {where} }} }} }}"
    return int(client.get("/sparql", params={"query": query}).json()["results"]["bindings"][0]["n"]["value"])


@pytest.fixture(scope="module")
def graph(client: httpx.Client) -> str:
    found = client.get(
        "/sparql", params={"query": "SELECT ?g { GRAPH ?g { ?s a <https://w3id.org/zeren/ns#Policy> } }"}
    )
    return str(found.json()["results"]["bindings"][0]["g"]["value"])


@pytest.mark.parametrize("media_type", SYNTAXES)
def test_a_graph_is_downloaded_in_the_format_asked_for(client: httpx.Client, graph: str, media_type: str) -> None:
    answer = client.get(GRAPHS, params={"graph": graph}, headers={"Accept": media_type})
    assert answer.headers["content-type"].partition(";")[0] == media_type
    triples = {quad.triple for quad in parse(answer.content, format=SYNTAXES[media_type])}
    assert len(triples) == count(client, f"GRAPH <{graph}> {{ ?s ?p ?o }}") > 10


def test_the_default_graph_is_the_union(client: httpx.Client) -> None:
    answer = client.get(GRAPHS, params={"default": ""}, headers={"Accept": NTRIPLES})
    assert len(set(answer.text.splitlines())) == count(client, "?s ?p ?o")


@pytest.mark.parametrize(
    ("parameters", "accept", "status"),
    [
        ({}, "*/*", 400),
        ({"graph": "http://e/g", "default": ""}, "*/*", 400),
        ({"graph": "no iri"}, "*/*", 400),
        ({"graph": "http://e/none"}, "*/*", 404),
        ({"default": ""}, "image/png", 406),
        ({"default": "", "format": "csv"}, "*/*", 406),
    ],
)
def test_what_cannot_be_downloaded(client: httpx.Client, parameters: dict[str, str], accept: str, status: int) -> None:
    assert client.get(GRAPHS, params=parameters, headers={"Accept": accept}).status_code == status


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
def test_graphs_cannot_be_written(client: httpx.Client, graph: str, method: str) -> None:
    assert client.request(method, GRAPHS, params={"graph": graph}, content="").status_code == 405


@pytest.mark.parametrize("media_type", SYNTAXES)
def test_the_endpoint_describes_itself(client: httpx.Client, media_type: str) -> None:
    answer = client.get("/sparql", headers={"Accept": media_type})
    assert answer.headers["content-type"].partition(";")[0] == media_type
    said = {str(quad.triple) for quad in parse(answer.content, format=SYNTAXES[media_type])}
    sd = "http://www.w3.org/ns/sparql-service-description#"
    service = str(client.base_url.join("/sparql"))
    assert f"<{service}> <{sd}supportedLanguage> <{sd}SPARQL11Query>" in said
    assert f"<{service}> <{sd}endpoint> <{service}>" in said


@pytest.mark.parametrize(
    ("place", "allowed"), [("/sparql", "GET, HEAD, POST, OPTIONS"), (GRAPHS, "GET, HEAD, OPTIONS")]
)
def test_options_say_what_may_be_done(client: httpx.Client, place: str, allowed: str) -> None:
    answer = client.options(place)
    assert (answer.status_code, answer.headers["allow"]) == (204, allowed)


def test_head_is_get_without_its_body(client: httpx.Client, graph: str) -> None:
    for address, parameters in (("/sparql", {"query": "ASK {}"}), (GRAPHS, {"graph": graph})):
        whole = client.get(address, params=parameters, headers={"Accept-Encoding": "identity"})
        head = client.head(address, params=parameters, headers={"Accept-Encoding": "identity"})
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["content-length"] == whole.headers["content-length"]


def test_long_answers_are_compressed_for_who_asks(client: httpx.Client) -> None:
    with client.stream("GET", GRAPHS, params={"default": ""}, headers={"Accept-Encoding": "gzip"}) as answer:
        compressed = b"".join(answer.iter_raw())
    assert answer.headers["content-encoding"] == "gzip"
    plain = client.get(GRAPHS, params={"default": ""}, headers={"Accept-Encoding": "identity"})
    assert gzip.decompress(compressed) == plain.content
    assert "Accept-Encoding" in answer.headers["vary"]


def test_other_origins_read_only_by_setting(client: httpx.Client) -> None:
    origin = {"Origin": "https://other.example"}
    assert "access-control-allow-origin" not in client.get("/sparql", headers=origin).headers
    app = create_app(read_settings(cors_origins="https://other.example https://third.example"))
    (options,) = (entry.kwargs for entry in app.user_middleware if "allow_origins" in entry.kwargs)
    assert options["allow_origins"] == ["https://other.example", "https://third.example"]


def test_a_long_answer_is_cut_and_says_so(client: httpx.Client) -> None:
    digits = "0 1 2 3 4 5 6 7 8 9"
    query = f"SELECT * {{ {' '.join(f'VALUES ?v{i} {{ {digits} }}' for i in range(6))} }}"
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": "text/csv"})
    assert answer.headers["x-zeren-truncated"] == "100000"
    assert len(answer.text.splitlines()) == 100_001
    whole = client.get("/sparql", params={"query": query + " LIMIT 100000"}, headers={"Accept": "text/csv"})
    assert "x-zeren-truncated" not in whole.headers
    assert whole.content == answer.content

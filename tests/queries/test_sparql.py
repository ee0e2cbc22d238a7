import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
import rdflib
from lxml import etree
from pyoxigraph import RdfFormat, Store
from rdflib.compare import isomorphic

from queries.errors import BadQuery, UnknownFormat
from queries.formats import Format, Kind, formats_of
from queries.sparql import evaluate, result_kind

DATA = """
@prefix : <http://example.org/> .
:g { :a :p :b ; :name "甲"@zh . }
:h { :c :p :d . }
"""
SELECT = "PREFIX : <http://example.org/> SELECT ?s ?name WHERE { ?s :name ?name }"
CONSTRUCT = "CONSTRUCT WHERE { ?s ?p ?o }"


@pytest.fixture(scope="module")
def store() -> Store:
    store = Store()
    store.load(DATA.encode(), format=RdfFormat.TRIG)
    return store


def subjects(store: Store, text: str, default: tuple[str, ...] = (), named: tuple[str, ...] = ()) -> list[str]:
    result = evaluate(store, text, "csv", default_graphs=default, named_graphs=named)
    return sorted(line.rpartition("/")[2] for line in result.body.decode().split("\r\n")[1:] if line)


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("csv", "s,name\r\nhttp://example.org/a,甲\r\n"),
        ("tsv", '?s\t?name\n<http://example.org/a>\t"甲"@zh\n'),
    ],
)
def test_rows_as_csv_and_tsv(store: Store, name: str, body: str) -> None:
    assert evaluate(store, SELECT, name).body.decode() == body


def test_rows_as_json_follow_the_standard(store: Store) -> None:
    result = evaluate(store, SELECT)
    assert result.media_type == "application/sparql-results+json"
    assert json.loads(result.body) == {
        "head": {"vars": ["s", "name"]},
        "results": {
            "bindings": [
                {
                    "s": {"type": "uri", "value": "http://example.org/a"},
                    "name": {"type": "literal", "value": "甲", "xml:lang": "zh"},
                }
            ]
        },
    }


def test_rows_as_xml(store: Store) -> None:
    root = etree.fromstring(evaluate(store, SELECT, "xml").body)
    names = {"s": "http://www.w3.org/2005/sparql-results#"}
    assert [node.text for node in root.iterfind(".//s:literal", names)] == ["甲"]


@pytest.mark.parametrize(("pattern", "truth"), [("?s ?p ?o", True), ("?s <http://example.org/none> ?o", False)])
def test_ask_gives_one_truth_value_in_every_format_of_tables(store: Store, pattern: str, truth: bool) -> None:
    text = f"ASK {{ {pattern} }}"
    assert json.loads(evaluate(store, text, "json").body)["boolean"] is truth
    for entry in formats_of(Kind.TABLE):
        assert str(truth).lower() in evaluate(store, text, entry.name).body.decode()


# rdflib's JSON-LD parser still uses its own deprecated class.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize("entry", formats_of(Kind.GRAPH), ids=lambda entry: entry.name)
def test_a_graph_says_the_same_in_every_format(store: Store, entry: Format) -> None:
    parsers = {"turtle": "turtle", "ntriples": "nt", "jsonld": "json-ld", "rdfxml": "xml"}
    result = evaluate(store, CONSTRUCT, entry.name)
    graph = rdflib.Graph().parse(data=result.body, format=parsers[entry.name])
    expected = rdflib.Graph().parse(data=evaluate(store, CONSTRUCT, "ntriples").body, format="nt")
    assert len(graph) == 3
    assert isomorphic(graph, expected)
    assert result.media_type == entry.media_type


def test_describe_gives_what_is_said_of_a_thing(store: Store) -> None:
    body = evaluate(store, "DESCRIBE <http://example.org/c>", "ntriples").body.decode()
    assert body == "<http://example.org/c> <http://example.org/p> <http://example.org/d> .\n"


@pytest.mark.parametrize(
    ("text", "default", "named", "expected"),
    [
        ("SELECT ?s WHERE { ?s <http://example.org/p> ?o }", (), (), ["a", "c"]),
        ("SELECT ?s FROM <http://example.org/h> WHERE { ?s <http://example.org/p> ?o }", (), (), ["c"]),
        ("SELECT ?s WHERE { GRAPH <http://example.org/h> { ?s ?p ?o } }", (), (), ["c"]),
        ("SELECT ?s WHERE { ?s <http://example.org/p> ?o }", ("http://example.org/g",), (), ["a"]),
        ("SELECT ?s WHERE { GRAPH ?g { ?s <http://example.org/p> ?o } }", (), ("http://example.org/h",), ["c"]),
        ("SELECT ?s FROM NAMED <http://example.org/h> WHERE { ?s ?p ?o }", (), (), []),
    ],
)
def test_the_default_graph_is_the_union_unless_graphs_are_chosen(
    store: Store, text: str, default: tuple[str, ...], named: tuple[str, ...], expected: list[str]
) -> None:
    assert subjects(store, text, default, named) == expected


def test_a_graph_that_is_no_iri_is_a_bad_request(store: Store) -> None:
    with pytest.raises(BadQuery, match="graph 'not an iri' is not an IRI"):
        evaluate(store, "ASK {}", default_graphs=("not an iri",))


def test_from_reads_no_file(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "secret.ttl"
    file.write_text("<http://example.org/secret> <http://example.org/p> 1 .", encoding="utf-8")
    assert subjects(store, f"SELECT ?s FROM <{file.as_uri()}> WHERE {{ ?s ?p ?o }}") == []


@pytest.mark.parametrize(
    "clause", ["FROM <{}> WHERE {{ ?s ?p ?o }}", "FROM NAMED <{}> WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }}"]
)
def test_from_sends_no_request(store: Store, clause: str) -> None:
    asked: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

    with HTTPServer(("127.0.0.1", 0), Listener) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        address = f"http://127.0.0.1:{server.server_port}/x.ttl"
        assert subjects(store, "SELECT ?s " + clause.format(address)) == []
        server.shutdown()
        thread.join()
    assert asked == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT ?s WHERE { ?s ?p\n ?o . foo }", r"syntax error at 2:7: foo is not expected here"),
        ("SELECT ?s WHERE { ?s e:p ?o }", r"syntax error at 1:22: Prefix not found"),
        ("SELECT ?s WHERE { ?s ?p ?o ", r"syntax error at 1:27: the text ends too early"),
        ("SELECT ?s WHERE { ?s ?p ?o . } LIMT 5", r"syntax error at 1:32: LIMT is not expected here"),
        ("SELECT ?s WHERE {{ ?s ?p ?o }", r"syntax error at 1:30: the text ends too early"),
        ("SELECT (SUM(?o) AS ?n) ?s WHERE { ?s ?p ?o }", r"syntax error at 1:"),
        ("SELECT ?s WHERE { ?s ?p ?o FILTER(<http://example.org/no>(?o)) }", "function <http://example.org/no>"),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", "INSERT is an update"),
        ("SELECT ?s WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "1:19: SERVICE is refused"),
    ],
)
def test_a_bad_query_is_answered_with_its_place_and_reason_on_one_line(store: Store, text: str, message: str) -> None:
    with pytest.raises(BadQuery, match=message) as caught:
        evaluate(store, text)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) <= 310


def test_a_format_for_the_other_kind_is_refused(store: Store) -> None:
    with pytest.raises(UnknownFormat):
        evaluate(store, SELECT, "turtle")


def test_the_kind_is_known_before_anything_runs() -> None:
    assert (result_kind(SELECT), result_kind(CONSTRUCT)) == (Kind.TABLE, Kind.GRAPH)

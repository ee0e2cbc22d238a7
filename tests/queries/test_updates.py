"""What the text of an update is taken for before the engine sees it."""

import pytest

from graph.errors import RefusedUpdate
from graph.identity import BASE
from graph.updating import DEFAULT, Operation
from queries.errors import BadQuery, TextTooLong
from queries.guard import USUAL
from queries.updates import Using, read_update, syntax_fault

MINE = "<http://e/g>"
OWN = [
    f"<{BASE}graph/{name}>"
    for name in ("ontology", "reference", "shared", "derived", "judgements", "document/临政发-2023-8")
]
OWN_BY_PREFIX = "PREFIX g: <https://w3id.org/zeren/id/graph/> "


@pytest.mark.parametrize("graph", [*OWN, "<urn:zeren:ledger>", "<graph/shared>"])
@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA {{ GRAPH {own} {{ <a:b> <a:c> 1 }} }}",
        "DELETE DATA {{ GRAPH {own} {{ <a:b> <a:c> 1 }} }}",
        "insert data {{ graph {own} {{ <a:b> <a:c> 1 }} }}",
        "INSERT DATA {{ <a:b> <a:c> 1 . GRAPH {mine} {{ <a:b> <a:c> 1 }} GRAPH {own} {{ }} }}",
        "DELETE WHERE {{ GRAPH {own} {{ ?s ?p ?o }} }}",
        "INSERT {{ GRAPH {own} {{ ?s ?p ?o }} }} WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        "DELETE {{ GRAPH {own} {{ ?s ?p ?o }} }} WHERE {{ GRAPH {own} {{ ?s ?p ?o }} }}",
        "DELETE {{ GRAPH {mine} {{ ?s ?p ?o }} }} INSERT {{ GRAPH {own} {{ ?s ?p ?o }} }} WHERE {{ ?s ?p ?o }}",
        "WITH {own} DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }}",
        "WITH {own} INSERT {{ ?s ?p ?o }} USING {mine} WHERE {{ ?s ?p ?o }}",
        "CLEAR GRAPH {own}",
        "CLEAR SILENT GRAPH {own}",
        "DROP GRAPH {own}",
        "CREATE GRAPH {own}",
        "COPY {mine} TO {own}",
        "COPY SILENT GRAPH {mine} TO GRAPH {own}",
        "ADD DEFAULT TO {own}",
        "MOVE {mine} TO {own}",
        "MOVE {own} TO {mine}",
        "CLEAR GRAPH {mine}; CLEAR GRAPH {own}",
    ],
)
def test_who_would_write_a_graph_of_zerens_own_is_told_where(text: str, graph: str) -> None:
    whole = text.format(own=graph, mine=MINE)
    with pytest.raises(RefusedUpdate) as caught:
        read_update(whole)
    assert caught.value.reason == "own_graph"
    assert whole[caught.value.place :].startswith(graph)


@pytest.mark.parametrize("text", ["CLEAR GRAPH g:shared", "BASE <http://e/> INSERT DATA { GRAPH g:document\\/x { } }"])
def test_a_prefix_hides_no_graph(text: str) -> None:
    with pytest.raises(RefusedUpdate):
        read_update(OWN_BY_PREFIX + text)


@pytest.mark.parametrize(
    "text",
    [
        f"INSERT DATA {{ GRAPH {MINE} {{ <a:b> <a:c> 1 }} }}",
        "INSERT DATA { <a:b> <a:c> 1 }",
        f"INSERT {{ GRAPH {MINE} {{ ?s ?p ?o }} }} WHERE {{ GRAPH {OWN[2]} {{ ?s ?p ?o }} }}",
        f"INSERT {{ GRAPH {MINE} {{ ?s ?p ?o }} }} USING {OWN[2]} USING NAMED {OWN[3]} WHERE {{ ?s ?p ?o }}",
        f"WITH {OWN[2]} INSERT {{ GRAPH {MINE} {{ ?s ?p ?o }} }} WHERE {{ ?s ?p ?o }}",
        f"INSERT DATA {{ GRAPH {MINE} {{ {OWN[0]} <a:b> 'CLEAR GRAPH {OWN[0]}' }} }} # {OWN[1]}",
        f"COPY {OWN[2]} TO {MINE}",
        f"ADD GRAPH {OWN[2]} TO DEFAULT",
        "CLEAR DEFAULT",
        "DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }",
    ],
)
def test_reading_zerens_graphs_and_writing_others_is_allowed(text: str) -> None:
    (operation,) = read_update(text)
    assert operation == Operation("", text.partition(" # ")[0], 0)


@pytest.mark.parametrize("text", ["CLEAR ALL", "CLEAR SILENT NAMED", "DROP ALL", "drop named"])
def test_many_graphs_are_emptied_by_zeren_and_not_by_the_engine(text: str) -> None:
    (operation,) = read_update(text)
    assert operation.empties == text.upper().replace("SILENT ", "")


def test_operations_stand_between_semicolons_each_with_what_was_declared_before_it() -> None:
    text = "PREFIX a: <a:> INSERT DATA { a:b a:c 'x;' ; a:d 1 } ;\nPREFIX b: <b:>\nDELETE WHERE { b:b ?p ?o } ;"
    first, second = read_update(text)
    assert first == Operation("PREFIX a: <a:>\n", "INSERT DATA { a:b a:c 'x;' ; a:d 1 }", 15)
    assert second == Operation("PREFIX a: <a:>\nPREFIX b: <b:>\n", "DELETE WHERE { b:b ?p ?o }", text.index("DELETE"))
    assert read_update("# nothing") == read_update("PREFIX a: <a:>") == ()


USING = Using(("http://e/1", "http://e/2"), ("http://e/3",))
CLAUSES = "USING <http://e/1> USING <http://e/2> USING NAMED <http://e/3>"


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("INSERT { ?s ?p ?o } WHERE { ?s ?p ?o }", f"INSERT {{ ?s ?p ?o }}  {CLAUSES} WHERE {{ ?s ?p ?o }}"),
        ("DELETE WHERE { ?s ?p ?o }", f"DELETE  {{ ?s ?p ?o }} {CLAUSES} WHERE {{ ?s ?p ?o }}"),
        ("INSERT DATA { <a:b> <a:c> 'WHERE' }", "INSERT DATA { <a:b> <a:c> 'WHERE' }"),
        ("CLEAR DEFAULT", "CLEAR DEFAULT"),
    ],
)
def test_a_request_may_name_the_graphs_that_are_read(text: str, given: str) -> None:
    (operation,) = read_update(text, USING)
    assert operation.text == given


@pytest.mark.parametrize(
    ("text", "using", "words"),
    [
        (f"WITH {MINE} DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }}", USING, "1:1: the request names the graphs already"),
        (f"DELETE {{ ?s ?p ?o }} USING {MINE} WHERE {{ ?s ?p ?o }}", USING, "1:21: the request names the graphs"),
        ("CLEAR DEFAULT", Using(("no iri",)), "'no iri' is not an IRI"),
        ("LOAD <http://127.0.0.1/x>", Using(), "1:1: LOAD is refused"),
        ("CLEAR ALL;\nload silent <file:///etc/passwd> INTO GRAPH <http://e/g>", Using(), "2:1: LOAD is refused"),
        ("LOADSILENT<http://127.0.0.1/x>", Using(), "LOAD is refused"),
        ("INSERT { <a:b> <a:c> ?x } WHERE { SERVICE <http://127.0.0.1/> { ?x ?p ?o } }", Using(), "SERVICE is refused"),
        ("SELECT * { ?s ?p ?o }", Using(), "no update"),
        ("CLEARALL", Using(), "no update"),
        ("CLEAR XYZ", Using(), "CLEAR must be followed by"),
        ("CLEAR", Using(), "CLEAR must be followed by"),
        ("CREATE ALL", Using(), "CREATE must be followed by GRAPH"),
        ("COPY <a:b> <a:c>", Using(), "COPY must name two graphs"),
        ("CLEAR ALL;; CLEAR ALL", Using(), "1:11: ; is not expected"),
        (
            "INSERT DATA { _:a <a:b> 1 }; INSERT DATA { _:a <a:b> 2 }",
            Using(),
            "_:a is a blank node of another",
        ),
        ("INSERT DATA { <a:b> <a:c> " + "[ <a:b> " * 101 + "1" + "]" * 101 + "}", Using(), "nests deeper"),
    ],
)
def test_what_is_no_update_or_would_do_harm_is_refused(text: str, using: Using, words: str) -> None:
    with pytest.raises(BadQuery, match=words):
        read_update(text, using)


def test_an_update_may_have_more_words_than_a_query_but_not_more_bytes() -> None:
    data = " . ".join(f"<a:{number}> <a:b> {number}" for number in range(3_000))
    assert len(read_update(f"INSERT DATA {{ {data} }}")) == 1
    with pytest.raises(TextTooLong):
        read_update("#" * (USUAL.bytes + 1))


@pytest.mark.parametrize(
    "text",
    [
        f"INSERT DATA {{ GRAPH {DEFAULT} {{ <a:b> <a:c> 1 }} }}",
        f"INSERT {{ <a:b> <a:c> ?x }} WHERE {{ GRAPH {DEFAULT} {{ ?x ?p ?o }} }}",
        f"INSERT {{ <a:b> <a:c> ?x }} USING {DEFAULT} WHERE {{ ?x ?p ?o }}",
        f"COPY {DEFAULT} TO {MINE}",
        "CLEAR GRAPH <graph/default>",
    ],
)
def test_the_default_graph_has_no_name_in_an_update(text: str) -> None:
    with pytest.raises(RefusedUpdate) as caught:
        read_update(text)
    assert caught.value.reason == "default_graph"


def test_nor_in_the_request() -> None:
    with pytest.raises(RefusedUpdate):
        read_update("CLEAR ALL", Using((DEFAULT.value,)))


def test_a_fault_is_told_of_the_word_that_the_engine_was_in() -> None:
    text = "CLEAR ALL ;\nINSERT DATA { <a:b> <a:c> oh } # so"
    error = syntax_fault(text, text.index("oh") + 2, "error at 3:25: expected one of '-'")
    assert (str(error), error.place) == ("syntax error at 2:27: oh is not expected here", (2, 27))

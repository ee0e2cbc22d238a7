import subprocess
import sys
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.errors import BadQuery
from queries.formats import Kind
from queries.guard import USUAL, check

CALL = "SERVICE <http://example.org/sparql> { ?s ?p ?o }"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("SELECT * WHERE { ?s ?p ?o }", Kind.TABLE),
        ("select ?s { ?s ?p ?o }", Kind.TABLE),
        ("ASK { ?s ?p ?o }", Kind.TABLE),
        ("CONSTRUCT WHERE { ?s ?p ?o }", Kind.GRAPH),
        ("DESCRIBE <http://example.org/x>", Kind.GRAPH),
        ("# INSERT, says the comment\nBASE <http://example.org/> PREFIX : <#> PREFIX select: <x#> ASK {}", Kind.TABLE),
        ("PREFIX insert: <http://example.org/> CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", Kind.GRAPH),
    ],
)
def test_the_form_is_the_first_word_after_the_prologue(text: str, kind: Kind) -> None:
    assert check(text).kind is kind


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <a:a> <a:b> <a:c> }",
        "PREFIX : <http://example.org/> DELETE WHERE { ?s ?p ?o }",
        "WITH <http://example.org/g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "load <file:///tmp/x>",
        "CLEAR ALL",
        "DROP GRAPH <http://example.org/g>",
        "CREATE GRAPH <http://example.org/g>",
        "COPY DEFAULT TO <http://example.org/g>",
    ],
)
def test_an_update_is_refused_as_such(text: str) -> None:
    with pytest.raises(BadQuery, match="is an update, and zeren only answers"):
        check(text)


@pytest.mark.parametrize(
    "text", ["", "   ", "# only a comment", "hello", "{ SELECT * WHERE { ?s ?p ?o } }", "PREFIX : <a:>"]
)
def test_what_is_no_query_is_refused(text: str) -> None:
    with pytest.raises(BadQuery, match="no query"):
        check(text)


@pytest.mark.parametrize(
    "text",
    [
        f"SELECT * WHERE {{ {CALL} }}",
        f"SELECT * WHERE {{ {CALL.lower()} }}",
        f"SELECT * WHERE {{ OPTIONAL {{ {{ SELECT * WHERE {{ {CALL} }} }} }} }}",
        "SELECT * WHERE { SERVICE SILENT ?anywhere { ?s ?p ?o } }",
        "SELECT * WHERE { ?s ?p ?o . # a comment\nSERVICE<http://example.org/>{ ?s ?p ?o } }",
        f"ASK {{ FILTER EXISTS {{ {CALL} }} }}",
        f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {CALL} }}",
        # what may look like the beginning of a string or a comment, and is none
        f"SELECT * WHERE {{ ?s <a:b>\\' ?o . {CALL} ?s <a:b>\\' ?o }}",
        f"PREFIX e: <http://e/> SELECT * WHERE {{ ?s e:a\\' ?o . {CALL} ?s e:b\\' ?o }}",
        f"PREFIX e: <http://e/> SELECT * WHERE {{ ?s e:a\\# ?o . {CALL} }}",
        f"SELECT * WHERE {{ ?s ?p 'it\\'s' . {CALL} ?s ?p 'x' }}",
        f"SELECT * WHERE {{ ?s ?p '''a''b''' . {CALL} }}",
        f"SELECT * WHERE {{ ?s <http://example.org/\\u00e9#a> ?o . {CALL} }}",
        f"SELECT * WHERE {{ ?s <http://example.org/\\U000000e9#a> 'x' . {CALL} }}",
        # the engine's words need no blanks between them
        "ASK { ?s ?p 1SERVICE <http://example.org/> {} }",
        "ASK { ?s ?p trueSERVICE <http://example.org/> {} }",
        "PREFIX e: <http://e/> ASK { ?s ?p e:.SERVICE <http://example.org/> {} }",
        "PREFIX e: <http://e/> ASK { SERVICEe:a{} }",
        "PREFIX e: <http://e/> ASK { ?s ?p 1SERVICESILENTe:a # a comment\n {} }",
        "PREFIX : <http://e/> ASK { service:a{} }",
        "ASK { SERVICE?x{} }",
        "SELECT * WHERE { ?s ?p ?o FILTER(?o<3)SERVICE ?x { ?s ?p ?o } FILTER(?o>3) }",
    ],
)
def test_service_is_refused_wherever_it_stands(text: str) -> None:
    with pytest.raises(BadQuery, match="SERVICE is refused"):
        check(text)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("ASK WHERE { ?s ?p ?o FILTER(?o<4)SERVICE#>\n<http://example.org/>{ ?s ?p ?o } }", "1:31"),
        (f"ASK {{ ?s ?p ?o FILTER(?o <4)#> '''\n {CALL} #'''\n }}", "1:26"),
        (f"ASK {{ ?s ?p ?o FILTER(?o <4#> '''\n) {CALL} #'''\n }}", "1:26"),
        (f"ASK {{ ?s ?p ?o FILTER(?o <#> '''\n4) {CALL} #'''\n }}", "1:26"),
        (f"ASK {{ ?s ?p ?o FILTER(EXISTS{{}} <4#> '''\n) {CALL} #'''\n }}", "1:32"),
        (f"ASK {{ ?s ?p ?o FILTER(1.e5 <=4#> '''\n) {CALL} #'''\n }}", "1:28"),
        (f"PREFIX e: <x:> ASK {{ ?s ?p ?o FILTER('x'<e:a#> '''\n) {CALL} #'''\n }}", "1:41"),
    ],
)
def test_a_comparison_before_a_comment_is_not_taken_for_an_iri(text: str, place: str) -> None:
    with pytest.raises(BadQuery, match=f"{place}: cannot tell an IRI from a comparison"):
        check(text)


@pytest.mark.parametrize(
    "text",
    [
        "BASE <http://example.org/a#b> PREFIX : <#> PREFIX e: <x:y#> ASK { ?s :p e:q }",
        "ASK { <#s> a <#c> . <#t> ^<#p>/<#q> <http://example.org/a#b> , <http://example.org/c#d> ; <#r> ?o }",
        "ASK { ?s ?p ?o FILTER(?o < 4) # > '''\n }",
    ],
)
def test_an_iri_with_a_fragment_is_one(text: str) -> None:
    assert check(text).kind is Kind.TABLE


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * WHERE { ?s ?p 'SERVICE <http://example.org/> {}' }",
        'SELECT * WHERE { ?s ?p """a "SERVICE" b""" }',
        "SELECT * WHERE { ?s ?p '''it's a SERVICE''' }",
        "SELECT * WHERE { ?s ?p ?o } # SERVICE",
        "SELECT * WHERE { ?s ?p ?o . # SERVICE <x> {\n }",
        "SELECT * WHERE { ?s <http://example.org/SERVICE/x#service> ?o }",
        "PREFIX service: <http://example.org/> SELECT ?service WHERE { ?service service:SERVICE $service }",
        "SELECT * WHERE { ?s ?p ?o . ?s <http://example.org/a> 'x'@service }",
        "SELECT * WHERE { ?s ?p ?services }",
        "SELECT * WHERE { ?s <http://example.org/(a)/service> ?o }",
    ],
)
def test_the_word_service_may_stand_in_strings_comments_and_names(text: str) -> None:
    assert check(text).kind is Kind.TABLE


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("SELECT * FROM <http://example.org/g> WHERE { ?s ?p ?o }", True),
        ("SELECT * FROM NAMED <http://example.org/g> WHERE { GRAPH ?g { ?s ?p ?o } }", True),
        ("SELECT ?from WHERE { ?from ?p 'FROM' }", False),
    ],
)
def test_a_query_that_chooses_its_graphs_is_known(text: str, chosen: bool) -> None:
    assert check(text).has_dataset is chosen


def nested(depth: int) -> str:
    return "SELECT * WHERE " + "{" * depth + "?s ?p ?o" + "}" * depth


@pytest.mark.parametrize(
    ("allowed", "refused", "reason"),
    [
        (nested(USUAL.depth), nested(USUAL.depth + 1), "nests deeper"),
        (
            "ASK { FILTER(" + "(" * 90 + "1" + ")" * 90 + ") }",
            "ASK { FILTER(" + "(" * 100 + "1" + ")" * 100 + ") }",
            "nests deeper",
        ),
        (
            "ASK { ?s ?p '" + "{" * 999 + "' }",
            "ASK { ?s ?p " + "[ <a:a> " * 999 + "1" + "]" * 999 + " }",
            "nests deeper",
        ),
        (
            "ASK { {}" + "UNION {}" * USUAL.unions + " }",
            "ASK { {}" + "UNION {}" * (USUAL.unions + 1) + " }",
            "UNIONs",
        ),
        (
            "ASK { FILTER(" + "!" * (USUAL.signs - 7) + "true) }",
            "ASK { FILTER(" + "!" * USUAL.signs + "true) }",
            "words and",
        ),
        ("ASK { } #" + "x" * (USUAL.bytes - 9), "ASK { } #" + "x" * (USUAL.bytes - 8), "longer than 100,000 bytes"),
        ("ASK { } #" + "字" * 33_330, "ASK { } #" + "字" * 33_331, "longer than 100,000 bytes"),
    ],
)
def test_sizes_are_limited_just_there(allowed: str, refused: str, reason: str) -> None:
    assert check(allowed).kind is Kind.TABLE
    with pytest.raises(BadQuery, match=reason):
        check(refused)


LARGEST = {
    "groups in each other": nested(USUAL.depth),
    "negations": "ASK { FILTER(" + "!" * (USUAL.signs - 7) + "true) }",
    "sums": "ASK { FILTER(1" + "+1" * 2400 + " = 1) }",
    "alternatives": "ASK { ?s ?p ?o FILTER(?o=1" + "||?o=1" * 950 + ") }",
    "unions": "ASK { {?s ?p ?o}" + " UNION {?s ?p ?o}" * USUAL.unions + " }",
    "bindings": "ASK { " + "".join(f"BIND(1 AS ?x{number})" for number in range(700)) + " }",
    "exclusions": "ASK { ?s ?p ?o" + " MINUS {?s ?p 1}" * 700 + " }",
}


@pytest.mark.parametrize("text", LARGEST.values(), ids=LARGEST)
def test_the_engine_survives_the_largest_texts_allowed_even_in_a_thread(text: str) -> None:
    assert check(text).kind is Kind.TABLE
    program = (
        "import sys, threading, pyoxigraph\n"
        "query = lambda: bool(pyoxigraph.Store().query(sys.stdin.read()))\n"
        "thread = threading.Thread(target=query); thread.start(); thread.join()\n"
    )
    run = subprocess.run([sys.executable, "-c", program], input=text, text=True, capture_output=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")


@given(st.text())
def test_any_text_is_checked_or_refused(text: str) -> None:
    with suppress(BadQuery):
        assert check(text).kind in Kind

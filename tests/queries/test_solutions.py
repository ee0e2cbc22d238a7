"""Answers row by row: the very bytes that Oxigraph writes, up to a number of rows."""

import xml.etree.ElementTree as ET
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QueryResultsFormat, QuerySolutions, Store

from queries.solutions import write_solutions
from queries.sparql import evaluate

FORMS = (QueryResultsFormat.JSON, QueryResultsFormat.XML, QueryResultsFormat.CSV, QueryResultsFormat.TSV)
XSD = "http://www.w3.org/2001/XMLSchema#"
PREDICATE = NamedNode("http://e/p")
QUERY = "SELECT ?s ?o ?unbound { ?s <http://e/p> ?o } ORDER BY ?s ?o"

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t\"',;<>&\\{}[]")).filter(
    lambda text: text == text.strip()  # Oxigraph writes blanks at the ends of XML text as references
)
numbers = st.sampled_from(["5", "-5", "5.", ".5", "5.5", "1e6", "1.5E-3", "true", "false", "甲", "+7.0"])
datatypes = st.sampled_from([XSD + name for name in ("integer", "decimal", "double", "boolean", "date", "string")])
literals = st.one_of(
    st.builds(Literal, texts),
    st.builds(lambda text, tag: Literal(text, language=tag), texts, st.sampled_from(["zh", "en", "zh-Hans"])),
    st.builds(lambda text, datatype: Literal(text, datatype=NamedNode(datatype)), numbers, datatypes),
)
things = st.sampled_from([NamedNode("http://e/甲?a=1&b=2"), NamedNode("urn:x:1"), BlankNode("b1")])


@given(st.lists(st.builds(lambda thing, value: Quad(thing, PREDICATE, value), things, literals), max_size=6))
def test_answers_are_the_very_bytes_that_the_engine_writes(quads: list[Quad]) -> None:
    store = Store()
    store.extend(quads)
    for form in FORMS:
        target = BytesIO()
        assert write_solutions(solutions(store, QUERY), form, target) is False
        assert target.getvalue() == solutions(store, QUERY).serialize(format=form)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "query",
    [
        "SELECT * {}",
        "SELECT ?x { FILTER(false) }",
        "SELECT ?x ?y { VALUES ?z { 1 2 } }",
        'SELECT (<<( <http://e/a> <http://e/b> "c"@en--ltr )>> AS ?t) {}',
        "SELECT (STRLANGDIR('a', 'ar', 'rtl') AS ?t) {}",
    ],
)
def test_odd_answers_too(query: str, form: QueryResultsFormat) -> None:
    target = BytesIO()
    write_solutions(solutions(Store(), query), form, target)
    assert target.getvalue() == solutions(Store(), query).serialize(format=form)


@pytest.mark.parametrize(("rows", "truncated"), [(1999, True), (2000, False), (2001, False), (0, True)])
def test_a_limit_is_kept_and_said(rows: int, truncated: bool) -> None:
    query = f"SELECT ?a ?b {{ VALUES ?a {{ {'1 ' * 50} }} VALUES ?b {{ {'2 ' * 40} }} }}"
    result = evaluate(Store(), query, "csv", rows=rows)
    assert result.truncated is truncated
    assert len(result.body.splitlines()) == 1 + min(rows, 2000)


def test_a_limit_holds_for_triples() -> None:
    store = Store()
    store.extend(Quad(NamedNode(f"http://e/{i}"), PREDICATE, Literal(i)) for i in range(5))
    text = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"
    part, whole = evaluate(store, text, "ntriples", rows=4), evaluate(store, text, "ntriples", rows=5)
    assert (part.truncated, len(part.body.splitlines())) == (True, 4)
    assert (whole.truncated, len(whole.body.splitlines())) == (False, 5)


def test_xml_holds_only_what_xml_can_hold() -> None:
    query = r"SELECT ('a\u0001b\rc' AS ?x) {}"
    (literal,) = ET.fromstring(evaluate(Store(), query, "xml", rows=9).body).iter(
        "{http://www.w3.org/2005/sparql-results#}literal"
    )
    assert literal.text == "ab\rc"


def solutions(store: Store, query: str) -> QuerySolutions:
    found = store.query(query)
    assert isinstance(found, QuerySolutions)
    return found

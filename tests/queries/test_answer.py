"""How solutions become rows, and arguments become terms; what each question answers is in test_library."""

from dataclasses import replace
from decimal import Decimal

import pytest
from pyoxigraph import RdfFormat, Store

from queries.answer import ask
from queries.catalogue import parse_question
from queries.errors import BadArgument, CatalogueError
from queries.question import Question
from queries.table import Code, Reference

E = "http://example.org/"
DATA = """
@prefix : <http://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix zr: <https://w3id.org/zeren/ns#> .
:a rdfs:label "甲"@zh , "A"@en ; :by :x , :y ; :value 95.50 ; :when "2025-06"^^xsd:gYearMonth ;
    :role zr:lead ; :says "词" .
:b rdfs:label "乙"@zh ; :role :other ; :says "\\" } ?s" .
:x rdfs:label "子"@zh . :y rdfs:label "丑"@zh .
"""
SOURCE = """\
#: number = 1
#: title = { zh = "题", en = "t" }
#: question = { zh = "问", en = "q" }
#: [columns.thing]
#: type = "iri"
#: label = { zh = "物", en = "thing" }
#: [columns.by]
#: type = "iri"
#: many = true
#: label = { zh = "由", en = "by" }
#: [columns.value]
#: type = "number"
#: label = { zh = "值", en = "value" }
#: [columns.when]
#: type = "date"
#: label = { zh = "时", en = "when" }
#: [columns.role]
#: type = "code"
#: label = { zh = "角色", en = "role" }
#: values.lead = { zh = "牵头", en = "leads" }
#: [params.word]
#: type = "text"
#: label = { zh = "词", en = "word" }
#: help = { zh = "词。", en = "A word." }
PREFIX : <http://example.org/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
SELECT ?thing ?by ?value ?when ?role ?asked_word
WHERE {
  ?thing :role ?role .
  { ?thing :says ?asked_word } UNION { VALUES ?asked_word { owl:Thing } }
  OPTIONAL { ?thing :by ?by }
  OPTIONAL { ?thing :value ?value }
  OPTIONAL { ?thing :when ?when }
}
ORDER BY ?thing ?by
"""
QUESTION = parse_question("things.rq", SOURCE)


@pytest.fixture(scope="module")
def store() -> Store:
    store = Store()
    store.load(DATA.encode(), format=RdfFormat.TURTLE)
    return store


def test_cells_are_typed_and_gathered_columns_make_one_row(store: Store) -> None:
    assert ask(store, QUESTION, {}).rows == (
        (
            Reference(E + "a", "甲"),
            (Reference(E + "x", "子"), Reference(E + "y", "丑")),
            Decimal("95.5"),
            "2025-06",
            Code("lead", "牵头"),
        ),
        (Reference(E + "b", "乙"), (), None, None, Code("other", "other")),
    )


def test_the_language_chooses_labels_and_codes(store: Store) -> None:
    table = ask(store, QUESTION, {}, "en")
    assert table.as_texts()[0] == ("A", "子; 丑", "95.5", "2025-06", "leads")
    assert table.headings() == ("thing", "by", "value", "when", "role")


@pytest.mark.parametrize(("word", "found"), [("词", ["甲"]), ('" } ?s', ["乙"]), ("} UNION { ?thing ?p ?o", [])])
def test_an_argument_is_a_term_and_never_part_of_the_query(store: Store, word: str, found: list[str]) -> None:
    assert [texts[0] for texts in ask(store, QUESTION, {"word": word}).as_texts()] == found


def test_a_number_that_is_none_stays_a_text() -> None:
    store = Store()
    store.load(DATA.replace("95.50", '"viele"').encode(), format=RdfFormat.TURTLE)
    assert ask(store, QUESTION, {}).rows[0][2] == "viele"


def test_an_empty_store_gives_the_headings_and_no_rows() -> None:
    table = ask(Store(), QUESTION, {})
    assert (len(table.columns), table.rows) == (5, ())


def test_an_argument_the_question_does_not_have_is_refused(store: Store) -> None:
    with pytest.raises(BadArgument, match="colour: things has no such parameter; it has word"):
        ask(store, QUESTION, {"colour": "red"})


@pytest.mark.parametrize("text", ["ASK { }", "CONSTRUCT WHERE { ?s ?p ?o }"])
def test_a_question_must_be_a_select(store: Store, text: str) -> None:
    question: Question = replace(QUESTION, text=text, parameters=())
    with pytest.raises(CatalogueError, match=r"things\.rq, query: must be a SELECT"):
        ask(store, question, {})

"""Search over a small store: two-character words, facets, the order of documents."""

import sqlite3

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store

from graph.search_index import fill_index, spaced
from queries.search import Search, search, suggest

DATA = """
@prefix zr: <https://w3id.org/zeren/ns#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix id: <https://w3id.org/zeren/id/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
id:plan a zr:Policy ; rdfs:label "临江市治水方案"@zh ; zr:jurisdiction id:linjiang ;
  zr:issuedOn "2023-06-12"^^xsd:date .
id:linjiang a zr:Jurisdiction ; rdfs:label "临江市"@zh .
id:second a zr:Provision ; rdfs:label "二 治理"@zh ; zr:partOf id:plan ;
  zr:order 2 ; zr:text "二、整治河道,处理污水。"@zh .
id:first a zr:Provision ; rdfs:label "一 目标"@zh ; zr:partOf id:plan ;
  zr:order 1 ; zr:text "一、污水处理率达到95%以上。"@zh .
id:rate a zr:Indicator ; rdfs:label "污水处理率"@zh ; zr:theme id:water .
id:water a zr:Theme ; rdfs:label "水环境"@zh, "Water environment"@en .
id:goal a zr:Target ; rdfs:label "污水处理率 ≥ 95 %"@zh ; zr:statedIn id:first ;
  zr:theme id:water ; zr:evidence id:passage .
id:passage a zr:Passage ; zr:source id:plan ; zr:begin 2 ; zr:end 14 ; zr:quote "污水处理率达到95%以上"@zh .
id:bureau a zr:Department ; rdfs:label "市水利局"@zh ; skos:altLabel "市水务局"@zh ; zr:jurisdiction id:linjiang .
id:held a zr:Responsibility ; zr:agent id:bureau ; zr:role zr:lead ; zr:concerns id:goal .
"""


@pytest.fixture
def store() -> Store:
    made = Store()
    made.load(DATA.encode(), format=RdfFormat.TURTLE, to_graph=NamedNode("https://w3id.org/zeren/id/graph/test"))
    return made


@pytest.fixture
def index(store: Store) -> sqlite3.Connection:
    database = sqlite3.connect(":memory:")
    fill_index(store, database)
    return database


@pytest.mark.parametrize(
    ("words", "labels"),
    [
        ("污水", ["污水处理率", "污水处理率 ≥ 95 %", "一 目标", "二 治理"]),
        ("河道", ["二 治理"]),
        ("污水 河道", ["二 治理"]),
        ("水污", []),
        ("水务局", ["市水利局"]),
        ("water", ["水环境"]),
        ("WATER env", ["水环境"]),
        ("９５", ["污水处理率 ≥ 95 %", "一 目标"]),
        ("", []),
        ('"', []),
        ("' OR 1=1 --", []),
        ("污水 AND", []),
        ("NEAR(污水 河道)", []),
    ],
)
def test_words_are_found_in_names_and_texts_in_the_order_of_their_document(
    words: str, labels: list[str], index: sqlite3.Connection, store: Store
) -> None:
    found = search(index, store, Search(words=words))
    assert [hit.thing.label for hit in found.hits] == labels
    assert found.total == len(labels)


def test_a_text_is_shown_around_the_word(index: sqlite3.Connection, store: Store) -> None:
    (hit,) = search(index, store, Search(words="河道")).hits
    assert (hit.before, hit.match, hit.after) == ("二、整治", "河道", ",处理污水。")
    assert hit.policy is not None
    assert hit.policy.label == "临江市治水方案"


def test_facets_count_the_results_and_narrow_them(index: sqlite3.Connection, store: Store) -> None:
    found = search(index, store, Search(words="污水"), "en")
    counts = {name: {value.value.label: value.count for value in values} for name, values in found.facets.items()}
    assert counts["kind"] == {"provision": 2, "indicator": 1, "target": 1}
    assert counts["year"] == {"2023": 3}
    assert counts["place"] == {"临江市": 3}
    assert counts["theme"] == {"Water environment": 3}
    assert counts["role"] == {"lead": 2}
    narrowed = search(index, store, Search(words="污水", chosen={"role": "lead", "kind": "target"}))
    assert [hit.thing.label for hit in narrowed.hits] == ["污水处理率 ≥ 95 %"]


def test_pages_of_results_follow_each_other(index: sqlite3.Connection, store: Store) -> None:
    parts = [search(index, store, Search(words="污水", offset=place, limit=1)).hits for place in range(5)]
    assert [len(part) for part in parts] == [1, 1, 1, 1, 0]


@pytest.mark.parametrize("offset", [5, 2**63, 10**30])
def test_behind_the_last_result_there_is_none(index: sqlite3.Connection, store: Store, offset: int) -> None:
    found = search(index, store, Search(words="污水", offset=offset))
    assert found.hits == ()
    assert found.total > 0


def test_names_are_suggested_by_any_part_the_shortest_first(index: sqlite3.Connection) -> None:
    assert [thing.label for thing in suggest(index, "处理")] == ["污水处理率", "污水处理率 ≥ 95 %"]
    assert suggest(index, " ") == ()


def test_every_han_character_is_a_word() -> None:
    assert spaced("PM2.5与污水（ＡＢ）") == "pm2.5 与 污 水 (ab)"

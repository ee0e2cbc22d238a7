import pytest
from pyoxigraph import BlankNode, NamedNode, RdfFormat, Store

from queries.labels import Labels, last_part
from queries.question import Language

DATA = """
@prefix : <http://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix zr: <https://w3id.org/zeren/ns#> .
:both rdfs:label "水"@zh , "Water"@en .
:chinese rdfs:label "市水利局"@zh ; skos:prefLabel "Water bureau"@en .
:plain rdfs:label "PM2.5" , "Feinstaub"@de .
:regional rdfs:label "水利"@zh-Hans , "Water"@fr .
:several rdfs:label "乙"@zh , "甲"@zh .
:preferred skos:prefLabel "清淤"@zh .
:passage zr:quote "清除淤泥"@zh .
:unlabelled rdfs:label :both .
"""


@pytest.mark.parametrize(
    ("name", "language", "label"),
    [
        ("both", "zh", "水"),
        ("both", "en", "Water"),
        ("chinese", "en", "市水利局"),
        ("plain", "zh", "PM2.5"),
        ("regional", "zh", "水利"),
        ("several", "zh", "乙"),
        ("preferred", "en", "清淤"),
        ("passage", "zh", "清除淤泥"),
        ("unlabelled", "zh", "unlabelled"),
        ("department/%E5%B8%82%E6%B0%B4%E5%88%A9%E5%B1%80", "zh", "市水利局"),
    ],
)
def test_a_label_is_in_the_readers_language_where_there_is_one(name: str, language: Language, label: str) -> None:
    store = Store()
    store.load(DATA.encode(), format=RdfFormat.TURTLE)
    labels = Labels(store, language)
    assert labels.of(NamedNode("http://example.org/" + name)) == label
    assert labels.of(NamedNode("http://example.org/" + name)) == label


def test_a_nameless_node_shows_its_identifier() -> None:
    assert Labels(Store(), "zh").of(BlankNode("b1")) == "b1"


@pytest.mark.parametrize(
    ("iri", "part"),
    [
        ("https://w3id.org/zeren/ns#lead", "lead"),
        ("https://w3id.org/zeren/id/theme/water/", "water"),
        ("http://example.org/%E6%B0%B4", "水"),
    ],
)
def test_the_last_part_of_an_iri(iri: str, part: str) -> None:
    assert last_part(iri) == part

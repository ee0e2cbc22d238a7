from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDF, SKOS, Literal, Namespace, URIRef

from ontology import ID, ZR, dimension_iri, dimensions, load_vocabularies, unit_of
from ontology.tables import read_facets, read_units

QUDT = Namespace("http://qudt.org/schema/qudt/")
QUDT_UNITS = "http://qudt.org/vocab/unit/"


@pytest.mark.parametrize(
    ("printed", "symbol", "dimension", "multiplier", "qudt"),
    [
        ("%", "%", "ratio", "0.01", "PERCENT"),
        ("‰", "‰", "ratio", "0.001", "PPTH"),
        ("个百分点", "个百分点", "percentage_point", "1", None),
        ("公斤", "千克", "mass", "1", "KiloGM"),
        ("万人次", "万人次", "count", "10000", None),
        ("亿元", "亿元", "money", "100000000", None),
        ("万亿元", "万亿元", "money", "1000000000000", None),
        ("微克每立方米", "微克/立方米", "concentration", "0.000000001", "MicroGM-PER-M3"),
        ("μg/m³", "微克/立方米", "concentration", "0.000000001", "MicroGM-PER-M3"),
        ("毫克/升", "毫克/升", "concentration", "0.001", "MilliGM-PER-L"),
        ("批次/千人", "批次/千人", "rate", "0.001", None),
        ("件/万人", "件/万人", "rate", "0.0001", None),
        ("元/平方米", "元/平方米", "money_per_area", "1", None),
        ("吨标准煤/万元", "吨标准煤/万元", "coal_equivalent_per_money", "0.1", None),
        ("个工作日", "工作日", "working_time", "1", None),
        ("平方公里", "平方公里", "area", "1000000", "KiloM2"),
        ("万千瓦", "万千瓦", "power", "10000000", None),
    ],
)
def test_a_printed_unit(printed: str, symbol: str, dimension: str, multiplier: str, qudt: str | None) -> None:
    unit = unit_of(printed)
    assert unit is not None
    assert (unit.symbol, unit.dimension, unit.multiplier) == (symbol, dimension, Decimal(multiplier))
    assert unit.qudt == (QUDT_UNITS + qudt if qudt else None)


@pytest.mark.parametrize("words", ["", "大项", "万", "/", "个/", "市", "元/市", "米/千克"])
def test_words_that_are_no_unit(words: str) -> None:
    assert unit_of(words) is None


def test_an_area_in_mu_and_in_hectares_is_comparable() -> None:
    mu, hectare = unit_of("万亩"), unit_of("公顷")
    assert mu is not None
    assert hectare is not None
    assert mu.dimension == hectare.dimension
    assert round(3 * mu.multiplier) == round(2000 * hectare.multiplier)


@given(st.text(alphabet="万亿千个家元/每亩%米吨", max_size=6))
def test_every_unit_has_a_named_dimension_and_is_its_own_spelling(printed: str) -> None:
    if (unit := unit_of(printed)) is not None:
        assert unit.dimension in dimensions()
        assert unit_of(unit.symbol) == unit


def test_no_spelling_stands_in_two_rows_and_every_row_has_an_example_that_prints_it() -> None:
    spellings = [spelling for row in read_units() for spelling in (row.symbol, *row.aliases)]
    assert len(spellings) == len(set(spellings))
    for row in read_units():
        assert row.dimension in dimensions()
        assert any(spelling in row.example for spelling in (row.symbol, *row.aliases)), row.symbol


def test_units_are_concepts_with_their_dimension_and_their_equal_in_qudt() -> None:
    words = load_vocabularies()
    hectare = ID["unit/" + "%E5%85%AC%E9%A1%B7"]
    assert (hectare, RDF.type, QUDT.Unit) in words
    assert (hectare, ZR.dimension, URIRef(dimension_iri("area"))) in words
    assert (hectare, SKOS.exactMatch, URIRef(QUDT_UNITS + "HA")) in words
    assert Literal(10000).eq(words.value(hectare, QUDT.conversionMultiplier))


def test_facets_of_comparison_weigh_something_and_show_two_figures() -> None:
    for facet in read_facets():
        assert facet.comparability in {"with_care", "not_comparable"}
        assert " / " in facet.example

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology import function_iri, function_of, narrower_or_same, theme_iri, themes_of, themes_of_function
from ontology.tables import FunctionRow, read_functions, read_themes

CASES = [
    line.split("\t")
    for line in (Path(__file__).parent / "cases" / "names.tsv").read_text(encoding="utf-8").splitlines()
]
NAMES_OF_TABLE = [(name, row.id) for row in read_functions() for name in row.names]


@pytest.mark.parametrize(("name", "function"), CASES)
def test_a_printed_name_shows_its_function(name: str, function: str) -> None:
    assert function_of(name) == (None if function == "-" else function_iri(function))


@pytest.mark.parametrize(("name", "function"), NAMES_OF_TABLE)
def test_every_name_of_the_table_shows_its_own_function(name: str, function: str) -> None:
    assert function_of(name) == function_iri(function)


@pytest.mark.parametrize(("name", "function"), [case for case in CASES if case[0].startswith("市")])
@pytest.mark.parametrize("place", ["临江", "青川"])
def test_the_name_of_a_place_before_it_changes_nothing(place: str, name: str, function: str) -> None:
    assert function_of(place + name) == function_iri(function)


@given(st.text())
def test_any_text_has_a_known_function_or_none(text: str) -> None:
    assert function_of(text) in {None, *(function_iri(row.id) for row in read_functions())}


def test_environment_bodies_answer_for_every_theme_of_the_environment() -> None:
    environment = set(narrower_or_same(theme_iri("environment_quality")))
    assert set(themes_of_function(function_iri("environment_protection"))) == environment
    assert set(themes_of_function(function_iri("ecology_environment"))) == environment


@pytest.mark.parametrize(
    ("function", "covered", "left_out"),
    [
        ("forestry", "ecology", "air"),
        ("water", "flood_control", "water_quality"),
        ("market_regulation", "food_safety", "environment_quality"),
        ("market_regulation", "special_equipment", "engineering_quality"),
        ("administrative_service", "business_environment", "environment_quality"),
    ],
)
def test_a_function_answers_for_its_own_themes_only(function: str, covered: str, left_out: str) -> None:
    themes = themes_of_function(function_iri(function))
    assert theme_iri(covered) in themes
    assert theme_iri(left_out) not in themes


def test_an_unknown_function_answers_for_nothing() -> None:
    assert themes_of_function(function_iri("no_such_function")) == ()


def test_themes_of_functions_are_without_repetition() -> None:
    for row in read_functions():
        themes = themes_of_function(function_iri(row.id))
        assert len(themes) == len(set(themes))


@pytest.mark.parametrize("row", read_functions(), ids=lambda row: row.id)
def test_rows_refer_to_rows_that_exist_and_to_years_in_order(row: FunctionRow) -> None:
    functions = {other.id for other in read_functions()}
    assert set(row.themes) <= {theme.id for theme in read_themes()}
    assert {successor for _, successor in row.successors} <= functions - {row.id}
    assert row.stems or row.whole
    assert not row.valid_to or row.valid_from <= row.valid_to
    assert all(year >= row.valid_from for year, _ in row.successors)


def test_what_was_merged_in_2018_leads_to_its_successor() -> None:
    successors = {row.id: dict(row.successors) for row in read_functions()}
    assert successors["environment_protection"] == {"2018": "ecology_environment"}
    assert successors["quality_supervision"] == {"2018": "market_regulation"}
    assert successors["banking_insurance_regulation"] == {"2023": "financial_regulation"}


def test_no_name_of_a_body_is_taken_for_a_theme_of_the_environment_by_its_service() -> None:
    assert theme_iri("environment_quality") not in themes_of("市营商环境局")

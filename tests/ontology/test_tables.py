from collections.abc import Sequence

import pytest

from ontology.tables import (
    ConceptRow,
    FunctionRow,
    ThemeRow,
    read_comparators,
    read_functions,
    read_roles,
    read_themes,
)


@pytest.mark.parametrize("rows", [read_themes(), read_functions(), read_roles(), read_comparators()])
def test_identifiers_are_unique(rows: Sequence[ThemeRow | FunctionRow | ConceptRow]) -> None:
    identifiers = [row.id for row in rows]
    assert len(identifiers) == len(set(identifiers))


def test_a_theme_stands_below_the_theme_it_belongs_to() -> None:
    seen = {""}
    for row in read_themes():
        assert row.broader in seen, row.id
        seen.add(row.id)


def test_no_cue_is_listed_twice_in_a_theme() -> None:
    for row in read_themes():
        assert len(set(row.cues)) == len(row.cues), row.id
        assert "" not in (*row.cues, *row.counter_cues)


def test_no_name_stands_for_two_functions() -> None:
    names = [name for row in read_functions() for name in row.names]
    assert sorted(name for name in set(names) if names.count(name) > 1) == []


def test_roles_and_bases_are_told_apart() -> None:
    assert {(row.id, row.scheme) for row in read_roles()} == {
        ("lead", "Role"),
        ("responsible", "Role"),
        ("support", "Role"),
        ("stated", "Basis"),
        ("inferred", "Basis"),
    }

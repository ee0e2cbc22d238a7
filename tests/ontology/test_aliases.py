import pytest

from ontology.aliases import InvalidAlias, parse_aliases, shipped_aliases
from ontology.places import place_named

HEADER = "alias\tname\tjurisdiction\tfrom\tto\n"


def test_an_alias_holds_in_its_place_and_years() -> None:
    (alias,) = parse_aliases(HEADER + "市城建办\t市住建局\t临江市\t2019\t2021\n", "user")
    here = place_named("临江市")
    assert alias.holds(here, 2019)
    assert alias.holds(here, 2021)
    assert alias.holds(here, None)
    assert not alias.holds(here, 2018)
    assert not alias.holds(here, 2022)
    assert not alias.holds(place_named("河西县"), 2020)
    assert not alias.holds(None, 2020)


def test_empty_cells_are_everywhere_and_always_and_may_be_left_out() -> None:
    (alias,) = parse_aliases(HEADER + "央行\t中国人民银行\n\n", "user")
    assert alias.holds(None, 1990)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "line 1: the columns must be alias, name, jurisdiction, from, to"),
        ("a,b\n", "line 1: the columns"),
        (HEADER + "甲\n", "line 2: alias and name must both be given"),
        (HEADER + "甲局\t甲局\n", "line 2: 甲局 stands for itself"),
        (HEADER + "甲\t乙\t\t二〇一九\n", "line 2: from is '二〇一九'; write a year"),
        (HEADER + "甲\t乙\t\t2019\t2018\n", "line 2: from 2019 is after to 2018"),
        (HEADER + "甲\t乙\t\t\t\t丙\n", "line 2: 6 cells"),
    ],
)
def test_a_line_that_cannot_be_used_is_named(text: str, message: str) -> None:
    with pytest.raises(InvalidAlias, match=message):
        parse_aliases(text, "user")


def test_the_table_that_comes_with_zeren_names_each_alias_once() -> None:
    names = [alias.alias for alias in shipped_aliases()]
    assert names
    assert len(names) == len(set(names))

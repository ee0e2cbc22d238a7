"""Which body a name means, by a table of names of all kinds and levels from general knowledge (cases/bodies.tsv)."""

from pathlib import Path

import pytest

from graph.bodies import Body, resolve
from graph.located import Setting
from graph.reforms import later_changes
from ontology.places import place_named

CASES = [
    line.split("\t")
    for line in (Path(__file__).parent / "cases" / "bodies.tsv").read_text(encoding="utf-8").splitlines()[1:]
]


def setting(place: str, year: int | None = None) -> Setting:
    return Setting(place=None if place == "-" else place_named(place), year=year)


def known(text: str | None) -> str:
    return text or "-"


@pytest.mark.parametrize("case", CASES, ids=["@".join(case[:2]) for case in CASES])
def test_a_name_means_a_body(case: list[str]) -> None:
    name, place, year, category, kind, function, jurisdiction, level, successors = case

    body = resolve(name, setting(place, int(year)))

    assert (body.category, known(body.kind), known(body.function)) == (category, kind, function)
    assert (known(body.place.name if body.place else None), known(body.place.level if body.place else None)) == (
        jurisdiction,
        level,
    )
    assert passed_to(body, year) == successors


def passed_to(body: Body, year: str) -> str:
    level = body.place.level if body.place else None
    return known("|".join(sorted({c.after for f in body.functions for c in later_changes(f, level, year)})))

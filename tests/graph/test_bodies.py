"""Which body a name means, by a table of names of all kinds and levels from general knowledge (cases/bodies.tsv)."""

import csv
import os
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


SHARED = Path(os.environ.get("ZEREN_SHARED", Path(__file__).parents[3] / "shared"))
DEPARTMENTS = SHARED / "domain" / "departments.tsv"
COLUMNS = {
    "central_names": "全国",
    "province_names": "浙江省",
    "city_names": "嘉兴市",
    "county_names": "海盐县",
    "abbreviations": "嘉兴市",
}
# Names that the table gives to the body as a whole of which it is a part, or that name no one body.
SHARED_NAMES = {("railway", "地区铁路监督管理局"), ("pboc", "中心支行"), ("forestry_grassland", "林业局")}
# The State Council's body of another name does these; its own function comes first.
UNDER_ANOTHER = {"entry_exit_inspection", "survey_team", "telecom"}


@pytest.mark.skipif(not DEPARTMENTS.is_file(), reason=f"no table of departments in {SHARED}")
def test_every_name_of_the_table_of_departments_has_its_function_and_kind_at_its_level() -> None:
    with DEPARTMENTS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    wrong = []
    for row in rows:
        for column, place in COLUMNS.items():
            for name in filter(None, row[column].split("|")):
                body = resolve(name.replace("X", "嘉兴"), setting(place, year_of(row)))
                is_its_kind = body.kind == row["kind"] or (
                    column == "central_names" and row["concept_id"] in UNDER_ANOTHER
                )
                if (row["concept_id"], name) not in SHARED_NAMES and not (
                    row["concept_id"] in body.functions and is_its_kind
                ):
                    wrong.append((row["concept_id"], column, name, body.functions, body.kind))
    assert rows
    assert not wrong


def year_of(row: dict[str, str]) -> int:
    """A year in which bodies of a row exist, after the reform that made them."""
    first, last = int(row["valid_from"] or 2010), int(row["valid_to"] or 2024)
    return min(max(first + 1, 2014), last)

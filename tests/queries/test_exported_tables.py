import csv
from io import StringIO
from pathlib import Path

import pytest

from graph.release import open_store
from queries.exported_tables import export_tables, load_tables

POLICY = "https://w3id.org/zeren/id/policy/东政发-2022-36"


def read(store_path: Path, policy: str | None = None) -> dict[str, list[dict[str, str]]]:
    tables = export_tables(open_store(store_path), policy, "en")
    return {name: list(csv.DictReader(StringIO(table.as_csv(), newline=""))) for name, table in tables}


@pytest.fixture(scope="module")
def everything(examples_store: Path) -> dict[str, list[dict[str, str]]]:
    return read(examples_store)


@pytest.fixture(scope="module")
def one(examples_store: Path) -> dict[str, list[dict[str, str]]]:
    return read(examples_store, POLICY)


def test_there_is_a_table_of_every_kind(everything: dict[str, list[dict[str, str]]]) -> None:
    assert list(everything) == [
        *("policies", "provisions", "commitments", "targets", "responsibilities", "departments"),
        *("indicators", "instruments", "citations", "phases", "passages"),
    ]
    assert all(everything.values())
    assert len(everything["policies"]) == 5


@pytest.mark.parametrize(
    ("table", "column", "other"),
    [
        ("provisions", "policy", "policies"),
        ("commitments", "provision", "provisions"),
        ("commitments", "passage", "passages"),
        ("targets", "indicator", "indicators"),
        ("responsibilities", "agent", "departments"),
        ("responsibilities", "commitment", "commitments"),
        ("responsibilities", "passage", "passages"),
        ("citations", "instrument", "instruments"),
    ],
)
@pytest.mark.parametrize("which", ["everything", "one"])
def test_tables_join_by_identifier(
    request: pytest.FixtureRequest, which: str, table: str, column: str, other: str
) -> None:
    tables = request.getfixturevalue(which)
    key = {"departments": "agent"}.get(other, {"policies": "policy"}.get(other, other[:-1]))
    known = {row[key] for row in tables[other]}
    used = {row[column] for row in tables[table]}
    assert used
    assert {one for several in used for one in several.split("; ")} <= known


@pytest.mark.parametrize("name", load_tables())
def test_an_identifier_names_one_row(everything: dict[str, list[dict[str, str]]], name: str) -> None:
    key = {"policies": "policy", "departments": "agent", "responsibilities": "responsibility"}.get(name, name[:-1])
    rows = [(row[key], row.get("commitment", "")) for row in everything[name]]
    assert len(rows) == len(set(rows))


def test_one_policy_has_only_its_own_rows(one: dict[str, list[dict[str, str]]]) -> None:
    assert {row["policy"] for rows in one.values() for row in rows if "policy" in row} == {POLICY}
    assert {row["agent_label"] for row in one["departments"]} >= {"省生态环境厅", "省水利厅"}
    assert not [row for row in one["departments"] if row["agent_label"].startswith("市")]


def test_cells_are_as_exact_as_the_graph(everything: dict[str, list[dict[str, str]]]) -> None:
    rows = {(row["indicator_label"], row["policy"]): row for row in everything["targets"]}
    row = rows["城镇污水处理率", POLICY]
    assert (row["comparator"], row["value"], row["unit"], row["deadline"]) == (">=", "96", "%", "2025")
    assert {row["basis"] for row in everything["responsibilities"]} == {"stated", "inferred"}

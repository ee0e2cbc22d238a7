"""What gold records say of the corpus, held against the answers: worked out from the records alone, not from the graph.

Gold is a careful reader's: an answer may differ where the reading does, and the shares below say how far.
"""

import json
import os
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Store

from graph.build import build
from graph.identity import normal, normal_title
from graph.release import open_store
from queries.answer import ask
from queries.catalogue import load_catalogue
from queries.table import Cell, Reference

SHARED = Path(os.environ.get("ZEREN_SHARED", "../shared"))
GOLD = SHARED / "gold" / "dev"
QUESTIONS = load_catalogue()
Values = Mapping[str, Any]

pytestmark = pytest.mark.skipif(not GOLD.is_dir(), reason=f"no gold records in {GOLD}: set ZEREN_SHARED")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("corpus")
    build([SHARED / "corpus"], folder)
    return open_store(folder)


@cache
def gold() -> tuple[Values, ...]:
    return tuple(json.loads(path.read_text(encoding="utf-8")) for path in sorted(GOLD.glob("*.json")))


def entries(record: Values, kind: str) -> list[Values]:
    """The entries that count; of several fair readings the first."""
    return [entry for entry in record[kind] if not entry.get("optional")]


def first(value: str | None) -> str:
    return (value or "").split("|")[0]


def rows(store: Store, name: str, **arguments: str) -> Iterator[Mapping[str, Cell]]:
    table = ask(store, QUESTIONS[name], arguments)
    for row in table.rows:
        yield {column.name: cell for column, cell in zip(table.columns, row, strict=True)}


def text(cell: Cell) -> str:
    return cell.label if isinstance(cell, Reference) else str(cell)


def agreement(wanted: Counter[Any], found: Counter[Any]) -> float:
    """The share of both that agrees: F1 of the two multisets, 0 to 1."""
    total = wanted.total() + found.total()
    return 2 * (wanted & found).total() / total if total else 1.0


def place(record: Values) -> str:
    return first(record["document"]["jurisdiction"])


def test_phases_begin_and_end_as_gold_says(store: Store) -> None:
    wanted = Counter((phase["start"], phase["finish"]) for record in gold() for phase in entries(record, "phases"))
    answered = (row for row in rows(store, "phases_and_deadlines") if getattr(row["kind"], "code", "") == "phase")
    assert Counter((row["starts"], row["finishes"]) for row in answered) == wanted


def test_offices_of_coordinating_bodies_are_where_gold_says(store: Store) -> None:
    wanted = Counter(
        (place(record), normal(first(body["office_at"])))
        for record in gold()
        for body in entries(record, "bodies")
        if body.get("office_at") and place(record)
    )
    found = Counter(
        (text(row["jurisdiction"]), normal(text(row["office_at"])))
        for row in rows(store, "office_of_each_coordinating_body")
        if row["office_at"] is not None and not text(row["jurisdiction"]).startswith("未知")
    )
    assert found == wanted


def test_instruments_are_cited_as_often_as_gold_says(store: Store) -> None:
    wanted: dict[str, set[str]] = defaultdict(set)
    for record in gold():
        for citation in entries(record, "citations"):
            wanted[normal_title(first(citation["title"]))].add(record["source"])
    counts = Counter(len(sources) for sources in wanted.values())
    found = Counter(int(str(row["citing"])) for row in rows(store, "most_cited_instruments"))
    assert agreement(counts, found) >= 0.9, (counts, found)


def of_policy(record: Values) -> dict[str, str]:
    """The argument that narrows an answer to the record's document."""
    return {"policy": first(record["document"]["title"]).replace("\n", "")}


def test_departments_hold_as_many_tasks_as_gold_says(store: Store) -> None:
    """Bodies that gold names in items that are tasks, by how many such items name them."""
    wanted: Counter[tuple[str, str]] = Counter()
    found: Counter[tuple[str, str]] = Counter()
    for record in gold():
        items = {text(row["provision"]) for row in rows(store, "tasks_without_lead", **of_policy(record))}
        named = {
            (normal(first(one["agent"])).replace("人民政府", "政府"), one["provision"])
            for one in entries(record, "assignments")
            if one["provision"] in items
        }
        ours = {
            (normal(text(body)).replace("人民政府", "政府"), text(row["provision"]))
            for row in rows(store, "tasks_without_lead", **of_policy(record))
            for body in (row["bodies"] if isinstance(row["bodies"], tuple) else ())
        }
        wanted.update((record["source"], agent) for agent, _ in named)
        found.update((record["source"], agent) for agent, _ in ours)
    assert agreement(wanted, found) >= 0.95, (wanted - found, found - wanted)


def test_targets_of_gold_without_any_body_are_found_without_any_body(store: Store) -> None:
    wanted: Counter[tuple[str, float]] = Counter()
    found: Counter[tuple[str, float]] = Counter()
    for record in gold():
        stating = {one["provision"] for one in record["assignments"]}
        wanted.update(
            (record["source"], float(target["value"]))
            for target in entries(record, "targets")
            if target["value"] is not None and not any(_covers(path, target["provision"]) for path in stating)
        )
        answered = rows(store, "commitments_without_any_body", **of_policy(record))
        targets = [row for row in answered if getattr(row["kind"], "code", "") == "target"]
        found.update((record["source"], _value(text(row["commitment"]))) for row in targets)
    assert agreement(wanted, found) >= 0.9, (wanted - found, found - wanted)


def _covers(path: str, provision: str) -> bool:
    return bool(path) and (provision == path or provision.startswith(path + "/"))


def _value(label: str) -> float:
    """The number in a target's label: 处理率 ≥ 95 %."""
    numbers = [word for word in label.replace("–", " ").split() if word.replace(".", "").isdigit()]
    return float(numbers[0]) if numbers else -1.0

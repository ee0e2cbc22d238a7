"""What gold records say of the corpus, held against the answers: worked out from the records alone, not from the graph.

Gold is a careful reader's: an answer may differ where the reading does, and the shares below say how far.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations

import pytest
from pyoxigraph import Store

from graph.build import build
from graph.identity import normal, normal_title
from graph.release import open_store
from queries.answer import ask
from queries.catalogue import load_catalogue
from queries.table import Cell, Code, Reference
from tests.queries.gold_records import GOLD, SHARED, Values, agreement, entries, first, gold, of_source, place

QUESTIONS = load_catalogue()

pytestmark = pytest.mark.skipif(not GOLD.is_dir(), reason=f"no gold records in {GOLD}: set ZEREN_SHARED")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("corpus")
    build([SHARED / "corpus"], folder)
    return open_store(folder)


def rows(store: Store, name: str, **arguments: str) -> Iterator[Mapping[str, Cell]]:
    table = ask(store, QUESTIONS[name], arguments)
    for row in table.rows:
        yield {column.name: cell for column, cell in zip(table.columns, row, strict=True)}


def text(cell: Cell) -> str:
    return cell.label if isinstance(cell, Reference) else str(cell)


def texts(cell: Cell) -> tuple[str, ...]:
    """The values of a column that gathers several."""
    gathered = cell if isinstance(cell, tuple) and not isinstance(cell, Reference | Code) else ()
    return tuple(text(one) for one in gathered)


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


def test_departments_carry_the_numeric_targets_that_gold_places_in_what_they_answer_for(store: Store) -> None:
    for record in gold():
        wanted = Counter(
            (body(first(one["agent"])), float(target["value"]))
            for one in entries(record, "assignments")
            for target in entries(record, "targets")
            if target["value"] is not None and _covers(one["provision"], target["provision"])
        )
        for agent, value in list(wanted):
            if GOVERNMENT.search(agent):
                del wanted[agent, value]
        answered = rows(store, "departments_with_numeric_targets", **of_policy(record))
        assert Counter((body(text(row["agent"])), float(text(row["value"]))) for row in answered) == wanted


def body(name: str) -> str:
    return normal(name).replace("人民政府", "政府")


GOVERNMENT = re.compile("政府|管委会|街道|乡镇")


def test_targets_are_due_when_gold_says(store: Store) -> None:
    for record in gold():
        wanted = Counter(
            first(target["deadline"])
            for target in entries(record, "targets")
            if target["deadline"] and target["value"] is not None
        )
        answered = rows(store, "phases_and_deadlines", **of_policy(record))
        found = Counter(code_or_text(row["finishes"]) for row in answered if code_or_text(row["kind"]) == "target")
        assert found == wanted, record["source"]


def code_or_text(cell: Cell) -> str:
    return cell.code if isinstance(cell, Code) else text(cell)


def test_no_item_is_said_to_name_no_lead_where_gold_has_one(store: Store) -> None:
    """A lead that a sentence gives for a part of the item is told apart."""
    for record in gold():
        led = {one["provision"] for one in entries(record, "assignments") if one["role"] == "lead"}
        for row in rows(store, "tasks_without_lead", **of_policy(record)):
            if text(row["provision"]) in led:
                assert getattr(row["status"], "code", "") == "lead_of_part", (record["source"], row)


@pytest.mark.parametrize(
    "source", ["jiaxing_2014", "yancheng_2022", "state_council_2019_3", "state_council_office_2018"]
)
def test_pairs_of_departments_share_as_many_items_as_gold_says(store: Store, source: str) -> None:
    """Items are handed out as a whole: leads of lists of targets and of matters within a sentence are not counted."""
    record = of_source(source)
    items: dict[str, set[str]] = defaultdict(set)
    for one in entries(record, "assignments"):
        if one["role"] != "lead" or source == "state_council_2019_3":
            items[one["provision"]].add(body(first(one["agent"])))
    wanted: Counter[tuple[str, ...]] = Counter(
        pair
        for agents in items.values()
        for pair in combinations(sorted(agent for agent in agents if not GOVERNMENT.search(agent)), 2)
    )
    answered = rows(store, "department_pairs_sharing_most_tasks", **of_policy(record))
    pairs = {
        tuple(sorted((body(text(row["first"])), body(text(row["second"]))))): int(text(row["tasks"]))
        for row in answered
    }
    assert agreement(wanted, Counter(pairs)) >= 0.97, (wanted, pairs)
    assert max(pairs.values()) == max(wanted.values())
    assert {pair for pair, shared in pairs.items() if shared == max(pairs.values())} == {
        pair for pair, shared in wanted.items() if shared == max(wanted.values())
    }


def test_the_heir_of_two_bureaus_has_the_items_of_both_each_once(store: Store) -> None:
    items: dict[str, set[str]] = defaultdict(set)
    for one in entries(of_source("jiaxing_2014"), "assignments"):
        if one["role"] != "lead":  # of lists of targets, not of items
            items[first(one["agent"])].add(one["provision"])
    (heir,) = (
        row
        for row in rows(store, "task_counts_after_reform", jurisdiction="嘉兴市")
        if text(row["successor"]) == "市市场监管局"
    )
    assert int(text(heir["tasks"])) == len(items["市质监局"] | items["市市场监管局"])
    assert int(text(heir["matters"])) == 1


def test_environmental_targets_are_led_as_gold_says(store: Store) -> None:
    wanted = set()
    for record in gold():
        for target in entries(record, "targets"):
            if re.search("水质|污水|再生水|排放|治污|森林", target["indicator"]) and target["value"] is not None:
                leads = {
                    first(one["agent"])
                    for one in entries(record, "assignments")
                    if one["role"] == "lead" and _covers(one["provision"], target["provision"])
                }
                wanted |= {(record["source"], float(target["value"]), lead) for lead in leads or {""}}
    found = {
        (record["source"], _value(text(row["commitment"])), lead)
        for record in gold()
        for row in rows(store, "lead_of_each_target", basis="stated", **of_policy(record))
        if getattr(row["kind"], "code", "") == "target"
        for lead in [text(row["lead"]) if row["lead"] else ""]
    }
    assert found == wanted


def test_targets_that_gold_has_in_several_documents_stand_side_by_side(store: Store) -> None:
    values: dict[str, set[tuple[str, float]]] = defaultdict(set)
    for record in gold():
        for target in entries(record, "targets"):
            if target["value"] is not None:
                values[normal(first(target["indicator"]))].add((place(record), float(target["value"])))
    shared = {name: found for name, found in values.items() if len({where for where, _ in found}) > 1}
    found: dict[str, set[tuple[str, float]]] = defaultdict(set)
    for row in rows(store, "targets_on_the_same_indicator"):
        found[normal(text(row["indicator"]))].add((text(row["jurisdiction"]), float(text(row["value"]))))
    assert shared
    assert {name: found[name] for name in shared} == shared


def test_sentences_that_the_text_repeats_under_several_headings_are_overlapping_duties(store: Store) -> None:
    """Section 四 of turpan_2018 read line by line: a heading names bodies, the clauses below are theirs."""
    record = of_source("turpan_2018")
    holders = defaultdict(set)
    for one in entries(record, "assignments"):
        holders[one["provision"].rpartition("/")[2]].add(one["agent"])
    clauses: dict[str, set[str]] = defaultdict(set)
    heading = ""
    section = (SHARED / "corpus" / record["source"]).read_text(encoding="utf-8").partition("四、责任分解")[2]
    for line in section.partition("五、")[0].splitlines():
        if begun := re.match(r"\s*(\([一二三四五六七八九十]+\))", line):
            heading = begun[1]
        else:
            for clause in re.split("[;。]", line):
                clauses[clause.strip()].add(heading)
    repeated = {
        clause: set().union(*(holders[one] for one in headings))
        for clause, headings in clauses.items()
        if clause and len(headings) > 1
    }
    answered = [row for row in rows(store, "overlapping_duties") if getattr(row["likeness"], "code", "") == "same"]
    found = {text(row["wording"]): set(texts(row["bodies"])) for row in answered}
    assert repeated
    assert {len(bodies) for bodies in repeated.values()} == {4}
    assert found.keys() == repeated.keys()
    for clause, bodies in repeated.items():
        assert len(found[clause]) == len(bodies)
        assert all(found[clause] & set(spellings.split("|")) for spellings in bodies)

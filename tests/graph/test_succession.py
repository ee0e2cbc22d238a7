import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

from graph.build import build
from graph.identity import Names
from graph.mapping import map_record
from graph.reforms import body_of_function, chain, changes_from, later_changes, today
from graph.release import open_store
from graph.succession import merged_tasks, successions, unite
from loaders.record import DocumentFields, Record, Role
from ontology import load_vocabularies
from ontology.places import place_named

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("ZEREN_SHARED", ROOT.parent / "shared"))
Ask = Callable[[Store, str], list[tuple[str, ...]]]


def after(function: str, level: str) -> set[tuple[int, str]]:
    return {(change.year, change.after) for change in changes_from(function, level)}


def test_the_drug_part_goes_to_a_drug_bureau_only_where_there_is_one() -> None:
    assert after("food_drug", "city") == {(2018, "market_regulation")}
    assert after("food_drug", "county") == {(2018, "market_regulation")}
    assert after("food_drug", "province") == {(2018, "market_regulation"), (2018, "drug_admin")}
    assert after("food_drug", "national") == {(2018, "market_regulation"), (2018, "drug_admin")}


@pytest.mark.parametrize(
    ("function", "level", "named_on", "last"),
    [
        ("quality_supervision", "city", "2014-04-16", ("market_regulation",)),
        ("health_old", "city", "2014", ("health",)),
        ("banking_regulation", "city", "2014", ("financial_regulation",)),
        ("poverty_alleviation", "city", "2018", ("agriculture_rural",)),
        ("economy_trade", "city", "2005", ("commerce", "industry_info")),
        ("water", "city", "2014", ("water",)),
        ("press_copyright", "city", "2014", ("propaganda",)),
        ("press_copyright", "city", "2022", ("press_copyright",)),
    ],
)
def test_who_has_the_duties_today(function: str, level: str, named_on: str, last: tuple[str, ...]) -> None:
    assert today(function, level, named_on) == last


def test_the_chain_is_in_the_order_of_the_reforms() -> None:
    assert [(change.year, change.after) for change in chain("health_old", "city", "2012")] == [
        (2013, "health_family_planning"),
        (2018, "health"),
    ]


def test_a_function_that_went_on_was_not_met_by_a_reform_before_it_was_named() -> None:
    assert not later_changes("intellectual_property", "national", "2018-12-20")
    assert later_changes("intellectual_property", "city", "2018-03-15")
    assert later_changes("quality_supervision", "city", "2020"), "what has ended has passed on its duties"


@pytest.mark.parametrize(
    ("function", "place", "name", "official"),
    [
        ("market_regulation", "临江市", "市市场监管局", "临江市市场监督管理局"),
        ("ecology_environment", "浙江省", "省生态环境厅", "浙江省生态环境厅"),
        ("customs", "嘉兴市", "嘉兴海关", "嘉兴海关"),
        ("tax", "嘉兴市", "市税务局", "国家税务总局嘉兴市税务局"),
        ("propaganda", "嘉兴市", "市委宣传部", "中共嘉兴市委宣传部"),
        ("market_regulation", "全国", "市场监管总局", "国家市场监督管理总局"),
    ],
)
def test_the_body_of_a_function_has_its_name_by_place(function: str, place: str, name: str, official: str) -> None:
    body = body_of_function(function, place_named(place), 2019)
    assert body is not None
    assert (body.canonical, body.official, body.function) == (name, official, function)


def test_tasks_of_merged_bodies_are_united_and_shared_ones_count_once() -> None:
    tasks = {"质监": ["a", "b"], "工商": ["b", "c"], "市场": ["d"], "水利": ["e"]}
    (merged,) = unite(tasks, [("质监", "市场"), ("工商", "市场")])
    assert merged.department == "市场"
    assert merged.predecessors == ("工商", "质监")
    assert merged.tasks == {"a", "b", "c", "d"}


def test_tasks_pass_through_a_chain_and_a_circle_does_no_harm() -> None:
    (merged,) = unite({"卫生": ["a"], "卫计": ["b"]}, [("卫生", "卫计"), ("卫计", "卫健")])
    assert (merged.department, sorted(merged.tasks)) == ("卫健", ["a", "b"])
    assert unite({"甲": ["a"]}, [("甲", "乙"), ("乙", "甲")]) == ()


def old_names(record: Record, *agents: str, place: str, number: str, issued_on: str) -> Record:
    """The plan with other bodies, of another place."""
    fields = DocumentFields(title=number, document_number=number, jurisdiction=place, issued_on=issued_on)
    first = record.assignments[0]
    assignments = tuple(replace(first, agent=agent, role=Role.RESPONSIBLE) for agent in agents)
    return replace(record, document=fields, assignments=assignments, bodies=())


def derived_from(*records: Record) -> Store:
    store = Store()
    store.load(load_vocabularies().serialize(format="nt").encode(), RdfFormat.N_TRIPLES)
    for record in records:
        store.extend(map_record(record))
    for triple in list(successions(store, Names())):
        store.update(f"INSERT DATA {{ {triple.subject} {triple.predicate} {triple.object} }}")
    return store


SUCCESSORS = "SELECT ?a ?b { ?x zr:succeededBy ?y ; a zr:Department ; rdfs:label ?a . ?y rdfs:label ?b }"


def test_bodies_pass_to_one_that_is_inferred_or_to_the_one_a_later_document_names(plan: Record, ask: Ask) -> None:
    old = old_names(
        plan, "市质监局", "市工商局", "市食药监局", place="临江市", number="临政发〔2017〕1号", issued_on="2017"
    )
    pairs = [("市工商局", "市市场监管局"), ("市质监局", "市市场监管局"), ("市食药监局", "市市场监管局")]
    alone = derived_from(old)
    assert ask(alone, SUCCESSORS) == pairs
    assert ask(alone, "SELECT ?l { ?x zr:rule 'succession-of-function' ; a zr:Department ; rdfs:label ?l }") == [
        ("市市场监管局",)
    ]

    new = old_names(plan, "市市场监督管理局", place="临江市", number="临政发〔2020〕1号", issued_on="2020")
    both = derived_from(old, new)
    assert ask(both, SUCCESSORS) == [(one, "市市场监督管理局") for one, _ in pairs]
    assert ask(both, "SELECT ?x { ?x zr:rule 'succession-of-function' ; a zr:Department }") == []


def test_a_successor_is_of_the_same_place(plan: Record, ask: Ask) -> None:
    old = old_names(plan, "市质监局", place="临江市", number="临政发〔2017〕1号", issued_on="2017")
    elsewhere = old_names(plan, "市市场监管局", place="青川市", number="青政发〔2020〕1号", issued_on="2020")
    rows = ask(
        derived_from(old, elsewhere),
        "SELECT ?p { ?x zr:succeededBy/zr:jurisdiction/rdfs:label ?p . ?x a zr:Department }",
    )
    assert rows == [("临江市",)]


def test_each_succession_has_a_dated_change_that_rests_on_the_reform(plan: Record, ask: Ask) -> None:
    old = old_names(plan, "市质监局", place="临江市", number="临政发〔2017〕1号", issued_on="2017")
    rows = ask(
        derived_from(old),
        "SELECT ?label ?year ?reform { ?change zr:predecessor ?x ; zr:changedOn ?year ; prov:wasDerivedFrom ?reform ;"
        " rdfs:label ?label . ?x a zr:Department }",
    )
    assert rows == [
        (
            "市质监局 → 市市场监管局（2018）",
            "2018",
            "https://w3id.org/zeren/id/change/2018/quality_supervision/market_regulation",
        )
    ]


@pytest.mark.skipif(not (SHARED / "corpus").is_dir(), reason=f"no corpus in {SHARED}")
def test_the_reform_in_the_corpus(tmp_path: Path, ask: Ask) -> None:
    build([SHARED / "corpus" / "jiaxing_2014.txt", SHARED / "corpus" / "turpan_2018.txt"], tmp_path)
    store = open_store(tmp_path)
    base = Names()
    market = {place: base.thing("department", place, "市市场监管局").value for place in ("嘉兴市", "吐鲁番市")}
    tasks = "SELECT DISTINCT ?task { ?r zr:agent %s ; zr:basis zr:stated ; zr:concerns ?task . ?task a zr:Task }"
    old = {place: base.thing("department", place, "市质监局") for place in market}

    merged = {merged.department: merged for merged in merged_tasks(store)}

    one = ask(store, tasks % old["嘉兴市"])
    other = ask(store, tasks % f"<{market['嘉兴市']}>")
    assert set(one) & set(other), "tasks that list both"
    assert merged[market["嘉兴市"]].tasks == {task for (task,) in (*one, *other)}
    assert {iri.rpartition("/")[2] for iri in merged[market["吐鲁番市"]].predecessors} == {
        "市质监局",
        "市工商局",
        "市食药监局",
    }
    assert not ask(
        store, "SELECT ?x { ?x a zr:Department ; zr:function <https://w3id.org/zeren/id/function/drug_admin> }"
    )

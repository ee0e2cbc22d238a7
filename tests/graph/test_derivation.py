from collections.abc import Callable
from dataclasses import replace

import pytest
from pyoxigraph import Quad, Store

from graph.derivation import RULE, inferred_leads
from graph.identity import Names
from graph.mapping import map_record
from loaders.record import Record, Role

Ask = Callable[[Store, str], list[tuple[str, ...]]]

INFERRED = """SELECT ?agent ?label WHERE { ?r a zr:Responsibility ; zr:basis zr:inferred ; zr:role zr:lead ;
  zr:agent/rdfs:label ?agent ; zr:concerns/rdfs:label ?label }"""


def derived(*records: Record) -> Store:
    store = Store()
    for record in records:
        store.extend(map_record(record))
    names = Names()
    graph = names.graph("derived")
    store.extend([Quad(it.subject, it.predicate, it.object, graph) for it in inferred_leads(store, names)])
    return store


def test_a_department_is_inferred_to_lead_what_its_duty_names(plan: Record, ask: Ask) -> None:
    assert ask(derived(plan), INFERRED) == [("市生态环境局", "空气质量优良天数比例 ≥ 85 %")]


def test_an_inference_shows_its_rule_its_duty_and_the_words(plan: Record, ask: Ask) -> None:
    query = """SELECT ?rule ?quote ?role WHERE { ?r zr:basis zr:inferred ; zr:rule ?rule ; zr:evidence/zr:quote ?quote ;
      prov:wasDerivedFrom ?from . ?from zr:basis zr:stated ; zr:role ?role }"""
    assert ask(derived(plan), query) == [(RULE, "负责空气质量监测", "https://w3id.org/zeren/ns#responsible")]


def test_inferred_leads_have_no_shortcut(plan: Record, ask: Ask) -> None:
    query = "SELECT ?t WHERE { ?r zr:basis zr:inferred ; zr:agent ?a ; zr:concerns ?t . ?a zr:leads ?t }"
    assert ask(derived(plan), query) == []


def test_nothing_is_inferred_where_a_lead_is_stated(plan: Record, ask: Ask) -> None:
    lead = replace(plan.assignments[0], provision="一", scope=plan.provisions[0].span)
    assert ask(derived(replace(plan, assignments=(*plan.assignments, lead))), INFERRED) == []


@pytest.mark.parametrize("name", ["市教育局", "宣传组"])
def test_nothing_is_inferred_for_a_body_whose_function_does_not_cover_the_theme(
    plan: Record, ask: Ask, name: str
) -> None:
    changed = tuple(
        replace(assignment, agent=name) if assignment.provision == "三/(一)" else assignment
        for assignment in plan.assignments
    )
    assert ask(derived(replace(plan, assignments=changed)), INFERRED) == []


def test_nothing_is_inferred_from_a_duty_in_another_policy(plan: Record, forwarding: Record, ask: Ask) -> None:
    without = replace(plan, duties=())
    elsewhere = replace(
        plan,
        document=replace(plan.document, document_number="临政发〔2023〕9号", title="临江市另一方案"),
        targets=(),
        tasks=(),
    )
    rows = ask(derived(without, elsewhere, forwarding), INFERRED)
    assert ("市生态环境局", "空气质量优良天数比例 ≥ 85 %") not in rows


def test_the_stated_lead_of_a_matter_is_a_ground_as_well(plan: Record, ask: Ask) -> None:
    group = next(assignment for assignment in plan.assignments if assignment.matter)
    lead = replace(group, agent="环保部门", matter="大气环境工作组", role=Role.LEAD)
    store = derived(replace(plan, assignments=(lead,), duties=(), tasks=()))
    assert ask(store, INFERRED) == [("环保部门", "空气质量优良天数比例 ≥ 85 %")]


def test_the_order_of_documents_does_not_matter(plan: Record, forwarding: Record) -> None:
    assert set(derived(plan, forwarding)) == set(derived(forwarding, plan))

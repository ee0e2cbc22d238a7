from collections.abc import Callable
from dataclasses import replace

from pyoxigraph import Quad, Store

from graph.identity import Names
from graph.instruments import link_instruments
from graph.mapping import map_record
from loaders.record import Record

Ask = Callable[[Store, str], list[tuple[str, ...]]]
SAME = "SELECT ?from ?to WHERE { ?from owl:sameAs ?to }"


def linked(*records: Record) -> Store:
    store = Store()
    for record in records:
        store.extend(map_record(record))
    store.extend(
        [Quad(it.subject, it.predicate, it.object, Names().graph("derived")) for it in link_instruments(store, Names())]
    )
    return store


def citing(plan: Record, title: str, number: str | None) -> Record:
    return replace(plan, citations=(replace(plan.citations[0], title=title, document_number=number),))


def another(plan: Record, number: str) -> Record:
    return replace(plan, document=replace(plan.document, document_number=number))


def test_an_instrument_cited_with_the_number_of_a_policy_is_that_policy(
    plan: Record, forwarding: Record, ask: Ask
) -> None:
    store = linked(plan, forwarding)
    cited = ask(store, "SELECT ?label WHERE { ?p zr:cites ?q . ?q a zr:Policy ; rdfs:label ?label }")
    assert cited == [("青川省治水规划",)]
    assert ask(store, SAME) == []


def test_an_instrument_cited_by_the_title_of_one_policy_is_the_same(plan: Record, forwarding: Record, ask: Ask) -> None:
    names = Names()
    store = linked(citing(plan, "《青川省 治水规划》", None), forwarding)
    pair = (names.thing("instrument", "青川省治水规划").value, names.policy("青政发-2021-5").value)
    assert ask(store, SAME) == [pair]


def test_a_title_that_two_policies_have_decides_nothing(plan: Record, forwarding: Record, ask: Ask) -> None:
    namesake = replace(forwarding, document=replace(forwarding.document, document_number="河政发〔2022〕1号"))
    assert ask(linked(citing(plan, "青川省治水规划", None), forwarding, namesake), SAME) == []


def test_a_title_leads_to_the_one_instrument_cited_with_a_number(plan: Record, ask: Ask) -> None:
    names = Names()
    by_title = citing(plan, "国家治水纲要", None)
    by_number = another(citing(plan, "国家治水纲要", "国发〔2012〕9号"), "临政发〔2023〕9号")
    pair = (names.thing("instrument", "国家治水纲要").value, names.policy("国发-2012-9").value)
    assert ask(linked(by_title, by_number), SAME) == [pair]


def test_an_instrument_known_by_number_is_called_what_most_call_it(plan: Record, ask: Ask) -> None:
    records = [
        another(citing(plan, title, "国发〔2012〕9号"), f"临政发〔2023〕{serial}号")
        for serial, title in enumerate(("国家治水纲要", "国家治水纲要", "治水纲要"), start=1)
    ]
    names = ask(linked(*records), "SELECT ?label WHERE { ?i zr:documentNumber '国发〔2012〕9号' ; rdfs:label ?label }")
    assert names == [("国家治水纲要",)]

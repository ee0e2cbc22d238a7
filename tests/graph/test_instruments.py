from collections.abc import Callable
from dataclasses import replace

from pyoxigraph import Quad, Store

from graph.identity import Names
from graph.instruments import link_instruments
from graph.mapping import map_record
from loaders.record import Record, Relation

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


def test_an_earlier_edition_of_another_number_is_no_policy_that_was_read(
    plan: Record, forwarding: Record, ask: Ask
) -> None:
    earlier = citing(plan, "青川省治水规划", "青政发〔2011〕7号")
    assert ask(linked(earlier, forwarding), SAME) == []


def test_what_a_notice_forwards_is_the_policy_of_that_title(plan: Record, forwarding: Record, ask: Ask) -> None:
    names = Names()
    notice = citing(plan, "青川省人民政府关于印发《青川省治水规划》的通知", None)
    pair = (
        names.thing("instrument", "青川省人民政府关于印发青川省治水规划的通知").value,
        names.policy("青政发-2021-5").value,
    )
    assert ask(linked(notice, forwarding), SAME) == [pair]


def test_a_policy_rests_on_what_it_carries_out_and_not_on_what_it_makes(plan: Record, ask: Ask) -> None:
    expected: dict[Relation, int] = {"based_on": 1, "implements": 1, "creates": 0, "repeals": 0, "mentions": 0}
    for relation, rests in expected.items():
        one = replace(
            plan, citations=(replace(plan.citations[0], title="水法", document_number=None, relation=relation),)
        )
        store = linked(one)
        assert len(ask(store, "SELECT ?i WHERE { ?p zr:basedOn ?i }")) == rests
        assert ask(store, "SELECT ?r WHERE { ?c zr:relation ?r }") == [(relation,)]


def test_why_two_titles_are_near_is_said_in_full(plan: Record, ask: Ask) -> None:
    store = linked(
        citing(plan, "治水考核验收细则(试行)", None),
        another(citing(plan, "创建治水验收考核细则", None), "临政发〔2023〕9号"),
    )
    reasons = ask(store, "SELECT ?why WHERE { ?m a zr:Match ; zr:detail ?why FILTER(LANG(?why) = 'en') }")
    assert reasons == [
        (
            "words such as 创建 and 关于印发…的通知 may be left out; "
            "one is marked as for trial, provisional or revised; the same words in another order",
        )
    ]

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

from graph.identity import Names
from graph.mapping import map_record
from graph.validation import validate
from loaders.record import Assignment, Citation, DocumentFields, Kind, Record, Role, Span, Target
from ontology import load_ontology, load_vocabularies

Ask = Callable[[Store, str], list[tuple[str, ...]]]
ZR = "https://w3id.org/zeren/ns#"

ACCEPTANCE = """SELECT ?policy ?label ?dept WHERE {
  ?r a zr:Responsibility ; zr:role zr:lead ; zr:basis zr:stated ; zr:agent/rdfs:label ?dept ; zr:concerns ?t .
  ?t a zr:Target ; rdfs:label ?label ; zr:statedIn/zr:partOf* ?policy . ?policy a zr:Policy }"""


@pytest.fixture
def store(plan: Record, forwarding: Record) -> Store:
    made = Store()
    made.extend(map_record(plan))
    made.extend(map_record(forwarding))
    return made


def labels(ask: Ask, store: Store, pattern: str) -> set[str]:
    return {row[0] for row in ask(store, f"SELECT DISTINCT ?label WHERE {{ {pattern} . ?x rdfs:label ?label }}")}


def test_the_question_of_the_users_has_one_row_for_each_stated_lead(store: Store, ask: Ask) -> None:
    policy = Names().policy("临政发-2023-8").value
    assert ask(store, ACCEPTANCE) == [(policy, "城镇污水处理率 ≥ 95 %", "市生态环境局")]


def test_each_document_has_its_graph_and_all_share_one(store: Store) -> None:
    graphs = {graph.value for graph in store.named_graphs() if isinstance(graph, NamedNode)}
    base = Names().base + "graph/"
    assert graphs == {base + "document/临政发-2023-8", base + "document/青政发-2021-5", base + "shared"}


def test_no_triple_stands_in_two_graphs(store: Store) -> None:
    assert len({(quad.subject, quad.predicate, quad.object) for quad in store}) == len(store)


def test_the_same_record_gives_the_same_quads(plan: Record) -> None:
    first = list(map_record(plan))
    assert first == list(map_record(plan))
    assert len(first) == len(set(first))


def test_names_live_under_the_base_that_is_asked_for(plan: Record) -> None:
    subjects = {str(quad.subject) for quad in map_record(plan, "https://example.org/id/")}
    assert all(subject.startswith("<https://example.org/id/") for subject in subjects)


def test_every_statement_has_evidence_that_quotes_the_text(store: Store, ask: Ask) -> None:
    kinds = "zr:Target zr:Task zr:Duty zr:Responsibility zr:Citation zr:Phase zr:CoordinatingBody zr:Doubt"
    everything = ask(store, f"SELECT ?x WHERE {{ VALUES ?k {{ {kinds} }} ?x a ?k }}")
    proven = ask(
        store,
        f"""SELECT ?x ?text ?begin ?end ?quote WHERE {{ VALUES ?k {{ {kinds} }} ?x a ?k ; zr:evidence ?p .
        ?p zr:begin ?begin ; zr:end ?end ; zr:quote ?quote ; zr:source/zr:text ?text }}""",
    )
    assert {row[0] for row in everything} == {row[0] for row in proven}
    assert all(text[int(begin) : int(end)] == quote for _, text, begin, end, quote in proven)


def test_the_policy_says_what_it_is(store: Store, ask: Ask) -> None:
    query = """SELECT ?label ?number ?issuer ?on ?place ?level WHERE {
      ?p a zr:Policy ; rdfs:label ?label ; zr:documentNumber ?number ; zr:issuer/rdfs:label ?issuer ;
         zr:issuedOn ?on ; zr:jurisdiction ?j . ?j rdfs:label ?place ; zr:level ?level }"""
    assert ask(store, query) == [
        ("临江市水污染防治实施方案", "临政发〔2023〕8号", "市政府", "2023-06-12", "临江市", "city")
    ]


def test_provisions_lead_to_the_policy_in_one_chain(store: Store, ask: Ask) -> None:
    chain = ask(store, "SELECT ?path WHERE { ?x zr:path '二/2/(1)' ; zr:partOf+/zr:path ?path }")
    assert chain == [("二",), ("二/2",)]
    text = ask(
        store,
        "SELECT ?head ?text ?order WHERE { ?x zr:path '二/2' ; zr:heading ?head ; zr:text ?text ; zr:order ?order }",
    )
    assert text == [("整治河道", "2.整治河道。(责任单位:市水利局)\n", "3")]


def test_a_path_that_only_a_statement_names_gets_its_chain(plan: Record, ask: Ask) -> None:
    row = replace(plan.targets[0], provision="九/(一)/4")
    store = Store()
    store.extend(map_record(replace(plan, targets=(row,))))
    assert ask(store, "SELECT ?path WHERE { ?x a zr:Target ; zr:statedIn/zr:partOf*/zr:path ?path }") == [
        ("九",),
        ("九/(一)",),
        ("九/(一)/4",),
    ]


def test_numbering_anew_makes_another_provision(plan: Record, ask: Ask) -> None:
    annex = replace(plan.provisions[0], heading="附件", order=99)
    store = Store()
    store.extend(map_record(replace(plan, provisions=(*plan.provisions, annex))))
    assert ask(store, "SELECT ?h WHERE { ?x zr:path '一' ; zr:heading ?h }") == [
        ("主要目标",),
        ("附件",),
    ]


def test_a_target_says_what_is_measured(store: Store, ask: Ask) -> None:
    query = """SELECT ?what ?c ?value ?unit ?kind ?due WHERE { ?t a zr:Target ; zr:indicator/rdfs:label ?what ;
      zr:comparator ?c ; zr:value ?value ; zr:unit ?unit ; zr:kind ?kind ; zr:deadline ?due }"""
    assert ask(store, query) == [
        ("城镇污水处理率", ">=", "95", "%", "level", "2025"),
        ("空气质量优良天数比例", ">=", "85", "%", "level", "2025"),
    ]
    assert labels(ask, store, "?x zr:recurrence 'annual'") == {"黑臭水体整治 ≥ 12 条"}


@pytest.mark.parametrize(
    ("deadline", "datatype"),
    [("2025", "gYear"), ("2025-12", "gYearMonth"), ("2025-12-31", "date"), ("十四五末", "string")],
)
def test_deadlines_are_typed_by_their_precision(plan: Record, deadline: str, datatype: str) -> None:
    quads = map_record(replace(plan, targets=(replace(plan.targets[0], deadline=deadline),)))
    values = [quad.object for quad in quads if quad.predicate.value == ZR + "deadline"]
    assert values == [Literal(deadline, datatype=NamedNode(f"http://www.w3.org/2001/XMLSchema#{datatype}"))]


def test_two_numbers_of_one_indicator_in_one_stretch_stay_two_targets(plan: Record, ask: Ask) -> None:
    first = plan.targets[0]
    store = Store()
    store.extend(map_record(replace(plan, targets=(first, replace(first, value=Decimal(90), deadline="2030")))))
    assert ask(store, "SELECT ?v ?d WHERE { ?t a zr:Target ; zr:value ?v ; zr:deadline ?d }") == [
        ("85", "2025"),
        ("90", "2030"),
    ]


def test_commitments_have_the_most_specific_theme_they_show(store: Store, ask: Ask) -> None:
    themes = ask(store, "SELECT ?label ?theme WHERE { ?t a zr:Target ; rdfs:label ?label ; zr:theme ?theme }")
    base = "https://w3id.org/zeren/id/theme/"
    assert themes == [
        ("城镇污水处理率 ≥ 95 %", base + "water_quality"),
        ("空气质量优良天数比例 ≥ 85 %", base + "air"),
        ("黑臭水体整治 ≥ 12 条", base + "water_quality"),
    ]


def test_a_bracket_concerns_the_items_task_and_targets(store: Store, ask: Ask) -> None:
    query = """SELECT ?agent ?role ?label WHERE { ?r zr:statedIn/zr:path ?path ; zr:agent/rdfs:label ?agent ;
      zr:role ?role ; zr:concerns/rdfs:label ?label FILTER(STRSTARTS(?path, "二")) }"""
    assert ask(store, query) == [
        ("市水利局", ZR + "responsible", "城镇污水处理率 ≥ 95 %"),
        ("市水利局", ZR + "responsible", "整治河道"),
        ("市水利局", ZR + "responsible", "治理污水"),
        ("市水利局", ZR + "responsible", "黑臭水体整治 ≥ 12 条"),
        ("市生态环境局", ZR + "lead", "城镇污水处理率 ≥ 95 %"),
        ("市生态环境局", ZR + "lead", "治理污水"),
    ]


def test_an_agents_own_matter_becomes_a_task_and_nothing_else(store: Store, ask: Ask) -> None:
    query = """SELECT ?kind ?label WHERE {
      ?r zr:agent/rdfs:label '市委宣传部'@zh ; zr:concerns ?t . ?t a ?kind ; rdfs:label ?label }"""
    assert ask(store, query) == [(ZR + "Task", "宣传组")]


def test_an_assignment_over_nothing_keeps_its_statement_as_a_task(plan: Record, ask: Ask) -> None:
    store = Store()
    store.extend(map_record(replace(plan, targets=(), tasks=(), duties=())))
    query = (
        "SELECT DISTINCT ?path ?label WHERE { ?r zr:concerns ?t ; zr:statedIn/zr:path ?path . ?t rdfs:label ?label }"
    )
    assert ask(store, query) == [
        ("三/(一)", "市生态环境局"),
        ("二/1", "治理污水"),
        ("二/2", "整治河道"),
        ("四", "宣传组"),
    ]


def test_shortcuts_say_what_the_responsibilities_say(store: Store, ask: Ask) -> None:
    for role, shortcut in (("lead", "leads"), ("responsible", "responsibleFor"), ("support", "supports")):
        long = ask(store, f"SELECT DISTINCT ?a ?t WHERE {{ ?r zr:role zr:{role} ; zr:agent ?a ; zr:concerns ?t }}")
        assert ask(store, f"SELECT ?a ?t WHERE {{ ?a zr:{shortcut} ?t }}") == long


def test_a_policy_cites_what_it_names_with_evidence(store: Store, ask: Ask) -> None:
    query = """SELECT ?title ?quote ?instrument WHERE {
      ?p rdfs:label "临江市水污染防治实施方案"@zh ; zr:cites ?instrument ; zr:basedOn ?instrument ; zr:citation ?c .
      ?c zr:instrument ?instrument ; rdfs:label ?title ; zr:evidence/zr:quote ?quote }"""
    names = Names()
    assert ask(store, query) == [
        (
            "中华人民共和国水污染防治法",
            "《中华人民共和国水污染防治法》",
            names.thing("instrument", "水污染防治法").value,
        ),
        ("青川省治水规划", "《青川省治水规划》", names.policy("青政发-2021-5").value),
    ]


def test_a_policy_that_names_itself_does_not_cite_itself(plan: Record) -> None:
    own = replace(plan.citations[0], document_number=plan.document.document_number)
    assert not [quad for quad in map_record(replace(plan, citations=(own,))) if quad.predicate.value == ZR + "cites"]


def test_bodies_phases_and_doubts_are_kept(store: Store, ask: Ask) -> None:
    body = """SELECT ?l ?o ?chair WHERE {
      ?b a zr:CoordinatingBody ; rdfs:label ?l ; zr:officeAt/rdfs:label ?o ; zr:chair ?chair }"""
    assert ask(store, body) == [("市治水工作领导小组", "市水利局", "市长")]
    phase = (
        "SELECT ?l ?s ?f WHERE { ?p a zr:Policy ; zr:hasPhase ?x . ?x rdfs:label ?l ; zr:starts ?s ; zr:finishes ?f }"
    )
    assert ask(store, phase) == [("动员阶段", "2023-03", "2023-06")]
    assert ask(store, "SELECT ?m WHERE { ?d a zr:Doubt ; zr:matter ?m }") == [("unknown-body",)]


def test_departments_and_targets_have_one_label(store: Store, ask: Ask) -> None:
    query = """SELECT ?x (COUNT(?label) AS ?n) WHERE { VALUES ?k { zr:Department zr:Target zr:Policy }
      ?x a ?k ; rdfs:label ?label } GROUP BY ?x"""
    assert {count for _, count in ask(store, query)} == {"1"}


def test_only_terms_of_the_ontology_are_used(store: Store) -> None:
    known = {str(subject) for subject in load_ontology().subjects()} | {
        str(subject) for subject in load_vocabularies().subjects()
    }
    used = {quad.predicate.value for quad in store}
    used |= {quad.object.value for quad in store if isinstance(quad.object, NamedNode)}
    assert {term for term in used if term.startswith(ZR)} <= known


def test_a_mapped_record_has_the_shapes_of_the_ontology(store: Store) -> None:
    whole = Store()
    whole.extend(store)
    words = load_vocabularies().serialize(format="nt").encode()
    whole.load(words, RdfFormat.N_TRIPLES, to_graph=NamedNode("urn:words"))
    findings = validate(whole, [graph.value for graph in store.named_graphs()])
    assert {finding.focus for finding in findings if finding.severity == "violation"} == set()
    assert {finding.shape for finding in findings} == {"CommitmentGapShape", "PolicyGapShape"}


HOSTILE = st.text(max_size=12)


@settings(max_examples=40, deadline=None)
@given(HOSTILE, HOSTILE, HOSTILE, HOSTILE.filter(bool))
def test_hostile_text_breaks_no_iri_and_is_kept(title: str, agent: str, path: str, text: str) -> None:
    span = Span(0, len(text))
    entry = {"provision": path.replace("/", ""), "span": span, "quote": text, "rule": title}
    record = Record(
        source=title,
        content_hash="0",
        extractor="0",
        text=text,
        document=DocumentFields(title=title, document_number=agent, jurisdiction=path, issuer=(agent,), issued_on=text),
        assignments=(
            Assignment(**entry, agent=agent, role=Role.SUPPORT, agent_span=span, scope=span, matter=title),  # type: ignore[arg-type]
        ),
        targets=(
            Target(**entry, indicator=title, comparator=None, value=Decimal("1E+3"), unit=agent, kind=Kind.RANK),  # type: ignore[arg-type]
        ),
        citations=(Citation(**entry, title=agent, document_number=title),),  # type: ignore[arg-type]
    )
    quads = list(map_record(record))
    text_again = "".join(f"{quad} .\n" for quad in quads)
    store = Store()
    store.load(text_again.encode(), RdfFormat.N_QUADS)
    assert set(store) == set(quads)
    assert Quad is type(quads[0])

"""An invented network, and values for every page."""

from dataclasses import replace
from typing import Any, Protocol

import networkx as nx
import pytest

from ontology.description import describe_terms, describe_vocabularies
from ontology.diagram import draw_diagram
from viz import network_pages, pages, question_pages, sparql_pages
from viz.results import Cell, Column, ResultTable, Row, Sentence
from viz.text import Language

PLAN = "临江市水污染防治实施方案"
QUOTE = "到2025年城镇污水处理率达到95%以上。(牵头单位:市生态环境局;责任单位:市水利局)"
HOSTILE = "</script><img src=x onerror=alert(1)>\u2028{{ 7*7 }}&<!--\"'"

DEPARTMENTS = ["市生态环境局", "市水利局", "市住房和城乡建设局", "市农业农村局", "市发展和改革委员会", "市财政局"]
TARGETS = {
    "城镇污水处理率 ≥ 95 %": ("市生态环境局", ["市水利局", "市住房和城乡建设局"], ["市财政局"]),
    "集中式饮用水源水质达标率 = 100 %": ("市生态环境局", ["市水利局"], []),
    "黑臭水体消除比例 ≥ 98 %": ("市住房和城乡建设局", ["市生态环境局"], []),
    "再生水利用率 ≥ 25 %": ("市水利局", ["市发展和改革委员会"], ["市财政局"]),
    "农田灌溉水有效利用系数 ≥ 0.58": ("市水利局", ["市农业农村局"], []),
    "畜禽粪污综合利用率 ≥ 80 %": ("市农业农村局", ["市生态环境局"], ["市发展和改革委员会"]),
}
TASKS = ["治理工业园区污水", "整治入河排污口", "建设再生水管网", "划定禁养区", "完善水质监测网络"]
LAWS = ["中华人民共和国水污染防治法", "青川州流域保护条例"]


@pytest.fixture
def graph() -> "nx.MultiDiGraph[str]":
    """Some thirty nodes of every kind, as ``graph.projection`` makes them; one lead is inferred."""
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    made.add_node("plan", kind="policy", label=PLAN, href="/network?focus=plan")
    made.add_node("group", kind="group", label="各县(市、区)人民政府")
    made.add_node("body", kind="body", label="临江市水污染防治工作领导小组")
    made.add_node("water", kind="theme", label="水环境")
    for name in DEPARTMENTS:
        made.add_node(name, kind="department", label=name, href="/network?focus=department")
    for number, (name, (lead, responsible, support)) in enumerate(TARGETS.items(), start=1):
        _add_commitment(made, name, "target", f"二/(一)/{number}")
        made.add_node(f"indicator {number}", kind="indicator", label=name.split()[0])
        made.add_edge(name, f"indicator {number}", kind="indicator", basis="stated")
        made.add_edge(name, "water", kind="theme", basis="stated")
        for kind, agents in (("leads", [lead]), ("responsible", responsible), ("supports", support)):
            for agent in agents:
                made.add_edge(agent, name, kind=kind, basis="stated", quote=QUOTE, path=f"二/(一)/{number}")
    for number, name in enumerate(TASKS, start=1):
        _add_commitment(made, name, "task", f"三/{number}")
        made.add_edge("group", name, kind="responsible", basis="stated", quote=f"{name},由各县(市、区)负责。")
    made.add_node("duty", kind="duty", label="负责全市水环境质量监测")
    made.add_edge("市生态环境局", "duty", kind="responsible", basis="stated", quote="市生态环境局:负责监测。")
    made.add_edge("市生态环境局", "完善水质监测网络", kind="leads", basis="inferred")
    made.add_edge("body", "市生态环境局", kind="office_at", basis="stated")
    for name in LAWS:
        made.add_node(name, kind="instrument", label=name)
        made.add_edge("plan", name, kind="cites", basis="stated", quote=f"根据《{name}》,制定本方案。", path="引言")
    return made


def _add_commitment(made: "nx.MultiDiGraph[str]", name: str, kind: str, path: str) -> None:
    made.add_node(name, kind=kind, label=name)
    made.add_edge("plan", name, kind="states", basis="stated", quote=QUOTE, path=path)


@pytest.fixture
def hostile_graph() -> "nx.MultiDiGraph[str]":
    """Every attribute tries to become markup."""
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    attack: dict[str, Any] = {"label": HOSTILE, "policy": HOSTILE, "detail": HOSTILE, "quote": HOSTILE, "path": HOSTILE}
    made.add_node(HOSTILE, kind="department", href="javascript:alert(1)", **attack)
    made.add_node("target", kind=HOSTILE, href="//elsewhere.invalid/", **attack)
    made.add_edge(HOSTILE, "target", kind=HOSTILE, basis=HOSTILE, **attack)
    return made


def frame(language: Language = "zh", path: str = "/") -> pages.Frame:
    return pages.Frame(language=language, path=path, release="2023-06-12-a1b2", built="2023-06-12 09:30")


def result_table(text: str = "城镇污水处理率 ≥ 95 %") -> ResultTable:
    sentence = Sentence(quote=QUOTE if text[0] != "<" else text, source=f"{PLAN} 二/(一)/1", href="/policy/1")
    rows = [
        Row((Cell(text=name, href="/target/1"), Cell(text="95"), Cell(text="2025"), *role), (sentence,))
        for name, *role in [
            (text, Cell(text="市生态环境局"), Cell(text="牵头", role="leads"), Cell(text="文件载明", basis="stated")),
            (text, Cell(text="市水利局"), Cell(text="责任", role="responsible"), Cell(text="文件载明", basis="stated")),
            (text, Cell(text="市财政局"), Cell(text="配合", role="supports"), Cell(text="推断", basis="inferred")),
            ("再生水利用率 ≥ 25 %", Cell(text=""), Cell(text=""), Cell(text="")),
        ]
    ]
    columns = (
        Column("目标"),
        Column("数值", is_number=True),
        Column("期限"),
        Column("部门"),
        Column("角色"),
        Column("依据"),
    )
    return ResultTable(columns=columns, rows=tuple(rows), total=120)


def linked_table(text: str) -> ResultTable:
    """An answer whose rows are links, with a number."""
    columns = (Column("department"), Column("task"), Column("n", is_number=True))
    rows = (
        Row(
            (
                Cell(text=text, href=f"/id/department/{name}", title=text),
                Cell(text=text, href="/id/task/1/2"),
                Cell(text="3.5"),
            )
        )
        for name in ("a", "b")
    )
    return ResultTable(columns=columns, rows=tuple(rows), total=1500)


def every_page(graph: "nx.MultiDiGraph[str]", language: Language, text: str = "各项指标的牵头部门") -> dict[str, str]:
    """The HTML of each page, by name; ``text`` stands wherever a document's or a user's text does."""
    options = (pages.Option("environment", "环境质量"), pages.Option(text, text))
    theme = pages.Field(name="theme", label="主题", help="主题及其下级", value="environment", options=options)
    focus = pages.Field(name="focus", label="名称", value=text)
    limit = pages.Field(name="limit", label="上限", type="number", value="200")
    card = pages.QuestionCard(
        title=text, text=f"每个环境质量指标由哪个部门牵头?{text}", href="/questions/lead_of_each_target"
    )
    link = pages.Link(text, f"/questions/lead.csv?theme={'x' if text[0] == '<' else 'environment'}")
    query = f"SELECT ?a WHERE {{ ?a ?b ?c }} # {text}"
    counts = tuple(pages.Count(name, 1234 * n) for n, name in enumerate(("policies", "targets", "departments", text)))
    documents = (
        pages.DocumentLine(
            title=PLAN, href="/policy/1", number="临政发〔2023〕8号", jurisdiction="临江市", targets=6, tasks=5
        ),
        pages.DocumentLine(title=text, href="javascript:alert(1)", number=text, jurisdiction=text, issued="2023-06-12"),
    )
    question = question_pages.QuestionPage(
        title=text, text=text, sparql=query, fields=(theme, focus), result=result_table(text), downloads=(link,)
    )
    empty = sparql_pages.SparqlPage(query=f"ASK {text}", message=text, place=(1, 5))
    outcome = sparql_pages.Outcome(seconds=0.25, result=result_table(text), downloads=(link,), curl=f"curl {text}")
    samples = (pages.Link(text, "/sparql?query=ASK"),)
    sparql = sparql_pages.SparqlPage(query=query, samples=samples, outcome=outcome)
    linked = sparql_pages.SparqlPage(query=query, outcome=replace(outcome, result=linked_table(text)), view="network")
    plotted = replace(linked, view="chart")
    network = network_pages.NetworkPage(
        graph=graph,
        total=154,
        fields=(theme, limit),
        carried=(("focus", text),),
        steps=(network_pages.TrailStep(name=text, href="/id/1", shown=50, total=154, more="/network?expand=1"),),
        address="/network?limit=9",
        downloads=(link,),
    )
    trouble = pages.ErrorPage(status=404, title=text, message=text, hint=text)
    terms = describe_terms()
    index = pages.OntologyPage(
        groups=(("class", terms[:9]),),
        vocabularies=describe_vocabularies(),
        uses={terms[0].iri: 1234},
        diagram=draw_diagram(language),
        downloads=(pages.Link(text, "/ontology.ttl"),),
    )
    hostile = replace(terms[0], example=text, label=dict.fromkeys(terms[0].label, text))
    term = pages.TermPage(term=hostile, uses=1234, query="/sparql?query=ASK")
    return {
        "ontology": pages.ontology(index, frame(language, "/ontology")),
        "term": pages.term(term, frame(language, "/ontology/Target")),
        "home": pages.home(pages.HomePage(counts=counts, questions=(card,) * 4, documents=documents), frame(language)),
        "questions": pages.questions((card, card), frame(language, "/questions")),
        "question": question_pages.question(question, frame(language, "/questions/lead_of_each_target")),
        "network": network_pages.network(network, frame(language, "/network")),
        "sparql": sparql_pages.sparql(sparql, frame(language, "/sparql")),
        "refused query": sparql_pages.sparql(empty, frame(language, "/sparql")),
        "drawn answer": sparql_pages.sparql(linked, frame(language, "/sparql")),
        "plotted answer": sparql_pages.sparql(plotted, frame(language, "/sparql")),
        "error": pages.error(trouble, frame(language, "/nothing")),
    }


class Render(Protocol):
    """Every page by name, with ``text`` wherever a document's or a user's text stands."""

    def __call__(self, graph: "nx.MultiDiGraph[str]", language: Language, text: str = ...) -> dict[str, str]: ...


@pytest.fixture
def render_pages() -> Render:
    return every_page


@pytest.fixture
def hostile_text() -> str:
    return HOSTILE

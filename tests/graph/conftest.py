"""An invented plan of 临江市 as a Record, written by hand: what the graph is tested with."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from pyoxigraph import QuerySolutions, Store

from loaders.record import (
    Assignment,
    Body,
    Citation,
    DocumentFields,
    Doubt,
    Duty,
    Phase,
    Provision,
    Record,
    Role,
    Span,
    Target,
    Task,
)

TEXT = """临江市水污染防治实施方案
临政发〔2023〕8号
根据《青川省治水规划》(青政发〔2021〕5号)和《中华人民共和国水污染防治法》,制定本方案。
一、主要目标
到2025年,空气质量优良天数比例达到85%以上。
二、重点任务
1.治理污水。到2025年城镇污水处理率达到95%以上。(牵头单位:市生态环境局;责任单位:市水利局)
2.整治河道。(责任单位:市水利局)
(1)年内整治黑臭水体12条。
三、部门职责
(一)市生态环境局
负责空气质量监测。
四、组织领导
成立临江市治水工作领导小组,市长任组长,办公室设在市水利局,下设宣传组,由市委宣传部牵头。
2023年3月至6月为动员阶段。
"""
WATER_LAW = "中华人民共和国水污染防治法"
PLAN_NUMBER = "青政发〔2021〕5号"


def span_of(quote: str, text: str = TEXT) -> Span:
    begin = text.index(quote)
    return Span(begin, begin + len(quote))


def _provision(order: int, path: str, heading: str, begin: str, end: str | None) -> Provision:
    finish = TEXT.index(end) if end else len(TEXT)
    return Provision(path=path, heading=heading, order=order, span=Span(TEXT.index(begin), finish))


def _provisions() -> tuple[Provision, ...]:
    rows = (
        ("一", "主要目标", "一、"),
        ("二", "重点任务", "二、"),
        ("二/1", "治理污水", "1.治"),
        ("二/2", "整治河道", "2.整"),
        ("二/2/(1)", "", "(1)年"),
        ("三", "部门职责", "三、"),
        ("三/(一)", "市生态环境局", "(一)市"),
        ("四", "组织领导", "四、"),
    )
    ends = [begin for _, _, begin in rows[1:]] + [None]
    return tuple(_provision(order, *row, end) for order, (row, end) in enumerate(zip(rows, ends, strict=True)))


def _assignment(provision: str, agent: str, role: Role, quote: str, matter: str | None = None) -> Assignment:
    span = span_of(quote)
    offset = span.begin + quote.index(agent)
    scope = Span(TEXT.rindex("\n", 0, span.begin) + 1, span.end)
    return Assignment(
        provision=provision,
        span=span,
        quote=quote,
        rule="label",
        agent=agent,
        role=role,
        agent_span=Span(offset, offset + len(agent)),
        scope=scope,
        matter=matter,
    )


def _target(provision: str, quote: str, indicator: str, value: str, unit: str, deadline: str | None) -> Target:
    return Target(
        provision=provision,
        span=span_of(quote),
        quote=quote,
        rule="at-least",
        indicator=indicator,
        comparator=">=",
        value=Decimal(value),
        unit=unit,
        deadline=deadline,
    )


def _task(provision: str, quote: str) -> Task:
    return Task(provision=provision, span=span_of(quote), quote=quote, rule="item", label=quote)


def _citation(title: str, number: str | None, quote: str) -> Citation:
    return Citation(
        provision="",
        span=span_of(quote),
        quote=quote,
        rule="title",
        title=title,
        document_number=number,
        relation="based_on",
    )


@pytest.fixture(scope="session")
def plan() -> Record:
    """A plan with one stated lead, one open target, one duty, and everything else a record may hold."""
    bracket = "(牵头单位:市生态环境局;责任单位:市水利局)"
    group = "下设宣传组,由市委宣传部牵头"
    body = "成立临江市治水工作领导小组,市长任组长,办公室设在市水利局"
    return Record(
        source="临江.txt",
        content_hash="a" * 64,
        extractor="test",
        text=TEXT,
        document=DocumentFields(
            title="临江市水污染防治实施方案",
            document_number="临政发〔2023〕8号",
            issuer=("临江市人民政府",),
            issued_on="2023-06-12",
            jurisdiction="临江市",
        ),
        provisions=_provisions(),
        assignments=(
            _assignment("二/1", "市生态环境局", Role.LEAD, bracket),
            _assignment("二/1", "市水利局", Role.RESPONSIBLE, bracket),
            _assignment("二/2", "市水利局", Role.RESPONSIBLE, "(责任单位:市水利局)"),
            _assignment("三/(一)", "市生态环境局", Role.RESPONSIBLE, "(一)市生态环境局"),
            _assignment("四", "市委宣传部", Role.LEAD, group, "宣传组"),
        ),
        targets=(
            _target("一", "空气质量优良天数比例达到85%以上", "空气质量优良天数比例", "85", "%", "2025"),
            _target("二/1", "城镇污水处理率达到95%以上", "城镇污水处理率", "95.0", "%", "2025"),
            _target("二/2/(1)", "整治黑臭水体12条", "黑臭水体整治", "12", "条", "annual"),
        ),
        tasks=(_task("二/1", "治理污水"), _task("二/2", "整治河道")),
        duties=(
            Duty(
                provision="三/(一)",
                span=span_of("负责空气质量监测"),
                quote="负责空气质量监测",
                rule="clause",
                label="负责空气质量监测",
            ),
        ),
        citations=(
            _citation("青川省治水规划", PLAN_NUMBER, "《青川省治水规划》"),
            _citation(WATER_LAW, None, f"《{WATER_LAW}》"),
        ),
        phases=(
            Phase(
                provision="四",
                span=span_of("2023年3月至6月为动员阶段"),
                quote="2023年3月至6月为动员阶段",
                rule="months",
                name="动员阶段",
                start="2023-03",
                finish="2023-06",
            ),
        ),
        bodies=(
            Body(
                provision="四",
                span=span_of(body),
                quote=body,
                rule="set-up",
                name="临江市治水工作领导小组",
                office_at="市水利局",
                chair="市长",
            ),
        ),
        doubts=(
            Doubt(
                provision="四",
                span=span_of("宣传组"),
                quote="宣传组",
                rule="unknown-body",
                kind="unknown-body",
                detail="宣传组 names no known body",
            ),
        ),
    )


@pytest.fixture(scope="session")
def forwarding(plan: Record) -> Record:
    """The province's plan that the city's cites: by number, and with a law it cites by title."""
    text = f"青川省治水规划\n{PLAN_NUMBER}\n依据《{WATER_LAW}》制定。\n"
    quote = f"《{WATER_LAW}》"
    law = Citation(
        provision="",
        span=span_of(quote, text),
        quote=quote,
        rule="title",
        title=WATER_LAW,
        document_number=None,
        relation="based_on",
    )
    fields = DocumentFields(title="青川省治水规划", document_number=PLAN_NUMBER, jurisdiction="青川省")
    bare = Record(source="青川.txt", content_hash="b" * 64, extractor="test", text=text, document=fields)
    return replace(bare, citations=(law,))


Ask = Callable[[Store, str], list[tuple[str, ...]]]

PREFIXES = (
    "PREFIX zr: <https://w3id.org/zeren/ns#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
    "PREFIX owl: <http://www.w3.org/2002/07/owl#> PREFIX prov: <http://www.w3.org/ns/prov#> "
)


@pytest.fixture(scope="session")
def ask() -> Ask:
    """The rows of a SELECT over the union of all graphs, sorted; last parts of IRIs, values of literals."""

    def rows(store: Store, query: str) -> list[tuple[str, ...]]:
        solutions = store.query(PREFIXES + query, use_default_graph_as_union=True)
        assert isinstance(solutions, QuerySolutions)
        return sorted(tuple("" if term is None else term.value for term in solution) for solution in solutions)

    return rows

"""Records held against gold: which entries are right, and which details are."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from loaders.errors import UsageError
from loaders.evaluation import compare, describe, evaluate
from loaders.evaluation_measures import Accuracy, Counts
from loaders.gold import Gold, GoldAssignment, GoldBody, GoldCitation, GoldPhase, GoldTarget
from loaders.record import (
    Assignment,
    Body,
    Citation,
    Comparator,
    DocumentFields,
    Kind,
    Phase,
    Record,
    Role,
    Span,
    Target,
)

NOWHERE = Span(0, 0)


def record(source: str = "甲.txt", **entries: Any) -> Record:
    return Record(
        source=source,
        content_hash="",
        extractor="",
        text="",
        document=entries.pop("document", DocumentFields()),
        **entries,
    )


def assignment(agent: str, role: Role = Role.LEAD, provision: str = "一") -> Assignment:
    return Assignment(
        provision=provision,
        span=NOWHERE,
        quote="",
        rule="",
        agent=agent,
        role=role,
        agent_span=NOWHERE,
        scope=NOWHERE,
    )


def target(
    indicator: str, value: str | None, unit: str | None = "%", provision: str = "一", comparator: Comparator = ">="
) -> Target:
    number = None if value is None else Decimal(value)
    return Target(
        provision=provision,
        span=NOWHERE,
        quote="",
        rule="",
        indicator=indicator,
        comparator=comparator,
        value=number,
        unit=unit,
    )


def citation(title: str, number: str | None = None) -> Citation:
    return Citation(provision="", span=NOWHERE, quote="", rule="", title=title, document_number=number)


def phase(start: str | None, finish: str | None) -> Phase:
    return Phase(provision="", span=NOWHERE, quote="", rule="", name="准备", start=start, finish=finish)


def body(name: str, office_at: str | None = None) -> Body:
    return Body(provision="", span=NOWHERE, quote="", rule="", name=name, office_at=office_at, chair=None)


WATER = GoldAssignment(provision="一", agent="市水务局|市水利局", role=Role.LEAD)


@pytest.mark.parametrize(
    ("found", "strict", "relaxed"),
    [
        ([assignment("市水务局")], Counts(1, 0, 0), Counts(1, 0, 0)),
        ([assignment("市水利局", provision="一、")], Counts(1, 0, 0), Counts(1, 0, 0)),
        ([assignment("市水务局", provision="二")], Counts(0, 1, 1), Counts(1, 0, 0)),
        ([assignment("市水务局", Role.SUPPORT)], Counts(0, 1, 1), Counts(0, 1, 1)),
        ([assignment("市水务局"), assignment("市水利局")], Counts(1, 1, 0), Counts(1, 1, 0)),
        ([], Counts(0, 0, 1), Counts(0, 0, 1)),
    ],
)
def test_an_assignment_is_right_with_its_agent_role_and_provision(
    found: Sequence[Assignment], strict: Counts, relaxed: Counts
) -> None:
    scores = compare(Gold(assignments=(WATER,)), record(assignments=tuple(found)))
    assert scores.counts["assignments"] == strict
    assert scores.counts["assignments.relaxed"] == relaxed


def test_an_optional_entry_counts_neither_for_nor_against() -> None:
    gold = Gold(assignments=(replace(WATER, optional=True),))
    for found in ((), (assignment("市水务局"),)):
        assert compare(gold, record(assignments=found)).counts["assignments"] == Counts()
    twice = record(assignments=(assignment("市水务局"), assignment("市水务局")))
    assert compare(gold, twice).counts["assignments"] == Counts(0, 1, 0)


RATE = GoldTarget(
    provision="二/(一)", indicator="城镇污水处理率|污水处理率", comparator=">=", value=95, unit="%", deadline="2025"
)


@pytest.mark.parametrize(
    ("found", "right"),
    [
        (target("城镇污水处理率", "95", provision="二/(一)"), True),
        (target("污水处理率", "95.0", provision="二"), True),
        (target("全市城镇污水集中处理率", "95", provision="二/(一)/1"), True),
        (target("城镇污水处理率", "96", provision="二"), False),
        (target("城镇污水处理率", "95", "‰", provision="二"), False),
        (target("城镇污水处理率", "95", provision="三"), False),
        (target("食品抽检合格率", "95", provision="二"), False),
        (target("城镇污水处理率", None, None, provision="二"), False),
    ],
)
def test_a_target_is_right_with_its_value_unit_place_and_indicator(found: Target, right: bool) -> None:
    counts = compare(Gold(targets=(RATE,)), record(targets=(found,))).counts["targets"]
    assert counts == (Counts(1, 0, 0) if right else Counts(0, 1, 1))


def test_an_aim_without_a_number_is_matched_by_one_without() -> None:
    gold = Gold(targets=(GoldTarget(provision="一", indicator="企业融资成本"),))
    assert compare(gold, record(targets=(target("融资成本", None, None),))).counts["targets"].right == 1
    assert compare(gold, record(targets=(target("融资成本", "5"),))).counts["targets"].right == 0


def test_the_details_are_counted_on_the_pairs() -> None:
    found = replace(target("城镇污水处理率", "95", provision="二/(一)", comparator="="), deadline="2025")
    accuracies = compare(Gold(targets=(RATE,)), record(targets=(found,))).accuracies
    assert accuracies["targets.comparator"] == Accuracy(0, 1)
    assert accuracies["targets.deadline"] == Accuracy(1, 1)
    assert accuracies["targets.kind"] == Accuracy(1, 1)
    range_of = replace(found, upper=Decimal(98), kind=Kind.INCREASE)
    assert compare(Gold(targets=(RATE,)), record(targets=(range_of,))).accuracies["targets.kind"] == Accuracy(0, 1)


@pytest.mark.parametrize(
    ("gold", "found", "right"),
    [("2025-12|2025", "2025", True), ("2025|", None, True), (None, "2025", False), (2025, "2025", True)],
)
def test_a_deadline_may_have_two_readings(gold: str | int | None, found: str | None, right: bool) -> None:
    wanted = Gold(targets=(replace(RATE, deadline=gold),))
    had = record(targets=(replace(target("污水处理率", "95", provision="二"), deadline=found),))
    assert compare(wanted, had).accuracies["targets.deadline"] == Accuracy(int(right), 1)


def test_citations_go_by_title_and_their_numbers_are_a_detail() -> None:
    gold = Gold(
        citations=(
            GoldCitation(title="关于“三水”统筹的意见", document_number="临发〔2020〕1号"),
            GoldCitation(title="水法"),
        )
    )
    found = record(citations=(citation('关于"三水"统筹的意见', "临发[2020]1号"), citation("水法", "令第1号")))
    scores = compare(gold, found)
    assert scores.counts["citations"] == Counts(2, 0, 0)
    assert scores.accuracies["citations.number"] == Accuracy(1, 2)


def test_phases_go_by_their_dates_and_bodies_by_their_names() -> None:
    gold = Gold(
        phases=(GoldPhase(name="启动", start="2024-02", finish=None), GoldPhase(start=2024, finish=2025)),
        bodies=(GoldBody(name="临江市河长制工作领导小组", office_at="市水务局"),),
    )
    found = record(
        phases=(phase("2024-02", None), phase("2024", "2026")), bodies=(body("河长制领导小组"), body("招商专班"))
    )
    scores = compare(gold, found)
    assert scores.counts["phases"] == Counts(1, 1, 1)
    assert scores.counts["bodies"] == Counts(1, 1, 0)
    assert scores.accuracies["bodies.office_at"] == Accuracy(0, 1)


def test_only_the_fields_that_the_gold_states_are_counted() -> None:
    gold = Gold(
        document={"title": "水污染防治方案", "issuer": ("市政府|临江市人民政府", "市水务局"), "published_on": None}
    )
    fields = DocumentFields(title="水污染防治 方案", issuer=("市水务局", "临江市人民政府"), published_on="2024-01-02")
    scores = compare(gold, record(document=fields))
    found = {name: figure for name, figure in scores.accuracies.items() if name.startswith("document.") and figure.all}
    assert found == {
        "document.title": Accuracy(1, 1),
        "document.issuer": Accuracy(1, 1),
        "document.published_on": Accuracy(0, 1),
    }
    alone = compare(gold, record(document=replace(fields, issuer=("市水务局",))))
    assert alone.accuracies["document.issuer"] == Accuracy(0, 1)


def test_each_difference_is_told_in_one_line() -> None:
    gold = Gold(document={"title": "甲"}, assignments=(WATER,), targets=(RATE,))
    found = record(
        assignments=(assignment("市财政局", Role.SUPPORT),), targets=(target("污水处理率", "95", provision="二"),)
    )
    told = [(one.measure, one.kind, one.gold, one.found) for one in compare(gold, found).differences]
    assert told == [
        ("document.title", "differs", "甲", None),
        ("assignments", "missed", "[一] 市水务局|市水利局 lead", None),
        ("assignments", "extra", None, "[一] 市财政局 support"),
        (
            "targets.deadline",
            "differs",
            "[二/(一)] 城镇污水处理率|污水处理率 >= 95% 2025",
            "[二] 污水处理率 >= 95% level",
        ),
    ]
    assert describe(citation("水法", "令第1号")) == "[] 水法 令第1号"
    assert describe(phase("2024", None)) == "[] 准备 2024/"
    assert describe(body("领导小组", "市水务局")) == "[] 领导小组 市水务局"


def test_documents_and_gold_meet_by_name_and_what_is_alone_is_named() -> None:
    gold = {"甲": Gold(assignments=(WATER,)), "乙": Gold(assignments=(WATER,))}
    evaluation = evaluate(gold, [record("甲.html", assignments=(assignment("市水务局"),)), record("丙.txt")])
    assert evaluation.without_document == ("乙",)
    assert evaluation.without_gold == ("丙.txt",)
    assert evaluation.documents["甲"].counts["assignments"] == Counts(1, 0, 0)
    assert evaluation.totals.counts["assignments"] == Counts(1, 0, 1)


def test_two_documents_of_one_name_are_refused() -> None:
    with pytest.raises(UsageError, match=r"甲\.html and 甲\.txt"):
        evaluate({"甲": Gold()}, [record("甲.html"), record("甲.txt")])

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from graph.judgements import Judged, Judgement, Verdict
from queries.audit.finding import Finding, Severity, Subject
from queries.audit.judging import WordsMissing, check_words
from queries.audit.review import Reviewed
from queries.audit.selection import select


def found(number: int, rule: str, severity: Severity, policy: str, body: str, verdict: Verdict | None) -> Reviewed:
    finding = Finding(
        id=str(number),
        rule=rule,
        severity=severity,
        policy=policy,
        policy_label=policy,
        subjects=(Subject(body, body, "department"), Subject("task", "清淤", "task")),
        passages=(),
        detail={},
    )
    judged = Judged(finding=str(number), rule=rule, policy=policy, zh="", en="", judgements=(act(verdict),))
    return Reviewed(finding, judged if verdict else None)


def act(verdict: Verdict | None, note: str = "") -> Judgement:
    return Judgement(finding="1", verdict=verdict or Verdict.NOTED, note=note, by="李", at=datetime.now(UTC))


FINDINGS = (
    found(1, "multiple_leads", Severity.HIGH, "甲", "水利局", None),
    found(2, "multiple_leads", Severity.HIGH, "乙", "林业局", Verdict.DISMISSED),
    found(3, "cut_text", Severity.NOTE, "甲", "水利局", Verdict.CONFIRMED),
    found(4, "cut_text", Severity.NOTE, "甲", "林业局", None),
)


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        ({}, "1234"),
        ({"rule": "multiple_leads"}, "12"),
        ({"severity": "note", "policy": "甲"}, "34"),
        ({"department": "水利局"}, "13"),
        ({"state": "open"}, "14"),
        ({"state": "dismissed"}, "2"),
        ({"department": "task"}, ""),
        ({"rule": "no such rule"}, ""),
        ({"unknown": "x", "rule": ""}, "1234"),
    ],
)
def test_findings_are_narrowed(wanted: Mapping[str, str], ids: str) -> None:
    assert "".join(one.finding.id for one in select(FINDINGS, wanted).findings) == ids


def test_a_count_is_what_choosing_the_value_shows() -> None:
    wanted = {"policy": "甲", "rule": "cut_text"}
    counts = select(FINDINGS, wanted).counts
    for name, values in counts.items():
        for value, count in values:
            assert len(select(FINDINGS, {**wanted, name: value}).findings) == count, (name, value)
    assert counts["severity"] == (("note", 2),)


def test_values_are_in_order_of_weight_or_number_and_a_chosen_one_is_never_lost() -> None:
    counts = select(FINDINGS, {"rule": "gone_rule"}).counts
    assert ("gone_rule", 0) in counts["rule"]
    everything = select(FINDINGS, {}).counts
    assert [value for value, _ in everything["severity"]] == ["high", "note"]
    assert [value for value, _ in everything["state"]] == ["open", "confirmed", "dismissed"]
    assert everything["policy"] == (("甲", 3), ("乙", 1))


@pytest.mark.parametrize(
    ("verdict", "note", "refused"),
    [
        (Verdict.DISMISSED, " ", True),
        (Verdict.NOTED, "", True),
        (Verdict.DISMISSED, "合署办公", False),
        (Verdict.CONFIRMED, "", False),
        (Verdict.REOPENED, "", False),
    ],
)
def test_who_dismisses_says_why(verdict: Verdict, note: str, refused: bool) -> None:
    if refused:
        with pytest.raises(WordsMissing):
            check_words(act(verdict, note))
    else:
        check_words(act(verdict, note))

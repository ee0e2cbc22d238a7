"""What the audit finds in real documents, and what it must not find. Facts only: the documents are not here."""

from pathlib import Path

import pytest

from graph.build import build
from graph.release import open_store
from queries.audit.auditing import audit
from queries.audit.finding import Finding
from queries.audit.reading import read_facts
from queries.audit.rules import load_rules, load_severities
from queries.audit.statements import statement_of

RULES = load_rules()


@pytest.fixture(scope="module")
def findings(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Finding, ...]:
    directory = tmp_path_factory.mktemp("corpus") / "store"
    build([shared / "corpus"], directory)
    store = open_store(directory)
    return audit(store, read_facts(store), RULES.values(), load_severities())


def said(findings: tuple[Finding, ...], rule: str, policy: str) -> list[str]:
    return [statement_of(one, RULES[rule], "zh") for one in findings if one.rule == rule and policy in one.policy_label]


def test_nothing_has_several_leads(findings: tuple[Finding, ...]) -> None:
    assert not [one for one in findings if one.rule == "multiple_leads"]


def test_the_hospital_target_has_no_health_body(findings: tuple[Finding, ...]) -> None:
    found = said(findings, "target_without_competent_body", "关于进一步加强质量强市建设")
    assert any("≥ 20 %" in one and "卫生健康" in one for one in found)


def test_four_bodies_share_one_identical_duty(findings: tuple[Finding, ...]) -> None:
    found = [one for one in findings if one.rule == "identical_duties"]
    assert [len([subject for subject in one.subjects if subject.kind == "department"]) for one in found] == [4]


def test_the_pass_rate_of_food_is_inconsistent(findings: tuple[Finding, ...]) -> None:
    (found,) = said(findings, "inconsistent_values", "吐鲁番")
    assert "96 %" in found
    assert "95 %" in found


def test_the_announced_annex_is_missing(findings: tuple[Finding, ...]) -> None:
    (found,) = said(findings, "missing_annex", "嘉兴")
    assert "责任分解表" in found


def test_damaged_numbers_are_found(findings: tuple[Finding, ...]) -> None:
    assert len(said(findings, "damaged_number", "朝阳")) == 2


def test_every_finding_rests_on_a_sentence(findings: tuple[Finding, ...]) -> None:
    assert findings
    for one in findings:
        assert one.passages, one

import json
from pathlib import Path

import pytest

from api.cli import run

PLAN = """临江市人民政府办公室关于印发临江市河湖治理实施方案的通知
临政办发〔2023〕8号
临江市人民政府办公室
2023年6月12日

临江市河湖治理实施方案
一、重点任务
1.清理河道。清除河道垃圾。(牵头单位:市水利局、市林业局;责任单位:市财政局)
2.管护河堤。修补河堤。(责任单位:各有关部门)

附件:责任分解表
"""


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "plan.txt").write_text(PLAN, encoding="utf-8")
    monkeypatch.setenv("ZEREN_STORE", str(tmp_path / "store"))
    assert run(["build", str(folder), "--jobs", "1"]) == 0
    capsys.readouterr()
    return folder


def audited(capsys: pytest.CaptureFixture[str], *options: str) -> list[dict[str, object]]:
    run(["audit", "--format", "json", *options])
    rows: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return rows


def code(row: dict[str, object], name: str) -> str:
    value = row[name]
    assert isinstance(value, dict)
    return str(value["code"])


def identifier(capsys: pytest.CaptureFixture[str], rule: str) -> str:
    return str(audited(capsys, "--rule", rule)[0]["id"])


def test_findings_end_with_one_until_they_are_dismissed(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["audit", "--rule", "multiple_leads"]) == 1
    assert "“清理河道”同时有2个牵头单位" in capsys.readouterr().out
    found = identifier(capsys, "multiple_leads")
    assert run(["audit", "--dismiss", found, "--reason", "两局合署办公", "--by", "李某"]) == 0
    assert "不成立" in capsys.readouterr().out
    assert run(["audit", "--rule", "multiple_leads"]) == 0
    assert "两局合署办公 (李某, " in capsys.readouterr().out
    assert run(["audit", "--reopen", found[:6], "--by", "王某"]) == 0
    assert run(["audit", "--rule", "multiple_leads"]) == 1


def test_a_judgement_stays_when_the_document_is_read_anew_and_when_its_finding_is_gone(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = identifier(capsys, "multiple_leads")
    run(["audit", "--confirm", found, "--note", "请改一家牵头", "--by", "李某"])
    moved = PLAN.replace("一、重点", "一、总体要求\n坚持系统治理。\n二、重点")
    (store / "plan.txt").write_text(moved, encoding="utf-8")
    run(["build", str(store), "--jobs", "1"])
    capsys.readouterr()
    row = audited(capsys, "--rule", "1")[0]
    assert (row["id"], code(row, "verdict")) == (found, "confirmed")
    (store / "plan.txt").write_text(PLAN.replace("市水利局、市林业局;", "市水利局;"), encoding="utf-8")
    run(["build", str(store), "--jobs", "1"])
    capsys.readouterr()
    row = audited(capsys, "--rule", "1")[0]
    assert (row["id"], code(row, "verdict")) == (found, "gone")
    assert "请改一家牵头" in str(row["note"])
    assert run(["audit", "--rule", "multiple_leads"]) == 0


def test_a_note_alone_leaves_the_finding_open(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = identifier(capsys, "missing_annex")
    assert run(["audit", "--note", found, "已", "去函索取", "--by", "李某"]) == 0
    capsys.readouterr()
    row = audited(capsys, "--rule", "missing_annex")[0]
    assert code(row, "verdict") == "open"
    assert str(row["note"]).startswith("已 去函索取 (李某, ")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--dismiss", "{id}"], "say why, with --reason"),
        (["--confirm", "{id}", "--reopen", "{id}"], "one finding at a time"),
        (["--confirm", "ffffffffffff"], "no such finding"),
        (["--note", "{id}"], "write zeren audit --note ID TEXT"),
        (["--reason", "无"], "belongs to"),
        (["--rule", "nothing"], "no such rule"),
        (["--report", "report.pdf"], "a report ends in .html or .xlsx"),
        (["--policy", "无此文件"], "policy: "),
    ],
)
def test_wrong_use_is_named(
    store: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    found = identifier(capsys, "multiple_leads")
    assert run(["audit", *(word.format(id=found) for word in arguments)]) == 2
    assert message in capsys.readouterr().err


def test_findings_are_narrowed_by_policy_rule_and_severity(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    every = audited(capsys)
    assert {code(row, "rule") for row in every} >= {"multiple_leads", "generic_bodies_only", "missing_annex"}
    assert audited(capsys, "--policy", "河湖治理") == every
    assert {code(row, "severity") for row in audited(capsys, "--severity", "high")} == {"high"}
    both = audited(capsys, "--rule", "multiple_leads", "--rule", "missing_annex")
    assert {code(row, "rule") for row in both} == {"multiple_leads", "missing_annex"}


def test_severities_are_the_users_to_change(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = tmp_path / "own.toml"
    own.write_text('multiple_leads = "note"\ngeneric_bodies_only = "off"\n', encoding="utf-8")
    rows = audited(capsys, "--severities", str(own))
    assert {code(row, "severity") for row in rows if code(row, "rule") == "multiple_leads"} == {"note"}
    assert "generic_bodies_only" not in {code(row, "rule") for row in rows}
    assert run(["audit", "--rule", "multiple_leads", "--severities", str(own)]) == 0


def test_evidence_prints_the_sentences(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["audit", "--rule", "multiple_leads"])
    assert "(牵头单位:市水利局、市林业局" not in capsys.readouterr().out
    run(["audit", "--rule", "multiple_leads", "--evidence"])
    assert "[一/1] (牵头单位:市水利局、市林业局" in capsys.readouterr().out


@pytest.mark.parametrize("form", ["csv", "md", "xlsx"])
def test_findings_are_written_as_files(store: Path, tmp_path: Path, form: str) -> None:
    output = tmp_path / f"findings.{form}"
    assert run(["audit", "--format", form, "--output", str(output)]) == 1
    assert output.stat().st_size > 500


def test_the_rules_are_listed_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["audit", "--rules"]) == 0
    shown = capsys.readouterr().out
    assert "multiple_leads  [high 严重]" in shown
    assert "多头牵头  Multiple leads" in shown

"""``zeren evaluate`` as its users meet it: their documents, their gold, figures and what is wrong."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from api.errors import FINISHED, PROBLEMS, WRONG_USE

Run = Callable[..., subprocess.CompletedProcess[str]]

RIGHT = {"provision": "一/(一)", "agent": "市生态环境局", "role": "lead"}
NOT_THERE = {"provision": "一/(一)", "agent": "市财政局", "role": "support"}
GOLD = {"document": {"jurisdiction": "临江市"}, "assignments": [RIGHT, NOT_THERE]}


@pytest.fixture
def gold(plan: Path, tmp_path: Path) -> Path:
    """A folder of gold for the invented plan: one assignment that it states, one that it does not."""
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / f"{plan.stem}.json").write_text(json.dumps(GOLD), "utf-8")
    return folder


def test_a_table_gives_the_figures_of_every_measure(zeren: Run, plan: Path, gold: Path) -> None:
    finished = zeren("evaluate", gold, plan)
    assert (finished.returncode, finished.stderr) == (FINISHED, "")
    lines = [line.split() for line in finished.stdout.splitlines()]
    assert ["document.jurisdiction", "1.0000", "1", "0"] in lines
    assert next(line for line in lines if line[0] == "assignments")[2] == "0.5000"


def test_verbose_names_every_difference(zeren: Run, plan: Path, gold: Path) -> None:
    printed = zeren("evaluate", gold, plan, "--verbose").stdout
    assert "[一/(一)] 市财政局 support" in printed
    assert "[一/(一)] 市水利局 responsible" in printed


def test_json_has_totals_documents_and_differences(zeren: Run, plan: Path, gold: Path) -> None:
    answer: dict[str, Any] = json.loads(zeren("evaluate", gold, plan, "--format", "json", "--verbose").stdout)
    figures = answer["totals"]["assignments"]
    assert (figures["tp"], figures["fn"], figures["recall"]) == (1, 1, 0.5)
    document = answer["documents"][plan.stem]
    assert document["assignments"] == figures
    assert {
        "measure": "assignments",
        "kind": "missed",
        "gold": "[一/(一)] 市财政局 support",
        "found": None,
    } in document["differences"]
    assert "differences" not in json.loads(zeren("evaluate", gold, plan, "--format", "json").stdout)["documents"]


def test_gold_without_a_document_is_named_and_counted_as_missed(zeren: Run, plan: Path, gold: Path) -> None:
    (gold / "别的.json").write_text(json.dumps(GOLD), "utf-8")
    finished = zeren("evaluate", gold, plan, "--format", "json")
    assert finished.returncode == PROBLEMS
    assert "别的.json" in finished.stderr
    answer = json.loads(finished.stdout)
    assert answer["without_document"] == ["别的"]
    assert answer["totals"]["assignments"]["fn"] == 3


def test_a_document_without_gold_is_left_out(zeren: Run, plan: Path, gold: Path, tmp_path: Path) -> None:
    other = tmp_path / "其他.txt"
    other.write_text("一、总则\n由市水务局牵头。", "utf-8")
    finished = zeren("evaluate", gold, plan, other, "--format", "json")
    assert finished.returncode == FINISHED
    assert "1 documents without gold" in finished.stderr
    assert list(json.loads(finished.stdout)["documents"]) == [plan.stem]


def test_what_cannot_be_measured_is_one_line(zeren: Run, plan: Path, gold: Path, tmp_path: Path) -> None:
    missing = zeren("evaluate", tmp_path / "gone", plan)
    assert (missing.returncode, missing.stderr.count("\n")) == (WRONG_USE, 1)
    assert "gone: no such folder" in missing.stderr
    (gold / f"{plan.stem}.json").write_text('{"targets": [{"value": 5}]}', "utf-8")
    malformed = zeren("evaluate", gold, plan)
    assert (malformed.returncode, malformed.stderr.count("\n")) == (PROBLEMS, 1)
    assert all(part in malformed.stderr for part in (f"{plan.stem}.json", "targets.0.indicator"))

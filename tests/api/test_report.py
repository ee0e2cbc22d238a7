"""``zeren extract --report`` as its users meet it: what was not read, with its sentence, and how much was."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from api.errors import FINISHED, PROBLEMS

Run = Callable[..., subprocess.CompletedProcess[str]]

DOUBTFUL = """临江市防汛工作方案

一、主要任务
(一)市水务局依照规程负责巡查。
(二)坚持18亿亩红线。(责任单位:市水务局)
"""


@pytest.fixture
def doubtful(tmp_path: Path) -> Path:
    """A document with a duty and a number that nothing reads."""
    file = tmp_path / "防汛.txt"
    file.write_text(DOUBTFUL, "utf-8")
    return file


def test_a_table_names_each_place_with_its_sentence_and_ends_with_the_coverage(
    zeren: Run, doubtful: Path, plan: Path
) -> None:
    finished = zeren("extract", doubtful, plan, "--report")
    assert finished.returncode == FINISHED
    assert "市水务局依照规程负责巡查" in finished.stdout
    assert "说到责任,但没有读出责任单位" in finished.stdout
    assert finished.stdout.splitlines()[-2].split()[-4:] == ["4", "0", "1", "80.0%"]
    assert finished.stdout.splitlines()[-1].split()[-4:] == ["2", "0", "1", "66.7%"]
    assert "2 documents read" in finished.stderr


def test_json_has_places_and_coverage_of_each_document_and_of_all(zeren: Run, doubtful: Path, plan: Path) -> None:
    answer = json.loads(zeren("extract", doubtful, plan, "--report", "--format", "json", "--language", "en").stdout)
    first, second = answer["documents"]
    assert [(one["kind"], one["provision"], one["detail"]) for one in first["places"]] == [
        ("unread-responsibility", "一/(一)", "负责"),
        ("unread-number", "一/(二)", "18亿亩"),
    ]
    assert first["places"][0]["text"] == "speaks of responsibility, and no body was read"
    assert (second["source"], second["places"]) == (plan.name, [])
    assert first["coverage"]["duty"] == {"share": 0.5, "covered": 1, "dismissed": {}, "open": 1}
    assert answer["total"]["duty"] == {"share": 0.8, "covered": 4, "dismissed": {}, "open": 1}


def test_jsonl_is_one_report_a_line(zeren: Run, doubtful: Path, plan: Path) -> None:
    lines = zeren("extract", doubtful, plan, "--report", "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line)["source"] for line in lines] == [doubtful.name, plan.name]


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_reported(
    zeren: Run, doubtful: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    finished = zeren("extract", empty, doubtful, "--report")
    assert finished.returncode == PROBLEMS
    assert "empty.txt" in finished.stderr
    assert "18亿亩" in finished.stdout

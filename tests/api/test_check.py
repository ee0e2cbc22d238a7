"""``zeren check`` and the files to start loading from, as users run them."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from api.errors import FINISHED

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_a_release_is_checked_in_both_languages(zeren: Run, store: Path) -> None:
    finished = zeren("check", "--store", store)
    assert finished.returncode == FINISHED
    assert "违反 violations: 0" in finished.stdout
    assert "TargetGapShape (1): 目标未写明期限。 The target shows no deadline." in finished.stdout
    assert "CommitmentGapShape (1): 承诺事项未写明任何责任单位。 Nobody is named" in finished.stdout
    report = json.loads(zeren("check", "--format", "json", "--store", store).stdout)
    assert (report["sound"], report["reasoning"]) == (True, None)
    assert {finding["severity"] for finding in report["findings"]} == {"warning"}


def test_reasoning_says_which_engine_did_it(zeren: Run, store: Path, java: str) -> None:
    with_java = zeren("check", "--reason", "--store", store)
    assert (with_java.returncode, "推理 reasoning (HermiT): 一致" in with_java.stdout) == (FINISHED, True)
    assert "LeadDepartment: 1" in with_java.stdout
    without = zeren("check", "--reason", "--store", store, ZEREN_JAVA="no-such-program")
    assert (without.returncode, "No Java found" in without.stdout) == (FINISHED, True)
    assert "LeadDepartment: 1" in without.stdout


@pytest.mark.parametrize("name", ["bodies", "achieved_values", "corrections"])
def test_the_files_to_start_from_can_be_loaded(zeren: Run, tmp_path: Path, repository: Path, name: str) -> None:
    finished = zeren("load", repository / "docs" / "load" / f"{name}.ttl", "--store", tmp_path / "store")
    assert finished.returncode == FINISHED, finished.stderr
    graph = f"https://w3id.org/zeren/id/graph/loaded/{name}"
    assert graph in finished.stdout
    assert zeren("load", "--remove", graph, "--store", tmp_path / "store").returncode == FINISHED

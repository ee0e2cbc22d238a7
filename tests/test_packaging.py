"""The wheel holds everything that works without the checkout."""

import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from bench.wheel import PACKAGES, build_wheel, unpack


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the unpacked wheel."""
    return unpack(build_wheel(tmp_path_factory.mktemp("wheel"), compiled=False), tmp_path_factory.mktemp("installed"))


@pytest.mark.parametrize("package", PACKAGES)
def test_wheel_holds_every_file_of_a_package(repository: Path, installed: Path, package: str) -> None:
    kept, shipped = (files_of(root, package) for root in (repository, installed))
    assert shipped == kept


def files_of(root: Path, package: str) -> set[str]:
    paths = (path for path in (root / package).rglob("*") if path.is_file() and path.suffix != ".pyc")
    return {path.relative_to(root).as_posix() for path in paths}


def test_wheel_holds_packages_and_nothing_else(installed: Path) -> None:
    assert {path.name for path in installed.iterdir() if not path.name.endswith(".dist-info")} == set(PACKAGES)


def test_wheel_carries_licence_and_command(repository: Path, installed: Path) -> None:
    version = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    information = installed / f"zeren-{version}.dist-info"
    assert "Apache License" in (information / "licenses" / "LICENSE").read_text(encoding="utf-8")
    assert "zeren = api.cli:main" in (information / "entry_points.txt").read_text(encoding="utf-8")


def test_installed_command_answers_from_any_folder(installed: Path, tmp_path: Path) -> None:
    examples = installed / "examples"
    built = zeren(installed, tmp_path, "build", str(examples), "--store", "store")
    assert built.returncode == 0, built.stderr
    listed = zeren(installed, tmp_path, "ask", "--store", "store")
    assert listed.returncode == 0, listed.stderr
    drawn = zeren(installed, tmp_path, "draw", "--store", "store", "--output", "network.html")
    assert drawn.returncode == 0, drawn.stderr
    assert "<html" in (tmp_path / "network.html").read_text(encoding="utf-8")


@pytest.mark.skipif(shutil.which("cc") is None, reason="needs a C compiler")
def test_a_compiled_wheel_reads_what_the_source_reads(
    repository: Path, installed: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    compiled = unpack(build_wheel(tmp_path_factory.mktemp("wheel"), compiled=True), tmp_path_factory.mktemp("compiled"))
    named = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["zeren"]["compiled"]
    assert {f"loaders/{path.name.partition('.')[0]}.py" for path in (compiled / "loaders").glob("*.so")} == set(named)
    documents = sorted(map(str, (compiled / "examples").glob("*.txt")))
    assert documents
    by_wheel, by_source = (
        [
            json.loads(line)
            for line in zeren(folder, folder, "extract", *documents, "--format", "jsonl").stdout.splitlines()
        ]
        for folder in (compiled, installed)
    )
    assert by_wheel == by_source
    assert len(by_wheel) == len(documents)


def zeren(installed: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command from the unpacked wheel, in a folder that is not the checkout."""
    command = "import api.cli, sys; assert api.cli.__file__.startswith(sys.argv.pop(1)); api.cli.main()"
    return subprocess.run(
        [sys.executable, "-c", command, str(installed), *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        encoding="utf-8",
    )

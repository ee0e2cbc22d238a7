"""What the documents say about zeren is true of zeren."""

import re
import shlex
import tomllib
from pathlib import Path

import pytest

from api.cli import build_application, run
from bench.screenshots import MOST_BYTES, PAGES

DOCUMENTS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/architecture.md", "docs/settings.md")
LINK = re.compile(r"\]\((?!\w+:|#)(?P<path>[^)#\s]+)")
COMMAND = re.compile(r"(?:[`$] ?)zeren (?P<verb>[a-z]+)", re.MULTILINE)
MAKE = re.compile(r"(?:^|`)make (?P<target>[a-z]+)", re.MULTILINE)


def text_of(repository: Path, name: str) -> str:
    return (repository / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_to_files(repository: Path, name: str) -> None:
    folder = (repository / name).parent
    targets = [match["path"] for match in LINK.finditer(text_of(repository, name))]
    assert not [target for target in targets if not (folder / target).exists()]


@pytest.fixture(scope="module")
def commands() -> set[str]:
    """The verbs of the command line."""
    return {str(command.name) for command in build_application(["--help"]).registered_commands}


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_commands_that_are_named_exist(repository: Path, commands: set[str], name: str) -> None:
    assert {match["verb"] for match in COMMAND.finditer(text_of(repository, name))} <= commands


def test_every_command_is_in_the_readme(repository: Path, commands: set[str]) -> None:
    assert commands <= {match["verb"] for match in COMMAND.finditer(text_of(repository, "README.md"))}


def test_every_command_explains_itself_with_an_example(commands: set[str], capsys: pytest.CaptureFixture[str]) -> None:
    for command in commands:
        assert run([command, "--help"]) == 0
        assert capsys.readouterr().out.count(f"zeren {command}") > 1, "the usage line and the example"


def test_readme_shows_what_the_commands_print(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A line … stands for lines left out; every other line is printed, in that order."""
    (tmp_path / "examples").symlink_to(repository / "examples")
    monkeypatch.chdir(tmp_path)
    sessions = re.findall(r"^\$ zeren (.+)\n((?:[^$`].*\n)*)", text_of(repository, "README.md"), re.MULTILINE)
    assert sessions
    for command, shown in sessions:
        assert run(shlex.split(command)) == 0
        printed = iter(capsys.readouterr().out.splitlines())
        assert not [line for line in shown.splitlines() if line != "…" and line not in printed]


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_make_targets_that_are_named_exist(repository: Path, name: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", text_of(repository, "Makefile"), re.MULTILINE))
    assert {match["target"] for match in MAKE.finditer(text_of(repository, name))} <= targets


def test_changelog_has_the_version(repository: Path) -> None:
    version = tomllib.loads(text_of(repository, "pyproject.toml"))["project"]["version"]
    assert f"## {version}" in text_of(repository, "CHANGELOG.md")


def test_the_readme_shows_every_picture_and_none_is_large(repository: Path) -> None:
    files = {path.relative_to(repository).as_posix(): path for path in (repository / "docs" / "screenshots").iterdir()}
    assert {path.stem for path in files.values()} <= set(PAGES)
    assert set(re.findall(r"!\[[^]]+\]\(([^)]+)\)", text_of(repository, "README.md"))) == set(files)
    assert [name for name, path in files.items() if path.stat().st_size > MOST_BYTES] == []

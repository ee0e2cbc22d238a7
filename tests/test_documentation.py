"""What the documents say about zeren is true of zeren."""

import re
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli import application

DOCUMENTS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/architecture.md", "docs/settings.md")
LINK = re.compile(r"\]\((?!\w+:|#)(?P<path>[^)#\s]+)")
COMMAND = re.compile(r"(?:^|[`$] ?)zeren (?P<verb>[a-z]+)", re.MULTILINE)
MAKE = re.compile(r"(?:^|[`$] ?)make (?P<target>[a-z]+)", re.MULTILINE)


def text_of(repository: Path, name: str) -> str:
    return (repository / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_to_files(repository: Path, name: str) -> None:
    folder = (repository / name).parent
    targets = [match["path"] for match in LINK.finditer(text_of(repository, name))]
    assert not [target for target in targets if not (folder / target).exists()]


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_commands_that_are_named_exist(repository: Path, name: str) -> None:
    verbs = {match["verb"] for match in COMMAND.finditer(text_of(repository, name))}
    assert verbs <= {command.name for command in application.registered_commands}


def test_every_command_is_in_the_readme(repository: Path) -> None:
    verbs = {match["verb"] for match in COMMAND.finditer(text_of(repository, "README.md"))}
    assert {command.name for command in application.registered_commands} <= verbs


def test_every_command_explains_itself() -> None:
    for command in application.registered_commands:
        shown = CliRunner().invoke(application, [str(command.name), "--help"])
        assert shown.exit_code == 0
        assert f"zeren {command.name}" in shown.output


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_make_targets_that_are_named_exist(repository: Path, name: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", text_of(repository, "Makefile"), re.MULTILINE))
    assert {match["target"] for match in MAKE.finditer(text_of(repository, name))} <= targets


def test_changelog_has_the_version(repository: Path) -> None:
    version = tomllib.loads(text_of(repository, "pyproject.toml"))["project"]["version"]
    assert f"## {version}" in text_of(repository, "CHANGELOG.md")


@pytest.mark.parametrize("folder", ["loaders", "ontology", "graph", "queries", "viz", "api"])
def test_architecture_lists_every_module(repository: Path, folder: str) -> None:
    architecture = text_of(repository, "docs/architecture.md")
    modules = {path.name for path in (repository / folder).glob("*.py") if path.name != "__init__.py"}
    assert not {name for name in modules if name not in architecture and f"{folder}.{name[:-3]}" not in architecture}

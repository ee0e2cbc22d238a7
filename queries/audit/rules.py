"""The audit rules: every ``rules/*.toml``, with the severity that a table gives it.

A rule names a measure (``queries.audit.measures``) or a query beside it, and says in both languages what it asks, what
is not a finding, what to do, and the sentence of a finding with {slots} for its numbers and words.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from string import Formatter
from types import MappingProxyType
from typing import Any

from pydantic import ConfigDict, TypeAdapter, ValidationError

from loaders.errors import UsageError
from queries.audit.finding import Severity
from queries.audit.measures import MEASURES
from queries.errors import CatalogueError
from queries.question import Wording

OFF = "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule. ``absence`` marks rules that find something missing, which a cut text or a lost annex weakens."""

    __pydantic_config__ = ConfigDict(extra="forbid", frozen=True)

    id: str
    number: int
    title: Wording
    question: Wording
    not_a_finding: Wording
    advice: Wording
    statement: Wording
    measure: str = ""
    query: str = ""
    absence: bool = False
    settings: Mapping[str, Any] = field(default_factory=dict)

    @property
    def slots(self) -> frozenset[str]:
        """The names that the statement wants filled, in either language."""
        texts = (self.statement.zh, self.statement.en)
        return frozenset(name for text in texts for _, name, _, _ in Formatter().parse(text) if name)


@cache
def load_rules() -> Mapping[str, Rule]:
    """The rules by id, in order of their numbers. Raises CatalogueError for the first that is wrong."""
    folder = files("queries").joinpath("audit", "rules")
    sources = [source for source in folder.iterdir() if source.name.endswith(".toml")]
    rules = [parse_rule(source.name, source.read_text(encoding="utf-8")) for source in sources]
    return MappingProxyType({rule.id: rule for rule in sorted(rules, key=lambda rule: (rule.number, rule.id))})


def parse_rule(file: str, source: str) -> Rule:
    """The rule written in a file's text. Raises CatalogueError with the file and the key at fault."""
    try:
        described = {**tomllib.loads(source), "id": file.removesuffix(".toml")}
        rule = TypeAdapter(Rule).validate_python(described)
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError(file, "rule", str(error)) from error
    except ValidationError as error:
        first = error.errors()[0]
        raise CatalogueError(file, ".".join(map(str, first["loc"])), first["msg"]) from error
    if bool(rule.measure) == bool(rule.query):
        raise CatalogueError(file, "measure", "a rule has either a measure or a query")
    if rule.measure and rule.measure not in MEASURES:
        raise CatalogueError(file, "measure", f"there is no measure {rule.measure}; there are {', '.join(MEASURES)}")
    return rule


def query_text(rule: Rule) -> str:
    """The SPARQL of a rule that has one."""
    return files("queries").joinpath("audit", "rules", rule.query).read_text(encoding="utf-8")


def find_rule(name: str) -> Rule:
    """The rule of that id or number. Raises UsageError, naming them all."""
    wanted = name.strip().lower().replace("-", "_")
    for rule in load_rules().values():
        if wanted in {rule.id, str(rule.number)}:
            return rule
    raise UsageError(f"{name}: no such rule; there are {', '.join(load_rules())}")


def load_severities(own: Path | None = None) -> Mapping[str, Severity]:
    """The severity of each rule that is on: zeren's table, with the lines of one's own in place of its.

    Raises UsageError, naming the file and the line at fault.
    """
    shipped = files("queries").joinpath("audit", "severities.toml").read_text(encoding="utf-8")
    table = tomllib.loads(shipped)
    if own is not None:
        table |= _read_own(own)
    return {rule: Severity(level) for rule, level in table.items() if level != OFF}


def _read_own(path: Path) -> dict[str, str]:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path}: cannot be read as a table of severities ({error})") from error
    for rule, level in table.items():
        if rule not in load_rules():
            raise UsageError(f"{path}: {rule} is no rule; `zeren audit --rules` lists them")
        if level not in {*Severity, OFF}:
            raise UsageError(f"{path}: {rule} is {level!r}; write one of {', '.join(Severity)} or {OFF}")
    return table

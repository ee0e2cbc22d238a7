"""Rules and word lists as data: TOML files in a folder ``lexicon``, each rule with examples that prove it.

A rule's ``form`` is a regular expression in which ``${slot}`` stands for an entry of the file's ``[slots]``.
Every form begins with, or looks back from, a literal word, so that scanning stays linear in the text.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from loaders.errors import LexiconError

_SLOT = re.compile(r"\$\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry: what it matches, what proves it, and the fields that its reader interprets."""

    id: str
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One file: its rules in order, and its word lists by name."""

    name: str
    rules: tuple[Rule, ...]
    words: Mapping[str, tuple[str, ...]]

    def rule(self, identifier: str) -> Rule:
        """The rule of that id; a missing one is a defect of the file."""
        for rule in self.rules:
            if rule.id == identifier:
                return rule
        raise LexiconError(self.name, identifier, "no such rule")

    def alternation(self, name: str) -> str:
        """The words of a list as one alternative of a regular expression, longest first."""
        return "|".join(re.escape(word) for word in sorted(self.words[name], key=lambda word: (-len(word), word)))


@cache
def load_lexicon(name: str, package: str = "loaders") -> Lexicon:
    """The file ``<package>/lexicon/<name>.toml``. Raises LexiconError when an entry is wrong."""
    file = f"{name}.toml"
    content = tomllib.loads(resources.files(package).joinpath("lexicon", file).read_text(encoding="utf-8"))
    words = {key: tuple(values) for key, values in content.get("words", {}).items()}
    slots: dict[str, str] = {}
    for key, value in content.get("slots", {}).items():
        slots[key] = _fill(file, key, value, slots, words)
    rules = tuple(_read_rule(file, entry, slots, words) for entry in content.get("rule", ()))
    identifiers = [rule.id for rule in rules]
    for identifier in identifiers:
        if identifiers.count(identifier) > 1:
            raise LexiconError(file, identifier, "this id is used twice")
    return Lexicon(name, rules, words)


def _read_rule(
    file: str, entry: dict[str, Any], slots: Mapping[str, str], words: Mapping[str, tuple[str, ...]]
) -> Rule:
    identifier = entry.get("id", "?")
    if not entry.get("examples"):
        raise LexiconError(file, identifier, "a rule needs at least one example")
    try:
        pattern = re.compile(_fill(file, identifier, entry["form"], slots, words))
    except (re.error, KeyError) as error:
        raise LexiconError(file, identifier, f"the form is wrong: {error}") from error
    known = {"id", "form", "examples", "not"}
    fields = {key: value for key, value in entry.items() if key not in known}
    return Rule(identifier, pattern, tuple(entry["examples"]), tuple(entry.get("not", ())), fields)


def _fill(file: str, identifier: str, form: str, slots: Mapping[str, str], words: Mapping[str, tuple[str, ...]]) -> str:
    def replace(match: re.Match[str]) -> str:
        name = match.group(1)
        if name in slots:
            return slots[name]
        if name in words:
            ordered = sorted(words[name], key=lambda word: (-len(word), word))
            return "(?:" + "|".join(re.escape(word) for word in ordered) + ")"
        raise LexiconError(file, identifier, f"unknown slot or word list ${{{name}}}")

    return _SLOT.sub(replace, form)

"""Rules and word lists as data: TOML files in a folder ``lexicon``, each rule with examples that prove it.

A rule's ``form`` is a regular expression in which ``${slot}`` stands for an entry of the file's ``[slots]``.

A regular expression that begins with a literal word passes over all other text; one that begins with anything wider is
tried at every character. Such a rule states where it can match, and is tried only there:

    cue      forms that begin with literal words, one of which is in each match; the match lies in one sentence, where
             ``Rule.finditer`` looks for it
    begins   the signs with which a match can begin, for rules that are tried together in one pass (``Scan``)
    ends     the signs with which a match can end, for rules that are tried at the end of some words
"""

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from heapq import merge
from importlib import resources
from typing import Any

from loaders.errors import LexiconError

_SENTENCE_END = re.compile(r"[。\n]")
_FEW = 4  # so many literals are found faster one by one than as one expression
_SLOT = re.compile(r"\$\{(\w+)\}")
_GROUP_NAME = re.compile(r"\(\?P<\w+>")


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry: what it matches, what proves it, and the fields that its reader interprets.

    ``cue_forms`` are the cue as ``finditer`` looks for it: few forms one by one, many as one expression.
    """

    id: str
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]
    fields: Mapping[str, Any]
    cue: re.Pattern[str] | None = None
    cue_forms: tuple[re.Pattern[str], ...] = ()

    def may_match(self, text: str, begin: int = 0, end: int = sys.maxsize) -> bool:
        """Whether the rule's cue stands within [begin, end); True where it states none."""
        return self.cue is None or self.cue.search(text, begin, end) is not None

    def finditer(self, text: str, begin: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """The matches within [begin, end) in order, without overlap; tried only where the rule's cue is."""
        if self.cue_forms:
            return _around(self.cue_forms, self.pattern, text, begin, min(end, len(text)))
        return self.pattern.finditer(text, begin, end)


class Scan:
    """Several rules in one pass over a text, each tried only where one of its first signs stands."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules: dict[str, list[Rule]] = {}
        for rule in rules:
            if not rule.fields.get("begins"):
                raise LexiconError("?", rule.id, "a rule that is tried together with others states what it begins with")
            for sign in rule.fields["begins"]:
                self._rules.setdefault(sign, []).append(rule)
        alike: dict[tuple[str, ...], list[str]] = {}
        for sign, begun in self._rules.items():
            alike.setdefault(tuple(rule.id for rule in begun), []).append(sign)
        # A sign from which one of its forms goes on: looked for as one expression, since signs are many, matches few.
        goes_on = "|".join(
            f"{_any_sign(signs)}(?<=(?={any_of(self._rules[signs[0]]).pattern}).)" for signs in alike.values()
        )
        self._begins = re.compile(f"{_any_sign(self._rules)}(?<={goes_on})")

    def may_match(self, text: str, begin: int, end: int) -> bool:
        """Whether a sign from which one of the rules goes on stands within [begin, end)."""
        return self._begins.search(text, begin, end) is not None

    def finditer(self, text: str, begin: int, end: int) -> Iterator[tuple[Rule, re.Match[str]]]:
        """Each rule's matches within [begin, end) without overlap, by their beginnings."""
        reached: dict[str, int] = {}
        for place in self._begins.finditer(text, begin, end):
            start = place.start()
            for rule in self._rules[place.group()]:
                match = rule.pattern.match(text, start, end)
                if match and start >= reached.get(rule.id, begin):
                    reached[rule.id] = match.end()
                    yield rule, match


class CueSigns:
    """Rules by the signs that their cues begin with: which of them may match some words is told in one look at each."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = tuple(rules)
        self._numbers: dict[str, set[int]] = {}
        for number, rule in enumerate(rules):
            if rule.cue is None:
                raise LexiconError("?", rule.id, "a rule that is told by the signs of its cue states one")
            for word in rule.cue.pattern.split("|"):
                self._numbers.setdefault(word[0], set()).add(number)
        self._signs = frozenset(self._numbers)

    def may_match(self, words: str) -> list[Rule]:
        """The rules, in their order, one of whose cues may stand in the words."""
        numbers = {number for sign in self._signs.intersection(words) for number in self._numbers[sign]}
        return [self._rules[number] for number in sorted(numbers)]


def _any_sign(signs: Iterable[str]) -> str:
    return f"[{re.escape(''.join(signs))}]"


def _around(
    cues: Sequence[re.Pattern[str]], pattern: re.Pattern[str], text: str, begin: int, end: int
) -> Iterator[re.Match[str]]:
    """The matches in the sentences that hold a cue, the full stop or line break before a sentence included.

    Few cues are looked for one by one: a literal is found many times faster than any of several.
    """
    found = [cue.finditer(text, begin, end) for cue in cues]
    for word in merge(*found, key=re.Match.start) if len(found) > 1 else found[0]:
        if word.start() < begin:
            continue
        low = max(text.rfind("。", begin, word.start()), text.rfind("\n", begin, word.start()), begin)
        stop = _SENTENCE_END.search(text, word.end(), end)
        high = stop.end() if stop else end
        yield from pattern.finditer(text, low, high)
        begin = high - 1 if stop else end


def any_cue(rules: Iterable[Rule]) -> re.Pattern[str]:
    """What finds the cues of all the rules; it finds everything where a rule states none."""
    return re.compile("|".join(rule.cue.pattern if rule.cue else "" for rule in rules))


def any_of(rules: Iterable[Rule]) -> re.Pattern[str]:
    """What finds the forms of all the rules: to ask once whether any of them is there. It has no named groups."""
    return re.compile("|".join(_GROUP_NAME.sub("(?:", rule.pattern.pattern) for rule in rules))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One file: its rules in order and by id, its word lists by name, as sets too, to ask for one of hundreds."""

    name: str
    rules: tuple[Rule, ...]
    by_id: Mapping[str, Rule]
    words: Mapping[str, tuple[str, ...]]
    word_sets: Mapping[str, frozenset[str]]

    def rule(self, identifier: str) -> Rule:
        """The rule of that id; a missing one is a defect of the file."""
        if rule := self.by_id.get(identifier):
            return rule
        raise LexiconError(self.name, identifier, "no such rule")

    def alternation(self, name: str) -> str:
        """The words of a list as one alternative of a regular expression."""
        return _alternatives(self.words[name])


def _alternatives(words: Iterable[str]) -> str:
    """An expression for any of the words, the longest that goes on as wanted.

    Words are tried from sign to sign, as in a tree, so that hundreds of them cost little more than one.
    """
    rests: dict[str, list[str]] = {}
    for word in sorted(set(words)):
        rests.setdefault(word[:1], []).append(word[1:])
    ends = "" in rests
    forms = [re.escape(sign) + _grouped(rest) for sign, rest in rests.items() if sign]
    return "|".join([*forms, ""] if ends else forms)


def _grouped(rests: Sequence[str]) -> str:
    return re.escape(rests[0]) if len(rests) == 1 else f"(?:{_alternatives(rests)})"


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
    by_id: dict[str, Rule] = {}
    for rule in rules:
        if by_id.setdefault(rule.id, rule) is not rule:
            raise LexiconError(file, rule.id, "this id is used twice")
    return Lexicon(name, rules, by_id, words, {key: frozenset(values) for key, values in words.items()})


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
    cues = entry.get("cue", ())
    known = {"id", "form", "examples", "not", "cue"}
    fields = {key: value for key, value in entry.items() if key not in known}
    return Rule(
        id=identifier,
        pattern=pattern,
        examples=tuple(entry["examples"]),
        counter_examples=tuple(entry.get("not", ())),
        fields=fields,
        cue=re.compile("|".join(cues)) if cues else None,
        cue_forms=tuple(map(re.compile, cues if len(cues) <= _FEW else ["|".join(cues)])) if cues else (),
    )


def _fill(file: str, identifier: str, form: str, slots: Mapping[str, str], words: Mapping[str, tuple[str, ...]]) -> str:
    def replace(match: re.Match[str]) -> str:
        name = match.group(1)
        if name in slots:
            return slots[name]
        if name in words:
            return f"(?:{_alternatives(words[name])})"
        raise LexiconError(file, identifier, f"unknown slot or word list ${{{name}}}")

    return _SLOT.sub(replace, form)

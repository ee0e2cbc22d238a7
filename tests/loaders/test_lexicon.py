"""Every rule of every lexicon file proves itself by its examples; a wrong entry is named with its file and reason."""

import re
import tomllib
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.errors import LexiconError
from loaders.lexicon import Lexicon, Rule, load_lexicon
from loaders.outline import lines_of

FOLDER = Path(__file__).resolve().parents[2] / "loaders" / "lexicon"
NAMES = sorted(file.stem for file in FOLDER.glob("*.toml"))
# Where a reader tries a rule right where a number ends or a line begins, its examples begin there as well.
AT_START = {"after", "trap-after", "subject-start"}


RULES = [pytest.param(name, rule, id=f"{name}:{rule.id}") for name in NAMES for rule in load_lexicon(name).rules]


def matches(name: str, rule: Rule, example: str) -> bool:
    """Whether the rule fits the example in the way its reader applies it."""
    if name == "outline":
        return any(rule.pattern.match(line.text) for line in lines_of(example))
    if rule.fields.get("where") in AT_START:
        return rule.pattern.match(example) is not None
    return rule.pattern.search(example) is not None


@pytest.mark.parametrize(("name", "rule"), RULES)
def test_every_example_is_matched_by_its_own_rule(name: str, rule: Rule) -> None:
    assert [example for example in rule.examples if not matches(name, rule, example)] == []


@pytest.mark.parametrize(("name", "rule"), RULES)
def test_no_counter_example_is_matched(name: str, rule: Rule) -> None:
    assert [example for example in rule.counter_examples if matches(name, rule, example)] == []


@pytest.mark.parametrize(("name", "rule"), RULES)
def test_no_rule_matches_nothing_at_all(name: str, rule: Rule) -> None:
    if name in {"targets", "page"}:  # forms that end or begin at a place found otherwise may be empty there
        return
    assert rule.pattern.search("") is None


def source(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_no_word_list_is_empty(name: str) -> None:
    for key, words in source(name).get("words", {}).items():
        assert words, key
        assert all(word.strip() == word != "" for word in words), key


def code() -> str:
    return "\n".join(file.read_text(encoding="utf-8") for file in sorted(FOLDER.parent.glob("*.py")))


@pytest.mark.parametrize("name", NAMES)
def test_every_slot_and_word_list_is_used(name: str) -> None:
    content = source(name)
    forms = "\n".join([*content.get("slots", {}).values(), *(rule["form"] for rule in content.get("rule", ()))])
    python = code()
    unused_slots = [slot for slot in content.get("slots", {}) if f"${{{slot}}}" not in forms]
    unused_words = [
        key
        for key in content.get("words", {})
        if f"${{{key}}}" not in forms and not re.search(rf"""["']{key}["']""", python)
    ]
    assert (unused_slots, unused_words) == ([], [])


@pytest.mark.parametrize("name", NAMES)
def test_every_file_is_read_by_some_module(name: str) -> None:
    assert re.search(rf"""load_lexicon\(\s*["']{name}["']""", code())


@pytest.fixture
def lexicon_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Loads a lexicon file of the given content, as if it shipped with the package."""
    (tmp_path / "lexicon").mkdir()
    monkeypatch.setattr(resources, "files", lambda _package: tmp_path)

    def load(content: str) -> Lexicon:
        (tmp_path / "lexicon" / "waters.toml").write_text(content, encoding="utf-8")
        return load_lexicon.__wrapped__("waters")

    return load


GOOD = """
[words]
rivers = ["清水", "清水河"]
[slots]
river = '(?P<river>${rivers})'
[[rule]]
id = "clean"
form = '${river}治理'
examples = ["清水河治理"]
not = ["治理"]
role = "lead"
"""


def test_a_file_gives_rules_words_and_fields(lexicon_of: Any) -> None:
    lexicon = lexicon_of(GOOD)
    rule = lexicon.rule("clean")
    match = rule.pattern.fullmatch("清水河治理")
    assert match is not None
    assert match["river"] == "清水河"  # the longest word is tried first
    assert (rule.examples, rule.counter_examples) == (("清水河治理",), ("治理",))
    assert dict(rule.fields) == {"role": "lead"}
    assert re.fullmatch(lexicon.alternation("rivers"), "清水")


@given(st.lists(st.text("河水(.", min_size=1, max_size=4), min_size=1, max_size=8), st.text("河水(.", max_size=8))
def test_words_tried_sign_by_sign_are_those_tried_one_after_the_other(words: list[str], text: str) -> None:
    tree = Lexicon("words", (), {}, {"words": tuple(words)}, {}).alternation("words")
    in_turn = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    for goes_on in ("", "河", "$"):
        found = [match.span() for match in re.finditer(f"(?:{in_turn}){goes_on}", text)]
        assert [match.span() for match in re.finditer(f"(?:{tree}){goes_on}", text)] == found


BAD = {
    "no example": ("[[rule]]\nid = 'clean'\nform = '清水'\nexamples = []", "clean", "at least one example"),
    "a broken form": ("[[rule]]\nid = 'clean'\nform = '(清水'\nexamples = ['清水']", "clean", "the form is wrong"),
    "no form": ("[[rule]]\nid = 'clean'\nexamples = ['清水']", "clean", "the form is wrong"),
    "an unknown slot": (
        "[[rule]]\nid = 'clean'\nform = '${lake}'\nexamples = ['清水']",
        "clean",
        "unknown slot or word list",
    ),
    "an unknown slot in a slot": ("[slots]\nriver = '${lake}'", "river", "unknown slot or word list"),
    "an id used twice": (
        "[[rule]]\nid = 'clean'\nform = '清'\nexamples = ['清']\n" * 2,
        "clean",
        "used twice",
    ),
    "no id": ("[[rule]]\nform = '('\nexamples = ['清水']", "?", "the form is wrong"),
}


@pytest.mark.parametrize(("content", "entry", "reason"), BAD.values(), ids=BAD.keys())
def test_a_wrong_entry_is_named_with_file_and_reason(lexicon_of: Any, content: str, entry: str, reason: str) -> None:
    with pytest.raises(LexiconError) as caught:
        lexicon_of(content)
    message = str(caught.value)
    assert all(part in message for part in ("waters.toml", repr(entry), reason))


def test_a_rule_that_is_asked_for_must_be_there(lexicon_of: Any) -> None:
    with pytest.raises(LexiconError, match="'muddy': no such rule"):
        lexicon_of(GOOD).rule("muddy")

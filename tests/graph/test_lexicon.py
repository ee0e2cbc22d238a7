"""Every rule of the graph's lexicon proves itself by its examples; the tables of units and facets by theirs."""

from pathlib import Path

import pytest

from loaders.lexicon import Rule, load_lexicon

FOLDER = Path(__file__).resolve().parents[2] / "graph" / "lexicon"
NAMES = sorted(file.stem for file in FOLDER.glob("*.toml"))
RULES = [
    pytest.param(rule, id=f"{name}:{rule.id}") for name in NAMES for rule in load_lexicon(name, package="graph").rules
]


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_matches_its_examples_and_no_counter_example(rule: Rule) -> None:
    assert [example for example in rule.examples if not rule.pattern.search(example)] == []
    assert [example for example in rule.counter_examples if rule.pattern.search(example)] == []
    assert rule.counter_examples


@pytest.mark.parametrize("rule", RULES)
def test_no_rule_matches_nothing_at_all(rule: Rule) -> None:
    assert rule.pattern.search("") is None


@pytest.mark.parametrize("name", ["indicators", "titles"])
def test_a_rule_for_near_names_says_why_in_both_languages(name: str) -> None:
    near = [r for r in load_lexicon(name, package="graph").rules if r.fields["step"] in {"near", "version", "lead"}]
    assert near
    for rule in near:
        assert rule.fields["zh"]
        assert rule.fields["en"].isascii() or any(ord(sign) > 0x4E00 for sign in rule.fields["en"])

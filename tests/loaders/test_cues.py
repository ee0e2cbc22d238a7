"""Where a rule can match is stated beside it, so that it is tried only there: what is found must be the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders import assignments, duty_sentences, headed_duties, statements
from loaders.document import Document
from loaders.errors import LexiconError
from loaders.extraction import extract
from loaders.lexicon import CueSigns, Rule, Scan, any_cue, load_lexicon
from loaders.number_contexts import rules_where
from loaders.record import Record, Span
from loaders.sentences import sentences
from loaders.statements import find_labels, rules_of
from tests.loaders.test_lexicon import NAMES

RULES = [rule for name in NAMES for rule in load_lexicon(name).rules]
CUED = [pytest.param(rule, id=rule.id) for rule in RULES if rule.cue]
# The rules that readers look for in whole texts, by ``Rule.finditer``.
SOUGHT = [rule for name in ("assignments", "bodies", "doubts", "standards") for rule in load_lexicon(name).rules]
SCANNED = {
    "quantities": load_lexicon("quantities").rules,
    "role words": (*rules_of("cue"), *rules_of("cue-by")),
}
VERBS = rules_where("before")
TAILS = rules_where("subject-end")
SIGNS = "。,;:、()\n 123一二三市县局由对的了"


def texts(rules: list[Rule] | tuple[Rule, ...]) -> st.SearchStrategy[str]:
    """The rules' examples in any order, with any signs between them."""
    examples = [example for rule in rules for example in (*rule.examples, *rule.counter_examples)]
    return st.lists(st.sampled_from(examples) | st.text(SIGNS, max_size=6), max_size=8).map("".join)


@pytest.mark.parametrize("rule", CUED)
def test_the_examples_of_a_rule_hold_its_cue(rule: Rule) -> None:
    found = [match.group() for example in rule.examples if (match := rule.pattern.search(example))]
    assert found
    assert all(rule.may_match(words) for words in found)


@pytest.mark.parametrize("rules", SCANNED.values(), ids=SCANNED)
def test_the_examples_of_rules_tried_together_begin_as_stated(rules: tuple[Rule, ...]) -> None:
    for rule in rules:
        begun = [match.group()[:1] for example in rule.examples for match in rule.pattern.finditer(example)]
        assert set(begun) <= set(rule.fields["begins"]), rule.id


@given(texts([rule for rule in RULES if rule.cue]))
def test_what_a_rule_matches_holds_its_cue(text: str) -> None:
    assert [rule.id for rule in RULES if rule.pattern.search(text) and not rule.may_match(text)] == []


@given(texts([rule for rule in SOUGHT if rule.cue]))
def test_a_rule_finds_around_its_cue_what_it_finds_in_the_whole_text(text: str) -> None:
    for rule in SOUGHT:
        everywhere = [match.span() for match in rule.pattern.finditer(text)]
        assert [match.span() for match in rule.finditer(text)] == everywhere, rule.id


@pytest.mark.parametrize("rules", SCANNED.values(), ids=SCANNED)
@given(data=st.data())
def test_one_pass_finds_what_each_rule_finds_alone(rules: tuple[Rule, ...], data: st.DataObject) -> None:
    text = data.draw(texts(rules))
    alone = {(rule.id, *match.span()) for rule in rules for match in rule.pattern.finditer(text)}
    assert {(rule.id, *match.span()) for rule, match in Scan(rules).finditer(text, 0, len(text))} == alone


def test_a_rule_told_by_its_cue_must_state_one() -> None:
    with pytest.raises(LexiconError, match="signs of its cue"):
        CueSigns([Rule("plain", load_lexicon("doubts").rules[0].pattern, ("a",), (), {})])


@given(texts(VERBS))
def test_the_signs_of_cues_tell_of_every_rule_that_matches(words: str) -> None:
    likely = CueSigns(VERBS).may_match(words)
    assert [rule.id for rule in VERBS if rule.pattern.search(words) and rule not in likely] == []


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.id) for rule in TAILS])
def test_the_examples_of_a_tail_end_as_stated(rule: Rule) -> None:
    found = [match.group() for example in rule.examples if (match := rule.pattern.search(example))]
    assert found
    assert {words[-1] for words in found} <= set(rule.fields["ends"])


def test_rules_without_a_cue_may_match_anywhere() -> None:
    plain = Rule("plain", load_lexicon("doubts").rules[0].pattern, ("a",), (), {})
    assert plain.may_match("")
    assert any_cue([plain]).search("")


def test_a_rule_tried_with_others_must_state_how_it_begins() -> None:
    with pytest.raises(LexiconError, match="begins with"):
        Scan([Rule("plain", load_lexicon("doubts").rules[0].pattern, ("a",), (), {})])


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.id) for rule in rules_of("label")])
def test_every_label_is_found_from_its_sign(rule: Rule) -> None:
    for example in rule.examples:
        assert rule.id in {label.rule for label in find_labels(example, Span(0, len(example)))}


@pytest.mark.parametrize("kind", ["predicate", "cue", "cue-by", "cue-with", "cue-after"])
def test_the_examples_of_role_words_hold_a_word_that_is_looked_for_first(kind: str) -> None:
    looked_for = statements._PREDICATE if kind == "predicate" else duty_sentences._CUE
    examples = [example for rule in rules_of(kind) for example in rule.examples]
    assert [example for example in examples if not looked_for.search(example)] == []


def statements_of(record: Record) -> tuple[object, ...]:
    return record.assignments, record.targets, record.tasks, record.duties, record.doubts


LINES = [
    "(一)市水务局",
    "1.治理河道。(牵头单位:市水务局;责任单位:市财政局、教育局)",
    "2.由市水务局牵头,会同市财政局制定方案。",
    "牵头单位:市水务局",
    "市教育局要配合市水务局,负责宣传。",
    "各责任单位中排在第一位的为牵头单位。",
    "三、实施步骤",
    "(三)总结阶段(2023年3月~4月)",
    "4.到2025年,合格率达到95%以上,新建3家工厂。",
    "全市人民安居乐业。",
    "市水务局:治理河道;清理淤泥。",
]


@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=8).map("\n".join))
def test_a_document_says_the_same_when_nothing_is_passed_over(text: str) -> None:
    document = Document(source="a.txt", content_hash="", text=text)
    found = extract(document)
    with pytest.MonkeyPatch.context() as patch:
        anything = any_cue([])
        patch.setattr(duty_sentences, "_with_cues", lambda text, span, _brackets: sentences(text, span))
        patch.setattr(statements, "_PREDICATE", anything)
        patch.setattr(statements, "_LABEL_END", anything)
        patch.setattr(assignments, "_ROLE_WORD", anything)
        patch.setattr(headed_duties, "_may_head", lambda: anything)
        assert statements_of(extract(document)) == statements_of(found)

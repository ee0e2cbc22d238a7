"""Why a word of duty assigns nothing, and why a number promises nothing: the name of the rule that says so."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from loaders.comparing_verbs import find_verb
from loaders.lexicon import Rule, load_lexicon
from loaders.number_contexts import chains, number_contexts, placed, rules_where
from loaders.number_traps import is_modifier, is_trap
from loaders.quantities import Quantity
from loaders.record import Span, span_of
from loaders.span_sets import SpanSet

NAMES_NOBODY: Final = "names-nobody"
DESCRIBES: Final = "describes-a-thing"
TRAP: Final = "period-grade-or-frequency"
_REACH: Final = 120
_CLAUSE_END: Final = re.compile(r"[,;。]")
_LABEL_END: Final = re.compile(r"(?:责任)?(?:单位|部门)?\s{0,3}[:】\]]")


def duty_words(text: str) -> list[Span]:
    """Where words of duty (牵头, 负责, 会同…) stand in a narrowed text."""
    return [span_of(match.span()) for match in _duties().finditer(text)]


def why_no_duty(text: str, sentence: Span, word: Span) -> str | None:
    """The rule by which a word of duty in a sentence of narrowed text assigns nothing; None where no rule says so."""
    begin, end = max(sentence.begin, word.begin - _REACH), min(sentence.end, word.end + _REACH)
    clause = _CLAUSE_END.split(text[begin : word.begin])[-1]
    for rule in _rules("duty"):
        if _stands_in(rule, text, Span(begin, end), word) and not (rule.fields.get("unnamed") and _names_body(clause)):
            return rule.id
    labels = _LABEL_END.match(text, word.end)
    return None if labels or _names_body(text[begin : word.begin]) else NAMES_NOBODY


def why_no_promises(text: str, sentence: Span, quantities: Sequence[Quantity], masked: SpanSet) -> dict[Span, str]:
    """The rules by which numbers of a sentence promise nothing, by the numbers' places; others are left out."""
    numbers = [placed(text, sentence, quantity) for quantity in quantities]
    found = {number.quantity.span: DESCRIBES for number in numbers if is_modifier(text, number)}
    binding = [number for number in numbers if number.quantity.span not in found]
    for chain in chains(text, number_contexts(text, binding, masked)):
        verb, _ = find_verb(chain[0].words, chain[0].quantity, bound=chain[-1].bound is not None)
        if is_trap(text, sentence, chain[0], verb):
            reason = _trap(text, sentence, chain[0].quantity)
            found.update({number.quantity.span: reason for number in chain})
    for quantity in quantities:
        begin, end = max(sentence.begin, quantity.span.begin - _REACH), min(sentence.end, quantity.span.end + _REACH)
        rules = (rule.id for rule in _rules("quantity") if _stands_in(rule, text, Span(begin, end), quantity.span))
        if quantity.span not in found and (named := next(rules, None)):
            found[quantity.span] = named
    return found


def _stands_in(rule: Rule, text: str, window: Span, place: Span) -> bool:
    """Whether a match of the rule in the window holds the place."""
    return rule.may_match(text, *window) and any(
        match.start() <= place.begin < match.end() for match in rule.pattern.finditer(text, *window)
    )


@cache
def _rules(of: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in load_lexicon("dismissals").rules if rule.fields["of"] == of)


def _trap(text: str, sentence: Span, quantity: Quantity) -> str:
    """The trap's rule, told from the words around the number."""
    before, end = text[sentence.begin : quantity.span.begin], quantity.span.end
    for rule in rules_where("trap-after"):
        if rule.pattern.match(text, end):
            return rule.id
    for rule in rules_where("trap-sentence"):
        if rule.pattern.search(text, *sentence):
            return rule.id
    return next(
        (
            rule.id
            for rule in (*rules_where("trap-before-any"), *rules_where("trap-before"))
            if rule.pattern.search(before)
        ),
        TRAP,
    )


def _names_body(stretch: str) -> bool:
    """Whether a stretch names a body: an organ's word is left when groups that name nobody are taken out."""
    return bool(_organ().search(_groups().sub("", stretch)))


@cache
def _duties() -> re.Pattern[str]:
    return re.compile(load_lexicon("dismissals").alternation("duties"))


@cache
def _groups() -> re.Pattern[str]:
    groups = load_lexicon("dismissals").alternation("groups")
    return re.compile(rf"(?:{groups}){{1,4}}的?(?:部门|单位|机关|机构|政府|方面|主体|委员|企业|公司|协会|组织|学校)+")


@cache
def _organ() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?<=[\u4e00-\u9fff])(?:{load_lexicon('agents').alternation('organs')}))(?![\u4e00-\u9fff]?[长员])"
    )

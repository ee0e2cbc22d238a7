"""A number with the words around it: what stands before it in its clause, what follows, and the bound it is given.

Windows are bounded, so that a text without punctuation costs no more than one with.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from loaders.lexicon import Rule, any_cue, any_of, load_lexicon
from loaders.quantities import Quantity
from loaders.record import Span, span_of
from loaders.span_sets import SpanSet

RATES = frozenset("%‰‱")
CLAUSE_SIGNS = ",;:。\n\t|"
JOINTS = " 、,和及与"

_JOINT = re.compile(r"[、,和及与以\s]+")
_CLAUSE_SIGN = re.compile(f"[{re.escape(CLAUSE_SIGNS)}]")
_BULLET = re.compile(r"\s*(?:[-*•●◆]+(?!\d)|[一二三四五六七八九]是(?![否指]))\s*")
_PART = re.compile(r"\((?=其中|含[\u4e00-\u9fff])")
_WINDOW = 240


class NumberContext(NamedTuple):
    """One number of a sentence.

    ``left`` reaches back to its clause's beginning or the number before, ``right`` on from its bound to the clause's
    end or the number after; ``clause`` is the whole clause. ``words`` is the left side without the dates in it;
    ``unit`` is without its magnitude (亩 for 万亩), empty where there is none.
    """

    quantity: Quantity
    left: Span
    right: Span
    clause: Span
    bound: Rule | None
    words: str
    unit: str

    def in_clause(self, text: str) -> str:
        """The words of its clause before it."""
        return text[self.clause.begin : self.quantity.span.begin]

    @property
    def is_rate(self) -> bool:
        """Whether it is a percentage or the like."""
        return self.quantity.unit in RATES


class PlacedNumber(NamedTuple):
    """A number with its clause and the bound behind it (以上), which ends at ``end``."""

    quantity: Quantity
    clause: Span
    bound: Rule | None
    end: int

    def before(self, text: str) -> str:
        """The words of its clause before it."""
        return text[self.clause.begin : self.quantity.span.begin]


@cache
def rules_where(where: str) -> tuple[Rule, ...]:
    """The rules of ``lexicon/targets.toml`` for one place around a number."""
    return tuple(rule for rule in load_lexicon("targets").rules if rule.fields["where"] == where)


@cache
def any_rule_where(where: str) -> re.Pattern[str]:
    """What finds any of the rules for one place around a number."""
    return any_of(rules_where(where))


def is_said(where: str, words: str) -> bool:
    """Whether any of the rules for one place around a number fits the words; told by their cues first."""
    return _any_cue_where(where).search(words) is not None and any_rule_where(where).search(words) is not None


@cache
def _any_cue_where(where: str) -> re.Pattern[str]:
    return any_cue(rules_where(where))


def placed(text: str, sentence: Span, quantity: Quantity) -> PlacedNumber:
    """A number of a sentence of narrowed text in its place."""
    return PlacedNumber(quantity, _clause_around(text, sentence, quantity), *_bound_after(text, quantity, sentence.end))


def number_contexts(text: str, numbers: Sequence[PlacedNumber], masked: SpanSet) -> tuple[NumberContext, ...]:
    """The numbers of a sentence of narrowed text with their contexts, in order."""
    return tuple(_context(text, numbers, index, masked) for index in range(len(numbers)))


def chains(text: str, contexts: Sequence[NumberContext]) -> tuple[tuple[NumberContext, ...], ...]:
    """The contexts in groups: numbers of one unit joined by 、 or 和 alone belong together (85%和80%以上)."""
    groups: list[list[NumberContext]] = []
    for context in contexts:
        if groups:
            last = groups[-1][-1]
            between = text[last.right.begin : context.quantity.span.begin]
            if _JOINT.fullmatch(between) and context.quantity.unit == last.quantity.unit:
                groups[-1].append(context)
                continue
        groups.append([context])
    return tuple(map(tuple, groups))


def _bound_after(text: str, quantity: Quantity, limit: int) -> tuple[Rule | None, int]:
    """The rule of the words that bound a number (以上, 以内, 左右), and where they end."""
    for rule in rules_where("after"):
        match = rule.pattern.match(text, quantity.span.end, limit)
        if match:
            return rule, match.end()
    return None, quantity.span.end


def _clause_around(text: str, sentence: Span, quantity: Quantity) -> Span:
    """The clause that holds a number, at most a window to either side."""
    earliest = max(sentence.begin, quantity.span.begin - _WINDOW)
    latest = min(sentence.end, quantity.span.end + _WINDOW)
    begin = max([text.rfind(sign, earliest, quantity.span.begin) for sign in CLAUSE_SIGNS]) + 1
    begin = max(begin, earliest)
    if bullet := _BULLET.match(text, begin, quantity.span.begin):
        begin = bullet.end()  # a line of a list, 一是…
    in_bracket = text.find("(", begin, quantity.span.begin) >= 0
    parts = list(_PART.finditer(text, begin, quantity.span.begin)) if in_bracket else ()
    if parts and text.find(")", parts[-1].end(), quantity.span.begin) < 0:  # 示范村20个(其中国家级5个)
        begin = parts[-1].end()
        latest = end if (end := text.find(")", quantity.span.end, latest)) >= 0 else latest
    sign = _CLAUSE_SIGN.search(text, quantity.span.end, latest)
    return span_of((begin, sign.start() if sign else latest))


def _context(text: str, numbers: Sequence[PlacedNumber], index: int, masked: SpanSet) -> NumberContext:
    quantity, clause, bound, end = numbers[index]
    begin = max(clause.begin, numbers[index - 1].quantity.span.end) if index else clause.begin
    right_end = max(end, clause.end)
    if index + 1 < len(numbers):
        right_end = min(right_end, max(end, numbers[index + 1].quantity.span.begin))
    left = span_of((begin, quantity.span.begin))
    return NumberContext(
        quantity, left, span_of((end, right_end)), clause, bound, _without(text, left, masked), quantity.base_unit
    )


def _without(text: str, span: Span, masked: SpanSet) -> str:
    """The words of a stretch without the masked ones."""
    begin, words = span.begin, ""
    for mask in masked.within(span):
        words += text[begin : mask.begin].removesuffix("“")  # of “十四五”期间
        begin = mask.end
    return words + text[begin : span.end]

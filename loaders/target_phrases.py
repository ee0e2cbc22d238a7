"""The words around a number: which indicator it measures and how it binds, or that it promises nothing."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from loaders.indicator_names import clean_indicator, ends_with_measure, is_elliptic, restore_indicator, split_indicators
from loaders.lexicon import Rule, load_lexicon
from loaders.quantities import Quantity
from loaders.record import Comparator, Kind, Span

_CLAUSE_SIGNS = ",;:。\n"
_JOINT = re.compile(r"[、,和及与以\s]*$")
_RATIO_VERB = re.compile(r"(?:以上)?(?:的[^,。;]{2,30}?)?[^,。;]{0,30}?(?:达到|完成|实现|建成|开展|纳入|落实|覆盖|配备|接入|通过|达标|符合|使用|执行|设置|采用|应用|参加|享有|获得|拥有|建立|取得)")
_RATES = frozenset("%‰‱")
_TIMES = ("天", "小时", "分钟", "秒", "工作日", "个小时", "个工作日")
_RANK_UNITS = ("位", "名", "强", None)


@dataclass(frozen=True, slots=True)
class Promise:
    """A number that binds: ``span`` covers the words that say so."""

    quantity: Quantity
    span: Span
    indicator: str
    comparator: Comparator
    kind: Kind
    rule: str


@dataclass(frozen=True, slots=True)
class _Around:
    """A number with the words before and after it, up to its neighbours or its clause's ends."""

    quantity: Quantity
    left: Span
    right: Span
    bound: Rule | None


def is_background(heading: str) -> bool:
    """Whether a heading announces circumstances, past results or definitions."""
    return any(rule.pattern.search(heading) for rule in _rules("trap-heading"))


def find_promises(text: str, sentence: Span, quantities: Sequence[Quantity], masked: Sequence[Span]) -> Iterator[Promise]:
    """The promises of one sentence of narrowed text, in order."""
    if any(rule.pattern.search(text, *sentence) for rule in _rules("trap-sentence")):
        return
    around = [_around(text, sentence, quantities, index) for index in range(len(quantities))]
    said: list[Promise] = []
    index = 0
    while index < len(around):
        chain = _chain(text, around, index)
        for promise in _promises(text, sentence, chain, said, masked):
            said.append(promise)
            yield promise
        index += len(chain)


@cache
def _rules(where: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in load_lexicon("targets").rules if rule.fields["where"] == where)


def _around(text: str, sentence: Span, quantities: Sequence[Quantity], index: int) -> _Around:
    quantity = quantities[index]
    bound = next((rule for rule in _rules("after") if rule.pattern.match(text, quantity.span.end, sentence.end)), None)
    end = _bound_end(text, quantity, bound, sentence.end)
    begin = max((text.rfind(sign, sentence.begin, quantity.span.begin) + 1 for sign in _CLAUSE_SIGNS), default=0)
    begin = max(begin, sentence.begin)
    if index:
        previous = quantities[index - 1]
        begin = max(begin, previous.span.end)
    stops = [position for sign in _CLAUSE_SIGNS if (position := text.find(sign, end, sentence.end)) >= 0]
    right_end = min(stops, default=sentence.end)
    if index + 1 < len(quantities):
        right_end = min(right_end, quantities[index + 1].span.begin)
    return _Around(quantity, Span(begin, quantity.span.begin), Span(end, max(end, right_end)), bound)


def _bound_end(text: str, quantity: Quantity, bound: Rule | None, limit: int) -> int:
    match = bound.pattern.match(text, quantity.span.end, limit) if bound else None
    return match.end() if match else quantity.span.end


def _chain(text: str, around: Sequence[_Around], index: int) -> list[_Around]:
    """The number at ``index`` with those that follow it joined by 、 or 和 alone: 85%和80%以上."""
    chain = [around[index]]
    for following in around[index + 1 :]:
        between = text[chain[-1].right.begin : following.quantity.span.begin]
        if _JOINT.fullmatch(between) and between and following.quantity.unit == chain[0].quantity.unit:
            chain.append(following)
        else:
            break
    return chain


def _promises(
    text: str, sentence: Span, chain: Sequence[_Around], said: Sequence[Promise], masked: Sequence[Span]
) -> Iterator[Promise]:
    first, last = chain[0], chain[-1]
    if _is_trap(text, first):
        return
    left = _unmasked(text, first.left, masked)
    verb, subject = _verb(left, first.quantity)
    if verb is None:
        yield from _without_verb(text, sentence, first, left, said)
        return
    comparator = _comparator(verb, last.bound, first.quantity, left)
    kind = Kind(verb.fields["kind"])
    subject_begin = first.left.begin
    names = _indicators(text, sentence, subject, left, said, first)
    pairs = zip(chain, names, strict=True) if len(names) == len(chain) else ((number, name) for number in chain[:1] for name in names)
    for number, name in pairs:
        if name:
            yield Promise(number.quantity, Span(_skip_blanks(text, subject_begin), last.right.begin), name, comparator, kind, verb.id)


def _skip_blanks(text: str, begin: int) -> int:
    while text[begin] in " 、,和及与":
        begin += 1
    return begin


def _unmasked(text: str, span: Span, masked: Sequence[Span]) -> str:
    """The words of a stretch without the dates in it."""
    words = text[span.begin : span.end]
    for mask in sorted(masked, reverse=True):
        if span.begin <= mask.begin and mask.end <= span.end:
            words = words[: mask.begin - span.begin] + words[mask.end - span.begin :]
    return words


def _is_trap(text: str, around: _Around) -> bool:
    begin, end = around.quantity.span
    before = text[around.left.begin : begin]
    if any(rule.pattern.search(before) for rule in _rules("trap-before")):
        return True
    if any(rule.pattern.match(text, end) for rule in _rules("trap-after")):
        return True
    following = text[around.right.begin : around.right.begin + 1]
    return following == "的" and around.quantity.unit not in _RATES


def _verb(left: str, quantity: Quantity) -> tuple[Rule | None, str]:
    """The rule of the verb that ends the words before a number, and what stands before that verb."""
    words = left.rstrip()
    best: tuple[Rule | None, str] = (None, left)
    begin = len(words) + 1
    for rule in _rules("before"):
        if rule.id == "rank" and quantity.unit not in _RANK_UNITS:
            continue
        match = rule.pattern.search(words)
        if match and match.start() < begin and (match.group() or rule.id == "rank"):
            best, begin = (rule, words[: match.start()]), match.start()
            if rule.id in {"rank", "reduce-to", "at-most", "at-least"}:
                break
    return best


def _comparator(verb: Rule, bound: Rule | None, quantity: Quantity, left: str) -> Comparator:
    stated: Comparator = verb.fields["comparator"]
    if verb.id in {"decrease-by", "increase-by"} and "超过" in left[-6:]:
        return ">"
    if bound and verb.id not in {"above", "below", "at-least", "at-most", "rank"}:
        comparator: Comparator = bound.fields["comparator"]
        return comparator
    return stated


def _indicators(text: str, sentence: Span, subject: str, left: str, said: Sequence[Promise], first: _Around) -> tuple[str, ...]:
    """The indicators that a verb's subject names: several where 分别, 均 or 和 joins complete ones."""
    name = clean_indicator(subject)
    if not name and said:
        return (said[-1].indicator,)
    if is_elliptic(name):
        name = restore_indicator(name, text[sentence.begin : first.left.begin], said[-1].indicator if said else None)
    several = split_indicators(name, each="分别" in left or "均" in left[-6:])
    return several or (name,)


def _without_verb(text: str, sentence: Span, around: _Around, left: str, said: Sequence[Promise]) -> Iterator[Promise]:
    """Numbers without a comparing verb: 覆盖率100%, 建成3家示范工厂, 著名商标3个以上, 35%养老机构完成评定."""
    quantity = around.quantity
    rate = quantity.unit in _RATES
    name, rule = _named(text, around, left, said)
    if not name or (quantity.unit or "").endswith(_TIMES):
        return
    if around.bound:
        comparator: Comparator = around.bound.fields["comparator"]
    else:
        comparator = "=" if rate and quantity.value in (0, 100) else ">="
    end = around.right.end if rule in {"created", "share"} else around.right.begin
    begin = _skip_blanks(text, around.left.begin)
    yield Promise(quantity, Span(begin, begin + len(text[begin:end].rstrip(" 、和及与"))), name, comparator, Kind.LEVEL, rule)


def _named(text: str, around: _Around, left: str, said: Sequence[Promise]) -> tuple[str, str]:
    """The thing counted, and the rule that found it; an empty name when the number promises nothing."""
    right = text[around.right.begin : around.right.end]
    rate = around.quantity.unit in _RATES
    create = _create_at_end().search(left)
    if rate and (not clean_indicator(left) or create or _RATIO_VERB.match(right)) and _RATIO_VERB.match(right):
        return clean_indicator(left) + clean_indicator(right.removeprefix("的")), "share"
    if create or not left.strip(" 、和及与"):
        if not create and not (said and said[-1].rule == "created"):
            return "", ""
        thing = clean_indicator(right.removeprefix("的"))
        subject = clean_indicator(left[: create.start()]) if create and rate else ""
        return (subject + thing if len(thing) > 1 else ""), "created"
    name = clean_indicator(left)
    if rate:
        return (name, "bare-rate") if ends_with_measure(name) else ("", "")
    if is_elliptic(name) and said:
        name = restore_indicator(name, "", said[-1].indicator)
    evident = around.bound or _create_at_start().match(left.strip(" 、和及与")) or (said and said[-1].rule in {"created", "counted"})
    return (name, "counted") if evident and len(name) >= 1 else ("", "")


@cache
def _create_at_end() -> re.Pattern[str]:
    lexicon = load_lexicon("targets")
    return re.compile(f"(?:{lexicon.alternation('create')})(?:{lexicon.alternation('adverbs')})*\\s*$")


@cache
def _create_at_start() -> re.Pattern[str]:
    lexicon = load_lexicon("targets")
    return re.compile(f"(?:{lexicon.alternation('adverbs')}|力争|积极|争取|确保|新|要|全年|年内|再)*(?:{lexicon.alternation('create')})")

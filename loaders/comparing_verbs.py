"""Verbs that compare: 达到, 不低于, 控制在, 下降, 居…前; which one ends the words before a number, and how it binds."""

import re
from functools import cache

from loaders.lexicon import CueSigns, Rule
from loaders.number_contexts import RATES, rules_where
from loaders.quantities import Quantity
from loaders.record import Comparator

_RANK_UNITS = ("位", "名", "强", None)
_CHANGES = frozenset({"decrease-by", "increase-by"})
# These verbs bind by themselves, whatever bound follows the number.
_SETTLED = frozenset({"above", "below", "at-least", "at-most", "rank"})
_SHORTEST_RANKED = 3
_RANKED_PLACES = ("城市", "市县", "地区", "省市", "县区", "县市", "单位", "企业", "高校", "百强", "百强县")
_STOPPING = frozenset({"rank", "reduce-to", "at-most"})
# 电力需求侧响应能力达到最大用电负荷的5%: the base stands between verb and number; 提高到2025年的38% has its date there
_OF = re.compile(
    r"(?P<verb>达到|达|不低于|不得低于|不少于|超过|不超过|保持在|稳定在|控制在|(?:提高|提升|增加|上升|下降|降低|减少)[到至]|增至|降至)"
    r"(?P<base>[^,;。\d]{2,24})?的$"
)


def find_verb(words: str, quantity: Quantity, *, bound: bool = False) -> tuple[Rule | None, str]:
    """The rule of the comparing verb that ends the words before a number, and what stands before that verb.

    ``bound`` says whether a bound (以上) follows the number; some verbs (在) compare only with one.
    """
    stripped = words.rstrip()
    if stripped.endswith("的"):
        stripped = _OF.sub(lambda match: match["verb"], stripped)
    best: tuple[Rule | None, str] = (None, stripped)
    begin = len(stripped) + 1
    for rule in _verbs().may_match(stripped):
        match = rule.pattern.search(stripped)
        if match and match.group() and match.start() < begin and _may_apply(rule, quantity, bound=bound):
            best, begin = (rule, stripped[: match.start()]), match.start()
            if rule.id in _STOPPING or (rule.id == "at-least" and quantity.is_count):
                break  # 起降不少于2万架次, 整治提升不少于20条: the count is no change
    return best


@cache
def _verbs() -> CueSigns:
    return CueSigns(rules_where("before"))


def _may_apply(rule: Rule, quantity: Quantity, *, bound: bool) -> bool:
    """Whether a verb compares such a number at all: 为 only rates and nothings, 在 only with a bound, ranks places."""
    if rule.fields.get("rates_only") and quantity.unit not in RATES and quantity.value != 0:
        return False
    if rule.fields.get("scores_only") and quantity.unit != "分" and quantity.unit not in RATES:
        return False
    if rule.fields.get("needs_bound") and not bound:
        return False
    if rule.fields.get("needs_range") and (quantity.upper is None or not (bound or quantity.rule == "pure-number")):
        return False
    return rule.id != "rank" or quantity.unit in _RANK_UNITS


def rank_verb() -> Rule:
    """The rule of ranks, for a second rank that leans on the first: 全省前20位、全市前3位."""
    return next(rule for rule in rules_where("before") if rule.id == "rank")


def ranked_in(words: str) -> str:
    """What a rank is of where nothing stands before its verb: 进入全省旅游竞争力前3位; nothing for 进入全省前3位."""
    match = rank_verb().pattern.search(words)
    among = re.sub(r"^(?:全[国省市县区州球]|世界|国内|同类)", "", match["among"]) if match else ""
    return "" if len(among) < _SHORTEST_RANKED or among.endswith(_RANKED_PLACES) else among


def comparator_of(verb: Rule, bound: Rule | None, words: str) -> Comparator:
    """How a verb binds together with the bound behind the number."""
    if verb.id in _CHANGES and "超过" in words[-6:]:
        return ">"
    comparator: Comparator = (bound if bound and verb.id not in _SETTLED else verb).fields["comparator"]
    return comparator

"""Numbers that promise nothing: results of the past, sizes in a thing's name, penalties, frequencies, grades."""

import re
from functools import cache, lru_cache

from loaders.comparing_verbs import find_verb
from loaders.indicator_names import clean_indicator, ends_with_measure
from loaders.lexicon import Rule, any_cue, load_lexicon
from loaders.number_contexts import RATES, NumberContext, PlacedNumber, any_rule_where, is_said, rules_where
from loaders.quantities import Quantity
from loaders.record import Span, span_of

# 95%以上的行政村建成…: a share of things, which is an aim
SHARE_VERB = re.compile(
    r"(?:以上)?(?:的[^,。;]{2,30}?)?[^,。;]{0,30}?(?:达到|完成|实现|建成|开展|纳入|落实|覆盖|配备|接入|通过|达标|符合|使用|执行|设置|采用|应用|参加|享有|获得|拥有|建立|取得|提供|具备|掌握|开通|建有|运用|安装|实行|签约|设立|引入|转化|得到|建档|办结|到位|持证|参保|联网|公开|整改|销号|接受)(?!率)"
)
# 集团化办学覆盖城区80%以上的学校: the part of things that is covered
COVERED_PART = re.compile(r"覆盖[^,。;\d]{0,10}$")
# 每年安排不低于200亩的用地指标
_ALLOT_AT_LEAST = re.compile(r"(?:安排|预留|统筹|拿出|列支|划出|保障|新增)(?:用地|资金)?不(?:少于|低于)$")
# 每年安排专项资金不少于3000万元,对成效明显的县给予奖补: what is allotted is an aim, whoever is rewarded out of it
_ALLOTS = re.compile(r"(?:安排|统筹|列支|设立|投入)[^,;。\d]{0,14}(?:资金|经费|预算|基金)[^,;。\d]{0,10}$")
_FROM = re.compile(r"(?:由|从)[^,;。由从]{0,12}$")
_TO = re.compile(
    r"(?:左右|以上|以下)?(?:提高|提升|增加|增长|上升|扩大|升|增|下降|降低|降|减少|压减|压缩|缩短|缩减|减|整合|归并|合并|撤并|精简)(?:到|至|为)"
)
# 建设具有年产130根曲轴能力的项目: what the thing built can do
_ABLE = re.compile(
    r"(?:建设|建成|新建|培育|引进|打造)[^,。;]{0,12}(?:具有|具备|可容纳|能容纳|配有)(?:年产|日产|日处理)?$"
)
_HAN = re.compile(r"[\u4e00-\u9fff“](?<![和与及的])")
_COUNT = re.compile(r"\d{1,5}[个家项户座处]")
_SIZE_THEN_COUNT = re.compile(r"[\u4e00-\u9fff]{2,10}\d")
# 入井人数超过30人、井深超过800米的矿山: what a thing must have to be meant
_CONDITION_GOES_ON = re.compile(r"、[^,;。]{0,24}\d[^,;。\d]{0,8}的[\u4e00-\u9fff]")
_FREQUENT = re.compile(r"每(?:个)?(?:季度|学期|学年|月|周|半年|两月|旬|日|天|班次|两年)[^,;。]{0,14}$")
_YEARLY = re.compile(
    r"每(?:\d|[两三四五])?年[^,。;]{0,8}(?:调整|修订|召开|更新|公布|报告|通报|轮换|申报|审核|评估)(?:至少|不少于|会议)?$"
)
_TURNS = frozenset({"次", "轮"})
_OCCASIONS = frozenset({"次", "场", "场次", "期", "人次", "轮", "学时", "课时"})
_GRADES = frozenset({"级", "分", "岁", "度", "日", "个月", "年"})
_PERIODS = frozenset({"年", "日"})
_PERIOD_VERBS = frozenset({"reduce-to", "at-most", "reach", "raise-to", "at-least"})
# 扣除期限不能超过48个月, 每人分摊的额度不超过1000元: a rule's limit, no aim
_LIMIT = re.compile(
    r"(?:期限|年限|有效期|任期|额度|限额|上限)(?:最长|最高|最多|一般|原则上)*(?:不(?:得|应|能)?(?:超过|高于|大于|多于|超)|最多|至多)[^,;。]{0,4}$"
)
_LIMITED = ("元", "个月", "年")
_CONDITION_VERBS = frozenset({"above", "below"})
_SEGMENT = 600
# …项目15项,对首次获奖的单位奖励100万元
_STOP = re.compile(r";|,对(?![照标接外内口象应])(?=[^,;。]{2,40}[,;。]?[^,;。]{0,16}(?:给予|奖励|补助|资助|奖补|补贴))")
_AHEAD = re.compile(r",(?=(?:力争|计划|争取|预计)?(?:到|至)(?:20\d\d年|“?十[四五六]五)|(?:力争|计划|今年|明年))")
_SEMICOLON = re.compile(";")
_FIRST_TIME = re.compile("首次|年度(?<!按年度)(?!投)|连续")  # 首次突破10亿元,对企业给予奖励 is a condition
_TOLD = frozenset({"past", "told-of-now"})
# 设立规模30亿元的产业基金
OF_SIZE = re.compile(r"(?:设立|组建|成立|筹建|建立)(?P<size>(?:总|首期|目标)?规模)(?:约|为|达|达到|不低于|不少于)*$")


@lru_cache(maxsize=4096)  # each part below a heading asks
def is_background(heading: str) -> bool:
    """Whether a heading announces circumstances, past results or definitions."""
    return is_said("trap-heading", heading)


def is_modifier(text: str, number: PlacedNumber) -> bool:
    """Whether a number only describes a thing: 面积不少于1000平方米的综合体; a share (95%以上的村) does not."""
    quantity, bound, end, before = number.quantity, number.bound, number.end, number.before(text)
    if (_TO.match(text, end) and _FROM.search(before)) or _ABLE.search(before):
        return True  # the starting point of 由90.2%提高到92%; what a thing built can do
    if text[end : end + 1] == "的":
        if OF_SIZE.search(before):
            return False
        covered = quantity.unit in RATES and COVERED_PART.search(before)
        if covered or is_made_of(text, quantity, before):
            return False
        measured = ends_with_measure(clean_indicator(before)) or find_verb(before, quantity)[0] is not None
        return quantity.unit not in RATES or measured or not SHARE_VERB.match(text, end)
    return quantity.unit not in RATES and _is_size(text, quantity, bound, end)


def _is_size(text: str, quantity: Quantity, bound: Rule | None, end: int) -> bool:
    """Whether a number is a size in a thing's name: 15万千瓦以下小热电机组, 4.3米焦炉6座, 10亿元以上20个."""
    if _COUNT.match(text, end):
        return bound is not None and not quantity.is_count
    if not _HAN.match(text, end):
        return False
    small = bound is not None and bound.id == "or-less"
    return (bound is not None and not quantity.is_count) or (
        (small or not quantity.is_count) and bool(_SIZE_THEN_COUNT.match(text, end))
    )


def is_made_of(text: str, quantity: Quantity, before: str) -> bool:
    """Whether a number says of how much a thing to be made consists: 组建不少于120人的队伍, 安排不低于200亩的指标.

    ``before`` are the words of its clause before it.
    """
    if text[quantity.span.end : quantity.span.end + 1] != "的":
        return False
    return bool((_make() if quantity.is_count else _ALLOT_AT_LEAST).search(before))


@cache
def _make() -> re.Pattern[str]:
    return re.compile(f"(?:{load_lexicon('targets').alternation('create')})不(?:少于|低于)$")


def is_trap(text: str, sentence: Span, number: NumberContext, verb: Rule | None) -> bool:
    """Whether the words around a number say that it promises nothing; ``verb`` is its comparing verb, if any."""
    begin, end = number.quantity.span
    before = text[number.left.begin : begin]
    if _is_occasion(text, number, verb):
        return True
    graded = verb is None and (number.unit in _GRADES or any_rule_where("trap-before").search(before) is not None)
    if graded and not ends_with_measure(clean_indicator(number.words)):
        return True
    if is_said("trap-before-any", before):
        return True
    money = number.unit.endswith(("元", "美元"))
    if (number.is_rate or money) and any_rule_where("trap-before-rate").search(before):
        return True
    if any_rule_where("trap-after").match(text, end):
        return True
    return _is_told_of(text, _segment(text, sentence, number), number, allotted=bool(verb and _ALLOTS.search(before)))


def _is_told_of(text: str, segment: Span, number: NumberContext, *, allotted: bool) -> bool:
    """Whether the sentence around a number tells of the past, of penalties or of definitions.

    Of the past it is asked only up to the number's clause, from where the sentence looks ahead (50家,到2025年达到80家);
    where a sum is ``allotted``, of everything.
    """
    begin, end = segment
    if not _sentence_cue().search(text, begin, end):
        return False
    said = number.quantity.span.begin
    ahead = max((match.end() for match in _AHEAD.finditer(text, begin, said)), default=begin)
    clause_end = min(end, number.clause.end)
    return any(
        rule.may_match(text, begin, end)
        and (
            rule.pattern.search(text, ahead, clause_end)
            if rule.id == "past" or allotted
            else rule.pattern.search(text, begin, end)
        )
        for rule in rules_where("trap-sentence")
    )


@cache
def _sentence_cue() -> re.Pattern[str]:
    return any_cue(rules_where("trap-sentence"))


def _is_occasion(text: str, number: NumberContext, verb: Rule | None) -> bool:
    """Whether a number is a length of time, a frequency, a rule's limit, or a condition for what is meant."""
    if number.unit in _PERIODS and (verb is None or verb.id not in _PERIOD_VERBS):
        return True
    if number.unit.partition("/")[0] in _OCCASIONS and _FREQUENT.search(text, *number.left):
        return True
    if number.unit in _TURNS and _YEARLY.search(text, *number.left):
        return True
    if number.unit.endswith(_LIMITED) and _LIMIT.search(text, *number.left):
        return True
    end = number.quantity.span.end
    return verb is not None and verb.id in _CONDITION_VERBS and _CONDITION_GOES_ON.match(text, end) is not None


def looks_back(text: str, sentence: Span) -> bool:
    """Whether a sentence tells what was reached or what happened, so that its date is no deadline."""
    return any(
        rule.may_match(text, *sentence) and rule.pattern.search(text, *sentence)
        for rule in rules_where("trap-sentence")
        if rule.id in _TOLD
    )


def is_size_of_fund(text: str, number: NumberContext) -> bool:
    """Whether a number is how large something set up is to be: 设立总规模不低于50亿元的基金."""
    behind = text[number.quantity.span.end : number.quantity.span.end + 3].lstrip("以上")
    return behind.startswith("的") and bool(OF_SIZE.search(text, *number.left))


def _segment(text: str, sentence: Span, number: NumberContext) -> Span:
    """The part of the sentence between semicolons that holds a number; what is granted to others begins anew."""
    begin, end = number.quantity.span
    earliest, latest = max(sentence.begin, begin - _SEGMENT), min(sentence.end, end + _SEGMENT)
    stop = _STOP.search(text, end, latest)
    if stop and stop.group() != ";" and _FIRST_TIME.search(text, earliest, begin):
        stop = _SEMICOLON.search(text, end, latest)
    return span_of((max(text.rfind(";", earliest, begin) + 1, earliest), stop.start() if stop else latest))

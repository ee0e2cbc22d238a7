"""The words around a number: which indicator it measures and how it binds, or that it promises nothing."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from loaders.indicator_names import clean_indicator, ends_with_measure, is_elliptic, restore_indicator, split_indicators
from loaders.lexicon import Rule, load_lexicon
from loaders.quantities import Quantity
from loaders.record import Comparator, Kind, Span

_CLAUSE_SIGNS = ",;:。\n"
_JOINT = re.compile(r"[、,和及与以\s]*$")
_RATIO_VERB = re.compile(
    r"(?:以上)?(?:的[^,。;]{2,30}?)?[^,。;]{0,30}?(?:达到|完成|实现|建成|开展|纳入|落实|覆盖|配备|接入|通过|达标|符合|使用|执行|设置|采用|应用|参加|享有|获得|拥有|建立|取得)"
)
_RATES = frozenset("%‰‱")
_FROM = re.compile(r"(?:由|从)[^,;。由从]{0,12}$")
_TO = re.compile(
    r"(?:左右|以上|以下)?(?:提高|提升|增加|增长|上升|扩大|升|增|下降|降低|降|减少|压减|压缩|缩短|缩减|减)(?:到|至|为)"
)
_HAN = re.compile(r"[\u4e00-\u9fff“](?<![和与及的])")
_SIZE_THEN_COUNT = re.compile(r"[\u4e00-\u9fff]{2,10}\d")
_OF = re.compile(
    r"(?P<verb>达到|达|不低于|不得低于|不少于|超过|不超过|保持在|稳定在|提高到|控制在)(?P<base>[^,;。\d]{2,24})的$"
)
_MONEY = ("元", "美元", "人民币")
_FUNDS = re.compile(
    r"(?:贷款|投资|产值|收入|规模|总额|债券|债务|保费|资金(?=到位)|销售额|营收|增加值|交易额|生产总值|融资|出口|进出口|消费|零售|税收|产业|经济|外资|资产|价值|授信|利润|成本)[^,;]{0,8}$"
)
_FREQUENT = re.compile(r"每(?:个)?(?:季度|月|周|半年|两月|旬|日|天|班次|两年)[^,;。]{0,14}$")
_ONLY_DATE = re.compile(r"^[、,和及与\s]*(?:其中)?[:]?\d{4}年底?前?$")
_OCCASIONS = ("次", "场", "期", "人次", "轮", "学时", "课时")
_TIMES = ("天", "小时", "分钟", "秒", "工作日", "个小时", "个工作日")
_PLAIN = re.compile(r"^[\s、,和及与]*(?:累计|全年|每年|年内|力争|其中)*|[\s:]+$")
_WITHOUT_SUBJECT = ("created", "share")
_PERIOD_VERBS = frozenset({"reduce-to", "at-most", "reach", "raise-to", "at-least"})
_IN_TURN = re.compile(r"分别|依次")
_GRADES = ("级", "分", "岁", "度", "日", "个月", "年")
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
    chain_begin: int = 0
    turn: int = 0
    turns: int = 1


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


def find_promises(
    text: str, sentence: Span, quantities: Sequence[Quantity], masked: Sequence[Span]
) -> Iterator[Promise]:
    """The promises of one sentence of narrowed text, in order."""
    binding = [quantity for quantity in quantities if not _is_modifier(text, sentence, quantity)]
    around = [_around(text, sentence, binding, index) for index in range(len(binding))]
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
    left = _OF.sub(lambda match: match["verb"], _unmasked(text, first.left, masked))
    verb, subject = _verb(left, first.quantity, bound=last.bound is not None)
    if (
        verb is not None
        and verb.id in {"reach", "above"}
        and not clean_indicator(subject)
        and not (said and said[-1].rule not in _WITHOUT_SUBJECT)
    ):
        verb = None
    if _is_trap(text, sentence, first, verb):
        return
    if said and first.quantity.span.begin < said[-1].span.end:  # inside a share's words: 其中20%达到5级
        return
    if verb is None and said and said[-1].kind is Kind.RANK and left.rstrip().endswith(("前", "第")):
        verb, subject = next(rule for rule in _rules("before") if rule.id == "rank"), ""  # 全省前20位、全市前3位
    if verb is None:
        for turn, number in enumerate(chain if _IN_TURN.search(left) else chain[:1]):
            for promise in _without_verb(text, sentence, number if turn == 0 else _moved(first, number), left, said):
                yield replace(promise, chain_begin=first.quantity.span.begin, turn=turn, turns=len(chain))
        return
    comparator = _comparator(verb, last.bound, left)
    if said and verb.id == "reach" and not last.bound and not clean_indicator(subject):
        comparator = said[-1].comparator  # 控制在37微克/立方米以下,力争达到35微克/立方米
    kind = Kind(verb.fields["kind"])
    subject_begin = first.left.begin
    names = _indicators(text, sentence, subject, left, said, first, len(chain))
    span = Span(_skip_blanks(text, subject_begin), last.right.begin)
    for turn, (number, name) in enumerate(_paired(chain, names)):
        if name:
            begin, turns = first.quantity.span.begin, len(chain)
            yield Promise(number.quantity, span, name, comparator, kind, verb.id, begin, turn, turns)


def _paired(chain: Sequence[_Around], names: Sequence[str]) -> list[tuple[_Around, str]]:
    """Numbers with their indicators: one by one, one number for all, or all numbers of one."""
    if len(names) == len(chain):
        return list(zip(chain, names, strict=True))
    if len(names) == 1:
        return [(number, names[0]) for number in chain]
    return [(chain[0], name) for name in names]


def _moved(first: _Around, number: _Around) -> _Around:
    """A later number of a list, with the words around the first."""
    return replace(number, left=first.left)


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


def _is_modifier(text: str, sentence: Span, quantity: Quantity) -> bool:
    """Whether a number only describes a thing: 面积不少于1000平方米的综合体; a share (95%以上的村) does not."""
    bound = next((rule for rule in _rules("after") if rule.pattern.match(text, quantity.span.end, sentence.end)), None)
    end = _bound_end(text, quantity, bound, sentence.end)
    begin = max(text.rfind(sign, sentence.begin, quantity.span.begin) + 1 for sign in _CLAUSE_SIGNS)
    before = text[max(begin, sentence.begin) : quantity.span.begin]
    if _FROM.search(before) and _TO.match(text, end):
        return True  # the starting point of 由90.2%提高到92%
    if text[end : end + 1] == "的":
        measured = ends_with_measure(clean_indicator(before)) or _verb(before, quantity)[0] is not None
        return quantity.unit not in _RATES or measured or not _RATIO_VERB.match(text, end)
    counted = (quantity.unit or "").lstrip("十百千万亿") in load_lexicon("quantities").words["counts"]
    if counted or quantity.unit in _RATES or not _HAN.match(text, end):
        return False
    # 15万千瓦以下小热电机组, 4.3米焦炉6座: a size in a thing's name
    return bound is not None or bool(_SIZE_THEN_COUNT.match(text, end))


def _is_trap(text: str, sentence: Span, around: _Around, verb: Rule | None) -> bool:
    begin, end = around.quantity.span
    unit = (around.quantity.unit or "").lstrip("十百千万亿")
    if unit in {"年", "日"} and (verb is None or verb.id not in _PERIOD_VERBS):
        return True
    segment_begin = max(text.rfind(";", sentence.begin, begin) + 1, sentence.begin)
    segment_end = text.find(";", end, sentence.end)
    segment = Span(segment_begin, segment_end if segment_end >= 0 else sentence.end)
    if any(rule.pattern.search(text, *segment) for rule in _rules("trap-sentence")):
        return True
    if any(rule.pattern.match(text, end) for rule in _rules("trap-after")):
        return True
    before = text[around.left.begin : begin]
    if _FREQUENT.search(before) and (around.quantity.unit or "").endswith(_OCCASIONS):
        return True
    if verb is None:
        grade = around.quantity.unit in _GRADES
        return grade or any(rule.pattern.search(before) for rule in _rules("trap-before"))
    return False


def _verb(left: str, quantity: Quantity, *, bound: bool = False) -> tuple[Rule | None, str]:
    """The rule of the verb that ends the words before a number, and what stands before that verb."""
    words = left.rstrip()
    best: tuple[Rule | None, str] = (None, left)
    begin = len(words) + 1
    for rule in _rules("before"):
        if (rule.id == "rank" and quantity.unit not in _RANK_UNITS) or (rule.fields.get("needs_bound") and not bound):
            continue
        match = rule.pattern.search(words)
        if match and match.start() < begin and (match.group() or rule.id == "rank"):
            best, begin = (rule, words[: match.start()]), match.start()
            if rule.id in {"rank", "reduce-to", "at-most", "at-least"}:
                break
    return best


def _comparator(verb: Rule, bound: Rule | None, left: str) -> Comparator:
    stated: Comparator = verb.fields["comparator"]
    if verb.id in {"decrease-by", "increase-by"} and "超过" in left[-6:]:
        return ">"
    if bound and verb.id not in {"above", "below", "at-least", "at-most", "rank"}:
        comparator: Comparator = bound.fields["comparator"]
        return comparator
    return stated


def _indicators(
    text: str, sentence: Span, subject: str, left: str, said: Sequence[Promise], first: _Around, count: int
) -> tuple[str, ...]:
    """The indicators that a verb's subject names: several where 分别, 均 or 和 joins complete ones."""
    name = clean_indicator(subject)
    if not name and said:
        return (said[-1].indicator,)
    topic = _topic(text, sentence, first)
    if topic and not ends_with_measure(name):
        return (name + topic,)
    if is_elliptic(name):
        name = restore_indicator(name, text[sentence.begin : first.left.begin], said[-1].indicator if said else None)
    if _IN_TURN.search(left) and "、" not in name:
        before = re.split(r"[;。]", text[sentence.begin : first.left.begin].rstrip(","))[-1].rsplit(",", 1)[-1]
        listed = split_indicators(before, each=True)
        if len(listed) == count > 1 and not re.search(r"\d", before):
            return tuple(clean_indicator(item) + name for item in listed)
    several = split_indicators(name, each=bool(_IN_TURN.search(left)) or "均" in left[-6:])
    return several if several and count in (1, len(several)) else (name,)


def _topic(text: str, sentence: Span, around: _Around) -> str:
    """The measure that a clause without a number announces for places: 清扫率,市区达到85%、县城达到75%."""
    clause_begin = max(text.rfind(sign, sentence.begin, around.left.begin + 1) + 1 for sign in _CLAUSE_SIGNS)
    before = text[sentence.begin : max(sentence.begin, clause_begin - 1)]
    clause = re.split(r"[,;:。]", before)[-1]
    complete = len(clause) >= 4 and not re.search(r"\d", clause) and re.search(r"(?:率|比例|面积|浓度|数量)$", clause)
    return clean_indicator(clause) if complete else ""


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
    ends = {"created": around.right.end, "share": _clause_end(text, around.right)}
    end = ends.get(rule, around.right.begin)
    begin = _skip_blanks(text, around.left.begin)
    kind = (
        Kind.INCREASE
        if name.endswith(("涨幅", "增幅", "升幅"))
        else Kind.DECREASE
        if name.endswith("降幅")
        else Kind.LEVEL
    )
    words = text[begin:end].rstrip(" 、和及与")
    yield Promise(quantity, Span(begin, begin + len(words)), name, comparator, kind, rule)


def _named(text: str, around: _Around, left: str, said: Sequence[Promise]) -> tuple[str, str]:
    """The thing counted, and the rule that found it; an empty name when the number promises nothing."""
    if said and _ONLY_DATE.search(text[around.left.begin : around.quantity.span.begin]):
        return said[-1].indicator, "counted"  # 其中2024年4个、2025年5个
    right = text[around.right.begin : _clause_end(text, around.right)]
    rate = around.quantity.unit in _RATES
    create = _create_at_end().search(left)
    if rate and (not clean_indicator(left) or create or _RATIO_VERB.match(right)) and _RATIO_VERB.match(right):
        whole = said[-1].indicator if "其中" in left and said else clean_indicator(left)
        return whole + right.removeprefix("的").strip(" 、和及与"), "share"
    right = text[around.right.begin : around.right.end]
    if said and said[-1].rule == "created" and left.rstrip().endswith(("和", "、", "及", "与")):
        left = ""  # the words before belong to the thing counted last: 3家工厂和1个园区
    if right.startswith(("、", "和", "与", "及", "用于", "用以", "以")) or not right.strip():
        right = ""
    if (create and right) or not left.strip(" 、和及与"):
        if not create and not (said and said[-1].rule == "created"):
            return "", ""
        thing = clean_indicator(right.removeprefix("的"))
        subject = clean_indicator(left[: create.start()]) if create and rate else ""
        return (subject + thing if len(thing) > 1 else ""), "created"
    begins = _create_at_start().match(left.strip(" 、和及与"))
    if not rate and left.endswith("等") and not begins:
        return "", ""
    if not rate and begins and right and left.endswith(("的", "等", "”")):  # 落地国家部署的13个“一件事”
        return clean_indicator((left if left.endswith("的") else "") + right), "created"
    name = clean_indicator(left) or _PLAIN.sub("", left)
    if (around.quantity.unit or "").endswith(_MONEY) and not _FUNDS.search(left):
        return "", ""
    if rate:
        return (name, "bare-rate") if ends_with_measure(name) else ("", "")
    if is_elliptic(name) and said:
        name = restore_indicator(name, "", said[-1].indicator)
    alone = not right and (around.bound or around.quantity.rule != "chinese")
    evident = alone or begins or (said and said[-1].rule in {"created", "counted"})
    return (name, "counted") if evident and len(name) >= 1 else ("", "")


def _clause_end(text: str, right: Span) -> int:
    end = right.begin
    while end < len(text) and text[end] not in _CLAUSE_SIGNS:
        end += 1
    return end


@cache
def _create_at_end() -> re.Pattern[str]:
    lexicon = load_lexicon("targets")
    return re.compile(f"(?:{lexicon.alternation('create')})(?:{lexicon.alternation('adverbs')})*\\s*$")


@cache
def _create_at_start() -> re.Pattern[str]:
    lexicon = load_lexicon("targets")
    return re.compile(
        f"(?:{lexicon.alternation('adverbs')}|力争|积极|争取|确保|新|要|全年|年内|再)*(?:{lexicon.alternation('create')})"
    )

"""The promises of a sentence: its numbers in turn, each with the verb that compares it or the thing it counts."""

import re
from collections.abc import Iterator, Sequence

from loaders.comparing_verbs import comparator_of, find_verb, rank_verb, ranked_in
from loaders.counted_things import counted_promise, ends_with_making, has_object, of_whole
from loaders.indicator_names import (
    clean_indicator,
    ends_with_measure,
    is_elliptic,
    name_in_turn,
    restore_indicator,
    split_indicators,
)
from loaders.lexicon import Rule
from loaders.number_contexts import JOINTS, NumberContext, chains, number_contexts, placed, rules_where
from loaders.number_traps import is_made_of, is_modifier, is_size_of_fund, is_trap
from loaders.promises import Promise
from loaders.quantities import Quantity
from loaders.record import Comparator, Kind, Span
from loaders.span_sets import SpanSet

_IN_TURN = re.compile(r"分别|依次")
_NEED_SUBJECT = frozenset({"reach", "above", "at-least"})
_WITHOUT_SUBJECT = frozenset({"created", "share"})
_LEANING_VERBS = frozenset({"reduce-to", "at-most"})
_ANOTHER = ("和", "、", "与", "及")
_SIZES = ("规模", "总额", "额度")
_CLAUSE_END = re.compile(r"[,;:。]")
_YEARLY = re.compile(r"\s*(?:每年|每年度|年均|年度)")
_PROVIDED = re.compile(
    r"(?:[^\d]{0,60}负责|[^\d]{0,14}?)(?:设立|安排|统筹|列支|投入|建立|举办|开展|组织|组建|建设|实施|遴选|评选|选树)(?P<what>[^\d的]{3,24})"
    r"|[^\d]{0,40}?将(?P<budgeted>[^\d]{4,24}?)(?:列入|纳入)[^\d]{0,8}预算"
)
_MEASURE_CLAUSE = re.compile(r"[^\d]{4,}(?:率|比例|面积|浓度|数量)")
_SUBJECT_CLAUSE = re.compile(r"[^,;。]{6,}(?:率|比例|比重|占比|规模)")  # 执行节能50%标准的比例,分别达到…
# 截至2021年底,全市建成养老机构50家,到2025年达到80家
_SO_FAR = re.compile(
    r"(?P<what>[^\d]{4,30}?)(?:已经|已)?(?:达到|达|为|有|共)?[\d.]+(?P<unit>[^\d,;。以左]{1,8})(?:以上|左右)?"
)
_EACH_IN_TURN = re.compile(r"(?P<things>[^,;。\d]{4,}?)(?:分别|依次)(?:为|是|有|建|达|达到|不少于|不低于)?\s*")


def find_promises(text: str, sentence: Span, quantities: Sequence[Quantity], masked: SpanSet) -> Iterator[Promise]:
    """The promises of one sentence of narrowed text, in order."""
    numbers = (placed(text, sentence, quantity) for quantity in quantities)
    binding = [number for number in numbers if not is_modifier(text, number)]
    said: list[Promise] = []
    for chain in chains(text, number_contexts(text, binding, masked)):
        if said and chain[0].quantity.span.begin < said[-1].span.end:
            continue  # inside a share's words: 其中20%达到5级
        for promise in _of_chain(text, sentence, chain, said):
            said.append(promise)
            yield promise


def _of_chain(text: str, sentence: Span, chain: Sequence[NumberContext], said: Sequence[Promise]) -> Iterator[Promise]:
    first = chain[0]
    verb, subject = find_verb(first.words, first.quantity, bound=chain[-1].bound is not None)
    if verb is not None and not clean_indicator(subject):
        subject = ranked_in(first.words) if verb.id == "rank" else _said_before(text, sentence, first, said)
    leans = bool(said) and (said[-1].rule not in _WITHOUT_SUBJECT or _ends_clause(text, chain[-1]))
    if verb is not None and verb.id in _NEED_SUBJECT and not clean_indicator(subject) and not leans:
        verb = None  # 完成9家园区方案编制: the thing follows
    if verb is not None and verb.id == "at-least" and _counts_what_follows(text, first, subject):
        verb = None  # 县级组建不少于120人的队伍, 每个乡镇建成不少于3个示范村
    if verb is not None and is_size_of_fund(text, first):
        verb = None  # 设立总规模不低于50亿元的基金: the fund is what is measured
    if is_trap(text, sentence, first, verb):
        return
    if verb is None and (leaning := _bounded_in_turn(chain, said)):
        verb, subject = leaning
    if verb is None and said and said[-1].kind is Kind.RANK and first.words.rstrip().endswith(("前", "第")):
        verb, subject = rank_verb(), ""
    if verb is None:
        yield from _counted(text, sentence, chain, said)
    else:
        names = _indicators(text, sentence, subject, chain, said)
        yield from _compared(text, chain, verb, names, said if not clean_indicator(subject) else ())


def _counts_what_follows(text: str, number: NumberContext, subject: str) -> bool:
    """Whether 不少于 stands between a verb of making and the thing made, so that nothing is compared."""
    made_of = is_made_of(text, number.quantity, number.in_clause(text))
    return made_of or (ends_with_making(subject) and has_object(text, number))


def _said_before(text: str, sentence: Span, number: NumberContext, said: Sequence[Promise]) -> str:
    """The subject that the clause before states whole: a measure, what is provided, or what there is so far."""
    clause = _clauses_before(text, sentence, number)[-1]
    so_far = None if said else _SO_FAR.fullmatch(clause)
    if so_far and so_far["unit"] == number.quantity.unit:
        return so_far["what"]
    return clause if _SUBJECT_CLAUSE.fullmatch(clause) else _provided(text, sentence, number)


def _provided(text: str, sentence: Span, number: NumberContext) -> str:
    """What the clause before brings about, where the number says how much of it: 设立专项资金,每年不少于…."""
    provided = _PROVIDED.fullmatch(_clauses_before(text, sentence, number)[-1])
    how_much = _YEARLY.match(number.words) or _ends_clause(text, number)
    what = (provided["what"] or provided["budgeted"]) if provided and how_much else ""
    return "" if what.startswith("一批") else what


def _ends_clause(text: str, number: NumberContext) -> bool:
    """Whether nothing follows a number in its clause, so that it counts what was named before it."""
    return not text[number.right.begin : number.clause.end].strip(JOINTS)


def _counted(text: str, sentence: Span, chain: Sequence[NumberContext], said: Sequence[Promise]) -> Iterator[Promise]:
    """The first number's promise, and the others' where 分别 gives each its turn; else they name no thing."""
    first = chain[0]
    if names := _things_in_turn(first.words, len(chain)):
        yield from _each_thing(chain, names)
        return
    if first.unit.endswith("元") and not clean_indicator(first.words) and (what := _provided(text, sentence, first)):
        span = Span(first.left.begin, first.right.begin)
        yield Promise(first.quantity, span, clean_indicator(what), ">=", Kind.LEVEL, "counted")
        return
    for turn, number in enumerate(chain if _IN_TURN.search(first.words) else chain[:1]):
        with_words = number._replace(left=first.left, words=first.words) if turn else first
        promise = counted_promise(text, with_words, said)
        if promise:
            yield promise._replace(turn=turn, turns=len(chain)) if len(chain) > 1 else promise


def _things_in_turn(words: str, count: int) -> tuple[str, ...]:
    """The things that 分别 gives so many numbers one by one: 建设A级、B级平台分别为15个和5个."""
    listed = _EACH_IN_TURN.fullmatch(words.strip(JOINTS)) if count > 1 else None
    names = split_indicators(clean_indicator(listed["things"]), each=True) if listed else ()
    return names if len(names) == count else ()


def _each_thing(chain: Sequence[NumberContext], names: Sequence[str]) -> Iterator[Promise]:
    span = Span(chain[0].left.begin, chain[-1].right.begin)
    for number, name in zip(chain, names, strict=True):
        bound = number.bound or chain[-1].bound
        comparator: Comparator = bound.fields["comparator"] if bound else ">="
        yield Promise(number.quantity, span, name, comparator, Kind.LEVEL, "counted")


def _bounded_in_turn(chain: Sequence[NumberContext], said: Sequence[Promise]) -> tuple[Rule, str] | None:
    """一类企业办理时间缩短到2天以内,二类企业10天以内: the verb and the measure were said before."""
    number = chain[0]
    if len(chain) > 1 or not said or number.bound is None or said[-1].rule not in _LEANING_VERBS:
        return None
    last, name = said[-1], clean_indicator(number.words)
    if last.quantity.unit != number.quantity.unit or last.comparator != number.bound.fields["comparator"]:
        return None
    whole = name_in_turn(name, last.indicator)
    return (next(rule for rule in rules_where("before") if rule.id == last.rule), whole) if whole != name else None


def _compared(
    text: str, chain: Sequence[NumberContext], verb: Rule, names: Sequence[str], leaning: Sequence[Promise]
) -> Iterator[Promise]:
    first, last = chain[0], chain[-1]
    comparator = comparator_of(verb, last.bound, first.words)
    if leaning and verb.id == "reach" and not last.bound and leaning[-1].comparator in ("<=", "<"):
        comparator = leaning[-1].comparator  # 控制在37微克以下,力争达到35微克
    words = text[first.left.begin : last.right.begin]
    span = Span(last.right.begin - len(words.lstrip(JOINTS)), last.right.begin)
    for turn, (number, name) in enumerate(_paired(chain, names)):
        if name:
            kind = Kind(verb.fields["kind"])
            begin = first.quantity.span.begin
            yield Promise(number.quantity, span, name, comparator, kind, verb.id, begin, turn, len(chain))


def _paired(chain: Sequence[NumberContext], names: Sequence[str]) -> list[tuple[NumberContext, str]]:
    """Numbers with their indicators: one by one, one number for all, or all numbers of one."""
    if len(names) == len(chain):
        return list(zip(chain, names, strict=True))
    if len(names) == 1:
        return [(number, names[0]) for number in chain]
    return [(chain[0], name) for name in names]


def _indicators(
    text: str, sentence: Span, subject: str, chain: Sequence[NumberContext], said: Sequence[Promise]
) -> tuple[str, ...]:
    """The indicators that a verb's subject names: several where 分别, 均 or 和 joins complete ones."""
    name = clean_indicator(subject)
    clauses = _clauses_before(text, sentence, chain[0])
    if not name and said:
        return (said[-1].indicator,)
    if _MEASURE_CLAUSE.fullmatch(clauses[-1]) and not ends_with_measure(name):
        return (name + clean_indicator(clauses[-1]),)  # 清扫率,市区达到85%、县城达到75%
    if name.endswith(_SIZES) and is_elliptic(name) and (provided := _PROVIDED.fullmatch(clauses[-1])):
        return ((provided["what"] or provided["budgeted"]) + name,)  # 设立产业基金,总规模不低于10亿元
    if said and (whole := of_whole(chain[0], name, said)):
        return (whole,)
    if is_elliptic(name):
        settled, _, own = subject.rpartition("、")  # 播种面积保持稳定、产量
        before = settled if settled and name in own else clauses[-1]
        name = restore_indicator(name, before, said[-1].indicator if said else None)
    in_turn = bool(_IN_TURN.search(chain[0].words))
    if in_turn and "、" not in name and not re.search(r"\d", clauses[-1]):
        listed = split_indicators(clauses[-1], each=True)  # A、B和C,年度筛查量依次不少于…
        if len(listed) == len(chain) > 1:
            return tuple(clean_indicator(item) + name for item in listed)
    several = split_indicators(name, each=in_turn or len(chain) > 1 or "均" in chain[0].words[-6:])
    if (
        several
        and in_turn
        and len(chain) == 1
        and text[chain[0].right.begin : chain[0].clause.end].startswith(_ANOTHER)
    ):
        several = several[:1]  # 通车率和服务水平分别达到100%和甲级: the other is told without a number
    return several if several and len(chain) in (1, len(several)) else (name,)


def _clauses_before(text: str, sentence: Span, number: NumberContext) -> list[str]:
    """The clauses of the sentence before a number's own, the last one last; one empty clause where there is none."""
    earliest = max(sentence.begin, number.clause.begin - 200)
    before = text[earliest : max(earliest, number.clause.begin - 1)]
    return _CLAUSE_END.split(before)

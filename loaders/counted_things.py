"""Numbers without a comparing verb: 覆盖率100%, 建成3家示范工厂, 著名商标3个以上, 35%养老机构完成评定."""

import re
from collections.abc import Sequence
from functools import cache

from loaders.indicator_names import (
    clean_indicator,
    clean_thing,
    ends_with_measure,
    is_elliptic,
    is_level,
    of_part,
    restore_indicator,
    same_kind_of_part,
)
from loaders.lexicon import load_lexicon
from loaders.number_contexts import JOINTS, NumberContext
from loaders.number_traps import COVERED_PART, OF_SIZE, SHARE_VERB
from loaders.promises import Promise
from loaders.record import Comparator, Kind, Span

_TIMES = ("天", "小时", "分钟", "秒", "工作日", "个小时", "个工作日")
_MONEY = ("元", "美元", "人民币")
_FUNDS = re.compile(
    r"(?:贷款|投资|产值|收入|规模|资金|经费|总额|债券|债务|保费|销售额|营收|增加值|交易额|生产总值|融资|出口|进出口|消费|零售|税收|产业|经济|外资|资产|价值|授信|利润|成本)[^,;]{0,8}$"
)
# 其中2024年4个、2025年5个: only the date is new
_ONLY_DATE = re.compile(r"[、,和及与\s]*(?:其中)?[:]?\d{4}年底?前?")
_ADVERBS = re.compile(r"^[\s、,和及与]*(?:累计|全年|每年|年内|力争|其中)*|(?:不少于|不低于|至少|达到)?[\s:]*$")
_NET = re.compile(r"净增(?:加)?[^,;]{0,20}$")
# 压缩办理时间50%, 压减审批事项20项: a change whose verb stands before its thing
_CHANGED = re.compile(
    r"^[\s、,和及与]*(?:力争|进一步|再|累计|平均|总体|整体|全年|年内)*(?:(?P<decrease>压缩|缩短|压减|缩减|削减|降低|减少)|(?P<increase>提高|提升|增加))"
)
# 每年为300户以上困难家庭实施适老化改造: for how many something is done
_SERVED = re.compile(
    r"(?P<whom>[^,;。\d]{2,20}?)(?P<what>(?:实施|提供|开展|发放|办理|进行|配备|安装|购买|落实|建立)[^,;。\d]{0,16})"
)
_AFTER_LEVEL = re.compile(r"\d[个家所处座](?:国家|省|市|县|区|镇|乡|村)级(?P<thing>[\u4e00-\u9fff]{2,16})")
_COVERS = re.compile(r"(?P<what>[^,;。\d]{3,24})覆盖(?:全[省市县区州])?")
# 设立规模30亿元的产业基金; 市级财政分别注资2亿元; 完成高速公路路基工程80%; 重点企业累计节能120万吨
_PAID_IN = re.compile(
    r"(?P<what>[^,;。\d]{2,20}?)(?:分别|各|每年|共|再)*(?P<verb>注资|出资|增资)(?:约|不少于|不低于)*$"
)
_PART_DONE = re.compile(r"(?:累计|基本|力争)*完成(?P<what>[^,;。\d]{3,30}(?:工程|任务|投资|建设|改造|工作量))(?:的)?$")
_SAVED = re.compile(r"[\u4e00-\u9fff]{2,20}节[能水电煤油](?:约|不少于)*$")
# 落实基本建设、设备购置等6项投入政策: what is carried out is there already
_CARRIES_OUT = re.compile(r"(?:落实|执行|贯彻)[^,;。]*$")
_RULES = ("政策", "制度", "规定", "要求")
_PURPOSE = re.compile(r"(?<=.{2})用(?:于|以).*$")
# 3个产业集群完成方案编制: what so many things are to do
_DO = re.compile(
    r"[\u4e00-\u9fff“”]{1,14}?(?:\([^()]{1,6}\))?(?:完成|达到|实现|通过|建成|创成|开展|启动|投用|开工|纳入|实施)(?!了|的|率|情况)[^,;。]{2,}"
)
_LISTED = re.compile(r"[、和及与]")
_TREATED = re.compile(r"^(?:对|将|由|在|为|给)|的$")
# 严格管控类耕地落实种植结构调整6.5万亩
_DONE_TO = re.compile(r"[\u4e00-\u9fff]{2,14}(?:落实|完成|实施|新增|推广|新建|治理|修复|改造)[\u4e00-\u9fff]{2,14}")
_FORECAST = "预计"  # 预计产量94台: what will be, not what is to be
_SUMS = frozenset({"共", "合计", "总计", "共计", "总共"})
_SIZES = frozenset(
    {"建筑面积", "总建筑面积", "占地面积", "用地面积", "规划面积", "总面积"}
)  # alone, of what stands before
_WHOLE_AREA = re.compile("[全我][市县区省州国](?:累计|共)*达?")  # 全市累计达到300家 says not of what
_SHARE_OF = re.compile("占(?!地(?!区|方)).{2,}(?:比重|比例|比)")
_HAN = re.compile("[\u4e00-\u9fff]")
_NO_OBJECT = ("、", "和", "与", "及", "用于", "用以", "以")
_CHANGE_NAMES = {"涨幅": Kind.INCREASE, "增幅": Kind.INCREASE, "升幅": Kind.INCREASE, "降幅": Kind.DECREASE}


def ends_with_making(words: str) -> bool:
    """Whether words end with a verb that brings a thing about: 每个乡镇建成."""
    return _create_at_end().search(words) is not None


def has_object(text: str, number: NumberContext) -> bool:
    """Whether what a number counts follows it directly: 3个示范村, 3000万元专项资金."""
    right = text[number.right.begin : number.right.end]
    counts = number.quantity.is_count or number.unit.endswith(_MONEY)
    return counts and _HAN.match(right) is not None and not right.startswith(_NO_OBJECT)


def of_whole(number: NumberContext, name: str, said: Sequence[Promise]) -> str:
    """The name of a part with what was said of the whole: 学位3000个,其中小学2000个、初中1000个; else empty."""
    last = said[-1]
    if _SHARE_OF.fullmatch(name):  # 科技支出增长15%,占一般公共预算支出比重达3.5%
        return last.indicator + name
    in_turn = "其中" in number.words or same_kind_of_part(name, last.indicator)
    return of_part(name, last.indicator) if in_turn and last.quantity.base_unit == number.unit else ""


def counted_promise(text: str, number: NumberContext, said: Sequence[Promise]) -> Promise | None:
    """What a number without a comparing verb promises, if anything; ``said`` are the sentence's promises before it."""
    if (number.quantity.unit or "").endswith(_TIMES) or _FORECAST in number.words:
        return None
    name, rule = _share(text, number, said) or _thing(text, number, said)
    if not name:
        return None
    end = {"created": number.right.end, "share": number.clause.end}.get(rule, number.right.begin)
    begin = number.left.begin + len(text[number.left.begin : end]) - len(text[number.left.begin : end].lstrip(JOINTS))
    span = Span(begin, begin + len(text[begin:end].rstrip(JOINTS)))
    kind = _CHANGE_NAMES.get(name[-2:]) or _kind_of_change(number)
    return Promise(number.quantity, span, name, _comparator(number), kind, rule, number.left.end)


def _kind_of_change(number: NumberContext) -> Kind:
    """What a verb before the thing makes of the number: 压缩办理时间50% is a change, 增加床位50张 counts new ones."""
    changed = _CHANGED.match(number.words)
    if changed and changed["decrease"]:
        return Kind.DECREASE
    if _NET.search(number.words) or (changed and number.is_rate):
        return Kind.INCREASE
    return Kind.LEVEL


def _comparator(number: NumberContext) -> Comparator:
    """以上 and the like bind as they say; a bare rate of 100 or 0 is exact, everything else a least."""
    if number.bound:
        stated: Comparator = number.bound.fields["comparator"]
        return stated
    return "=" if number.is_rate and number.quantity.value in (0, 100) else ">="


def _share(text: str, number: NumberContext, said: Sequence[Promise]) -> tuple[str, str] | None:
    """全市35%养老机构完成等级评定: the share of things that are to do something."""
    right = text[number.right.begin : number.clause.end]
    does = COVERED_PART.search(number.words) if right.startswith("的") else SHARE_VERB.match(right)
    if not number.is_rate or right.startswith(tuple(JOINTS)) or not (does or SHARE_VERB.match(right)):
        return None
    if COVERED_PART.search(number.words):  # 集团化办学覆盖城区80%以上的学校
        return clean_indicator(number.words) + right.removeprefix("的").strip(JOINTS), "share"
    whole = said[-1].indicator if "其中" in number.words and said else clean_indicator(number.words)
    return whole + right.removeprefix("的").strip(JOINTS), "share"


def _thing(text: str, number: NumberContext, said: Sequence[Promise]) -> tuple[str, str]:
    """The thing counted with the rule that found it; an empty name when nothing is to be brought about."""
    if said and _ONLY_DATE.fullmatch(text[number.left.begin : number.quantity.span.begin]):
        return said[-1].indicator, "counted"
    words, after_created = number.words, bool(said) and said[-1].rule == "created"
    if after_created and words.rstrip().endswith(("和", "、", "及", "与")):
        words = ""  # they belong to the thing counted last: 3家工厂和1个园区
    create = _created(words)
    clean = clean_thing if create else clean_indicator
    right = _PURPOSE.sub("", text[number.right.begin : number.right.end])
    thing = "" if right.startswith(_NO_OBJECT) or not right.strip() else clean(right.removeprefix("的"))
    if thing and is_level(thing) and (whole := _AFTER_LEVEL.search(text, number.right.end, number.clause.end)):
        thing += whole["thing"]  # 1个市级、6个区级养老服务中心
    if _is_there_already(number, words, thing, create):
        return "", ""
    if own := _committed(number, words, right):
        return own, "counted"
    if form := _in_its_own_form(number, words, right, thing):
        return form
    if (create and thing) or not words.strip(JOINTS):
        subject = clean_indicator(words[: create.start()]) if create and number.is_rate else ""
        return (subject + thing, "created") if len(thing) > 1 and (create or after_created) else ("", "")
    made = _made(number, words, create, said) if create and not thing else ""
    return (made, "counted") if made else _thing_before(number, words, thing, said)


def _is_there_already(number: NumberContext, words: str, thing: str, create: re.Match[str] | None) -> bool:
    """Whether a thing is carried out, not made: 落实6项政策; 执行65%节能标准, where the number belongs to its name."""
    if thing.endswith(_RULES) and _CARRIES_OUT.search(words):
        return True
    named_by_rate = number.is_rate and thing.endswith("标准")
    return named_by_rate and create is not None and not clean_indicator(words[: create.start()])


def _made(number: NumberContext, words: str, create: re.Match[str], said: Sequence[Promise]) -> str:
    """The thing that stands before a verb of making, or was said before it; empty where neither is so."""
    before = clean_indicator(words[: create.start()].strip(JOINTS + "各"))
    if not before:  # 2019年、2020年各完成10万亩
        return said[-1].indicator if said and said[-1].quantity.base_unit == number.unit else ""
    begins = _create_at_start().match(words.strip(JOINTS))
    money = number.unit.endswith(_MONEY)
    return before if len(before) > 1 and not (begins or number.is_rate or money) else ""  # 高标准农田新建30万亩


def _in_its_own_form(number: NumberContext, words: str, right: str, thing: str) -> tuple[str, str] | None:
    """What forms name that have a place of their own for the thing, or that only sum a list up."""
    covered = _COVERS.fullmatch(words.strip(JOINTS))
    if covered and right.strip():  # 房屋养老金试点覆盖2个区
        return clean_indicator(covered["what"]) + "覆盖", "counted"
    served = _SERVED.match(right) if words.rstrip().endswith("为") else None
    if served:
        return clean_indicator(served["whom"] + served["what"]), "created"
    if number.quantity.rule == "ten-big" and thing and _create_at_start().match(words) and "(" not in words:
        return clean_indicator(words + thing), "created"  # 推出质量建设领域十大示范项目
    create = _created(words)
    if number.quantity.is_count and not create and not _TREATED.search(words) and _DO.match(right):
        return thing, "created"
    if thing and not create and len(_LISTED.findall(words)) > 1 and not words.rstrip().endswith(("、", "等", "”")):
        return "", ""  # 选择临江、青川、盐池3个城市: the number counts what stands before it
    return None


def _committed(number: NumberContext, words: str, right: str) -> str:
    """The name of a sum that is put up, a part of a work that is done, or an amount that is saved."""
    plain = words.strip(JOINTS)
    if number.unit.endswith(_MONEY):
        if (size := OF_SIZE.search(plain)) and right.startswith("的"):
            return clean_thing(right.removeprefix("的")) + size["size"]
        paid = _PAID_IN.fullmatch(plain)
        return clean_indicator(paid["what"]) + paid["verb"] if paid else ""
    part = _PART_DONE.search(plain) if number.is_rate else None
    if part:
        return part["what"]
    return (
        clean_indicator(plain)
        if _SAVED.fullmatch(plain) and not number.quantity.is_count and not number.is_rate
        else ""
    )


def _thing_before(number: NumberContext, words: str, thing: str, said: Sequence[Promise]) -> tuple[str, str]:
    """The thing named before its number: 著名商标3个以上, 覆盖率100%."""
    begins = bool(
        _create_at_start().match(words.strip(JOINTS)) or (not thing and _DONE_TO.fullmatch(words.strip(JOINTS)))
    )
    if begins and not thing and words.endswith("等"):
        words = words.removesuffix("等")  # 培训讲解员、乡村能人等3000人次
    if number.is_rate:
        name = clean_indicator(words)
        return (name, "bare-rate") if ends_with_measure(name) else ("", "")
    if thing and begins and words.endswith(("的", "等", "”")):  # 落地国家部署的13个“一件事”
        return clean_indicator((words if words.endswith("的") else "") + thing), "created"
    if words.rstrip().endswith(("等", "为")) or (
        (number.quantity.unit or "").endswith(_MONEY) and not _FUNDS.search(words)
    ):
        return "", ""
    if thing and begins and words.endswith("、") and re.search(r"\d", words):
        return thing, "created"  # 形成年产50发火箭、600颗卫星的能力
    name = clean_indicator(words) or _ADVERBS.sub("", words)
    if said and not thing and (whole := of_whole(number, name, said)):
        return whole, "counted"
    if is_elliptic(name) and said:
        name = restore_indicator(name, "", said[-1].indicator)
    alone = not thing and (number.bound is not None or _stands_alone(number, name))
    goes_on = bool(said) and said[-1].rule in {"created", "counted"}
    evident = (
        (alone or begins or goes_on)
        and name not in _SUMS
        and (name not in _SIZES or name != words.strip(JOINTS))
        and not name.endswith("共")
        and not _WHOLE_AREA.fullmatch(name)
        and not name.startswith(("(", "共印"))
    )
    return (name, "counted") if evident else ("", "")


def _stands_alone(number: NumberContext, name: str) -> bool:
    """Whether a name and a number at a clause's end promise without a verb: things do, sizes only describe."""
    if number.quantity.rule == "chinese":
        return False
    base = number.unit.partition("/")[0]
    countable = base in load_lexicon("quantities").word_sets["counts"] or base.endswith(_MONEY)
    return countable or ends_with_measure(name)


def _created(words: str) -> re.Match[str] | None:
    """The verb of making that ends the words: 新建, 培育发展."""
    return _create_at_end().search(words) if words.rstrip()[-1:] in _create_ends() else None


@cache
def _create_ends() -> frozenset[str]:
    """The signs that such a verb, or an adverb behind it, ends with: most words need no further look."""
    words = load_lexicon("targets").words
    return frozenset(word[-1] for word in (*words["create"], *words["adverbs"]))


@cache
def _create_at_end() -> re.Pattern[str]:
    lexicon = load_lexicon("targets")
    return re.compile(f"(?:{lexicon.alternation('create')})(?:{lexicon.alternation('adverbs')})*\\s*$")


@cache
def _create_at_start() -> re.Pattern[str]:
    lexicon = load_lexicon("targets")
    said = r"[年月]?[底末]?之?前|力争|积极|争取|确保|新|要|全年|年内|[两三四五]年内?|再|在[^,;]{2,14}?"
    before = f"{lexicon.alternation('adverbs')}|{said}"
    return re.compile(f"(?:{before})*(?:{lexicon.alternation('create')})")

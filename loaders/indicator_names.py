"""Names of indicators: what a number measures, freed of verbs and bounds, shared parts restored."""

import re
from functools import cache, lru_cache

from loaders.lexicon import any_cue, load_lexicon

_OPEN, _CLOSE = "(〔“《", ")〕”》"
_JOINTS = re.compile(rf"、|以及|(?<![饱共总])和(?!谐)|(?<!参)与|(?<![普涉惠危])及(?![以其时格])|[{_OPEN}{_CLOSE}]")
_PER_PLACE = re.compile(
    r"(?:每个?|各|全)(?:县区|县\(市、区\)|县|区|市|省|乡镇|街道|镇|村|州)(?=$|省级|市级|国家级|县级)"
)
_LEVEL_ONLY = re.compile(r"(?:国家|省|市|县|区|镇|乡|村|自治区|州|部|世界|国际)级(?:以上)?")
_MEASURE_WORD = re.compile(r"[率量数度]$|总值$|比例$|比重$|比率$|面积$|规模$|总额$")
_MEASURED = re.compile(r"(?:播种|种植|养殖)面积$|[率量数度]$|比例$|比重$|比率$|面积$|规模$|总额$")
# Names that need nothing from their neighbours; 化学需氧量 is a substance, not a measure.
_COMPLETE = re.compile(r"(?:率|比例|比重|满意度|浓度|强度|面积|规模|总额)$")
_MEASURE_HEAD = re.compile(
    r"(?:(?:排放|消费|消耗|使用|处理)(?:总?量|强度)|(?:年均|平均)?浓度|(?:合格|覆盖|达标|处理|利用|普及|完成|优良|检出|满意)率"
    r"|满意度|比例|比重|(?:[生人户]均|平均)?(?:建筑|占地|使用|用地)?面积)$"
)
_CLAUSE = re.compile(r"[,;:。\n]")
_EDGE = re.compile(r"^的|[(〔][^)〕]*$|^\)|(?:的|等|和|与|及|以及)$")
_DONE_BY = re.compile(r"(?:承担|实施|开展|完成|使用|投入|组织|提供)的[^,。;]{2,12}$")
_BARE_MEASURES = ("率", "度", "量", "数")
# 校际差异系数小学、初中: the measure stands in front, once
_MEASURE_FIRST = re.compile(r"(?P<measure>.{2,}(?:率|比例|比重|占比|系数|指数|浓度|面积))[\u4e00-\u9fff]{1,6}")
_HAN = re.compile(r"[\u4e00-\u9fff]{2}")
_SCOPE = re.compile(r"^(?:全[国省市县区州]|[我本][省市县区州])(?=.{2})")
_PART_ENDS = ("环节", "领域", "行业", "地区", "片区")
_SHORT = 3
_LONGEST = 60


@lru_cache(maxsize=1024)  # every look at a number asks for the same words
def clean_indicator(words: str) -> str:
    """The name in a stretch of words, without the verbs and adverbs around it."""
    name = _without_adverbs(words)
    stripped = name if _MEASURE_WORD.search(name) else _create().sub("", name, count=1)
    whole = stripped in load_lexicon("targets").word_sets["measures"]  # 办理时间 is a name, 时间 says nothing
    name = stripped if len(stripped) > 1 and not whole else name
    return _without_signs("" if name in load_lexicon("targets").word_sets["create"] else name)


def clean_thing(words: str) -> str:
    """The name of a thing that a verb before it brings about: a word that may be a verb belongs to it (储备基地)."""
    return _without_signs(_without_adverbs(words))


def _without_adverbs(words: str) -> str:
    name = _drop_base().sub("", words) if _drop_cue().search(words) else words
    name = _CLAUSE.split(name.strip(" ,;:、。"))[-1]
    name = name.removeprefix("“") if "”" not in name else name
    previous = None
    while previous != name:
        previous = name
        shorter = _lead_in().sub("", name)
        name = name if shorter in _BARE_MEASURES else shorter  # 落实率 is a name, 落实 before it is not
        name = _tail().sub("", name) if name[-1:] in _tail_ends() else name
        name = _PER_PLACE.sub("", name)
    return name


def _without_signs(name: str) -> str:
    name = _EDGE.sub("", name).strip(" ,、*#.")
    return name[-_LONGEST:]


def ends_with_measure(name: str) -> bool:
    """Whether a name ends with a word for something measured: 率, 比例, 面积."""
    return name.endswith(load_lexicon("targets").words["measures"])


def is_elliptic(name: str) -> bool:
    """Whether a name leans on what was said before: 合格率, 国家级."""
    if name in load_lexicon("targets").words["complete"]:
        return False
    return bool(_LEVEL_ONLY.fullmatch(name)) or (len(name) <= _SHORT and bool(_MEASURE_WORD.search(name)))


def restore_indicator(name: str, before: str, said: str | None) -> str:
    """An elliptic name completed from the clause before it, or from the indicator said last."""
    if _LEVEL_ONLY.fullmatch(name):
        base = _LEVEL_ONLY.sub("", said or "")
        return name + base
    clause = re.split(r"[,;]", before.rstrip(" ,;"))[-1]
    match = re.match(
        r"(?P<subject>[^,;。]{2,30}?)(?:比|较|有所|得到|明显|进一步|总体|保持|稳定|达|累计|超过|突破|显著|呈|持续|不断|大幅|缩短|压缩|压减|下降|降低|减少|提高|提升|增长|增加|\d)",
        clause,
    )
    subject = clean_indicator(match["subject"]) if match else ""
    subject = subject if _HAN.search(subject) else ""
    if not subject and said and said != name:
        subject = said
    base = _MEASURED.sub("", subject)
    # 响应时间缩短到5分钟,投诉率下降: one measure is not measured by another
    return _joined(base, name) if base and name not in subject and not ends_with_measure(base) else name


def _joined(base: str, name: str) -> str:
    """A base with its measure, what both say said once: 养老服务满意 and 满意率 give 养老服务满意率."""
    shared = next((size for size in range(len(name) - 1, 0, -1) if base.endswith(name[:size])), 0)
    return base + name[shared:]


def name_in_turn(name: str, said: str) -> str:
    """A name with what the one said before it measures: 二类企业 after 一类企业办理时间 gives 二类企业办理时间."""
    for length in range(len(name) - 1, 1, -1):
        place = said.find(name[-length:])
        if place >= 0:
            return name + said[place + length :]
    alike = len(said) > len(name) > 1 and said[len(name) - 1] == name[-1]  # 甲类审批时限, 乙类
    return name + said[len(name) :] if alike else name


def of_part(name: str, said: str) -> str:
    """A part's name with what was said of the whole: 城区 after 全市优良天数比率; empty where a name is no part's."""
    if not (_parts().fullmatch(name) or name.endswith(_PART_ENDS)):
        return ""
    whole = _SCOPE.sub("", said)
    part = _parts().match(whole)
    told = part is not None and part.lastgroup == _kind_of_part(name) and part.end() < len(whole)
    return name + (whole[part.end() :] if part and told else whole)


def same_kind_of_part(name: str, said: str) -> bool:
    """Whether a part is named after another of its kind was told of: 初中 after 小学学位."""
    part = _parts().match(said)
    return part is not None and part.lastgroup == _kind_of_part(name)


def _kind_of_part(name: str) -> str | None:
    part = _parts().fullmatch(name)
    return part.lastgroup if part else None


def is_level(name: str) -> bool:
    """Whether a name says no more than a level: 市级, 省级以上."""
    return bool(_LEVEL_ONLY.fullmatch(name))


def split_indicators(name: str, *, each: bool) -> tuple[str, ...]:
    """The indicators joined in one name, the part they share restored; empty when the name is one.

    Without ``each`` (分别, 均) only complete names joined by 和 are several: 检出率和合格率, not 公路、水运工程覆盖率.
    """
    items = [item for item in _split(name) if item]
    if len(items) < 2:
        return ()
    if not each:
        joined_by_and = re.search(r"[和与及]", name) is not None
        return tuple(items) if joined_by_and and all(_MEASURE_WORD.search(item) for item in items) else ()
    headed = _MEASURE_FIRST.fullmatch(items[0])
    if headed and not any(_MEASURE_WORD.search(item) for item in items):
        return (items[0], *(headed["measure"] + item for item in items[1:]))
    tail = _shared_tail(items)
    alike = all(map(ends_with_measure, items))  # 人均用电量、用水量
    if not tail and not alike and not all(_COMPLETE.search(item) for item in items):
        return ()
    restored = (item if _COMPLETE.search(item) else item + tail for item in items[:-1])
    return (*restored, items[-1])


def _split(name: str) -> list[str]:
    """The pieces between joints outside brackets and quotes."""
    pieces, depth, begin = [], 0, 0
    for match in _JOINTS.finditer(name):
        sign = match.group()
        if sign in _OPEN:
            depth += 1
        elif sign in _CLOSE:
            depth = max(0, depth - 1)
        elif depth == 0:
            pieces.append(name[begin : match.start()])
            begin = match.end()
    return [*pieces, name[begin:]]


def _shared_tail(items: list[str]) -> str:
    """What the last item says for all: 顾客满意度 of 生产性服务业和生活性服务业顾客满意度."""
    first, last = items[0], items[-1]
    part = _parts().match(last)
    if part and part.end() < len(last) and all(_kind_of_part(item) == part.lastgroup for item in items[:-1]):
        return last[part.end() :]  # 城市、县城污水处理率
    shortest = 0 if len(first) <= _SHORT + 1 else 1  # 药品、化妆品质量 share a sign, long names chance to
    for length in range(min(len(first), len(last) - 1), shortest, -1):
        place = last.find(first[-length:])
        if place > 0 and place + length < len(last):
            return last[place + length :]
    match = _DONE_BY.search(last) or _MEASURE_HEAD.search(last)
    return match.group() if match else ""


@cache
def _pattern(where: str, anchor: str) -> re.Pattern[str]:
    forms = "|".join(rule.pattern.pattern for rule in load_lexicon("targets").rules if rule.fields["where"] == where)
    return re.compile(anchor.format(forms))


def _lead_in() -> re.Pattern[str]:
    return _pattern("subject-start", "^(?:{})+")


def _tail() -> re.Pattern[str]:
    return _pattern("subject-end", "(?:{})")


@cache
def _parts() -> re.Pattern[str]:
    kinds = (sorted(kind.split(), key=len, reverse=True) for kind in load_lexicon("targets").words["parts"])
    return re.compile("|".join(f"(?P<kind{number}>{'|'.join(kind)})" for number, kind in enumerate(kinds)))


@cache
def _tail_ends() -> frozenset[str]:
    """The signs that a tail can end with: most names need no further look."""
    ends = (rule.fields["ends"] for rule in load_lexicon("targets").rules if rule.fields["where"] == "subject-end")
    return frozenset("".join(ends))


@cache
def _drop_cue() -> re.Pattern[str]:
    return any_cue([rule for rule in load_lexicon("targets").rules if rule.fields["where"] == "subject-drop"])


def _drop_base() -> re.Pattern[str]:
    return _pattern("subject-drop", "(?:{})")


@cache
def _create() -> re.Pattern[str]:
    lexicon = load_lexicon("targets")
    return re.compile(
        f"^(?:积极|再|全年|在[^,;]{{2,36}}?)*(?>{lexicon.alternation('create')})(?=[\\u4e00-\\u9fff“A-Za-z\\d])(?!(?<=各)[级类]|(?<=建)[制筑材])"
    )

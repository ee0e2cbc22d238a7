"""Lists of bodies taken apart: a printed list in, one name for each body out.

A name is recognised by its structure (a level or place, what it works on, an organ's ending), so that a body never
seen before is read whole. Prefixes and suffixes that the items of a list share are restored: 市总工会、妇联、团委;
盐池经济技术开发区、清水高新区管委会. Text is expected narrowed (``loaders.width``): spans hold for the original.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from loaders.lexicon import load_lexicon
from loaders.record import Span

_OPEN, _CLOSE = "(〔【[“‘《<", ")〕】]”’》>"
_SEPARATORS = "、,;/\n\t"
_CONJUNCTIONS = re.compile(r"以及|[和与及]")
_LEAD_IN = re.compile(r"(?:[*★●◆\s:·]|[由和与及](?=[^\s]{2})|会同|以及|其中|同时|并由|并|原则上|具体由|统一由|主要由)+")
_TAIL = re.compile(
    r"(?:等)?(?:[0-9一二三四五六七八九十两]+个?)?(?:有关|相关|其他有关|其他相关|其他)?(?:部门|单位|成员单位)?"
    r"(?:[\s。.]|共同|分别|具体|等)*$"
)
_OPEN_LIST = re.compile(
    r"等(?:[0-9一二三四五六七八九十两]+个?)?(?:有关|相关|其他有关|其他)?(?:部门|单位|成员单位|地方|方面|机构)?\s*$"
)
_COUNTED_TAIL = re.compile(
    r"(?:等)?[0-9一二三四五六七八九十两]{1,2}个?(?=(?:部门|单位|委办局)$)|等(?=(?:主管|监管|管理|行政)?部门$)"
)
_LONGEST_NAME = 40
_LONGEST_LIST = 2_000
_REMEMBERED = 16_384  # names come again and again within a document
# 各县、区人民政府 and 各省、自治区、直辖市人民政府 address one class of bodies.
_LEVELS_TOGETHER = re.compile(
    r"各(?:(?:自治区|直辖市|地区|[省市县区州旗盟])[、,]){1,3}(?=(?:自治区|直辖市|地区|[省市县区州旗盟])(?:人民|政府|委|党|有|各|相))"
)
# 各县(市、区), 各乡镇(街道): governments named by their areas alone
_AREAS = re.compile(
    r"各(?:(?:市州|县区|区县|市县|乡镇|镇街|街镇|街道|园区|开发区|新区|[市县区州旗盟镇乡])|\([、市县区州旗街道镇乡园]+\))+"
)
_REMARK = re.compile(r"\((?:设在[^()]*|分别负责|共同负责|以下简称[^()]*|简称[^()]*)\)$")
_REMARK_AFTER = re.compile(r"\([^()]{1,20}\)")
_WORDS = re.compile(r"^[\u4e00-\u9fff“]{2}|^[A-Za-z\d]+[\u4e00-\u9fff]{2}")
_CARRIER = re.compile(r"(?P<state>中国)?(?P<carrier>电信|移动|联通|铁塔|广电)(?P<branch>[\u4e00-\u9fff]*公司)?")
_SPACED = re.compile(r"[ \n\t]+")


@dataclass(frozen=True, slots=True)
class AgentName:
    """One body of a list: its restored name, and where its own letters stand."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class _Item:
    text: str
    span: Span
    group: int


def split_agents(text: str, span: Span, home: str | None = None) -> tuple[AgentName, ...]:
    """The bodies named in a stretch of narrowed text, in order, prefixes and suffixes restored.

    ``home`` is the name of the document's place without its level (临江), which a list may state once.
    """
    if span.end - span.begin > _LONGEST_LIST:
        return ()  # no list of bodies is that long; text without punctuation is
    items = [item for item in _items(text, span) if item.text]
    tailed = _restore_carriers(_restore_tails(items))
    names = _restore_levels(items, tailed, home)
    return tuple(AgentName(name, item.span) for name, item in zip(names, items, strict=True))


@lru_cache(maxsize=_REMEMBERED)
def is_agent(name: str) -> bool:
    """Whether a name has the structure of a body that can answer for something; a bare 部门 or 企业 has not."""
    plain = re.sub(r"\([^()]*\)", "", name)
    if not _WORDS.search(plain):
        return False
    if not 2 <= len(plain) <= _LONGEST_NAME or plain in _words("bare"):
        return False
    if _AREAS.fullmatch(name):
        return True
    return has_organ(plain) and not _verbs().search(plain)


def is_generic(name: str) -> bool:
    """Whether a name stands for a class of bodies that nobody in particular belongs to: 各有关部门."""
    return name.startswith(tuple(_words("generic")))


def is_head(name: str) -> bool:
    """Whether a name standing alone, as a heading or in a bracket, is a body beyond doubt.

    It has a level or place in front, or ends with an organ that nothing but a body has: 局, 委员会, 部门.
    """
    if not (is_agent(name) or is_generic(name)):
        return False
    plain = re.sub(r"\([^()]*\)$", "", name)
    return has_level(plain) or plain.endswith(load_lexicon("agents").words["strong"])


def has_level(name: str) -> bool:
    """Whether the name begins with a level of government, a place, or 各."""
    return name.startswith("各") or bool(_level().match(name))


@lru_cache(maxsize=_REMEMBERED)
def has_organ(name: str) -> bool:
    """Whether the name ends with the word for an organ."""
    plain = re.sub(r"\([^()]*\)$", "", name)
    if plain.startswith(_enterprise("enterprise_starts")) and plain.endswith(_enterprise("enterprise_ends")):
        return True
    return plain not in _words("no_organs") and bool(_organs().search(plain)) and not _no_organs().search(plain)


def _words(name: str) -> frozenset[str]:
    return _word_set(name)


@cache
def _word_set(name: str) -> frozenset[str]:
    return frozenset(load_lexicon("agents").words[name])


@cache
def _ending(name: str) -> re.Pattern[str]:
    return re.compile(f"(?:{load_lexicon('agents').alternation(name)})$")


def organ_ends(text: str, span: Span) -> tuple[int, ...]:
    """The offsets in a stretch where a body's name may end: after a word for an organ, a bracket after it included."""
    ends = {match.end() for match in _any_organ().finditer(text, *span)}
    ends |= {match.end() for end in ends for match in [_REMARK_AFTER.match(text, end, span.end)] if match}
    return tuple(sorted(ends))


@cache
def _any_organ() -> re.Pattern[str]:
    lexicon = load_lexicon("agents")
    words = f"{lexicon.alternation('organs')}|{lexicon.alternation('enterprise_ends')}"
    return re.compile(f"(?:{words})|(?<=各)[省市县区州旗镇乡街道]{{1,2}}")


def _enterprise(name: str) -> tuple[str, ...]:
    return load_lexicon("agents").words[name]


def _organs() -> re.Pattern[str]:
    return _ending("organs")


@cache
def _no_organs() -> re.Pattern[str]:
    words = [word for word in load_lexicon("agents").words["no_organs"] if len(word) > 1]
    return re.compile(f"(?:{'|'.join(map(re.escape, words))})$")


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile(load_lexicon("agents").alternation("verbs"))


@cache
def _level() -> re.Pattern[str]:
    lexicon = load_lexicon("agents")
    own = rf"(?!{lexicon.alternation('no_levels')})(?:{lexicon.alternation('levels')})(?:委(?=[^员]))?"
    place = r"[\u4e00-\u9fff]{2,8}?(?:自治区|自治州|自治县|省|市(?!场|政|容)|地区|州|盟|县(?!域)|区(?!域))"
    return re.compile(rf"(?:{own}|{place})(?=[\u4e00-\u9fff“]{{2}})")


def _items(text: str, span: Span) -> Iterator[_Item]:
    """The pieces between separators outside brackets and quotes; a comma or semicolon begins a new group."""
    depth = group = 0
    begin = span.begin
    together = [match.span() for match in _LEVELS_TOGETHER.finditer(text, span.begin, span.end)]
    for index in range(span.begin, span.end):
        sign = text[index]
        if any(first <= index < last for first, last in together):
            continue
        if sign in _OPEN:
            depth += 1
        elif sign in _CLOSE:
            depth = max(0, depth - 1)
        elif depth == 0 and (sign in _SEPARATORS or (sign == " " and _ends_name(text, begin, index))):
            yield from _conjoined(text, Span(begin, index), group)
            group += sign in ",;"
            begin = index + 1
    yield from _conjoined(text, Span(begin, span.end), group)


def _ends_name(text: str, begin: int, end: int) -> bool:
    """Whether a whole name ends there, so that the blank behind it parts two: 县林业局 县水产中心."""
    return has_organ(text[max(begin, end - _LONGEST_NAME) : end].strip())


def _conjoined(text: str, span: Span, group: int) -> Iterator[_Item]:
    """A piece taken apart at 和, 与, 及 where what stands before is a whole body: not inside 文化和旅游局."""
    for match in _CONJUNCTIONS.finditer(text, span.begin, span.end):
        before, after = text[span.begin : match.start()].strip(), text[match.end() : span.end].strip()
        bracketed = before.count("(") != before.count(")")
        whole = has_organ(before) and (has_organ(_trim(after)) or _is_area(after))
        if not bracketed and len(after) > 1 and (whole or _share_organ(before, after)):
            yield from _trimmed(text, Span(span.begin, match.start()), group)
            yield from _conjoined(text, Span(match.end(), span.end), group)
            return
    yield from _trimmed(text, span, group)


def _share_organ(before: str, after: str) -> bool:
    """财政和审计部门 are two bodies, 文化和旅游部门 is one: what one body is for is a word of the lexicon."""
    one = any(f"{before}和{after}".startswith(word) for word in load_lexicon("agents").words["joined"])
    return not one and len(before) <= 6 and after.endswith("部门") and len(after) > len("部门")


def _trimmed(text: str, span: Span, group: int) -> Iterator[_Item]:
    lead_in = _LEAD_IN.match(text, span.begin, span.end)
    begin = lead_in.end() if lead_in else span.begin
    piece = text[begin : span.end]
    kept = _trim(piece)
    if kept:
        yield _Item(_SPACED.sub("", kept), Span(begin, begin + len(kept)), group)


def _trim(piece: str) -> str:
    """A piece without 等部门, 等有关单位 and the like after a whole name; 教育等部门 keeps its 部门."""
    piece = _REMARK.sub("", piece.rstrip("。. \n\t:"))
    match = _OPEN_LIST.search(piece)
    if match and has_organ(piece[: match.start()]):
        return piece[: match.start()]
    if piece.endswith("等"):
        return piece[:-1]
    if match and match.start() == 0:
        return ""
    return re.sub(r"(?:共同|分别|具体)$", "", piece)


def _is_area(piece: str) -> bool:
    return piece.endswith(load_lexicon("agents").words["area_endings"]) and len(piece) <= _LONGEST_NAME


def _restore_tails(items: Sequence[_Item]) -> list[str]:
    """Names with the tail that the list states once, at its end: 教育、民政部门 gives 教育部门."""
    names = [_COUNTED_TAIL.sub("", item.text) for item in items]
    whole = ""  # the last item before which everything that lacks an organ shares its tail
    for index in range(len(items) - 1, -1, -1):
        if index + 1 < len(items) and items[index].group != items[index + 1].group:
            whole = ""
        if not whole or _is_whole(names[index]) or names[index].startswith("各"):
            whole = names[index] if _is_whole(names[index]) else ""
        else:
            names[index] += _shared_tail(names[index], whole)
    return names


def _is_whole(name: str) -> bool:
    return has_organ(name) and not (_is_area(name) and not name.endswith(("街道", "镇", "乡")))


def _shared_tail(name: str, following: str) -> str:
    tails = load_lexicon("agents").words["area_tails" if _is_area(name) else "shared_tails"]
    for tail in sorted(tails, key=len, reverse=True):
        if following.endswith(tail) and len(following) > len(tail):
            return tail
    return ""


def _restore_carriers(names: Sequence[str]) -> list[str]:
    """中国电信、移动、联通临江分公司: the carriers share the 中国 of the first and the branch of the last."""
    matches = [_CARRIER.fullmatch(name) for name in names]
    branch = next((match["branch"] for match in reversed(matches) if match and match["branch"]), "")
    state = "中国" if any(match and match["state"] for match in matches) else ""
    if sum(match is not None for match in matches) < 2 or len(branch) <= len("公司"):
        return list(names)
    return [f"{state}{match['carrier']}{branch}" if match else name for match, name in zip(matches, names, strict=True)]


def _restore_levels(items: Sequence[_Item], names: Sequence[str], home: str | None) -> list[str]:
    """Names with the level that the list states once, at its beginning: 市总工会、妇联 gives 市妇联."""
    restored: list[str] = []
    level = ""
    for index, (item, name) in enumerate(zip(items, names, strict=True)):
        if index and item.group != items[index - 1].group:
            level = ""
        own = _level().match(name)
        youth_league = re.match(r"团([省市县区州盟旗])委$", name)
        if youth_league:
            level = youth_league.group(1)
        elif own:
            level = own.group()
        elif home and name.startswith(home):
            level = home
        elif name.startswith("各"):
            level = ""
        elif level and _inherits(name):
            name = _with_level(level, name)
        restored.append(name)
    return restored


def _with_level(level: str, name: str) -> str:
    """The name under the level of its neighbour; only a party organ takes 市委 from 市委宣传部."""
    if level.endswith("委") and not name.startswith(load_lexicon("agents").words["party"]):
        level = level.removesuffix("委")
    return f"团{level}委" if name == "团委" and len(level) == 1 else level + name


def _is_vertical(name: str) -> bool:
    return any(word in name for word in load_lexicon("agents").words["vertical"])


def _inherits(name: str) -> bool:
    lexicon = load_lexicon("agents")
    if _is_vertical(name) or is_generic(name) or re.match(r"团[省市县区州盟旗]", name):
        return False
    return name.endswith(lexicon.words["inheriting"]) or name.endswith("部门")

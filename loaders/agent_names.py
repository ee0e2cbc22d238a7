"""Names of bodies: what has the structure of one that can answer for something, and what only looks like one.

A name is recognised by a level or place, what it works on, and an organ's ending, so that a body never seen before is
read whole: 市大数据发展管理局, 国网临江供电公司, 各镇(街道). The words are data: ``lexicon/agents.toml``.
"""

import re
from functools import cache, lru_cache

from loaders.lexicon import load_lexicon
from loaders.record import Span

LONGEST_NAME = 40

_REMEMBERED = 16_384  # names come again and again within a document
# 各县(市、区), 各乡镇(街道): governments named by their areas alone
_AREAS = re.compile(
    r"各(?:(?:市州|县区|区县|市县|乡镇|镇街|街镇|街道|园区|开发区|新区|社区|[市县区州旗盟镇乡村])|\([、市县区州旗街道镇乡园村社]+\))+"
)
# 各通信运营企业: a class of enterprises told by their trade answers as a class of bodies does
_ENTERPRISES = re.compile(r"各[\u4e00-\u9fff]{2,10}企业")
_REMARKS = re.compile(r"\([^()]*\)")
_REMARK_AT_END = re.compile(r"\([^()]*\)$")
_PLACE = re.compile(r"[\u4e00-\u9fff]{2,6}(?:新区|[区县市旗])")
_NO_PLACES = (
    "自治区",
    "直辖市",
    "军区",
    "社区",
    "景区",
    "园区",
    "地区",
    "城区",
    "小区",
    "片区",
    "灾区",
    "辖区",
    "山区",
    "库区",
    "市区",
    "郊区",
    "城市",
    "各区",
    "各县",
    "各市",
)
_REMARK_AFTER = re.compile(r"\([^()]{1,20}\)")
_WORDS = re.compile(r"^[\u4e00-\u9fff“]{2}|^[A-Za-z\d]+[\u4e00-\u9fff]{2}")


def names_areas(name: str) -> bool:
    """Whether a name stands for governments by their areas alone: 各乡镇(街道)."""
    return _AREAS.fullmatch(name) is not None


@lru_cache(maxsize=_REMEMBERED)
def is_agent(name: str) -> bool:
    """Whether a name has the structure of a body that can answer for something; a bare 部门 or 企业 has not."""
    plain = _REMARKS.sub("", name) if "(" in name else name
    if not _WORDS.search(plain):
        return False
    if not 2 <= len(plain) <= LONGEST_NAME or plain in load_lexicon("agents").word_sets["bare"]:
        return False
    if names_areas(name) or (_ENTERPRISES.fullmatch(name) and not _verbs().search(name)):
        return True
    if plain.endswith(load_lexicon("agents").words["role_nouns"]) and not level().match(plain):
        return False
    return has_organ(plain) and not _verbs().search(plain)


def is_generic(name: str) -> bool:
    """Whether a name stands for a class of bodies that nobody in particular belongs to: 各有关部门."""
    return name.startswith(load_lexicon("agents").words["generic"])


def is_head(name: str) -> bool:
    """Whether a name standing alone, as a heading or in a bracket, is a body beyond doubt.

    It has a level or place in front, ends with an organ that nothing but a body has (局, 委员会, 部门), or is a
    branch of a state enterprise: 中国电信临江分公司.
    """
    if not (is_agent(name) or is_generic(name)):
        return False
    plain = _without_remark(name)
    branch = plain.endswith("公司") and plain.startswith(load_lexicon("agents").words["enterprise_starts"])
    return has_level(plain) or branch or plain.endswith(load_lexicon("agents").words["strong"])


def is_place(name: str) -> bool:
    """Whether a name is a place's alone, which among bodies stands for its government: 市水务局、青川区牵头."""
    return bool(_PLACE.fullmatch(name)) and not name.endswith(_NO_PLACES)


def has_level(name: str) -> bool:
    """Whether the name begins with a level of government, a place, or 各."""
    return name.startswith("各") or bool(level().match(name))


@lru_cache(maxsize=_REMEMBERED)
def has_organ(name: str) -> bool:
    """Whether the name ends with the word for an organ."""
    plain = _without_remark(name)
    if plain[-1:] not in organ_signs():
        return False
    agents = load_lexicon("agents")
    if plain.endswith(agents.words["enterprise_ends"]) and plain.startswith(agents.words["enterprise_starts"]):
        return True
    if plain in agents.word_sets["enterprise_ends"]:
        return False  # 供电、通信部门
    return (
        plain not in agents.word_sets["no_organs"] and bool(_organs().search(plain)) and not _no_organs().search(plain)
    )


def _without_remark(name: str) -> str:
    return _REMARK_AT_END.sub("", name) if name.endswith(")") else name


@cache
def organ_signs() -> frozenset[str]:
    """The signs that a name with an organ can end with, so that most stretches need no further look."""
    return frozenset(word[-1] for name in ("organs", "enterprise_ends") for word in load_lexicon("agents").words[name])


def organ_ends(text: str, span: Span) -> tuple[int, ...]:
    """The offsets in a stretch where a body's name may end: after a word for an organ, a bracket after it included."""
    ends = {match.end() for match in _any_organ().finditer(text, *span)}
    ends |= {match.end() for end in ends for match in [_REMARK_AFTER.match(text, end, span.end)] if match}
    return tuple(sorted(ends))


@cache
def _any_organ() -> re.Pattern[str]:
    lexicon = load_lexicon("agents")
    words = f"{lexicon.alternation('organs')}|{lexicon.alternation('enterprise_ends')}"
    return re.compile(f"(?:{words})(?<!组(?=[织建成合长员]))|(?<=各)[省市县区州旗镇乡街道]{{1,2}}")


@cache
def _organs() -> re.Pattern[str]:
    return re.compile(f"(?:{load_lexicon('agents').alternation('organs')})$")


@cache
def _no_organs() -> re.Pattern[str]:
    words = [word for word in load_lexicon("agents").words["no_organs"] if len(word) > 1]
    return re.compile(f"(?:{'|'.join(map(re.escape, words))})$")


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile(load_lexicon("agents").alternation("verbs"))


@cache
def level() -> re.Pattern[str]:
    """What a name begins with that says whose body it is: 市, 市委, 市级, 临江市."""
    lexicon = load_lexicon("agents")
    own = rf"(?:(?!{lexicon.alternation('no_levels')})(?:{lexicon.alternation('levels')})(?:委(?=[^员])|级)?|同级)"
    place = (
        r"[\u4e00-\u9fff]{2,8}?(?:自治区|自治州|自治县|省|市(?!场|政(?!务|府|协|法)|容)|地区|州|盟|县(?!域)|区(?!域))"
    )
    return re.compile(rf"(?:{own}|{place})(?=[\u4e00-\u9fff“]{{2}})")

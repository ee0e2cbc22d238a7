"""Whose body a name is of: the place that the name says, by name or level, else the place of its document."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from ontology.aliases import Alias
from ontology.functions import function_of, function_row, functions_of
from ontology.names import bureau_of_branch, canonical_tail, official_tail
from ontology.places import NATION, Place, is_in_table, leading_place, leading_stem, place_named
from ontology.tables import read_functions, read_official_names, read_verticals

_NATIONAL: Final = re.compile(
    r"^(?:国务院|国家|中央|中共中央|中华|全国(?:人大|政协|老龄)|全国.{1,12}部际|最高人民|中国(?!电信|移动|联通|铁塔|邮政|广电|石[油化]))"
)
# 国家税务局 was the name of local bureaus; the state's was 国家税务总局.
_LOCAL_THOUGH_NATIONAL: Final = re.compile(r"国家税务局")
_NATIONAL_HEAD: Final = re.compile(r"^(?:中华人民共和国|中国共产党|中共|国务院|国家|中央|中华全国|中国|全国)")
# 发展改革部 names no level, and is one of the State Council's; 宣传部 and 部门 are not.
_MINISTRY: Final = re.compile(
    r"(?<!宣传)(?<!组织)(?<!统战)(?<!工作)(?<!武装)(?<!社工)部$|总局$|(?<!公)总署$|审计署$|^证监会$|^银保监会$|^保监会$|^银监会$"
)
LETTER: Final = re.compile(
    r"^(?:自治区|自治州|自治县|自治旗|地区|[省市县区州盟旗])(?=[\u4e00-\u9fff])(?!场|容|域|块|际|政(?!府|协|法|研|务))"
)
_LETTER_LEVELS: Final = {
    **dict.fromkeys(("省", "自治区"), "province"),
    **dict.fromkeys(("市", "自治州", "州", "盟", "地区"), "city"),
    **dict.fromkeys(("县", "区", "旗", "自治县", "自治旗"), "county"),
}
_MARKS: Final = str.maketrans("", "", "“”\"'‘’「」『』")
_PARTY: Final = re.compile(r"^(?:中国共产党|中共)")
_LEAGUE: Final = re.compile(r"^(?:共青团|团)(?P<place>.*?)委(?:员会)?$")
GENERIC_NAME: Final = re.compile(r"(?:部门|机关)$")
_ZONE_COMMITTEE: Final = re.compile(r"(?:管委会|管理委员会)$")
# Kinds whose bodies documents name with their level: 市财政局, 市妇联; zones and enterprises have names of their own.
_LEVELLED: Final = {"bureau", "office", "party", "mass", "vertical", "judicial", "legislature", "coordination"}
_AREA_ONLY: Final = "政府"
REASONS: Final = (
    *("alias-table", "alias-user", "alias-text", "group", "national-name", "own-place", "named-place", "level"),
    *("vertical", "function", "kind-by-structure"),
    *("unknown-place", "unknown-kind", "not-valid", "not-at-level", "generic-name"),
)
"""The codes of all reasons and doubts."""
BRANCH_AT: Final = re.compile(r"(?P<bureau>.+局)(?P<place>[\u4e00-\u9fff]{2,8}?)(?:区|县|市)?分局$")


@dataclass(frozen=True, slots=True)
class Reason:
    """A step that led to the body, or a doubt about it: a code that the catalogue of messages words, and its object."""

    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and when a name is used: the place its document governs, the year, and what the names there stand for.

    ``bodies`` are names that the document itself calls coordinating bodies. ``letter`` is the level that the
    document's own names begin with, where its place is unknown.
    """

    place: Place | None = None
    letter: str = ""
    year: int | None = None
    aliases: tuple[Alias, ...] = ()
    bodies: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Located:
    """A name taken apart: ``tail`` is what is left without place or level, ``canonical`` the whole short name."""

    place: Place | None
    tail: str
    canonical: str
    official: str | None
    why: tuple[Reason, ...]
    beyond: str | None = None


def locate_group(name: str, setting: Setting) -> Located:
    """Groups keep their wording; the nation's are the nation's, all others the place's that addresses them."""
    canonical = name.replace("人民政府", "政府")
    own = setting.place
    if _NATIONAL.match(name):
        return Located(NATION, canonical, canonical, None, (Reason("national-name"),))
    if own and name.startswith(own.name) and len(name) > len(own.name):
        canonical = own.letter + canonical[len(own.name) :]
    return Located(own, canonical, canonical, None, (Reason("own-place", own.name),) if own else ())


def locate(name: str, setting: Setting) -> Located:
    """The place a body is of, and its name there. What tells the place most surely is asked first."""
    plain = name.translate(_MARKS)
    plain = plain if plain.startswith("中共中央") else _PARTY.sub("", plain)
    for find in _FINDERS:
        if found := find(plain, setting):
            return found
    return _of_own(plain, setting.place, setting.letter)


def _by_league(name: str, setting: Setting) -> Located | None:
    league = _LEAGUE.match(name)
    return _located_league(league["place"], setting) if league else None


def _by_seat(name: str, setting: Setting) -> Located | None:
    return _vertical(name, setting.place)


def _by_branch(name: str, setting: Setting) -> Located | None:
    """A branch in the place itself: 市公安局南湖分局 in 南湖区."""
    own = setting.place
    at = BRANCH_AT.fullmatch(name)
    if own is None or at is None or own.stem != at["place"]:
        return None
    bureau = LETTER.sub("", at["bureau"].removeprefix(own.parent.name if own.parent else ""))
    branch = f"{canonical_tail(bureau)}{at['place']}分局"
    return Located(own, branch, branch, None, (Reason("named-place", own.name),))


def _by_place(name: str, setting: Setting) -> Located | None:
    found = leading_place(name)
    if found is None:
        return None
    place, end = found
    if _ZONE_COMMITTEE.match(name, end) and not is_in_table(place.name):
        return _of_zone(name, place.parent or setting.place)
    return _of_place(_placed(place, setting.place), name[end:] or _AREA_ONLY, (Reason("named-place", place.name),))


def _by_nation(name: str, setting: Setting) -> Located | None:
    return _national(name) if _is_national(name, setting) else None


def _by_letter(name: str, setting: Setting) -> Located | None:
    letter = LETTER.match(name)
    return _of_letter(letter.group(), name[letter.end() :], setting.place) if letter else None


def _by_stem(name: str, setting: Setting) -> Located | None:
    own = setting.place
    if own and name.startswith(own.stem) and len(name) > len(own.stem) + 1:
        return _named_after(name, own)
    stem = leading_stem(name)
    return _named_after(name, stem[0]) if stem else None


_FINDERS: Final[tuple[Callable[[str, Setting], Located | None], ...]] = (
    _by_league,
    _by_seat,
    _by_branch,
    _by_place,
    _by_nation,
    _by_letter,
    _by_stem,
)


def _of_zone(name: str, outer: Place | None) -> Located:
    """A committee that runs a zone, which is no area of government: 两江新区管委会 is a body of 重庆市."""
    why = (Reason("own-place", outer.name),) if outer else ()
    return Located(outer, name, canonical_tail(name), None, why, None if outer else "地区")


def _is_national(name: str, setting: Setting) -> bool:
    if setting.place == NATION or (_NATIONAL.match(name) and not _LOCAL_THOUGH_NATIONAL.match(name)):
        return True
    return bool(_MINISTRY.search(name) and not LETTER.match(name) and functions_of(name, name))


def _national(name: str) -> Located:
    """A body of the state: 国家发展改革委 and 发展改革委 are one; 国务院办公厅 is not cut."""
    why = (
        Reason("national-name")
        if _NATIONAL.match(name) or _MINISTRY.search(name)
        else Reason("own-place", NATION.name),
    )
    head = _NATIONAL_HEAD.match(name)
    rest = name[head.end() :].removeprefix("中央") if head else name
    short = _short(name)
    return Located(NATION, canonical_tail(rest), short, _central_names().get(short), why)


@cache
def _short(name: str) -> str:
    """The canonical name of a central body: 国家发展和改革委员会 is 发改委, 中共中央宣传部 中央宣传部."""
    head = _NATIONAL_HEAD.match(name)
    rest = name[head.end() :].removeprefix("中央") if head else name
    is_same = len(rest) > 2 and function_of(rest) is not None and function_of(rest) == function_of(name)
    short = canonical_tail(rest if is_same else name)
    return f"中央{short[1:]}" if short.startswith("委") and len(short) > 2 else short


@cache
def _central_names() -> dict[str, str]:
    """The official name of each central body by its canonical one; the first that the tables give."""
    names = [name for (_, level), name in read_official_names().items() if level == "national"]
    names += [name for row in read_functions() for name in row.names if _NATIONAL.match(name)]
    return {_short(name): name for name in reversed(names)}


def _of_place(place: Place, tail: str, why: tuple[Reason, ...]) -> Located:
    """A body of a place that the name or its level tells."""
    if place == NATION:
        return _national(tail)
    short = canonical_tail(tail)
    if short == "团委":
        return _league(place, why)
    if seated := _vertical(place.stem + tail, place):
        return replace(seated, why=(*why, *seated.why))
    official = official_tail(tail) or _official_of_function(tail)
    written = place.name + official if official else None
    if written and official and official.startswith("委"):
        written = "中共" + written
    return Located(place, tail, place.letter + short, written, why)


def _official_of_function(tail: str) -> str | None:
    """The tail itself where the table of official names has it: 财政局."""
    return tail if tail in _local_names() else None


@cache
def _local_names() -> frozenset[str]:
    """The official names of bodies below the nation's, of any level: a municipality names its bureaus as a city."""
    return frozenset(name for (_, level), name in read_official_names().items() if level != "national")


def _of_letter(letter: str, tail: str, own: Place | None) -> Located:
    why = (Reason("level", letter),)
    if own is None:
        short = canonical_tail(tail)
        canonical = f"团{letter}委" if short == "团委" else letter + short
        beyond = "省" if _LETTER_LEVELS[letter] == "province" else "地区"
        return Located(None, tail, canonical, None, why, beyond)
    place = next((area for area in (own, *own.ancestors()) if _has_letter(area, letter)), None)
    if place is not None:
        return _of_place(place, tail, why)
    return Located(None, tail, letter + canonical_tail(tail), None, why, letter)


def _has_letter(place: Place, letter: str) -> bool:
    """Whether documents may call the place so: a 自治区 is also 区, a 自治州 also 州."""
    if letter in {place.letter, place.type}:
        return True
    if place.level == "province" and place.type == "自治区":
        return letter in {"自治区", "区"}
    return place.letter.endswith(letter) and _LETTER_LEVELS.get(letter) == place.level


def _named_after(name: str, place: Place) -> Located:
    """A body with a place's bare name in front, which it keeps: 盐城经济技术开发区管委会, 嘉兴海关."""
    tail = name.removeprefix(place.stem)
    return Located(place, tail, place.stem + canonical_tail(tail), None, (Reason("named-place", place.name),))


def _of_own(name: str, own: Place | None, letter: str) -> Located:
    """A name that says no place: a body of the document's own; 质监局 in 临江市 is 市质监局."""
    why = (Reason("own-place", own.name),) if own else ()
    if own and (seated := _vertical(own.stem + name, own)):
        return replace(seated, why=(*why, *seated.why))
    shown = functions_of(name, name)
    is_levelled = bool(shown) and function_row(shown[0]).kind in _LEVELLED
    if not is_levelled or GENERIC_NAME.search(name) or bureau_of_branch(name):
        return Located(own, name, canonical_tail(name), None, why, None if own else "地区")
    if own:
        return _of_place(own, name, why)
    return Located(None, name, letter + canonical_tail(name), None, why, "地区")


def _located_league(text: str, setting: Setting) -> Located:
    own = setting.place
    if text in {"中央", "全国"} or (not text and own == NATION):
        return Located(NATION, "团委", "共青团中央", "中国共产主义青年团中央委员会", (Reason("national-name"),))
    if text in _LETTER_LEVELS:
        place = next((area for area in (own, *own.ancestors()) if _has_letter(area, text)), None) if own else None
        if place is None:
            return Located(None, "团委", f"团{text}委", None, (Reason("level", text),), text if own else "地区")
        return _league(place, (Reason("level", text),))
    if not text:
        return (
            _league(own, (Reason("own-place", own.name),)) if own else Located(None, "团委", "团委", None, (), "地区")
        )
    return _league(_placed(place_named(text), own), (Reason("named-place", text),))


def _league(place: Place, why: tuple[Reason, ...]) -> Located:
    return Located(place, "团委", f"团{place.letter}委", f"共青团{place.name}委员会", why)


def _vertical(name: str, own: Place | None) -> Located | None:
    """A body that higher authorities run and that is named after the place where it sits."""
    for pattern, canonical, official in _verticals():
        match = pattern.fullmatch(name)
        if match is None:
            continue
        text = match["place"] if "place" in match.groupdict() and match["place"] else match["place2"]
        place = _seat(text, own)
        if place is None:
            continue
        slots = {"place": place.stem, "level": place.letter, "letter": place.letter}
        written = official.replace("{place}{level}", place.name)
        return Located(
            place,
            canonical.format(place="", level="", letter=""),
            canonical.format(**slots),
            written.format(**slots),
            (Reason("vertical", place.name),),
        )
    return None


@cache
def _verticals() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    area = r"[\u4e00-\u9fff]{2,12}?"
    level = r"(?:省|市|县|区|州|盟|旗|地区|自治区|自治州|特别行政区)"
    found = []
    for row in read_verticals():
        pattern = row.pattern.replace("{place}", f"(?P<place>{area})", 1).replace("{place}", f"(?P<place2>{area})")
        pattern = pattern.replace("{level}", level)
        if "place2" not in pattern:
            pattern += "(?P<place2>(?!))?"
        found.append((re.compile(pattern), row.canonical, row.official))
    return tuple(found)


def _seat(text: str, own: Place | None) -> Place | None:
    """The area a vertical body is named after; None for words that name none."""
    if own and text in {own.name, own.stem}:
        return own
    if (found := leading_place(text)) and found[1] == len(text):
        return _placed(found[0], own)
    known = place_named(text)
    return known if known.level in {"province", "city", "county"} else None


def _placed(place: Place, own: Place | None) -> Place:
    """The area with the parent that the document's own area gives it: 南湖区 named in 嘉兴市's policy is 嘉兴市's."""
    if own is None or own == NATION or place.parent or place.level is None:
        return place
    if place.name == own.name:
        return own
    outer = next((area for area in (own, *own.ancestors()) if _holds(area, place)), None)
    return Place(place.name, place.level, place.type, outer) if outer and outer != NATION else place


def _holds(outer: Place, inner: Place) -> bool:
    ranks = {"national": 0, "province": 1, "city": 2, "county": 3, "township": 4}
    if outer.level is None or inner.level is None:
        return False
    gap = ranks[inner.level] - ranks[outer.level]
    return gap == 1 or (gap == 2 and outer.type == "直辖市")

"""Whose body a name is of: the place that the name says, by name or level, else the place of its document."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Final

from graph.central import CENTRAL, central_body, is_central
from graph.located import LETTER, Located, Reason, Setting
from graph.seated import placed, seated_body
from ontology.functions import function_row, functions_of
from ontology.names import bureau_of_branch, canonical_tail, official_tail
from ontology.places import NATION, Place, is_in_table, leading_place, leading_stem, place_named
from ontology.tables import read_official_names

_LETTER_LEVELS: Final = {
    **dict.fromkeys(("省", "自治区"), "province"),
    **dict.fromkeys(("市", "自治州", "州", "盟", "地区"), "city"),
    **dict.fromkeys(("县", "区", "旗", "自治县", "自治旗", "林区"), "county"),
}
_MARKS: Final = str.maketrans("", "", "“”\"'‘’「」『』")
_PARTY: Final = re.compile(r"^(?:中国共产党|中共)")
_LEAGUE: Final = re.compile(r"^(?:共青团|团)(?P<place>.*?)委(?:员会)?$")
GENERIC_NAME: Final = re.compile(r"(?:部门|机关)$")
_ZONE_COMMITTEE: Final = re.compile(r"(?:管委会|管理委员会)$")
# Kinds whose bodies documents name with their level: 市财政局, 市妇联; zones and enterprises have names of their own.
_LEVELLED: Final = {"bureau", "office", "party", "mass", "vertical", "judicial", "legislature", "coordination"}
_AREA_ONLY: Final = "政府"
BRANCH_AT: Final = re.compile(r"(?P<bureau>.+局)(?P<place>[\u4e00-\u9fff]{2,8}?)(?:区|县|市)?分局$")


def locate_group(name: str, setting: Setting) -> Located:
    """Groups keep their wording; the nation's are the nation's, all others the place's that addresses them."""
    canonical = name.replace("人民政府", "政府")
    own = setting.place
    if CENTRAL.match(name):
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
    return seated_body(name, setting.place)


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
    at = placed(place, setting.place)
    if at.level == "township" and at.parent is None:  # towns share names: one without its county is no place of its own
        return _of_zone(name, setting.place)
    return _of_place(at, name[end:] or _AREA_ONLY, (Reason("named-place", place.name),))


def _by_nation(name: str, setting: Setting) -> Located | None:
    return central_body(name) if is_central(name, setting) else None


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


def _of_place(place: Place, tail: str, why: tuple[Reason, ...]) -> Located:
    """A body of a place that the name or its level tells."""
    if place == NATION:
        return central_body(tail)
    short = canonical_tail(tail)
    if short == "团委":
        return _league(place, why)
    if seated := seated_body(place.stem + tail, place):
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
    if own and (seated := seated_body(own.stem + name, own)):
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
    return _league(placed(place_named(text), own), (Reason("named-place", text),))


def _league(place: Place, why: tuple[Reason, ...]) -> Located:
    return Located(place, "团委", f"团{place.letter}委", f"共青团{place.name}委员会", why)

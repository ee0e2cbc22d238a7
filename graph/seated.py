"""Bodies named after the place where they sit: 嘉兴海关, 人民银行盐城市中心支行, 国家统计局吐鲁番调查队."""

import re
from functools import cache

from graph.located import Located, Reason
from ontology.places import NATION, Place, leading_place, place_named
from ontology.tables import read_verticals


def seated_body(name: str, own: Place | None) -> Located | None:
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
        return placed(found[0], own)
    known = place_named(text)
    return known if known.level in {"province", "city", "county"} else None


def placed(place: Place, own: Place | None) -> Place:
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
    return gap == 1 or (gap == 2 and (outer.type == "直辖市" or inner.level == "township"))

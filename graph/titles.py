"""The one name of a cited instrument, and the key under which nearly equal titles meet.

Rules are in ``graph/lexicon/titles.toml``. A name is made from one document alone: the printed title, the words before
it (国务院《…》) and the area of the document, since 市政府《关于…的意见》 is another text in every city.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from graph.areas import levels_of
from graph.identity import normal, normal_title
from loaders.jurisdictions import NATIONAL, jurisdiction_of
from loaders.lexicon import Rule, load_lexicon
from loaders.numerals import parse_numeral
from loaders.titles import forwarded_title

_MARKS = re.compile("[《》〈〉<>\"'“”‘’「」『』]")
_SQUARE = str.maketrans("〔〕[]【】", "()()()")
_NO_BRACKETS = str.maketrans("", "", "()")
_YEAR_IN_SIGNS = re.compile("[二一][〇○零一二三四五六七八九]{3}(?=年)")
_ABOUT = "关于"
_ISSUED = re.compile("(?:联合)?(?:印发|发布|出台|制定|下发|转发|颁布|批转|公布)?(?:实施)?的?(?:关于)?$")
_VERBS_BEFORE = re.compile("根据|依据|依照|按照|遵照|遵循|对照|贯彻|落实|执行|实施|和|与|及|[、,，。；;》)）\\s]")
_PARTY_AND_STATE = re.compile("(?:党中央|中共中央|中央)(?:办公厅)?[、,]?国务院(?:办公厅)?$")
# 市政府, 省委办公厅, 我市; the level they name is relative to the document.
_RELATIVE = re.compile(
    "(?P<own>我|本)?(?P<level>省|自治区|市|州|县|区|旗)(?P<organ>(?:委|人民政府|政府)?(?:办公厅|办公室)?)"
)
_RELATIVE_TITLE = re.compile("(?P<level>省|市|州|县|区|旗)(?P<organ>人民政府|政府|委(?!员))")
_LEVEL_OF = {
    "省": "province",
    "自治区": "province",
    "市": "city",
    "州": "city",
    "县": "county",
    "区": "county",
    "旗": "county",
}
_SHORTEST_FORWARDED = 6
_LONGEST_PLACE = 8
_NO_NAME = re.compile("[各全向在对的等同于将]")


@dataclass(frozen=True, slots=True)
class InstrumentName:
    """The canonical title; ``place`` tells apart what only one area calls so, empty where the title does."""

    title: str
    place: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NearTitle:
    """What nearly equal titles share; ``issuer`` and ``version`` may be missing in one of them, never different.

    ``bare`` is the title without them and the words that may be left out, ``key`` its signs in order of code points.
    """

    key: str
    bare: str
    issuer: str
    version: str
    rules: tuple[str, ...]


@lru_cache(maxsize=65536)
def instrument_title(printed: str) -> str:
    """The title in its one spelling: ``《质量发展纲要（2011～2020年）》`` is ``质量发展纲要(2011-2020年)``.

    Marks and quotes are gone, ranges of years alike, 中华人民共和国 before a law left out; (试行) and (修订) stay.
    """
    title = _MARKS.sub("", normal_title(printed)).translate(_SQUARE) or normal(printed)
    title = _YEAR_IN_SIGNS.sub(lambda match: str(_year(match.group())), title)
    for rule in _rules("spelling"):
        title = rule.pattern.sub(rule.fields["to"], title) or title
    return title


def instrument_name(printed: str, before: str, area: str | None, document: str) -> InstrumentName:
    """The name of an instrument as one document cites it.

    ``before`` are the words before its title, ``area`` the document's jurisdiction, ``document`` a key of the document
    for what only it can tell.
    """
    title = instrument_title(printed)
    if relative := _RELATIVE_TITLE.match(title):
        return _relative(relative["level"], relative["organ"], title[relative.end() :], title, (area, document))
    issuer = _issuer(before)
    is_about = title.startswith(_ABOUT)
    if is_about and issuer in load_lexicon("titles", "graph").words["organs"]:
        return InstrumentName(issuer + title)
    if _place_in(title):
        return InstrumentName(title)
    if relative := _RELATIVE.fullmatch(issuer):
        return _relative(relative["level"], relative["organ"] if is_about else "", title, title, (area, document))
    return _by_place(title, issuer, area, document)


def _by_place(title: str, issuer: str, area: str | None, document: str) -> InstrumentName:
    """A title without a place, by the place of the local body named before it, or of the document it speaks for."""
    if place := _place_of_body(issuer):
        return InstrumentName((issuer if title.startswith(_ABOUT) else place) + title)
    if issuer or not _is_of_own_area(title):
        return InstrumentName(title)
    return InstrumentName(area + title) if area and area != NATIONAL else InstrumentName(title, (area or document,))


def _relative(level: str, organ: str, rest: str, title: str, own: tuple[str | None, str]) -> InstrumentName:
    """A title of a body named by its level alone: in full where the level is the document's own area's."""
    area, document = own
    if not area or _LEVEL_OF[level] not in levels_of(area):
        return InstrumentName(title, (area or document,))
    return InstrumentName(area + organ.replace("人民政府", "政府").replace("政府", "人民政府") + rest)


def near_title(title: str) -> NearTitle:
    """The key of a canonical title.

    Titles that say the same words in another order meet; ``forwarded`` ones meet what they forward.
    """
    used: list[str] = []
    issuer, bare = _without_issuer(title)
    version = ""
    for rule in _rules("version"):
        if match := rule.pattern.search(bare):
            version, bare = match.group(), bare[: match.start()]
            used.append(rule.id)
    for rule in _rules("lead"):
        shorter = rule.pattern.sub("", bare)
        if shorter != bare and shorter:
            bare = shorter
            used.append(rule.id)
    return NearTitle("".join(sorted(bare.translate(_NO_BRACKETS))), bare, issuer, version, tuple(used))


def forwarded(title: str) -> str | None:
    """The canonical title of what a notice forwards: 关于印发水污染防治行动计划的通知 gives 水污染防治行动计划."""
    inner = forwarded_title(title)
    if inner is None or len(inner) < _SHORTEST_FORWARDED:
        return None
    return instrument_title(inner)


def _issuer(before: str) -> str:
    """The body named right before a title, in its one spelling; empty for other words."""
    stretch = _ISSUED.sub("", normal(before))
    both = _PARTY_AND_STATE.search(stretch)
    words = both.group() if both else _VERBS_BEFORE.split(stretch)[-1]
    return instrument_title(words) if words else ""


def _place_of_body(issuer: str) -> str | None:
    """The area of a body such as 嘉兴市人民政府, or of an area alone; other words before a title name none."""
    place = jurisdiction_of(issuer)
    if place is None or place == NATIONAL or not issuer.startswith(place):
        return None
    return place if len(place) <= _LONGEST_PLACE and not _NO_NAME.search(place) else None


def _place_in(title: str) -> str | None:
    """The area a title begins with; 质量强市 is none, 辽宁省质量强省 is one."""
    place = jurisdiction_of(title)
    is_slogan = place is not None and place.endswith(load_lexicon("titles", "graph").words["own_area"])
    return None if is_slogan and title.startswith(place or "") else place


def _is_of_own_area(title: str) -> bool:
    """Whether a title without a place speaks of the area of the document that cites it: 质量强市实施方案."""
    own = load_lexicon("titles", "graph").words["own_area"]
    return any(word in title for word in own) and "全国" not in title and "国家" not in title


def _without_issuer(title: str) -> tuple[str, str]:
    """The body a title begins with, and the rest from 关于 on; no body where there is no 关于."""
    place = title.find(_ABOUT)
    return (title[:place], title[place:]) if place > 0 else ("", title)


def _year(signs: str) -> int:
    return int(parse_numeral("".join("零" if sign in "〇○" else sign for sign in signs)))


@cache
def _rules(step: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in load_lexicon("titles", "graph").rules if rule.fields["step"] == step)

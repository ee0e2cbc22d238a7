"""Areas and their levels: nation, provinces and prefectures from ``vocab/jurisdictions.tsv``, the rest by ending.

Counties are open-ended, so an unknown name is read by its last letters: 河西县 is a county, 临江市 a city, since every
city below a prefecture that the table knows is in it as a county.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, Literal

from .tables import JurisdictionRow, read_jurisdictions

Level = Literal["national", "province", "city", "county", "township"]

LEVELS: Final[tuple[Level, ...]] = ("national", "province", "city", "county", "township")
NATION_NAME: Final = "全国"

# The ending of a name → type and level of the area; the first that fits.
_ENDINGS: Final[tuple[tuple[str, Level], ...]] = (
    ("特别行政区", "province"),
    ("自治区", "province"),
    ("自治州", "city"),
    ("自治县", "county"),
    ("自治旗", "county"),
    ("省", "province"),
    ("市", "city"),
    ("地区", "city"),
    ("州", "city"),
    ("盟", "city"),
    ("林区", "county"),
    ("新区", "county"),
    ("县", "county"),
    ("区", "county"),
    ("旗", "county"),
    ("街道", "township"),
    ("镇", "township"),
    ("乡", "township"),
)
# What a place's own documents call it: 市质监局, 自治区财政厅, 地区教育局.
_LETTERS: Final = {
    "直辖市": "市",
    "县级市": "市",
    "市辖区": "区",
    "特别行政区": "特区",
    "国家": "",
    "自治州": "州",
    "自治县": "县",
    "自治旗": "旗",
}
# 开发区, 社区 and 强县 are words, not areas; 城市管理局 is a bureau, not a city.
_NO_AREA: Final = re.compile(
    r"(?:[社园校辖景灾山城郊矿小街片港库功能]|开发|经开|高新|示范|试验|实验|保税|度假|风景|自贸|管理|经济|工业|合作|保护|名胜|集聚|产业"
    r"|旅游|贸易|科技|技术|生态|农业|流域|行政|[县市]|一体化|都市)区$"
    r"|[强兴名治创各全本我跨分城都区市县旗域、(]市$|(?:[强兴名创各全本我跨分市区域、(]|(?<!自)治)[县州]$|[各全本我跨分强兴创]区$|[强兴]省$|城[乡镇]$|乡镇$|委[省市县区]$|^各"
)
_AREA: Final = re.compile(
    r"(?:[\u4e00-\u9fff]{2,9}?(?:省|自治区|自治州|地区)|[\u4e00-\u9fff]{1,5}?[市州盟](?!场|政|容|民)"
    r"|[\u4e00-\u9fff]{2,14}?自治[县旗]|[\u4e00-\u9fff]{1,6}?[县旗](?!域)|[\u4e00-\u9fff]{1,6}?(?:新区|区)(?!域|块)"
    r"|[\u4e00-\u9fff]{1,5}?(?:街道|镇|乡)(?=(?:人民)?政府|党委|办事处|$))"
)
_NUMBER: Final = re.compile(r"^(?P<office>[\u4e00-\u9fff]+)[〔\[(【﹝]?(?:19|20)\d{2}")
# What may follow the letter of a city in the number of its government or party: 嘉政办发, 穗府, 临委发.
_CITY_OFFICES: Final = re.compile(r"^(?:市|地)?(?:政|府|办|委|党)")
_CENTRAL_OFFICES: Final = ("国", "中发", "中办", "中委", "厅字")


@dataclass(frozen=True, slots=True)
class Place:
    """An area: ``level`` is None where its name does not say, ``parent`` where neither table nor text does."""

    name: str
    level: Level | None
    type: str
    parent: "Place | None" = None

    @property
    def letter(self) -> str:
        """What its own documents call it: 市 of 嘉兴市, 自治区 of 广西壮族自治区; empty for the nation."""
        return _LETTERS.get(self.type, self.type)

    @property
    def key(self) -> str:
        """What tells it from all others: districts and towns share names, so theirs have the area above in front."""
        if (
            self.parent
            and self.parent != NATION
            and (self.level == "township" or self.type in {"区", "新区", "市辖区"})
        ):
            return self.parent.key + self.name
        return self.name

    @property
    def stem(self) -> str:
        """The name without its level: 嘉兴, 新疆."""
        row = _rows().get(self.name)
        return (row.short if row else "") or self.name.removesuffix(self.type) or self.name

    def ancestors(self) -> Iterator["Place"]:
        """Yield the areas above, nearest first."""
        if self.parent:
            yield self.parent
            yield from self.parent.ancestors()

    def within(self, level: str) -> "Place | None":
        """Of the area and those above it, the one of a level."""
        return next((place for place in (self, *self.ancestors()) if place.level == level), None)


NATION: Final = Place(NATION_NAME, "national", "国家")


@lru_cache(maxsize=16384)
def find_place(name: str) -> Place | None:
    """The area that a whole text names: 嘉兴市, 嘉兴, 延边州, 浙江省嘉兴市, 嘉兴市南湖区; None for what is none."""
    found = leading_place(name)
    if found and found[1] == len(name):
        return found[0]
    return _known(name)


def place_named(name: str) -> Place:
    """The area of this name; one whose name says no level is still an area of its own."""
    return find_place(name) or Place(name, *_by_ending(name))


@lru_cache(maxsize=16384)
def leading_place(text: str) -> tuple[Place, int] | None:
    """The innermost area that a text begins with, and where its name ends: 嘉兴市南湖区政府 begins with 南湖区."""
    found: tuple[Place, int] | None = None
    begin = 0
    while step := _next_area(text, begin, found[0] if found else None):
        found, begin = step, step[1]
    return found


def leading_stem(text: str) -> tuple[Place, int] | None:
    """The province or prefecture whose name without its level a text begins with: 嘉兴海关, 吐鲁番日报社."""
    for length in range(min(len(text) - 1, 6), 1, -1):
        if (row := _by_short().get(text[:length])) and row.level in {"province", "city"}:
            return _of_row(row), length
    return None


def is_in_table(name: str) -> bool:
    """Whether the table of areas has this name, so that it is certainly one."""
    return name in _rows()


def place_of_number(document_number: str) -> Place | None:
    """The area whose government numbers so: 浙政办发 is 浙江省, 嘉政发 嘉兴市; None for a letter of several."""
    match = _NUMBER.match("".join(document_number.split()))
    if match is None:
        return None
    office = match["office"]
    if office.startswith(_CENTRAL_OFFICES):
        return NATION
    row = _by_prefix().get(office[0])
    if row is None or len(office) == 1:
        return None
    if row.level == "city" and not _CITY_OFFICES.match(office[1:]):
        return None
    return _of_row(row)


def _next_area(text: str, begin: int, outer: Place | None) -> tuple[Place, int] | None:
    for length in range(min(len(text) - begin, 14), 1, -1):
        piece = text[begin : begin + length]
        if piece in _rows() and piece != NATION_NAME and (outer is None or _may_hold(outer, _rows()[piece])):
            return _of_row(_rows()[piece]), begin + length
        if outer is None and (row := _by_short_with_level().get(piece)):
            return _of_row(row), begin + length
    match = _AREA.match(text, begin)
    if match is None or _NO_AREA.search(match.group()) or match.group() in _by_short():
        return None
    level, kind = _by_ending(match.group())
    if level is None or len(match.group()) < _SHORTEST.get(kind, 2):
        return None
    if outer and outer.level and LEVELS.index(level) <= LEVELS.index(outer.level):
        if not (level == "city" and outer.level == "city"):
            return None
        level = "county"  # 延边州敦化市: a city below a prefecture is a county
    return Place(match.group(), level, kind, outer), match.end()


_SHORTEST: Final = {
    "省": 3,
    "自治区": 5,
    "自治州": 5,
    "自治县": 5,
    "自治旗": 5,
    "林区": 3,
    "地区": 4,
    "街道": 4,
    "镇": 3,
    "乡": 3,
}


def _may_hold(outer: Place, row: JurisdictionRow) -> bool:
    return outer.name in {row.parent, *(place.name for place in _of_row(row).ancestors())}


def _known(name: str) -> Place | None:
    if name in {"中国", "国家", "中央", "全国", "国务院", "nation", "national"}:
        return NATION
    row = _rows().get(name) or _by_short().get(name)
    return _of_row(row) if row else None


def _by_ending(name: str) -> tuple[Level | None, str]:
    return next(((level, ending) for ending, level in _ENDINGS if name.endswith(ending)), (None, ""))


@cache
def _of_row(row: JurisdictionRow) -> Place:
    level = next(level for level in LEVELS if level == row.level)
    return Place(row.name, level, row.type, _of_row(_rows()[row.parent]) if row.parent else None)


@cache
def _rows() -> dict[str, JurisdictionRow]:
    return {row.name: row for row in read_jurisdictions()}


@cache
def _by_short() -> dict[str, JurisdictionRow]:
    return {row.short: row for row in read_jurisdictions() if row.short}


@cache
def _by_short_with_level() -> dict[str, JurisdictionRow]:
    """新疆自治区, 延边州, 延边自治州: what long names are shortened to, their level kept."""
    found: dict[str, JurisdictionRow] = {}
    for row in read_jurisdictions():
        if row.short and row.type in {"自治区", "自治州"}:
            found[row.short + row.type] = row
            if row.type == "自治州":
                found[row.short + "州"] = row
    return found


@cache
def _by_prefix() -> dict[str, JurisdictionRow]:
    return {row.prefix: row for row in read_jurisdictions() if row.prefix}

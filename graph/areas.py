"""Which level an area's name shows: what 全市 or 省政府 mean in a document depends on where it was issued."""

from loaders.jurisdictions import NATIONAL

_LEVELS = {
    "省": "province",
    "市": "city",
    "州": "city",
    "盟": "city",
    "县": "county",
    "旗": "county",
    "区": "county",
}
# Cities that are provinces: their documents say 全市 and mean a province.
_MUNICIPALITIES = frozenset({"北京市", "天津市", "上海市", "重庆市"})
_ANY = frozenset({"nation", "province", "city", "county"})


def levels_of(area: str | None) -> frozenset[str]:
    """The levels that the area may have: nation, province, city, county; all where it is unknown."""
    if not area:
        return _ANY
    if area == NATIONAL:
        return frozenset({"nation"})
    if area in _MUNICIPALITIES:
        return frozenset({"province", "city"})
    if area.endswith("自治区"):
        return frozenset({"province"})
    if area.endswith("地区"):
        return frozenset({"city"})
    level = _LEVELS.get(area[-1])
    return frozenset({level}) if level else frozenset({"province", "city"})

"""Spellings of bodies' names: 发展和改革委员会, 发展改革委 and 发改委 are one name, by ``vocab/name_forms.tsv``.

Only what the table says is one: two names are never joined because they look alike or show the same function.
"""

import re
from functools import cache, lru_cache
from typing import Final

from .tables import read_name_forms

_ORGANS: Final = {
    **{organ: organ for organ in ("总局", "局", "厅", "部", "委", "署", "办", "中心", "会", "总队", "支队", "大队")},
    "委员会": "委",
    "办公室": "办",
    "": "",
}
_OFFICIAL_ORGANS: Final = {"委": "委员会", "办": "办公室"}
_BRANCH: Final = r"(?P<branch>分局|支局)?"
_MARKS: Final = str.maketrans("", "", "“”\"'‘’「」『』")
_LEADING_GROUP_OFFICE: Final = re.compile(r"(?P<matter>(?!创建).{3,})领导小组办(?:公室)?")
_WORK: Final = re.compile(r"(?:推进|协调)?工作$")
# The organ of a branch is said once: 质监分局 is of 质监局.
_BRANCH_OF: Final = re.compile(r"(?:局)?分局$|支局$")


@lru_cache(maxsize=65536)
def canonical_tail(tail: str) -> str:
    """The name without its level in the short spelling that names things: 质量技术监督局 is 质监局."""
    plain = tail.translate(_MARKS)
    if (whole := _whole_names().get(plain)) is not None:
        return whole
    if group := _LEADING_GROUP_OFFICE.fullmatch(plain):
        return _WORK.sub("", group["matter"]) + "办"
    if (match := _stem_names().fullmatch(plain)) and (branch := match["branch"] or "") + match["organ"]:
        short = _stems()[match["stem"]] + _ORGANS[match["organ"]] + branch
        return _whole_names().get(short, short)
    return plain.replace("人民政府", "政府")


@lru_cache(maxsize=65536)
def official_tail(tail: str) -> str | None:
    """The name without its level written out, as the table knows it: 发改委 is 发展和改革委员会; None if unknown."""
    short = canonical_tail(tail)
    if short in _official_names():
        return _official_names()[short]
    match = _stem_names().fullmatch(short)
    if match is None or not (match["organ"] or match["branch"]):
        return None
    organ = _OFFICIAL_ORGANS.get(match["organ"], match["organ"])
    return _official_stems()[_stems()[match["stem"]]] + organ + (match["branch"] or "")


@lru_cache(maxsize=65536)
def spellings(tail: str) -> tuple[str, ...]:
    """All spellings of a name that the table knows, the short one first: 发改委, 发展和改革委员会, 发展改革委, …."""
    short = canonical_tail(tail)
    whole = [name for name, form in _whole_names().items() if form == short]
    stems: list[str] = []
    if (match := _stem_names().fullmatch(short)) and match["organ"]:
        organs = [organ for organ, form in _ORGANS.items() if form == match["organ"]]
        same = [stem for stem, form in _stems().items() if form == _stems()[match["stem"]]]
        stems = [stem + organ + (match["branch"] or "") for stem in same for organ in organs]
    return tuple(dict.fromkeys((short, *whole, *(name for name in stems if canonical_tail(name) == short))))


def bureau_of_branch(name: str) -> str | None:
    """The name of the bureau that a branch belongs to: 质监分局 is of 质监局; None for what is no branch."""
    bureau = _BRANCH_OF.sub("局", name)
    return bureau if bureau != name and len(bureau) > 1 else None


@cache
def _whole_names() -> dict[str, str]:
    return {
        name: row.form
        for row in read_name_forms()
        if row.scope == "name"
        for name in (row.form, row.official, *row.others)
        if name
    }


@cache
def _official_names() -> dict[str, str | None]:
    return {row.form: row.official or None for row in read_name_forms() if row.scope == "name"}


@cache
def _stems() -> dict[str, str]:
    return {
        stem: row.form
        for row in read_name_forms()
        if row.scope == "stem"
        for stem in (row.form, row.official, *row.others)
    }


@cache
def _official_stems() -> dict[str, str]:
    return {row.form: row.official for row in read_name_forms() if row.scope == "stem"}


@cache
def _stem_names() -> re.Pattern[str]:
    stems = "|".join(sorted(map(re.escape, _stems()), key=len, reverse=True))
    organs = "|".join(sorted(_ORGANS, key=len, reverse=True))
    return re.compile(f"(?P<stem>{stems})(?P<organ>{organs}){_BRANCH}")

"""The area that a document governs, told by the names of the bodies that issue it and by its title."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from loaders.lexicon import load_lexicon
from loaders.width import narrow

NATIONAL: Final = "全国"
# 质量强市, 科教兴区, 生态市: what a place wants to become
_SLOGAN = re.compile(r"[一-龥]{2}[强兴富][省市区县]$|生态[省市区县]$")


def jurisdiction_of(name: str) -> str | None:
    """The innermost area that a body's name or a title begins with: 临江省青川市人民政府 governs 青川市."""
    text = narrow(name).replace(" ", "").removeprefix("中共").removeprefix("关于印发").removeprefix("印发").lstrip("《")
    lexicon = load_lexicon("masthead")
    begin = 0
    inner: tuple[int, int] | None = None
    while match := _place().match(text, begin):
        if _SLOGAN.match(match.group()):
            break
        if match.group().startswith(lexicon.words["no_place"]) and not _is_named_after(match.group()):
            break
        starts_zone = inner is not None and match.group().startswith(lexicon.words["zones"])
        inner = (inner[0], match.end()) if inner and starts_zone else (match.start(), match.end())
        begin = match.end()
    if inner:
        return text[inner[0] : inner[1]]
    return NATIONAL if text.startswith(lexicon.words["national"]) or name.startswith("中共中央") else None


def first_jurisdiction(names: Iterable[str]) -> str | None:
    """The first area that any of the names tells."""
    return next((area for area in map(jurisdiction_of, names) if area), None)


def _is_named_after(place: str) -> bool:
    """深圳市, 建德市, 本溪市 begin like common words but are places: three or four signs with a suffix of towns."""
    return 3 <= len(place) <= 4 and place[-1] in "市县" and place[0] in "城深建本全各进一加社"


@cache
def _place() -> re.Pattern[str]:
    suffixes = load_lexicon("masthead").alternation("place_suffixes")
    return re.compile(rf"[一-龥]{{2,9}}?(?:{suffixes})(?!场|政(?!务|府|协|法)|域|间)|[一-龥]县(?=人民|政府|委)")

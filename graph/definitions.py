"""Short names that a text defines for bodies: 临江市质量技术监督局(以下简称市质监局)."""

import re
from functools import lru_cache
from typing import Final

from graph.identity import normal
from ontology import function_of
from ontology.aliases import Alias
from ontology.names import canonical_tail

_DEFINITION: Final = re.compile(
    r"(?P<name>[\u4e00-\u9fff“”]{4,40}?)\((?:以下|下文|下)?(?:统一)?简称:?“?(?P<short>[\u4e00-\u9fff]{2,14}?)”?\)"
)
# A name begins after what introduces it.
_BEFORE: Final = re.compile(
    r".*(?:成立|设立|组建|建立|撤销|由|和|与|及|经|在|向|对|将|为|是|以|报|各|请|同|会同|授权|委托|的)(?=[\u4e00-\u9fff]{4})"
)
_BODY: Final = re.compile(
    r"(?:局|委|委员会|办公室|办|厅|部|署|会|院|中心|公司|集团|领导小组|指挥部|联席会议|专班|支行|分行|海关|政府|社)$"
)


@lru_cache(maxsize=256)
def defined_names(text: str) -> tuple[Alias, ...]:
    """The short names a text defines, with the whole names; a definition that contradicts an earlier one is left out.

    Only bodies count: both names end in an organ's word. 《…规划》(以下简称《规划》) is none.
    """
    if "简称" not in text:
        return ()
    found: dict[str, str] = {}
    for match in _DEFINITION.finditer(normal(text)):
        name, short = _trimmed(match["name"]), match["short"]
        if _BODY.search(name) and _BODY.search(short) and short != name and len(short) < len(name):
            found.setdefault(short, name)
    return tuple(Alias(short, name, source="text") for short, name in found.items())


def _trimmed(name: str) -> str:
    """The name without the words before it, as far as what remains is still a body whose name the tables know."""
    begin = _BEFORE.match(name)
    rest = name[begin.end() :] if begin else name
    return rest if begin and (function_of(rest) or canonical_tail(rest) != rest or _BODY.search(rest)) else name

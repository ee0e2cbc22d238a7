"""Bodies of the state: told by their names, whatever document uses them, and called alike with and without 国家."""

import re
from functools import cache
from typing import Final

from graph.located import LETTER, Located, Reason, Setting
from ontology.functions import function_of, functions_of
from ontology.names import canonical_tail
from ontology.places import NATION
from ontology.tables import read_functions, read_official_names

CENTRAL: Final = re.compile(
    r"^(?:国务院|国家|中央|中共中央|中华|全国(?:人大|政协|老龄)|全国.{1,12}部际|最高人民|中国(?!电信|移动|联通|铁塔|邮政|广电|石[油化]))"
)
# 国家税务局 was the name of local bureaus; the state's was 国家税务总局.
_LOCAL_THOUGH_NATIONAL: Final = re.compile(r"国家税务局")
_HEAD: Final = re.compile(r"^(?:中华人民共和国|中国共产党|中共|国务院|国家|中央|中华全国|中国|全国)")
# 发展改革部 names no level, and is one of the State Council's; 宣传部 and 部门 are not.
_MINISTRY: Final = re.compile(
    r"(?<!宣传)(?<!组织)(?<!统战)(?<!工作)(?<!武装)(?<!社工)部$|总局$|(?<!公)总署$|审计署$|^证监会$|^银保监会$|^保监会$|^银监会$"
)


def is_central(name: str, setting: Setting) -> bool:
    """Whether a body of the state is meant: by its first words, as a ministry, or in a document of the state."""
    if setting.place == NATION or (CENTRAL.match(name) and not _LOCAL_THOUGH_NATIONAL.match(name)):
        return True
    return bool(_MINISTRY.search(name) and not LETTER.match(name) and functions_of(name, name))


def central_body(name: str) -> Located:
    """A body of the state: 国家发展改革委 and 发展改革委 are one; 国务院办公厅 is not cut."""
    why = (
        Reason("national-name") if CENTRAL.match(name) or _MINISTRY.search(name) else Reason("own-place", NATION.name),
    )
    head = _HEAD.match(name)
    rest = name[head.end() :].removeprefix("中央") if head else name
    short = _short(name)
    return Located(NATION, canonical_tail(rest), short, _central_names().get(short), why)


@cache
def _short(name: str) -> str:
    """The canonical name of a central body: 国家发展和改革委员会 is 发改委, 中共中央宣传部 中央宣传部."""
    head = _HEAD.match(name)
    rest = name[head.end() :].removeprefix("中央") if head else name
    is_same = len(rest) > 2 and function_of(rest) is not None and function_of(rest) == function_of(name)
    short = canonical_tail(rest if is_same else name)
    return f"中央{short[1:]}" if short.startswith("委") and len(short) > 2 else short


@cache
def _central_names() -> dict[str, str]:
    """The official name of each central body by its canonical one; the first that the tables give."""
    names = [name for (_, level), name in read_official_names().items() if level == "national"]
    names += [name for row in read_functions() for name in row.names if CENTRAL.match(name)]
    return {_short(name): name for name in reversed(names)}

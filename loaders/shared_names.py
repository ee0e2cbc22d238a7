"""What the items of a list share is given back to each.

市总工会、妇联 share the level of the first, 教育、民政部门 the tail of the last, 中国电信、移动、联通临江分公司 both.
"""

import re
from collections.abc import Sequence

from loaders.agent_names import LONGEST_NAME, has_organ, is_generic, level, names_areas
from loaders.lexicon import load_lexicon

_COUNTED_TAIL = re.compile(
    r"(?:等)?[0-9一二三四五六七八九十两]{1,2}个?(?=(?:部门|单位|委办局)$)|等(?:执法|职能|相关|有关)(?=部门$)|等(?=(?:主管|监管|管理|行政)?部门$)"
)
_COUNTED = ("部门", "单位", "委办局")
_EACH = "各"  # shared only by what alone names nobody: 各街道办事处、乡镇人民政府
_CABINET = "国务院"  # shared only by departments named by their work: 国务院教育行政部门、财政部门
_TOWNS = ("街道", "镇", "乡")
_YOUTH_LEAGUE = re.compile(r"团([省市县区州盟旗])委$")
_CARRIER = re.compile(r"(?P<state>中国)?(?P<carrier>电信|移动|联通|铁塔|广电)(?P<branch>[\u4e00-\u9fff]*公司)?")


def restore_shared(
    printed: Sequence[str], groups: Sequence[int], open_tails: Sequence[str], home: str | None
) -> list[str]:
    """The whole names of a list's items: tails that it says once at its end, levels that it says once in front.

    ``groups`` numbers the comma-separated groups of the list, across which nothing is shared; ``open_tails`` are the
    tails after 等 behind whole names (公安、人民银行等部门), else empty; ``home`` is the name of the document's place
    without its level, which a list may say once.
    """
    if len(printed) == 1:
        return [_without_count(printed[0])]
    return _restore_levels(groups, _restore_carriers(_restore_tails(printed, groups, open_tails)), home)


def is_area(piece: str) -> bool:
    """Whether a piece names an area, which needs its government or committee to be a body."""
    return piece.endswith(load_lexicon("agents").words["area_endings"]) and len(piece) <= LONGEST_NAME


def _restore_tails(printed: Sequence[str], groups: Sequence[int], open_tails: Sequence[str]) -> list[str]:
    """Names with the tail that the list states once, at its end: 教育、民政部门 gives 教育部门."""
    names = [_without_count(item) for item in printed]
    whole = ""  # the last item before which everything that lacks an organ shares its tail
    open_tail = ""
    for index in range(len(printed) - 1, -1, -1):
        if index + 1 < len(printed) and groups[index] != groups[index + 1]:
            whole = open_tail = ""
        open_tail = open_tails[index] or open_tail
        if whole and names[index].endswith(_TOWNS) and (tail := _town_tail(names[index], whole)):
            names[index] += tail
        elif (stands_alone := _is_whole(names[index])) or not whole or names[index].startswith("各"):
            whole = names[index] if stands_alone else ""
        else:
            names[index] += _shared_tail(names[index], whole) or open_tail
    return names


def _without_count(name: str) -> str:
    """The name without how many it stands for: 教育等5部门 is 教育部门."""
    return _COUNTED_TAIL.sub("", name) if name.endswith(_COUNTED) else name


def _town_tail(name: str, following: str) -> str:
    """What a town shares with the next one: 柳河镇、城关镇人民政府; alone it stands for itself."""
    level_of_town = next((ending for ending in _TOWNS if name.endswith(ending)), "")
    if not level_of_town or len(name) <= len(level_of_town):
        return ""
    tails = (tail for tail in load_lexicon("agents").words["area_tails"] if following.endswith(level_of_town + tail))
    return max(tails, key=len, default="")


def _is_whole(name: str) -> bool:
    return has_organ(name) and not (is_area(name) and not name.endswith(_TOWNS))


def _shared_tail(name: str, following: str) -> str:
    tails = load_lexicon("agents").words["area_tails" if is_area(name) else "shared_tails"]
    for tail in sorted(tails, key=len, reverse=True):
        if following.endswith(tail) and len(following) > len(tail):
            return tail
    return ""


def _restore_carriers(names: Sequence[str]) -> list[str]:
    """中国电信、移动、联通临江分公司: the carriers share the 中国 of the first and the branch of the last."""
    if not any(name.endswith("公司") for name in names):
        return list(names)
    matches = [_CARRIER.fullmatch(name) for name in names]
    branch = next((match["branch"] for match in reversed(matches) if match and match["branch"]), "")
    state = "中国" if any(match and match["state"] for match in matches) else ""
    if sum(match is not None for match in matches) < 2 or len(branch) <= len("公司"):
        return list(names)
    return [f"{state}{match['carrier']}{branch}" if match else name for match, name in zip(matches, names, strict=True)]


def _restore_levels(groups: Sequence[int], names: Sequence[str], home: str | None) -> list[str]:
    """Names with the level that the list states once, at its beginning: 市总工会、妇联 gives 市妇联."""
    restored: list[str] = []
    shared = ""
    for index, name in enumerate(names):
        if index and groups[index] != groups[index - 1]:
            shared = ""
        own = level().match(name)
        youth_league = _YOUTH_LEAGUE.match(name) if name.startswith("团") else None
        if youth_league:
            shared = youth_league.group(1)
        elif own:
            shared = own.group()
        elif home and name.startswith(home):
            shared = home
        elif name.startswith(_EACH):
            shared = _EACH
        elif name.startswith(_CABINET) and name.endswith("部门"):
            shared = _CABINET
        if shared == _CABINET and not name.endswith("部门"):
            shared = ""
        if shared == _EACH:
            restored.append(_of_a_class(name))
            continue
        inherits = shared and not own and not youth_league and _inherits(name) and not (home and home in name)
        restored.append(_with_level(shared, name) if inherits else name)
    return restored


def _with_level(shared: str, name: str) -> str:
    """The name under the level of its neighbour; only a party organ takes 市委, only a class of bodies 市级."""
    if shared.endswith("委") and not name.startswith(load_lexicon("agents").words["party"]):
        shared = shared.removesuffix("委")
    if shared.endswith("级") and not name.endswith("部门"):
        shared = shared.removesuffix("级") if shared != "同级" else ""
    return f"团{shared}委" if name == "团委" and len(shared) == 1 else shared + name


def _of_a_class(name: str) -> str:
    """A name after one with 各, which it takes where it is a class of bodies; 各县区、市水务局 keeps its own."""
    bare = name in load_lexicon("agents").words["bare"] and has_organ(name)
    return _EACH + name if bare or names_areas(_EACH + name) else name


def _is_vertical(name: str) -> bool:
    return any(word in name for word in load_lexicon("agents").words["vertical"])


def _inherits(name: str) -> bool:
    lexicon = load_lexicon("agents")
    if _is_vertical(name) or is_generic(name) or re.match(r"团[省市县区州盟旗]", name):
        return False
    if name.endswith(lexicon.words["area_tails"]):
        return False  # 科学城管委会 has its area in its name
    return name.endswith(lexicon.words["inheriting"]) or name.endswith("部门")

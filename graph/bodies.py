"""Which body a name means: of which place, of which kind, with which function, and why. Pure; no store is needed.

The same name in two places is two bodies; two names are one body only where a table says they are one name
(``ontology.names``), or where the document or the user does (aliases). What stays open is said as a doubt.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from graph.identity import normal
from graph.located import LETTER, Located, Reason, Setting
from graph.locating import BRANCH_AT, GENERIC_NAME, locate, locate_group
from ontology.aliases import shipped_aliases
from ontology.functions import function_row, functions_of
from ontology.names import bureau_of_branch, canonical_tail
from ontology.places import Place
from ontology.tables import read_kinds

Category = Literal["Department", "AgentGroup", "CoordinatingBody"]
# 各县(市、区)政府, 有关部门, 市级各有关部门, 其他相关单位, 各级政府, 乡镇; not 区环保部门, which is one body
_GROUP: Final = re.compile(
    r"^(?:各|有关|相关|其[他它]|全体)|各级|(?:以上|以下).{0,6}政府|^政府$|^地方(?:各级)?(?:人民)?政府|等(?:有关|相关)?(?:部门|单位)$|等(?:有关|相关)"
    r"|(?:有关|相关|成员|责任|牵头|配合).{0,4}(?:部门|单位|机构|方面|企业)$|^.{0,3}[级直属]各?(?:有关|相关)?(?:部门|单位|机关)$"
    r"|^(?:相关|有关)?(?:县\(市、区\)|县市区|市县区|县\(区\)|区\(县\)|县区|区县|市县|县市|乡镇|镇\(街道\)|乡镇\(街道\)|镇街|镇乡|街镇)(?=(?:人民)?政府|[各有相]|管委会|$)"
    r"|^(?:部门|企业|单位|职能部门|主管部门|监管部门|业务主管部门|成员单位)$|各(?:部门|单位|成员单位|委办局|区|县|市)"
)
# 市质量强市工作领导小组, 联席会议, 环境治理专班; 领导小组办公室 is an office, a department
_COORDINATING: Final = re.compile(r"(?:小组|联席会议|专班|工作组|指挥部|攻坚组|专项组|专家组|监督组)$")
_OFFICE: Final = re.compile(r"办公?[室厅]?$")
_PLATE: Final = re.compile(r"(?<=.)\((?P<plate>[^()]*[^()区市县州道])\)$")
# 融资担保机构, 项目承担单位: whoever is one
_CLASS: Final = re.compile(r"(?:单位|企业|机构|方面)$")


@dataclass(frozen=True, slots=True)
class Body:
    """A body as resolved.

    ``place`` is None where nothing says whose body it is; ``beyond`` then names the level it belongs to, if the name
    says that much. ``functions`` are ids of the table, its own first. ``kind`` is None where neither table nor
    structure tells. ``branch_of`` is the bureau one level up that a branch belongs to, by its name without level.
    """

    name: str
    canonical: str
    category: Category
    kind: str | None
    functions: tuple[str, ...]
    place: Place | None
    beyond: str | None = None
    official: str | None = None
    forms: tuple[str, ...] = ()
    branch_of: str | None = None
    why: tuple[Reason, ...] = ()
    doubts: tuple[Reason, ...] = ()

    @property
    def function(self) -> str | None:
        """Its own function; None where the table of functions knows no such body."""
        return self.functions[0] if self.functions else None


def resolve(name: str, setting: Setting) -> Body:
    """The body that a name means where and when it is used. Never fails: what is not understood is a doubt."""
    printed = normal(name)
    meant, why = _meant(printed, setting)
    plain = _without_open_list(meant)
    plate = _PLATE.search(plain)
    plain = _PLATE.sub("", plain)
    if _GROUP.search(plain) or (_CLASS.search(plain) and not LETTER.match(plain) and not functions_of(plain, plain)):
        return _group(printed, plain, setting, why)
    located = locate(plain, setting)
    coordinating = bool(_COORDINATING.search(located.tail)) or located.canonical in setting.bodies
    functions = functions_of(plain, located.tail, setting.year)
    kind = function_row(functions[0]).kind if functions else _kind_of(plain)
    if kind in {None, "bureau"} and any(reason.code == "vertical" for reason in located.why):
        kind = "vertical"
    if kind == "coordination" and not _OFFICE.search(located.tail):
        coordinating = True
    forms = dict.fromkeys((printed, meant, plain, *([plate["plate"]] if plate else [])))
    return Body(
        name=printed,
        canonical=located.canonical,
        category="CoordinatingBody" if coordinating else "Department",
        kind="coordination" if coordinating else kind,
        functions=functions,
        place=located.place,
        beyond=located.beyond,
        official=located.official,
        forms=tuple(form for form in forms if form != located.canonical),
        branch_of=_parent_bureau(located, setting),
        why=(*why, *located.why, *_function_reasons(functions, kind)),
        doubts=tuple(_doubts(plain, located, functions, kind, setting)),
    )


def _without_open_list(name: str) -> str:
    return name.removesuffix("等").removeprefix("等") if len(name) > 2 else name


def _meant(name: str, setting: Setting) -> tuple[str, tuple[Reason, ...]]:
    """What the name stands for: by the document or the user, else by the table that comes with zeren."""
    for alias in (*setting.aliases, *shipped_aliases()):
        if alias.alias == name and alias.holds(setting.place, setting.year):
            return alias.name, (Reason(f"alias-{alias.source}", f"{name} = {alias.name}"),)
    return name, ()


def _group(printed: str, plain: str, setting: Setting, why: tuple[Reason, ...]) -> Body:
    located = locate_group(plain, setting)
    functions = functions_of(plain, plain, setting.year)
    return Body(
        name=printed,
        canonical=located.canonical,
        category="AgentGroup",
        kind=function_row(functions[0]).kind if functions else "generic",
        functions=functions,
        place=located.place,
        beyond=located.beyond,
        forms=tuple(form for form in (printed,) if form != located.canonical),
        why=(*why, *located.why, Reason("group")),
        doubts=() if located.place else (Reason("unknown-place", located.beyond or ""),),
    )


def _kind_of(name: str) -> str | None:
    return next((kind for pattern, kind in _kinds() if pattern.search(name)), None)


@cache
def _kinds() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row.pattern), row.id) for row in read_kinds())


def _parent_bureau(located: Located, setting: Setting) -> str | None:
    """The bureau a branch belongs to: 质监分局 in a district is of its city's 市质监局."""
    if at := BRANCH_AT.fullmatch(located.tail):
        return canonical_tail(at["bureau"])
    if bureau := bureau_of_branch(canonical_tail(located.tail)):
        county = located.place is None or located.place.level == "county" or setting.place is None
        return canonical_tail(bureau) if county else None
    return None


def _function_reasons(functions: Sequence[str], kind: str | None) -> tuple[Reason, ...]:
    if functions:
        return (Reason("function", functions[0]),)
    return (Reason("kind-by-structure", kind),) if kind else ()


def _doubts(name: str, located: Located, functions: Sequence[str], kind: str | None, setting: Setting) -> list[Reason]:
    doubts = []
    if located.place is None:
        doubts.append(Reason("unknown-place", located.beyond or ""))
    if kind is None:
        doubts.append(Reason("unknown-kind", name))
    if functions:
        row = function_row(functions[0])
        if setting.year is not None and not row.is_valid_in(setting.year):
            doubts.append(Reason("not-valid", f"{row.valid_from or '…'}-{row.valid_to or '…'}"))
        if located.place and located.place.level and row.levels and located.place.level not in row.levels:
            doubts.append(Reason("not-at-level", located.place.level))
    if GENERIC_NAME.search(name) and not LETTER.match(name):
        doubts.append(Reason("generic-name", name))
    return doubts

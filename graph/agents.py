"""The name of an agent in a document → which body of which place it is, and of which kind."""

import re
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import Literal, NamedNode

from graph.draft import Draft, chinese
from graph.identity import normal
from graph.vocabulary import ALT_LABEL, zr
from ontology import function_of

NATION = "全国"
MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")

# 各县(市、区)政府, 有关部门, 市级各有关部门, 其他相关单位, 各级政府; not 区环保部门, which is one body
_GROUP = re.compile(
    r"^(?:各|有关|相关|其[他它])|各级|各?(?:有关|相关|成员)(?:部门|单位|机构|方面|企业)$|^.{0,2}级各(?:部门|单位)$"
)
# 市质量强市工作领导小组, 联席会议, 环境治理专班; 领导小组办公室 is an office, a department
_BODY = re.compile(r"(?:领导小组|协调小组|联席会议|专班|工作组|指挥部)$")
# 国务院有关部门, 国家发展改革委, 中央农办 in a city's policy
_NATIONAL = re.compile(r"^(?:国务院|国家|中央)")
_PROVINCIAL = re.compile(r"^(?:省|自治区)")
_LEVELS = (
    ("province", r"(?:省|自治区|特别行政区)$"),
    ("city", r"(?:市|自治州|州|盟|地区)$"),
    ("county", r"(?:县|区|旗)$"),
)


def level_of(place: str) -> str | None:
    """national, province, city or county, as the place's last letters say; None where they do not."""
    if place == NATION:
        return "national"
    if place in MUNICIPALITIES:
        return "province"
    return next((level for level, ending in _LEVELS if re.search(ending, place)), None)


def canonical_name(name: str, place: str | None) -> str:
    """The name as the place's own documents shorten it: 临江市人民政府办公室 of 临江市 is 市政府办公室."""
    short = normal(name)
    if place and short.startswith(place) and len(short) > len(place):
        kind = "自治区" if place.endswith("自治区") else place[-1]
        short = kind + short[len(place) :]
    return short.replace("人民政府", "政府")


def agent_kind(name: str, bodies: frozenset[str]) -> str:
    """The ontology's class of an agent; ``bodies`` are names the document itself calls coordinating bodies."""
    if _GROUP.search(name):
        return "AgentGroup"
    return "CoordinatingBody" if name in bodies or _BODY.search(name) else "Department"


_FOLDERS = {"AgentGroup": "group", "CoordinatingBody": "body", "Department": "department"}


@dataclass
class Agents:
    """Names the agents of one document and describes each in the shared graph."""

    draft: Draft

    @cached_property
    def place(self) -> str | None:
        """The area the policy governs."""
        return normal(self.draft.record.document.jurisdiction or "") or None

    @cached_property
    def bodies(self) -> frozenset[str]:
        """The canonical names of the document's coordinating bodies."""
        return frozenset(canonical_name(body.name, self.place) for body in self.draft.record.bodies)

    def describe(self, name: str) -> NamedNode:
        """The agent's node; the same body of the same place is one node in all documents."""
        segments, place = self._place_of(normal(name))
        short = canonical_name(name, self.place)
        kind = agent_kind(short, self.bodies)
        node = self.draft.names.thing(_FOLDERS[kind], *segments, short)
        self.draft.introduce_shared(node, kind, short)
        self.draft.share(node, ALT_LABEL, chinese(normal(name)) if normal(name) != short else None)
        self.draft.share(node, zr("jurisdiction"), place)
        if kind == "Department" and (function := function_of(short)):
            self.draft.share(node, zr("function"), NamedNode(function))
        return node

    def jurisdiction(self) -> NamedNode:
        """The place the policy governs."""
        return self._known(self.place)[1] if self.place else self._unknown("地区")[1]

    def _place_of(self, name: str) -> tuple[tuple[str, ...], NamedNode]:
        if self.place == NATION or _NATIONAL.match(name):
            return self._known(NATION)
        if self.place is None:
            return self._unknown("地区")
        if _PROVINCIAL.match(name) and level_of(self.place) != "province":
            return self._unknown("省")
        return self._known(self.place)

    def _known(self, place: str) -> tuple[tuple[str, ...], NamedNode]:
        node = self.draft.introduce_shared(self.draft.names.thing("place", place), "Jurisdiction", place)
        level = level_of(place)
        self.draft.share(node, zr("level"), Literal(level) if level else None)
        return (place,), node

    def _unknown(self, what: str) -> tuple[tuple[str, ...], NamedNode]:
        """A place the text does not name: one of this policy alone, so that it is never taken for another's."""
        draft = self.draft
        node = draft.names.thing("place", "未知", draft.key, what)
        title = draft.record.document.title or draft.record.source
        draft.introduce_shared(node, "Jurisdiction", f"未知{what}（{title}）")
        return ("未知", draft.key, what), node

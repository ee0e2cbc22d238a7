"""Sections and items that a body's name heads: (三)市水务局; 2.区财政局要安排经费; 市教育局:负责….

What follows the name are the body's duties, so it is responsible; where all it does is to assist, it supports.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from loaders.agent_names import has_organ, is_agent, is_generic, is_head, organ_signs
from loaders.agents import AgentName, split_agents
from loaders.duty_sentences import leading_names
from loaders.outline import lines_of
from loaders.record import Provision, Role, Span
from loaders.statements import Part, Statement, role_of, rules_of
from loaders.width import BLANKS

_SUFFIX = re.compile(r"的?(?:主要|工作|具体|监管|部门)?(?:职责|职能|任务)(?:分工|任务)?$")
_SUFFIX_ENDS = ("职责", "职能", "任务", "分工")
_EDGE = BLANKS + " \t\n:。"
_NO_HEAD = re.compile(r"[;:。《\t]")
_BEGINS_DUTY = re.compile(r"(?:要|应当|应|须|负责(?!人(?![力民事才口])|同志)|职责|:|——)")
_ASSISTS = re.compile(r"(?:要|应当|应|须)?(?:积极|密切|主动|认真|全力)*(?:配合|协助|参与)")
_LONGEST_SUFFIX = 10
# 1.监督组。负责…
_GROUP = re.compile(r"[\u4e00-\u9fff]{1,11}组$")
_THEN_DUTY = re.compile(r"。\s*(?:主要|具体|统筹|牵头)?(?:负责|承担|职责)")
# 动员部署(2025年4月至5月)
_DATED = re.compile(r"\d{4}年|\d月")
_LONGEST_HEAD = 120
_LONGEST_NAME = 40
_DUTY_SECTION = re.compile(r"职责|分工|责任|部门任务")


def find_headed_statements(
    text: str, provision: Provision, begin: int, ancestors: Sequence[str], home: str | None
) -> Iterator[Statement]:
    """The statements that the provision's own first line, or its lines ``body: duties``, make.

    ``begin`` is where its own words begin, behind its label; ``ancestors`` are the headings above it, outermost first,
    its own last.
    """
    line_end = text.find("\n", begin, provision.span.end)
    alone = line_end < 0
    head_end = min(provision.span.end if alone else line_end, begin + _LONGEST_HEAD)
    sentence_end = text.find("。", begin, head_end) + 1
    if _may_head().search(text, begin, sentence_end or head_end):
        parts, end = _first_line(text, Span(begin, head_end), home)
        if parts:
            yield Statement(provision.path, Span(provision.span.begin, end), provision.span, parts)
            yield from _other_parts(text, provision, end, parts, home)
    if alone or not any(map(_is_of_duties, ancestors)):
        return
    for line in lines_of(text, line_end, provision.span.end):
        head = Span(line.span.begin, min(line.span.end, line.span.begin + _LONGEST_HEAD))
        parts, end = _colon_line(text, head, home)
        if parts:
            yield Statement(provision.path, Span(head.begin, end), provision.span, parts)


@lru_cache(maxsize=4096)  # every item below a heading asks
def _is_of_duties(heading: str) -> bool:
    return _DUTY_SECTION.search(heading) is not None


@cache
def _may_head() -> re.Pattern[str]:
    """The last sign of a body's name, or of a remark behind it, before what may follow it as a head."""
    return re.compile(
        rf"[{re.escape(''.join(sorted(organ_signs())))})](?:[\s:。]|要|应|须|负责|——|$"
        r"|的?(?:主要|工作|具体|监管|部门)?(?:职责|职能|任务))"
    )


def _other_parts(
    text: str, provision: Provision, begin: int, heads: Sequence[Part], home: str | None
) -> Iterator[Statement]:
    """What a clause of the duties says of the heading's bodies alone: 配合市水务局开展巡查, 牵头组织演练.

    They are responsible as the heading says; a clause that begins with another role gives them that one too.
    """
    responsible = [part.agent for part in heads if part.role is Role.RESPONSIBLE]
    for rule in rules_of("heading-clause") if responsible else ():
        role = role_of(rule)
        for match in rule.finditer(text, begin, provision.span.end):
            if role is Role.LEAD or leading_names(text, Span(match.end(), provision.span.end), home):
                said = Span(responsible[0].span.begin, match.end())
                parts = tuple(Part(agent, role, rule.id) for agent in responsible)
                yield Statement(provision.path, said, provision.span, parts)
                break


def _first_line(text: str, head: Span, home: str | None) -> tuple[tuple[Part, ...], int]:
    sentence_end = _end_of(text, head, "。")
    end = _without_suffix(text, Span(head.begin, sentence_end))
    agents = _heads(text, Span(head.begin, end), home)
    if agents:
        return tuple(Part(agent, Role.RESPONSIBLE, "headed-by-body") for agent in agents), end
    if _GROUP.match(text, head.begin, sentence_end) and _THEN_DUTY.match(text, sentence_end):
        group = AgentName(text[head.begin : sentence_end], Span(head.begin, sentence_end))
        return (Part(group, Role.RESPONSIBLE, "headed-by-group"),), sentence_end
    match = _BEGINS_DUTY.search(text, head.begin + 2, head.end)
    if not match:
        return (), end
    agents = tuple(agent for agent in _heads(text, Span(head.begin, match.start()), home) if not is_generic(agent.name))
    if not agents:
        return (), end
    role = Role.SUPPORT if _ASSISTS.match(text, match.start()) else Role.RESPONSIBLE
    rule = "item-of-body-assisting" if role is Role.SUPPORT else "item-of-body"
    return tuple(Part(agent, role, rule) for agent in agents), match.end()


def _without_suffix(text: str, span: Span) -> int:
    """Where a line ends without 主要职责 and the like."""
    words = text[span.begin : span.end].rstrip(_EDGE)
    suffix = _SUFFIX.search(words, max(0, len(words) - _LONGEST_SUFFIX)) if words.endswith(_SUFFIX_ENDS) else None
    return span.begin + (suffix.start() if suffix else len(words))


def _colon_line(text: str, head: Span, home: str | None) -> tuple[tuple[Part, ...], int]:
    colon = text.find(":", head.begin, head.end)
    if colon < 0 or not text[colon + 1 : head.end].strip():
        return (), head.begin
    agents = _heads(text, Span(head.begin, colon), home)
    return tuple(Part(agent, Role.RESPONSIBLE, "line-of-body") for agent in agents), colon


def _heads(text: str, span: Span, home: str | None) -> tuple[AgentName, ...]:
    """The bodies that a stretch consists of, if each is one beyond doubt; nothing otherwise."""
    words = text[span.begin : span.end].strip()
    if words[-1:] not in organ_signs() and not words.endswith(")"):
        return ()
    if _NO_HEAD.search(words) or words.count("(") != words.count(")") or not has_organ(words[-_LONGEST_NAME:].lstrip()):
        return ()
    agents = split_agents(text, span, home)
    if not agents or _DATED.search(words) or not _heads_duties(agents[0].name, home):
        return ()
    # Behind one that is beyond doubt, bodies need no level: 县文旅局、融媒体中心.
    if not all(_heads_duties(agent.name, home) or is_agent(agent.name) for agent in agents[1:]):
        return ()
    return agents


def _heads_duties(name: str, home: str | None) -> bool:
    """Whether a name may head a list of duties; the members of a headquarters taken together do not."""
    if name.endswith("成员单位"):
        return False
    return is_head(name) or (home is not None and name.startswith(home) and is_agent(name))


def _end_of(text: str, span: Span, sign: str) -> int:
    found = text.find(sign, span.begin, span.end)
    return found if found >= 0 else span.end

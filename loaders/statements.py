"""Statements of responsibility taken apart: 牵头单位:A;责任单位:B、C or A牵头,B、C配合 in, (role, body) pairs out."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from loaders.agent_names import has_organ, is_agent, is_generic, is_head
from loaders.agents import AgentName, split_agents
from loaders.lexicon import Rule, any_of, load_lexicon
from loaders.record import Role, Span, span_of

_SENTENCE_SIGNS = ",;。\n"
_ROLE_ENDS = ("牵头", "负责", "配合", "主办", "协办", "参与", "落实")
_OPEN, _CLOSE = "(〔【[“《", ")〕】]”》"
_SIGNS = re.compile(f"[{re.escape(_OPEN + _CLOSE + _SENTENCE_SIGNS)}、]")
LABEL_SIGN = re.compile(r"[:】\]]")
# What the words of every label end with, before its sign.
_LABEL_END = re.compile(
    r"(?:单位|部门|机构|科室|处室|牵头|责任|主体|配合|参与|协办|[时期]限|时间|节点|要求|安排|领导|人|同志|电话|方式|范围|来源"
    r"|估算|地点|备注|目标|任务|措施|内容|清单)\s*$"
)
_LONGEST_LABEL, _LABEL_REACH = 40, 12
_PIECE = re.compile(r"[^;]+")
# Some word of this is in every list that says itself what its bodies do.
_PREDICATE = re.compile(
    r"职责|职能|分工|权限|牵头|督导|负责|会同|主办|为主|抓总|落实|实施|承办|承担|办理|执行|配合|参与|参加|协[助办同]|支持|指导"
)
# A会同B; 市水务局商市财政局 says the same of officials who consult each other
WITH = re.compile(
    r"(?:,|并)?(?:要|应)?会同(?!意|步|志)|(?:(?<=部门)|(?<=机关)|(?<=[局委部厅署办]))商(?=国务院|国家|中央|有关|财政部|[省市县区](?!场))"
)
_MARKED = re.compile(r"\((?:分别|共同)?(?P<word>牵头|主办|配合|协办|负责|参与)(?:单位|部门)?\)$")
_MARKED_ROLES = {"牵头": Role.LEAD, "主办": Role.LEAD, "负责": Role.RESPONSIBLE}
_LETTERS = re.compile(r"[\u4e00-\u9fff]{2}")
_NO_NAME = re.compile(r"\d|年|月底|长期|持续|的|排在|下同|要|将|(?:指导|督导|督促|督办|统筹|推进|推动)$")
_LONGEST_LABELLED_NAME = 30
_ROLES = {role.value: role for role in Role}


class Part(NamedTuple):
    """One body and its role, and the rule that says so."""

    agent: AgentName
    role: Role
    rule: str


class Statement(NamedTuple):
    """The parts that one stretch of text (``span``) states of the text in ``scope``.

    ``matters`` pairs each part with a thing of its own (分别); empty where all parts share the scope.
    """

    provision: str
    span: Span
    scope: Span
    parts: tuple[Part, ...]
    matters: tuple[str, ...] = ()


class Label(NamedTuple):
    """A label with its colon: 牵头单位: — role None for 完成时限 and 责任领导, which name no agent."""

    span: Span
    role: Role | None
    rule: str


@cache
def rules_of(kind: str) -> tuple[Rule, ...]:
    """The rules of one kind in ``lexicon/assignments.toml``, in their order."""
    return tuple(rule for rule in load_lexicon("assignments").rules if rule.fields["kind"] == kind)


def role_of(rule: Rule) -> Role:
    """The role that a rule gives."""
    return _ROLES[rule.fields["role"]]


def find_labels(text: str, span: Span) -> tuple[Label, ...]:
    """The labels in a stretch of narrowed text, in order, the longest where several begin or overlap."""
    labels: list[Label] = []
    begin = span.begin
    for sign in LABEL_SIGN.finditer(text, span.begin, span.end):
        words = Span(max(begin, sign.start() - _LONGEST_LABEL), min(sign.end() + _LABEL_REACH, span.end))
        if sign.start() >= begin and (label := _label_before(text, words, sign.start())):
            labels.append(label)
            begin = label.span.end
        else:
            begin = sign.end()
    return tuple(labels)


def has_label_sign(text: str, span: Span) -> bool:
    """Whether a sign that may end a label stands in a stretch: single signs are found faster than by an expression."""
    begin, end = span
    return text.find(":", begin, end) >= 0 or text.find("】", begin, end) >= 0 or text.find("]", begin, end) >= 0


def _label_before(text: str, words: Span, sign: int) -> Label | None:
    """The label that ends with the sign, the longest where several do."""
    begin, end = words
    if not _LABEL_END.search(text, max(begin, sign - _LABEL_REACH), sign):
        return None
    matches = ((rule.pattern.search(text, begin, end), rule) for rule in rules_of("label"))
    found = [(match.start(), -match.end(), match, rule) for match, rule in matches if match and match.start() < sign]
    if not found:
        return None
    _, _, match, rule = min(found, key=lambda one: one[:2])
    return Label(span_of(match.span()), role_of(rule) if "role" in rule.fields else None, rule.id)


def read_statement(text: str, span: Span, home: str | None = None) -> tuple[Part, ...]:
    """The parts that a bracket's content states; nothing when it states no responsibility."""
    labels = find_labels(text, span)
    if not labels:
        return tuple(read_predicates(text, span, home))
    head = Span(span.begin, labels[0].span.begin)  # A牵头;完成时限:…
    before = tuple(read_predicates(text, head, home)) if _PREDICATE.search(text, *head) else ()
    return (*before, *_labelled(text, span, labels, home))


def read_bare_list(text: str, span: Span, home: str | None = None) -> tuple[Part, ...]:
    """The bodies of a bracket that holds nothing else: 【省文化和旅游厅、省体育局】 after an item's text."""
    if WITH.search(text, *span):
        parts = tuple(parts_with_supporters(text, span, Role.RESPONSIBLE, "list-alone", home))
    else:
        parts = tuple(_marked_parts(split_agents(text, span, home), Role.RESPONSIBLE, "list-alone"))
    names = [part.agent.name for part in parts]
    sure = sum(map(is_head, names))
    return parts if sure and 2 * sure >= len(names) and all(is_head(one) or is_agent(one) for one in names) else ()


def _labelled(text: str, span: Span, labels: tuple[Label, ...], home: str | None) -> Iterator[Part]:
    for index, label in enumerate(labels):
        end = labels[index + 1].span.begin if index + 1 < len(labels) else span.end
        if label.role is not None:
            yield from read_labelled_list(text, Span(label.span.end, end), label.role, label.rule, home)


def read_labelled_list(text: str, span: Span, role: Role, rule: str, home: str | None) -> Iterator[Part]:
    """The bodies after a label; a list that says itself who leads (A牵头,B配合) is read as it says."""
    begin, end = span
    pieces = _pieces(text, span) if text.find(";", begin, end) >= 0 else ()
    if len(pieces) > 1:  # A(牵头)、B;C配合: each part of the list says its own
        for piece in pieces:
            yield from read_labelled_list(text, piece, role, rule, home)
        return
    predicates = tuple(read_predicates(text, span, home)) if _PREDICATE.search(text, begin, end) else ()
    if any(part.role is not Role.RESPONSIBLE for part in predicates):
        yield from predicates
        return
    if predicates:  # 牵头单位:A、B按职责分工负责 keeps its label's role
        yield from (Part(part.agent, role, rule) for part in predicates)
        return
    for part in _marked_parts(split_agents(text, span, home), role, rule):
        if _may_be_listed(part.agent.name):
            yield part


def _pieces(text: str, span: Span) -> tuple[Span, ...]:
    """The stretches between semicolons."""
    return tuple(span_of(match.span()) for match in _PIECE.finditer(text, *span))


def _marked_parts(agents: Sequence[AgentName], role: Role, rule: str) -> Iterator[Part]:
    """The bodies of a list with the roles marked behind single names: 市商务局(牵头)、市财政局."""
    for agent in agents:
        marked = _MARKED.search(agent.name) if agent.name.endswith(")") else None
        if marked:
            plain = AgentName(agent.name[: marked.start()], agent.span)
            yield Part(plain, _MARKED_ROLES.get(marked["word"], Role.SUPPORT), f"{rule}-marked")
        else:
            yield Part(agent, role, rule)


def _may_be_listed(name: str) -> bool:
    """Whether a name may stand after a label, where nearly anything names a body, a deadline or a sentence does not."""
    if not 2 <= len(name) <= _LONGEST_LABELLED_NAME or not _LETTERS.search(name):
        return False
    if _ordering().search(name):
        return False
    if is_agent(name) or is_generic(name):
        return True
    return not _NO_NAME.search(name) and (has_organ(name) or len(name) <= 16)


@cache
def _ordering() -> re.Pattern[str]:
    return any_of(rules_of("ordering"))


def read_predicates(text: str, span: Span, home: str | None = None) -> Iterator[Part]:
    """The parts of a statement whose roles follow their lists: A牵头,B、C配合,各区政府负责落实.

    A comma without a role joins groups of one list (市发改委,各区政府负责); a rest without a role is responsible.
    """
    pending: list[Span] = []
    said = False
    for clause in _clauses(text, span):
        match, rule = _predicate(text, clause)
        if match is None or rule is None:
            if WITH.match(text, clause.begin):
                yield from _supporters(text, clause, home)
            elif agents_of(text, clause, home):
                pending.append(clause)
            else:
                pending.clear()
            continue
        if pending and ";" in text[pending[0].begin : clause.begin]:
            pending.clear()
        listed = Span(pending[0].begin if pending else clause.begin, match.start())
        parts = tuple(parts_with_supporters(text, listed, role_of(rule), rule.id, home))
        said = said or bool(parts)
        pending.clear()
        yield from parts
    if said and pending:
        for agent in agents_of(text, Span(pending[0].begin, pending[-1].end), home):
            yield Part(agent, Role.RESPONSIBLE, "list-without-role")


def _predicate(text: str, clause: Span) -> tuple[re.Match[str] | None, Rule | None]:
    best: tuple[re.Match[str] | None, Rule | None] = (None, None)
    for rule in rules_of("predicate"):
        for match in rule.pattern.finditer(text, clause.begin, clause.end):
            if match.end() == clause.end or not text[match.end() : clause.end].strip(" 。"):
                if best[0] is None or match.start() < best[0].start():
                    best = (match, rule)
                break
    return best


def parts_with_supporters(text: str, listed: Span, role: Role, rule: str, home: str | None) -> Iterator[Part]:
    """A会同B负责: A has the role, B supports."""
    match = WITH.search(text, listed.begin, listed.end)
    if match and text[listed.begin : match.start()].strip():
        for agent in agents_of(text, Span(listed.begin, match.start()), home):
            yield Part(agent, role, rule)
        yield from _supporters(text, Span(match.start(), listed.end), home)
        return
    if match:
        yield from _supporters(text, listed, home)
        return
    for agent in agents_of(text, listed, home):
        yield Part(agent, role, rule)


def _supporters(text: str, span: Span, home: str | None) -> Iterator[Part]:
    match = WITH.match(text, span.begin, span.end)
    begin = match.end() if match else span.begin
    for agent in agents_of(text, Span(begin, span.end), home):
        yield Part(agent, Role.SUPPORT, "joined-by-会同")


def agents_of(text: str, span: Span, home: str | None) -> tuple[AgentName, ...]:
    """The bodies of a list if it is one: most of its items have the structure of a body, none is a sentence."""
    agents = split_agents(text, span, home)
    sure = [agent for agent in agents if is_agent(agent.name) or is_generic(agent.name)]
    if not sure or len(sure) * 2 < len(agents):
        return ()
    return tuple(agent for agent in agents if agent in sure or _may_be_listed(agent.name))


def _clauses(text: str, span: Span) -> Iterator[Span]:
    """Clauses between commas, semicolons and full stops outside brackets and quotes."""
    depth, begin = 0, span.begin
    for match in _SIGNS.finditer(text, span.begin, span.end):
        index, sign = match.start(), match.group()
        if sign in _OPEN:
            depth += 1
        elif sign in _CLOSE:
            depth = max(0, depth - 1)
        elif depth == 0 and (sign in _SENTENCE_SIGNS or (sign == "、" and text[begin:index].endswith(_ROLE_ENDS))):
            if text[begin:index].strip():
                yield Span(begin, index)
            begin = index + 1
    if text[begin : span.end].strip():
        yield Span(begin, span.end)

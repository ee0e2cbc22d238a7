"""Sentences that say who does what: 由A牵头, A负责…,B负责…, A会同B, 分别由A、B牵头.

A role word counts only where all that stands before it in its clause is a list of named bodies, so that slogans
(政府牵头、部门联动), nouns (负责人) and enterprises in general give nothing.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from loaders.agent_names import is_agent, is_generic, is_place, organ_ends
from loaders.agents import AgentName, split_agents
from loaders.lexicon import Scan, any_cue, load_lexicon
from loaders.one_by_one import matters_one_by_one
from loaders.record import Role, Span, span_of
from loaders.sentences import sentences
from loaders.span_sets import SpanSet
from loaders.statements import WITH, Part, Statement, agents_of, parts_with_supporters, role_of, rules_of

_CLAUSE_SIGNS = ",;:。\n"
_CLAUSE_SIGN = re.compile(f"[{_CLAUSE_SIGNS}、]")
_NAMES_END = re.compile(f"[{_CLAUSE_SIGNS}]|会同")
_SET_UP = re.compile(r"的|成立|设立|组建|建立|成员")
# 市水行政主管部门是防洪排涝的主管部门,负责…
_IS_BODY = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{3,24}?(?:\([^()]{2,20}\))?)(?:(?:是|作为|为)[\u4e00-\u9fff]{2,30}(?:部门|单位|机构|机关)|(?<=办公室)设在[^,;。]{2,20}),"
)
_WHEREIN = re.compile(
    r"在[^,;。\n]{2,30}(?:下|内|中),|由[^,;。\n]{2,60}(?:参加|组成|兼任[^,;。\n]{0,8}|担任[^,;。\n]{0,8}),"
)
_COORDINATING = ("领导小组", "委员会", "指挥部", "专班", "工作组", "专家组", "联席会议", "办公室")
# Some word of this is in every sentence that gives anybody a part; 由 in those whose verb alone would not.
_CUE = re.compile(
    r"牵头|负责|主办|为主|职[责能]|分工|配合|协[助办]|参[与加]|由|会同|单位(?:依次|分别)?[为是]|部门(?:依次|分别)?[为是]"
)
_ANYWHERE = frozenset(
    ("会同", *(noun + turn + verb for noun in ("单位", "部门") for turn in ("", "依次", "分别") for verb in "为是"))
)
# 财政部会同审计署制定的《…》, 研究提出了办理意见: what has been done gives nobody work
_DONE = re.compile(
    r"(?:提出|制定|拟定|拟订|印发|编制|报送|研究|起草|修订|会签)[^,。;]{0,8}(?:了|的)|的《|研究提出[^,。;]{0,8}:"
)
# 市水务局按照各自职责分工,负责…: how the work is shared stands between
_BY_DUTY = re.compile(
    r"(?:按照?|依照|依据|根据)(?:各自|有关|相关|国家|法律|法规|规定|职责|职能|权限|部门|分工|要求|的|、|和)+,?$|按照?“[^”,。;]{2,30}”的?(?:总?要求|原则|思路|规定),?$|在(?:各自|本部门|相应)?的?(?:法定)?职责(?:权限)?(?:范围)?之?内,?$"
)
# 由A负责管理、B配合: a role word, and what it is about
_SAID = re.compile(r"(?:牵头|负责|配合|主办|主抓|协办|参与)[^,、;。]{0,6}$")
_LONGEST_LIST = 160
_LONGEST_NAME = 40
_LONGEST_REMARK = 80
_REACH = 400


def find_sentence_statements(
    text: str, span: Span, provision: str, brackets: SpanSet, home: str | None
) -> Iterator[Statement]:
    """The statements of the sentences in a stretch of narrowed text; role words inside brackets are left alone."""
    for sentence in _with_cues(text, span, brackets):
        begin, end = sentence
        if any(rule.pattern.search(text, begin, end) for rule in rules_of("past")):
            continue
        taken: list[Span] = []
        for cue in _cues(text, sentence, brackets):
            listed = _subject(text, sentence, cue)
            if listed is None or (taken and listed.begin < taken[-1].end):
                continue
            parts = tuple(_named_parts(text, listed, cue, home))
            if parts:
                taken.append(Span(listed.begin, cue.span.end))
                matters = matters_one_by_one(text, sentence, Span(listed.begin, cue.span.end), len(parts))
                yield Statement(provision, sentence, sentence, parts, matters)
        if text.find("会同", begin, end) >= 0:
            yield from _joined(text, sentence, provision, SpanSet((*taken, *brackets.within(sentence))), home)
        yield from _named_as(text, sentence, provision, home)


def _with_cues(text: str, span: Span, brackets: SpanSet) -> list[Span]:
    """The sentences that hold a word which some rule needs; one inside a bracket is left to the brackets' reader."""
    cues = [
        cue.start()
        for cue in _CUE.finditer(text, span.begin, span.end)
        if not brackets.covers(cue.start()) or cue.group() in _ANYWHERE
    ]
    if not cues:
        return []
    cues.append(len(text))
    return [one for one in sentences(text, span) if cues[bisect_left(cues, one.begin)] < one.end]


class _Cue:
    """A role word in a sentence."""

    __slots__ = ("by_only", "role", "rule", "span")

    def __init__(self, span: Span, role: Role, rule: str, by_only: bool) -> None:
        self.span, self.role, self.rule, self.by_only = span, role, rule, by_only


def _cues(text: str, sentence: Span, brackets: SpanSet) -> list[_Cue]:
    cues = [
        _Cue(span_of(match.span()), role_of(rule), rule.id, rule.fields["kind"] == "cue-by")
        for rule, match in _role_words().finditer(text, sentence.begin, sentence.end)
        if not brackets.covers(match.start())
    ]
    # 牵头负责 is one statement: the first role word of a clause decides.
    return sorted(cues, key=lambda cue: (cue.span.begin, cue.by_only))


@cache
def _role_words() -> Scan:
    return Scan((*rules_of("cue"), *rules_of("cue-by")))


def _subject(text: str, sentence: Span, cue: _Cue) -> Span | None:
    """The stretch before a role word that should be a list of bodies: after 由, else from the clause's beginning."""
    earliest = max(sentence.begin, cue.span.begin - _LONGEST_LIST)
    end = _without_modals(text, Span(earliest, cue.span.begin))
    for word in ("以", "由") if text.startswith("为主", cue.span.begin) else ("由",):
        by = text.rfind(word, earliest, end)
        if by >= 0 and _is_list(text, Span(by + 1, end)):
            return Span(by + 1, end)
    if cue.by_only:
        return None
    begin = end
    for sign_at in _clause_starts(text, earliest, end):
        if not _is_list(text, Span(sign_at, end)):
            break
        begin = sign_at
    if begin < end:
        return Span(begin, end)
    return _body_just_set_up(text, Span(earliest, end)) if text[earliest:end].endswith(",") else None


def _body_just_set_up(text: str, before: Span) -> Span | None:
    """The coordinating body that the clause before a role word ends with: 成立…的领导小组,负责…."""
    clause_begin = _clause_begin(text, before)
    if _WHEREIN.fullmatch(text, clause_begin, before.end) and clause_begin > before.begin:
        before = Span(before.begin, clause_begin)  # 市水务局作为主管部门,在…机制下,负责…
        clause_begin = _clause_begin(text, before)
    subject = _IS_BODY.match(text, max(clause_begin, before.begin), before.end)
    if subject and is_agent(subject["name"]):
        return span_of(subject.span("name"))
    cuts = [match.end() for match in _SET_UP.finditer(text, max(clause_begin, before.begin), before.end - 1)]
    span = Span(max(cuts, default=max(clause_begin, before.begin)), before.end - 1)
    name = text[span.begin : span.end]
    return span if name.endswith(_COORDINATING) and is_agent(name) else None


def _clause_begin(text: str, before: Span) -> int:
    """Where the clause begins that a stretch ends with, its comma included."""
    return max(text.rfind(sign, before.begin, before.end - 1) + 1 for sign in _CLAUSE_SIGNS)


def _clause_starts(text: str, earliest: int, end: int) -> Iterator[int]:
    """Where clauses begin, going back from ``end``; the sentence's own beginning last."""
    for sign in reversed([*_CLAUSE_SIGN.finditer(text, earliest, end)]):
        begin = sign.start()
        if sign.group() != "、" or _SAID.search(text, max(earliest, begin - 10), begin):  # 由A牵头、B配合
            yield begin + 1
            if sign.group() != ",":
                return
    yield earliest


def _is_list(text: str, span: Span) -> bool:
    names = [agent.name for part in _parts_of(text, span) for agent in split_agents(text, part)]
    named = [name for name in names if is_agent(name) or is_generic(name)]
    beside_bodies = any(map(is_agent, names))
    return bool(named) and all(name in named or (beside_bodies and is_place(name)) for name in names)


def _parts_of(text: str, span: Span) -> tuple[Span, ...]:
    """A会同B in its two parts."""
    joint = WITH.search(text, span.begin, span.end)
    if joint is None or joint.start() <= span.begin:
        return (span,)
    return Span(span.begin, joint.start()), Span(joint.end(), span.end)


@cache
def _modals() -> re.Pattern[str]:
    return re.compile(f"(?:{load_lexicon('assignments').alternation('modals')}|[\\s])$")


@cache
def _longest_modal() -> int:
    return max(map(len, load_lexicon("assignments").words["modals"]))


def _without_modals(text: str, span: Span) -> int:
    begin, end = span
    while match := _modals().search(text, max(begin, end - _longest_modal()), end) or _BY_DUTY.search(
        text, max(begin, end - _LONGEST_REMARK), end
    ):
        end = match.start()
    return end


def _named_parts(text: str, listed: Span, cue: _Cue, home: str | None) -> Iterator[Part]:
    for part in parts_with_supporters(text, listed, cue.role, cue.rule, home):
        if not is_generic(part.agent.name) and (is_agent(part.agent.name) or is_place(part.agent.name)):
            yield part


def _joined(text: str, sentence: Span, provision: str, taken: SpanSet, home: str | None) -> Iterator[Statement]:
    """A会同B做某事: B supports; A is responsible unless another role word of the sentence gave A a role.

    Where B is 有关部门 in general, A stands alone.

    ``taken`` are the stretches of the sentence that other statements have read, brackets included.
    """
    for rule in rules_of("cue-with"):
        for match in rule.pattern.finditer(text, sentence.begin, sentence.end):
            if taken.covers(match.start()) or text.endswith("已", sentence.begin, match.start()):
                continue
            if _DONE.search(text, match.end(), min(sentence.end, match.end() + _REACH)):
                continue
            supporters = [
                Part(agent, Role.SUPPORT, rule.id)
                for agent in leading_names(text, Span(match.end(), sentence.end), home)
            ]
            subject = _subject(text, sentence, _Cue(Span(match.start(), match.end()), Role.RESPONSIBLE, rule.id, False))
            heads: list[Part] = []
            if subject and not taken.covers(subject.begin):
                heads = [
                    Part(agent, Role.RESPONSIBLE, rule.id)
                    for agent in agents_of(text, subject, home)
                    if is_agent(agent.name) and not is_generic(agent.name)
                ]
            begins = text[match.start() - 1 : match.start()] in _CLAUSE_SIGNS
            with_others = is_generic(text[match.end() : match.end() + _LONGEST_NAME])
            if (supporters and (heads or begins or taken.overlaps(sentence))) or (heads and with_others):
                yield Statement(provision, sentence, sentence, tuple(heads + supporters))


def _named_as(text: str, sentence: Span, provision: str, home: str | None) -> Iterator[Statement]:
    """牵头单位为A, 组长单位依次为A、B: the list stands behind."""
    begin, end = sentence
    if not _named_as_cue().search(text, begin, end):
        return
    for rule in rules_of("cue-after"):
        for match in rule.pattern.finditer(text, begin, end):
            agents = leading_names(text, Span(match.end(), end), home)
            parts = tuple(Part(agent, role_of(rule), rule.id) for agent in agents)
            if parts:
                yield Statement(provision, sentence, sentence, parts)


@cache
def _named_as_cue() -> re.Pattern[str]:
    return any_cue(rules_of("cue-after"))


def leading_names(text: str, span: Span, home: str | None) -> tuple[AgentName, ...]:
    """The named bodies that a stretch begins with, before its verb."""
    begin, end = span
    stop = _NAMES_END.search(text, begin, end)
    agents: list[AgentName] = []
    for agent in _prefix_names(text, Span(begin, stop.start() if stop else end), home):
        if not is_agent(agent.name) or is_generic(agent.name):
            break
        agents.append(agent)
    return tuple(agents)


def _prefix_names(text: str, span: Span, home: str | None) -> tuple[AgentName, ...]:
    """The list of bodies that a stretch begins with: the longest one that ends where a body's name can end."""
    limit = min(span.end, span.begin + _LONGEST_LIST)
    for end in reversed(organ_ends(text, Span(span.begin, limit))):
        if _is_list(text, Span(span.begin, end)):
            return split_agents(text, Span(span.begin, end), home)
    return ()

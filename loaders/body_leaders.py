"""Where the office of a coordinating body sits, and who heads the body: read around the places that name it."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from loaders.lexicon import Rule, load_lexicon
from loaders.outline import provision_at
from loaders.record import Provision, Span
from loaders.signatures import is_organ
from loaders.span_sets import SpanSet

_OFFICE_REACH: Final = 400
_SENTENCE_END: Final = re.compile(r"[。\n]")
_NO_PLACES: Final = ("由", "领导小组", "主任")


@dataclass(slots=True)
class FoundBody:
    """One body while its mentions are gathered; ``spans`` of its names in text order."""

    name: str
    span: Span
    rule: str
    founded: bool
    key: tuple[str, str]
    office_at: str | None = None
    chair: str | None = None
    spans: list[Span] = field(default_factory=list)


Mention = tuple[Span, FoundBody]


def read_leaders(text: str, mentions: Sequence[Mention], provisions: Sequence[Provision]) -> None:
    """Read where each body's office sits and who heads the body, around the places that name it, in text order."""
    if mentions:
        near = _near(text, mentions)
        _read_offices(text, near, mentions, provisions)
        _read_chairs(text, near, mentions)


def _read_offices(text: str, near: SpanSet, mentions: Sequence[Mention], provisions: Sequence[Provision]) -> None:
    """Read where each body's office sits: 办公室设在市水务局, or or the section in which its work stands."""
    for rule in _rules("office-"):
        for match in _matches_in(rule, text, near):
            body = _body_named_at(match, mentions)
            place = match["place"].strip() or _headed_by(provisions, match.end())
            if body and place and body.office_at is None and not place.startswith(_NO_PLACES):
                body.office_at = place.removeprefix("在")


@cache
def _rules(of: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in load_lexicon("bodies").rules if rule.id.startswith(of))


def _near(text: str, mentions: Sequence[Mention]) -> SpanSet:
    """The stretches around the mentions of bodies: what stands farther from all of them belongs to none."""
    return SpanSet(_around(text, mention) for mention, _ in mentions)


def _matches_in(rule: Rule, text: str, stretches: SpanSet) -> Iterator[re.Match[str]]:
    """The rule's matches in the stretches, in order, without overlap."""
    reached = 0
    for begin, end in stretches:
        for match in rule.finditer(text, max(begin, reached), end):
            reached = match.end()
            yield match


def _around(text: str, mention: Span) -> Span:
    """From the sentence before that of a mention to the end of the sentence in which its reach ends."""
    low, high = max(0, mention.begin - _OFFICE_REACH), mention.end + _OFFICE_REACH
    begin = max(text.rfind(sign, low, mention.begin) for sign in "。\n")
    end = _SENTENCE_END.search(text, high, high + _OFFICE_REACH)
    return Span(max(begin, low), end.end() if end else high + _OFFICE_REACH)


def _headed_by(provisions: Sequence[Provision], offset: int) -> str:
    """The body that heads the section: in (一)市水务局, what its duties name is its work."""
    provision = provision_at(provisions, offset)
    return provision.heading if provision and is_organ(provision.heading) else ""


def _body_named_at(match: re.Match[str], mentions: Sequence[Mention]) -> FoundBody | None:
    """The body whose office is meant: the one named in the phrase, else the last one named not far before it."""
    index = bisect_left(mentions, match.start(), key=_place)
    if index < len(mentions) and mentions[index][0].begin < match.end():
        return mentions[index][1]
    if index and match.start() - mentions[index - 1][0].end <= _OFFICE_REACH:
        return mentions[index - 1][1]
    return None


def _read_chairs(text: str, near: SpanSet, mentions: Sequence[Mention]) -> None:
    """Read who heads a body from the sentence that names it, or from a roster; a 小组 has a 组长, a 委员会 a 主任."""
    for rule in _rules("chair-"):
        for match in _matches_in(rule, text, near):
            leader = match["leader"].replace(" ", "")
            if rule.id == "chair-in-roster":
                headed = _body_named_at(match, mentions)
                candidates = [headed] if headed else []
            else:
                begin, end = _sentence(text, match)
                within = mentions[bisect_left(mentions, begin, key=_place) : bisect_left(mentions, end, key=_place)]
                candidates = [body for _, body in within] or _set_up_before(text, begin, match, mentions)
            open_ones = (body for body in candidates if body.chair is None and _is_led_by(body, leader))
            if body := next(open_ones, None):
                # 组长:张某  市长 names the person first.
                body.chair = re.split(" +", match["chair"].strip())[-1]


def _set_up_before(text: str, begin: int, match: re.Match[str], mentions: Sequence[Mention]) -> list[FoundBody]:
    """The body named right before a sentence that begins with its chair: 组建市水务委员会。主任由市长担任."""
    index = bisect_left(mentions, begin, key=_place)
    if not index or text[begin : match.start()].strip(" \n。") or "办公室" in text[mentions[index - 1][0].end : begin]:
        return []
    body = _body_named_at(match, mentions)
    return [body] if body else []


def _is_led_by(body: FoundBody, leader: str) -> bool:
    leaders = dict(pair.split(" ") for pair in load_lexicon("bodies").words["leaders"])
    return leader in leaders.get(body.name[-2:], "")


def _sentence(text: str, match: re.Match[str]) -> tuple[int, int]:
    low, high = max(0, match.start() - _OFFICE_REACH), min(len(text), match.end() + _OFFICE_REACH)
    begin = max((edge.end() for edge in _SENTENCE_END.finditer(text, low, match.start())), default=low)
    end = _SENTENCE_END.search(text, match.end(), high)
    return begin, end.start() if end else high


def _place(mention: Mention) -> int:
    return mention[0].begin

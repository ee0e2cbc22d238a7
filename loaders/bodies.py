"""Coordinating bodies: leading groups, commissions, joint meetings, task forces, with office and chair.

Several names of one body (市质量强市工作领导小组, 质量强市领导小组) are merged; a bare 领导小组 means the body named
last before it. Commissions that are departments (发展和改革委员会) are no coordinating bodies.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from loaders.document import Document
from loaders.lexicon import load_lexicon
from loaders.numerals import parse_numeral
from loaders.outline import path_at, provision_at
from loaders.record import Body, Provision, Span
from loaders.signatures import is_organ
from loaders.width import narrow

_BRACKETED: Final = re.compile(r"\([^()\n]{1,12}\)")
_LONGEST_NAME: Final = 45
_TITLE_REACH: Final = 120
_LINE_REACH: Final = 240
_FOUNDING_REACH: Final = 60
_OFFICE_REACH: Final = 400
_QUOTED: Final = re.compile(r"[“\"][^”\"]{1,30}[”\"]")
_ITEM_LABEL: Final = re.compile(
    r"^(?:\d{1,2} +|\([一二三四五六七八九十]{1,3}\)|第[一二三四五六七八九十百\d]{1,5}条|[①-⑳]) *"
)
_HEAD: Final = 600
_COUNTED: Final = re.compile(r"[一二两三四五六七八九十\d]个")
_SENTENCE_END: Final = re.compile(r"[。\n]")
_NAME_EDGE: Final = re.compile(r"[,.。;:、\n《》\t|!?*#]|\((?![一-龥 ]{1,12}\))|(?<![一-龥])\)")
_PLACE: Final = re.compile(
    r"^(?:(?:全|我|本)?[省市区县州]|[一-龥]{1,5}?[^强兴名治创城](?:省|自治区|市|州|县|区)|国务院|中央|国家|各级?)?"
    r"(?:人民政府|政府|党委|委)?(?=.{2})"
)
_PLAIN: Final = re.compile(r"[\s“”\"'‘’()·]+")
_BLANKED: Final = "\u3001"


@dataclass(slots=True)
class _Found:
    """One body while its mentions are gathered; ``spans`` of its names in text order."""

    name: str
    span: Span
    rule: str
    founded: bool
    key: tuple[str, str]
    office_at: str | None = None
    chair: str | None = None
    spans: list[Span] = field(default_factory=list)


_Mention = tuple[Span, _Found]


def find_bodies(document: Document, provisions: Sequence[Provision]) -> tuple[Body, ...]:
    """The coordinating bodies in the order in which the text first names them."""
    text = _blank_brackets(narrow(document.text))
    if load_lexicon("bodies").rule("appointment").pattern.search(text, 0, _HEAD):
        return ()
    found: dict[tuple[str, str], _Found] = {}
    for mention in sorted((*_names(text), *_working_groups(text)), key=lambda mention: mention.span):
        _merge(found, mention)
    bodies = sorted(found.values(), key=lambda body: body.span)
    mentions = sorted(((span, body) for body in bodies if body.rule == "named" for span in body.spans), key=_place)
    _read_offices(text, mentions, provisions)
    _read_chairs(text, mentions)
    unsure = load_lexicon("bodies").words["only_with_office"]
    return tuple(
        Body(
            provision=path_at(provisions, body.span.begin),
            span=body.span,
            quote=document.text[body.span.begin : body.span.end],
            rule=body.rule,
            name=body.name,
            office_at=body.office_at,
            chair=body.chair,
        )
        for body in bodies
        if body.office_at or body.chair or not body.name.endswith(unsure)
    )


def _blank_brackets(text: str) -> str:
    """The commas inside short brackets blanked, so that 各县(市、区)政府 is one word; the length stays."""
    return _BRACKETED.sub(lambda match: re.sub("[、,]", " ", match.group()), text)


def _names(text: str) -> Iterator[_Found]:
    names = [(_name_begin(text, head.start()), head) for head in _heads().finditer(text)]
    for place, (begin, head) in enumerate(names):
        name = text[begin : head.end()]
        subject = _subject(name, head.group())
        # 防汛指挥部抢险专项小组 names the group, not the headquarters.
        is_part = place + 1 < len(names) and names[place + 1][0] <= begin
        if is_part or not subject or not _is_body(text, begin, name) or _is_masthead(text, begin, head.end()):
            continue
        yield _Found(_printed(name), Span(begin, head.end()), "named", _is_founded(text, begin), (subject, name[-2:]))


def _is_body(text: str, begin: int, name: str) -> bool:
    """Whether the name is that of one coordinating body: no department, no short name, no part of a title in 《》."""
    if name.endswith(load_lexicon("bodies").words["departments"]) or _COUNTED.search(name):
        return False
    before = text[max(0, begin - _TITLE_REACH) : begin]
    if "简称" in before[-6:] or before.rfind("《") > before.rfind("》"):
        return False
    return (
        not name.endswith("委员会") or _is_founded(text, begin) or bool((place := _PLACE.match(name)) and place.group())
    )


def _is_masthead(text: str, begin: int, end: int) -> bool:
    """Whether the line names the body as issuer or addressee only: a letterhead, a signature, 各县领导小组:, 抄送:…."""
    low = max(0, begin - _LINE_REACH)
    before = text[low:begin].rsplit("\n", 1)
    if low and len(before) == 1:
        return False
    rest = text[end : end + _LINE_REACH].split("\n", 1)[0]
    lexicon = load_lexicon("bodies")
    if not before[-1].strip(" \t*#中共") and lexicon.rule("rest-of-letterhead").pattern.match(rest + "\n"):
        return True
    line = before[-1] + text[begin:end] + rest
    return bool(lexicon.rule("addressees").pattern.match(line))


def _is_founded(text: str, begin: int) -> bool:
    """Whether the sentence sets the body up."""
    sentence = text[max(0, begin - _FOUNDING_REACH) : begin].rsplit("。", 1)[-1]
    return any(word in sentence for word in load_lexicon("bodies").words["founding"])


def _name_begin(text: str, head: int) -> int:
    """Where the name that ends in the head word begins: after the last mark, or the last word that is none of it."""
    low = max(0, head - _LONGEST_NAME)
    begin = max((match.end() for match in _NAME_EDGE.finditer(text, low, head)), default=low)
    stretch = text[begin:head]
    quoted = [match.span() for match in _QUOTED.finditer(stretch)]
    cut = 0
    for word in _before().finditer(stretch):
        if not any(left < word.start() < right for left, right in quoted):
            cut = word.end()
    stretch = stretch[cut:]
    if stretch.count("”") > stretch.count("“"):
        stretch = stretch[stretch.index("”") + 1 :]
    words = load_lexicon("bodies").words
    while stretch.startswith((*words["before_first"], " ", ")")) and not stretch.startswith(words["first_of_words"]):
        stretch = stretch[1:]
    stretch = _ITEM_LABEL.sub("", stretch)
    anew = max(stretch.rfind(level) for level in words["levels"])
    return head - len(stretch) + max(0, anew)


def _printed(name: str) -> str:
    """The name as printed, without blanks, the comma of 县(市、区) put back."""
    return re.sub(r"(?<=[一-龥]) (?=[一-龥][一-龥 ]*\))", _BLANKED, name).replace(" ", "").replace("\u3000", "")


def _subject(name: str, head: str) -> str:
    """What the body is about, without place and words such as 工作: what two names of one body share."""
    core = _PLAIN.sub("", _BRACKETED.sub("", name.removesuffix(head)))
    core = _PLACE.sub("", _generic().sub("", core))
    return "" if core in load_lexicon("bodies").words["no_subjects"] else core


def _working_groups(text: str) -> Iterator[_Found]:
    """Yield one body for each item of 下设水质、水量、水价三个专项工作组; only when there are as many as it says."""
    lexicon = load_lexicon("bodies")
    for match in lexicon.rule("working-groups").pattern.finditer(text):
        items = [item for item in re.split("[、和及]", match["list"]) if item and item != "办公室"]
        if len(items) == int(parse_numeral(match["count"])):
            yield from _groups(text, match.start("list"), items, match["head"])
    for match in lexicon.rule("named-groups").pattern.finditer(text):
        yield from _groups(text, match.start("list"), re.split("[、和及]", match["list"]), "组")


def _groups(text: str, begin: int, items: Sequence[str], head: str) -> Iterator[_Found]:
    for item in items:
        begin = text.index(item, begin)
        name = item if item.endswith(("组", "专班")) else item + head
        yield _Found(name, Span(begin, begin + len(item)), "working-groups", True, (item, head))
        begin += len(item)


def _merge(found: dict[tuple[str, str], _Found], mention: _Found) -> None:
    """Add a mention to the body it names; the name kept is the one under which the body is set up, else the longest."""
    known = found.setdefault(mention.key, mention)
    known.spans.append(mention.span)
    if known is not mention and not known.founded and (mention.founded or len(mention.name) > len(known.name)):
        known.name, known.founded = mention.name, mention.founded


def _place(mention: _Mention) -> int:
    return mention[0].begin


def _read_offices(text: str, mentions: Sequence[_Mention], provisions: Sequence[Provision]) -> None:
    for rule in load_lexicon("bodies").rules:
        if not rule.id.startswith("office-"):
            continue
        for match in rule.pattern.finditer(text):
            body = _body_named_at(match, mentions)
            place = match["place"].strip() or _headed_by(provisions, match.end())
            if body and place and body.office_at is None and not place.startswith(("由", "领导小组", "主任")):
                body.office_at = place.removeprefix("在")


def _headed_by(provisions: Sequence[Provision], offset: int) -> str:
    """The body that heads the section: in (一)市水务局, what its duties name is its work."""
    provision = provision_at(provisions, offset)
    return provision.heading if provision and is_organ(provision.heading) else ""


def _body_named_at(match: re.Match[str], mentions: Sequence[_Mention]) -> _Found | None:
    """The body whose office is meant: the one named in the phrase, else the last one named not far before it."""
    index = bisect_left(mentions, match.start(), key=_place)
    if index < len(mentions) and mentions[index][0].begin < match.end():
        return mentions[index][1]
    if index and match.start() - mentions[index - 1][0].end <= _OFFICE_REACH:
        return mentions[index - 1][1]
    return None


def _read_chairs(text: str, mentions: Sequence[_Mention]) -> None:
    """Read who heads a body from the sentence that names it; a 小组 has a 组长, a 委员会 a 主任."""
    leaders = dict(pair.split(" ") for pair in load_lexicon("bodies").words["leaders"])
    for name in ("chair-before", "chair-after", "chair-convenes"):
        for match in load_lexicon("bodies").rule(name).pattern.finditer(text):
            begin, end = _sentence(text, match)
            within = mentions[bisect_left(mentions, begin, key=_place) : bisect_left(mentions, end, key=_place)]
            for _, body in within:
                if match["leader"] in leaders.get(body.name[-2:], "") and body.chair is None:
                    body.chair = match["chair"]
                    break


def _sentence(text: str, match: re.Match[str]) -> tuple[int, int]:
    low, high = max(0, match.start() - _OFFICE_REACH), min(len(text), match.end() + _OFFICE_REACH)
    begin = max((edge.end() for edge in _SENTENCE_END.finditer(text, low, match.start())), default=low)
    end = _SENTENCE_END.search(text, match.end(), high)
    return begin, end.start() if end else high


@cache
def _heads() -> re.Pattern[str]:
    return re.compile(f"(?:{load_lexicon('bodies').alternation('heads')})")


@cache
def _before() -> re.Pattern[str]:
    return re.compile(f"(?<!自)(?:{load_lexicon('bodies').alternation('before')})")


@cache
def _generic() -> re.Pattern[str]:
    return re.compile(f"(?:{load_lexicon('bodies').alternation('generic')})")

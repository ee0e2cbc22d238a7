"""Coordinating bodies: leading groups, commissions, joint meetings, task forces, with office and chair.

Several names of one body (市质量强市工作领导小组, 质量强市领导小组) are merged; a bare 领导小组 means the body named
last before it. Commissions that are departments (发展和改革委员会) are no coordinating bodies.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Final

from loaders.body_leaders import FoundBody, Mention, read_leaders
from loaders.lexicon import load_lexicon
from loaders.numerals import parse_numeral
from loaders.outline import path_at
from loaders.record import Body, Provision, Span

_BRACKETED: Final = re.compile(r"\([^()\n]{1,12}\)")
_LISTING_BRACKET: Final = re.compile(r"\((?=[^()\n、,]{0,11}[、,])[^()\n]{1,12}\)")
_LONGEST_NAME: Final = 45
_TITLE_REACH: Final = 120
_LINE_REACH: Final = 240
_SHORTEST_SUBJECT: Final = 5
_FOUNDING_REACH: Final = 60
_OFFICE_REACH: Final = 400
_QUOTED: Final = re.compile(r"[“\"][^”\"]{1,30}[”\"]")
_ITEM_LABEL: Final = re.compile(
    r"^(?:\d{1,2} +|\([一二三四五六七八九十]{1,3}\)|第[一二三四五六七八九十百\d]{1,5}条|[①-⑳]) *"
)
_HEAD: Final = 600
_WORKING: Final = 4  # 议事, 工作, 运行
_COUNTED: Final = re.compile(r"[一二两三四五六七八九十\d]个")
_OFFICE_IN_LIST: Final = re.compile(r"办公室(?=[、;\t\n)〕】]|$)")
_SENTENCE_END: Final = re.compile(r"[。\n]")
_NAME_EDGE: Final = re.compile(r"[,.。;:、\n《》\t|!?*#]|\((?![一-龥 ]{1,12}\))|(?<![一-龥])\)")
_PLACE: Final = re.compile(
    r"^(?:(?:全|我|本)?[省市区县州]|[一-龥]{1,5}?[^强兴名治创城](?:省|自治区|市|州|县|区)|国务院|中央|国家|各级?)?"
    r"(?:人民政府|政府|党委|委)?(?=.{2})"
)
_PLAIN: Final = re.compile(r"[\s“”\"'‘’()·]+")
_BLANKED: Final = "\u3001"


def find_bodies(text: str, original: str, provisions: Sequence[Provision]) -> tuple[Body, ...]:
    """The coordinating bodies in the order in which the narrowed text first names them; quotes are of the original."""
    text = _blank_brackets(text)
    if load_lexicon("bodies").rule("appointment").pattern.search(text, 0, _HEAD):
        return ()
    found: dict[tuple[str, str], FoundBody] = {}
    last = 0
    heads = tuple(_heads().finditer(text))
    for mention in sorted((*_names(text, heads), *_working_groups(text)), key=_by_place):
        if mention.span.begin >= last or mention.rule != "named":
            _merge(found, mention)
        last = mention.span.end if mention.rule != "named" else last
    bodies = sorted(_joined(found), key=lambda body: body.span)
    named = sorted(((span, body) for body in bodies if body.rule == "named" for span in body.spans), key=_begin)
    mentions = sorted((*named, *_bare_mentions(heads, named)), key=_begin)
    read_leaders(text, mentions, provisions)
    lexicon = load_lexicon("bodies")
    unsure = (*lexicon.words["only_with_office"], *lexicon.words["departments"])
    return tuple(
        Body(
            provision=path_at(provisions, body.span.begin),
            span=body.span,
            quote=original[body.span.begin : body.span.end],
            rule=body.rule,
            name=body.name,
            office_at=body.office_at,
            chair=body.chair,
        )
        for body in bodies
        if body.office_at or body.chair or not (body.name.endswith(unsure) or _is_only_answerable(text, body))
    )


def _is_only_answerable(text: str, body: FoundBody) -> bool:
    """Whether a body stands nowhere but as the office that answers for something: 责任单位:市改造指挥部办公室."""
    return not body.founded and all(_OFFICE_IN_LIST.match(text, span.end) for span in body.spans)


def _blank_brackets(text: str) -> str:
    """The commas inside short brackets blanked, so that 各县(市、区)政府 is one word; the length stays."""
    return _LISTING_BRACKET.sub(lambda match: match.group().replace("、", " ").replace(",", " "), text)


def _names(text: str, heads: Sequence[re.Match[str]]) -> Iterator[FoundBody]:
    names = [(_name_begin(text, head.start()), head) for head in _naming_heads(heads)]
    for place, (begin, head) in enumerate(names):
        name = text[begin : head.end()]
        subject = _subject(name, head.group())
        # 防汛指挥部抢险专项小组 names the group, not the headquarters.
        is_part = place + 1 < len(names) and names[place + 1][0] <= begin
        if is_part or not subject or not _is_body(text, begin, name) or _is_masthead(text, begin, head.end()):
            continue
        yield FoundBody(
            _printed(name), Span(begin, head.end()), "named", _is_founded(text, begin), (subject, name[-2:])
        )


def _naming_heads(heads: Sequence[re.Match[str]]) -> Iterator[re.Match[str]]:
    """The heads that end names: in 领导小组议事协调机制 the mechanism is how the group works, no body of its own."""
    unsure = load_lexicon("bodies").words["only_with_office"]
    end = -_WORKING - 1
    for head in heads:
        if head.group() not in unsure or head.start() - end > _WORKING:
            yield head
        end = head.end()


def _is_body(text: str, begin: int, name: str) -> bool:
    """Whether the name is that of one coordinating body: no department, no short name, no part of a title in 《》."""
    if _COUNTED.search(name) or (
        name.endswith(load_lexicon("bodies").words["departments"]) and not _is_founded(text, begin)
    ):
        return False
    before = text[max(0, begin - _TITLE_REACH) : begin]
    if "简称" in before[-6:] or before.rfind("《") > before.rfind("》"):
        return False
    if _is_founded(text, begin):
        return True
    if name.endswith(load_lexicon("bodies").words["only_founded"]):
        return False
    return not name.endswith("委员会") or bool((place := _PLACE.match(name)) and place.group())


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


@lru_cache(maxsize=4_096)
def _subject(name: str, head: str) -> str:
    """What the body is about, without place and words such as 工作: what two names of one body share."""
    core = _PLAIN.sub("", _BRACKETED.sub("", name.removesuffix(head)))
    core = _PLACE.sub("", _generic().sub("", core))
    return "" if core in load_lexicon("bodies").words["no_subjects"] else core


def _working_groups(text: str) -> Iterator[FoundBody]:
    """Yield one body for each item of 下设水质、水量、水价三个专项工作组; only when there are as many as it says."""
    lexicon = load_lexicon("bodies")
    for match in lexicon.rule("working-groups").finditer(text):
        items = [item for item in re.split("[、和及]", match["list"]) if item and item != "办公室"]
        if _is_number(match["count"], len(items)):
            yield from _groups(text, match.start("list"), items, match["head"])
    for match in lexicon.rule("named-groups").finditer(text):
        yield from _groups(text, match.start("list"), re.split("[、和及]", match["list"]), "组")


def _is_number(printed: str, number: int) -> bool:
    """Whether a printed numeral is that number; a damaged one (0两) is none."""
    try:
        return parse_numeral(printed) == number
    except ValueError:
        return False


def _groups(text: str, begin: int, items: Sequence[str], head: str) -> Iterator[FoundBody]:
    for item in items:
        begin = text.index(item, begin)
        name = item if item.endswith(("组", "专班")) else item + head
        yield FoundBody(name, Span(begin, begin + len(item)), "working-groups", True, (item, head))
        begin += len(item)


def _merge(found: dict[tuple[str, str], FoundBody], mention: FoundBody) -> None:
    """Add a mention to the body it names; the name kept is the one under which the body is set up, else the longest."""
    known = found.setdefault(mention.key, mention)
    known.spans.append(mention.span)
    if known is not mention and not known.founded and (mention.founded or len(mention.name) > len(known.name)):
        known.name, known.founded = mention.name, mention.founded


def _joined(found: dict[tuple[str, str], FoundBody]) -> Iterator[FoundBody]:
    """Yield the bodies; one whose subject is the end of a longer one (水污染源普查, 第二次水污染源普查) is the same."""
    longer = {
        (subject[cut:], head): body
        for (subject, head), body in found.items()
        for cut in range(1, len(subject) - _SHORTEST_SUBJECT + 1)
    }
    for key, body in found.items():
        if same := longer.get(key):
            same.spans.extend(body.spans)
            same.span = min(same.span, body.span)
        else:
            yield body


def _bare_mentions(heads: Sequence[re.Match[str]], named: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the heads that stand alone (联席会议办公室) with the body of that kind named last before them."""
    if not named:
        return
    latest: dict[str, FoundBody] = {}
    places = iter([*named, None])
    mention = next(places)
    for head in heads:
        while mention and mention[0].begin <= head.start():
            latest[mention[1].name[-2:]] = mention[1]
            mention = next(places)
        body = latest.get(head.group()[-2:])
        if body and body.spans and not any(span.begin <= head.start() < span.end for span in body.spans[-1:]):
            yield Span(head.start(), head.end()), body


def _by_place(mention: FoundBody) -> tuple[int, bool]:
    """Groups of a list before what a head inside them would name."""
    return mention.span.begin, mention.rule == "named"


def _begin(mention: Mention) -> int:
    return mention[0].begin


@cache
def _heads() -> re.Pattern[str]:
    return re.compile(f"(?:{load_lexicon('bodies').alternation('heads')})")


@cache
def _before() -> re.Pattern[str]:
    return re.compile(f"(?<!自)(?:{load_lexicon('bodies').alternation('before')})")


@cache
def _generic() -> re.Pattern[str]:
    return re.compile(f"(?:{load_lexicon('bodies').alternation('generic')})")

"""Lists of bodies taken apart: a printed list in, one name for each body out.

A name is recognised by its structure (a level or place, what it works on, an organ's ending), so that a body never
seen before is read whole. Prefixes and suffixes that the items of a list share are restored: 市总工会、妇联、团委;
盐池经济技术开发区、清水高新区管委会. Text is expected narrowed (``loaders.width``): spans hold for the original.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from loaders.agent_names import LONGEST_NAME, has_organ
from loaders.lexicon import load_lexicon
from loaders.record import Span, span_of
from loaders.shared_names import is_area, restore_shared
from loaders.span_sets import SpanSet

_OPEN, _CLOSE = "(〔【[“‘《<", ")〕】]”’》>"
_SEPARATORS = "、,;/\n\t"
_SIGNS = re.compile(f"[{re.escape(_OPEN + _CLOSE + _SEPARATORS)} ]")
_CONJUNCTIONS = re.compile(r"以及|[和与及]")
_LEAD_IN = re.compile(
    r"(?:[*★●◆\s:·]|[由和与及](?=[^\s]{2})|会同|以及|其中|同时|并由|并|请|依托|原则上|\d{4}年(?:度|底前)?|具体由|统一由|主要由)+"
)
_OPEN_LIST = re.compile(
    r"等(?:[0-9一二三四五六七八九十两]+个?)?(?:有关|相关|其他有关|其他|[\u4e00-\u9fff]{2,4}(?=部门|单位|组织|机构))?(?:部门|单位|成员单位|地方|方面|机构|组织)?\s*$"
)

# What begins a lead-in, joins two names or may end one without being part of it.
_MORE_THAN_NAME = re.compile("[和与及等设]|^[由会以其同并请依原具统主]|(?:共同|分别|具体)$")

_LONGEST_LIST = 2_000
_REMEMBERED = 4_096  # a document names the same bodies again and again
# 各县、区人民政府 and 各省、自治区、直辖市人民政府 address one class of bodies.
_LEVELS_TOGETHER = re.compile(
    r"各(?:(?:自治区|直辖市|地区|[省市县区州旗盟])(?:\([市县区州旗盟、]{1,5}\))?[、,]){1,3}(?=(?:自治区|直辖市|地区|[省市县区州旗盟])(?:\([市县区州旗盟、]{1,5}\))?(?:人民|政府|委|党|有|各|相))"
)
_REMARK = re.compile(r"\((?:设在[^()]*|分别负责|共同负责|以下简称[^()]*|简称[^()]*)\)$")
# 市防汛指挥部下设办公室,负责…
_OFFICE_BELOW = re.compile(r"(?<=领导小组|联席会议)下设(?=办公室$)|(?<=委员会|指挥部)下设(?=办公室$)")
_SPACED = re.compile(r"[ \n\t]+")


class AgentName(NamedTuple):
    """One body of a list: its restored name, and where its own letters stand."""

    name: str
    span: Span


class _Item(NamedTuple):
    text: str
    span: Span
    group: int
    open_tail: str = ""  # 部门 of 公安、人民银行等部门


def split_agents(text: str, span: Span, home: str | None = None) -> tuple[AgentName, ...]:
    """The bodies named in a stretch of narrowed text, in order, prefixes and suffixes restored.

    ``home`` is the name of the document's place without its level (临江), which a list may state once.
    """
    if span.end - span.begin > _LONGEST_LIST:
        return ()  # no list of bodies is that long; text without punctuation is
    begin = span.begin
    found = _read(text[begin : span.end], home)
    return tuple([AgentName(name, span_of((begin + first, begin + last))) for name, (first, last) in found])


@lru_cache(maxsize=_REMEMBERED)
def _read(listed: str, home: str | None) -> tuple[tuple[str, Span], ...]:
    """The whole names of a list, and where their own letters stand in it."""
    if listed.isalpha() and not _MORE_THAN_NAME.search(listed):
        (name,) = restore_shared([listed], [0], [""], home)
        return ((name, Span(0, len(listed))),)
    items = [item for item in _items(listed) if item.text]
    tails = [item.open_tail for item in items]
    names = restore_shared([item.text for item in items], [item.group for item in items], tails, home)
    return tuple((name, item.span) for name, item in zip(names, items, strict=True))


def _items(text: str) -> Iterator[_Item]:
    """The pieces between separators outside brackets and quotes; a comma or semicolon begins a new group."""
    depth = group = 0
    begin = 0
    together = SpanSet(span_of(match.span()) for match in _LEVELS_TOGETHER.finditer(text)) if "各" in text else None
    for match in _SIGNS.finditer(text):
        index, sign = match.start(), match.group()
        if together and together.covers(index):
            continue
        if sign in _OPEN:
            depth += 1
        elif sign in _CLOSE:
            depth = max(0, depth - 1)
        elif depth == 0 and (sign in _SEPARATORS or (sign == " " and _ends_name(text, begin, index))):
            yield from _of_piece(text, span_of((begin, index)), group)
            group += sign in ",;"
            begin = index + 1
    yield from _of_piece(text, span_of((begin, len(text))), group)


def _of_piece(text: str, span: Span, group: int) -> Iterable[_Item]:
    """The items between two separators: one where nothing is to be cut off or apart, as in most lists."""
    piece = text[span.begin : span.end]
    if piece.isalpha() and not _MORE_THAN_NAME.search(piece):
        return (_Item(piece, span, group),)
    return _conjoined(text, span, group)


def _ends_name(text: str, begin: int, end: int) -> bool:
    """Whether a whole name ends there, so that the blank behind it parts two: 县林业局 县水产中心."""
    return has_organ(text[max(begin, end - LONGEST_NAME) : end].strip())


def _conjoined(text: str, span: Span, group: int) -> Iterator[_Item]:
    """A piece taken apart at 和, 与, 及 where what stands before is a whole body: not inside 文化和旅游局."""
    for match in _CONJUNCTIONS.finditer(text, span.begin, span.end):
        before, after = text[span.begin : match.start()].strip(), text[match.end() : span.end].strip()
        bracketed = before.count("(") != before.count(")")
        whole = has_organ(before) and (has_organ(_trim(after)) or is_area(after))
        if not bracketed and len(after) > 1 and (whole or _share_organ(before, after)):
            yield from _trimmed(text, Span(span.begin, match.start()), group)
            yield from _conjoined(text, Span(match.end(), span.end), group)
            return
    yield from _trimmed(text, span, group)


def _share_organ(before: str, after: str) -> bool:
    """财政和审计部门 are two bodies, 文化和旅游部门 is one: what one body is for is a word of the lexicon."""
    one = any(word in f"{before}和{after}" for word in load_lexicon("agents").words["joined"])
    return (
        not one
        and not has_organ(_trim(after).removesuffix("部门"))
        and len(before) <= 6
        and after.endswith("部门")
        and len(after) > len("部门")
    )


def _trimmed(text: str, span: Span, group: int) -> Iterator[_Item]:
    lead_in = _LEAD_IN.match(text, span.begin, span.end)
    begin = lead_in.end() if lead_in else span.begin
    piece = text[begin : span.end]
    kept = _trim(piece)
    if kept:
        cut = piece[len(kept) :].rstrip("。. \n\t:")
        open_tail = "部门" if cut.startswith("等") and cut.endswith("部门") else ""
        name = _OFFICE_BELOW.sub("", _SPACED.sub("", kept))
        yield _Item(name, Span(begin, begin + len(kept)), group, open_tail)


def _trim(piece: str) -> str:
    """A piece without 等部门, 等有关单位 and the like after a whole name; 教育等部门 keeps its 部门."""
    piece = piece.rstrip("。. \n\t:★☆▲△※◆●*")
    if piece.endswith(")"):
        piece = _REMARK.sub("", piece)
    match = _OPEN_LIST.search(piece)
    if match and has_organ(piece[: match.start()]):
        return piece[: match.start()]
    if piece.endswith("等"):
        return piece[:-1]
    if match and match.start() == 0:
        return ""
    return piece[:-2] if piece.endswith(("共同", "分别", "具体")) else piece

"""Text in, numbered provisions out: the outline every other reader hangs its entries on.

Headings are recognised at the start of lines (第一章, 第一条, 一、, (一), 1., (1), ①, ——); a heading closes every
open heading of its own or a deeper rank. Lists of annexes, tables of contents and what a web page prints below
the text are told apart from headings.
"""

import re
import unicodedata
from bisect import bisect_right
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from loaders.lexicon import Rule, load_lexicon
from loaders.record import Provision, Span

_LINE = re.compile(r"[^\n\r\u2028]+")
_LEAD_IN = re.compile(r"[\s\u200b\ufeff#*>]*")
_CONTENTS_ENTRY = re.compile(r"(?:[.．…·]{3,}\s*\d*|\t\s*\d+)\s*$")
_HEADING_END = re.compile(
    r"[。！？]|[(（〔【\[](?=[^()（）〔〕【】\[\]]{0,60}(?:单位|牵头|负责|配合|部门)[:：)）〕】\],，;；、]?)"
)
_HEADING_LENGTH = 60
_LABEL_EDGE = "、．.:：，,。;； \t\u3000"

_ARTICLE = re.compile(r"(?:^|/)第[^/]{1,6}条")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text without its blanks and Markdown marks at the start; ``span`` covers what is left."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class _Heading:
    rule: Rule
    line: Line
    body_begin: int


def lines_of(text: str) -> Iterator[Line]:
    """The lines that hold something, in order."""
    for match in _LINE.finditer(text):
        lead_in = _LEAD_IN.match(match.group())
        begin = match.start() + (lead_in.end() if lead_in else 0)
        stripped = text[begin : match.end()].rstrip()
        if stripped:
            yield Line(stripped, Span(begin, begin + len(stripped)))


def read_outline(text: str, tables: Sequence[Span] = ()) -> tuple[Provision, ...]:
    """The numbered provisions in text order; a provision's span ends where the next one begins.

    Lines within ``tables`` are cells, not headings.
    """
    lines = tuple(line for line in lines_of(text) if not any(begin <= line.span.begin < end for begin, end in tables))
    headings = tuple(_find_headings(lines))
    end = _body_end(lines, headings, len(text))
    provisions: list[Provision] = []
    stack: list[tuple[int, str]] = []
    dashes: dict[str, int] = {}
    annexes = deque(_annex_starts(lines))
    for order, heading in enumerate(headings):
        begin = heading.line.span.begin
        while annexes and annexes[0] < begin:  # numbering starts anew in an annex
            annexes.popleft()
            stack.clear()
        rank = int(heading.rule.fields["rank"])
        printed = _printed_label(heading)
        while stack and stack[-1][0] >= rank and not _continues(heading, printed, stack[-1][1]):
            stack.pop()
        parent = "/".join(label for _, label in stack)
        stack.append((rank, _label(heading, parent, dashes)))
        following = headings[order + 1].line.span.begin if order + 1 < len(headings) else end
        provisions.append(
            Provision(
                path="/".join(label for _, label in stack),
                heading=_heading_text(heading),
                order=order,
                span=Span(begin, begin + len(text[begin:following].rstrip())),
            )
        )
    return tuple(provisions)


def path_at(provisions: Sequence[Provision], offset: int) -> str:
    """The path of the provision that holds the offset; "" before the first and after the end of the body."""
    provision = provision_at(provisions, offset)
    return provision.path if provision else ""


def provision_at(provisions: Sequence[Provision], offset: int) -> Provision | None:
    """The provision that holds the offset."""
    index = bisect_right(provisions, offset, key=lambda provision: provision.span.begin) - 1
    if index < 0 or offset >= provisions[index].span.end:
        return None
    return provisions[index]


class Headings:
    """The headings of an outline by path, to ask for those above a provision."""

    def __init__(self, provisions: Sequence[Provision]) -> None:
        self._by_path = {provision.path: provision.heading for provision in provisions}

    def above(self, path: str) -> tuple[str, ...]:
        """The headings over a path, outermost first, its own last."""
        return tuple(self._by_path[outer] for outer in paths_above(path) if outer in self._by_path)


def is_article(path: str) -> bool:
    """Whether a path leads into an article (第五条), which lays down a rule."""
    return _ARTICLE.search(path) is not None


@lru_cache(maxsize=4096)  # every sentence of a provision asks
def paths_above(path: str) -> tuple[str, ...]:
    """The paths that hold a path, outermost first, itself last; nothing for the document as a whole."""
    labels = path.split("/") if path else []
    return tuple("/".join(labels[:length]) for length in range(1, len(labels) + 1))


def read_section_line(line: str) -> tuple[int, str, str] | None:
    """The rank, label and heading of a line such as 一、能源转型, where it begins a numbered part; else None."""
    heading = _heading(Line(line, Span(0, len(line))))
    return (int(heading.rule.fields["rank"]), _printed_label(heading), _heading_text(heading)) if heading else None


def body_begin(text: str, provision: Provision) -> int:
    """Where a provision's own words begin: after its label and the blanks around it."""
    begin, end = provision.span
    line = text[begin : text.find("\n", begin, end) if "\n" in text[begin:end] else end]
    matches = (rule.pattern.match(line) for rule in _numbering())
    return begin + next((match.end() for match in matches if match), 0)


@cache
def _numbering() -> tuple[Rule, ...]:
    return tuple(rule for rule in load_lexicon("outline").rules if "rank" in rule.fields)


def _find_headings(lines: Sequence[Line]) -> Iterator[_Heading]:
    lexicon = load_lexicon("outline")
    annex_list, contents = lexicon.rule("annex-list").pattern, lexicon.rule("contents").pattern
    in_annex_list = False
    skip_to = -1
    for index, line in enumerate(lines):
        if contents.match(line.text):
            skip_to = _contents_end(lines, index)
        if index < skip_to or _CONTENTS_ENTRY.search(line.text):
            continue
        heading = _heading(line)
        if annex_list.match(line.text):
            in_annex_list = True
        elif in_annex_list and heading and heading.rule.id == "number" and "。" not in line.text:
            continue
        else:
            in_annex_list = False
            if heading:
                yield heading


def _heading(line: Line) -> _Heading | None:
    for rule in _numbering():
        match = rule.pattern.match(line.text)
        if match:
            return _Heading(rule, line, match.end())
    return None


def _contents_end(lines: Sequence[Line], start: int) -> int:
    """The index of the line after a table of contents: where its first entry comes again, or its dots end."""
    entries = [line.text for line in lines[start + 1 : start + 2]]
    if not entries:
        return start + 1
    first = re.sub(r"[\s.．…·\d]+$", "", entries[0])
    for index in range(start + 2, len(lines)):
        if first and lines[index].text.startswith(first):
            return index
    return start + 1


def _continues(heading: _Heading, printed: str, open_label: str) -> bool:
    """Whether a decimal number stands below the open one: 2.1.1 below 2.1."""
    return heading.rule.id == "decimal" and printed.startswith(f"{open_label}.")


def _label(heading: _Heading, parent: str, dashes: dict[str, int]) -> str:
    if heading.rule.id == "dash":
        dashes[parent] = dashes.get(parent, 0) + 1
        return f"—{dashes[parent]}"
    return _printed_label(heading)


def _printed_label(heading: _Heading) -> str:
    match = heading.rule.pattern.match(heading.line.text)
    printed = match.group("label") if match else ""
    # Circled numbers stay as printed; widths are folded so that （一） and (一) are one path.
    folded = printed if heading.rule.id == "circled" else unicodedata.normalize("NFKC", printed)
    return re.sub(r"\s+", "", folded).strip(_LABEL_EDGE)


def _heading_text(heading: _Heading) -> str:
    body = heading.line.text[heading.body_begin :]
    match = _HEADING_END.search(body)
    sentence = body[: match.start()] if match else body
    if len(sentence) > _HEADING_LENGTH:
        sentence = re.split(r"[，,；;：:]", sentence, maxsplit=1)[0][:_HEADING_LENGTH]
    return sentence.strip(_LABEL_EDGE + "*#")


def _annex_starts(lines: Sequence[Line]) -> Iterator[int]:
    annex = load_lexicon("outline").rule("annex").pattern
    return (line.span.begin for line in lines if annex.match(line.text))


def _body_end(lines: Sequence[Line], headings: Sequence[_Heading], length: int) -> int:
    """Where the text ends and the signature, or what the page prints below, begins."""
    lexicon = load_lexicon("outline")
    page_end, date = lexicon.rule("page-end").pattern, lexicon.rule("signature-date").pattern
    after = headings[-1].line.span.begin if headings else 0
    previous: Line | None = None
    for line in lines:
        if line.span.begin <= after:
            continue
        if page_end.match(line.text):
            return line.span.begin
        if date.match(line.text):
            return previous.span.begin if previous and _may_sign(previous.text) else line.span.begin
        previous = line
    return length


def _may_sign(line: str) -> bool:
    """Whether a line before a date may name who signed: short, and no sentence."""
    return len(line) <= _HEADING_LENGTH and not line.endswith(
        ("。", "；", ";", "，", ",", "：", ":", ")", "）", "〕", "】")
    )

"""Text in, numbered provisions out: the outline every other reader hangs its entries on.

Headings are recognised at the start of lines (第一章, 第一条, 一、, (一), 1., (1), ①, ——); a heading closes every
open heading of its own or a deeper rank. Lists of annexes, tables of contents and what a web page prints below
the text are told apart from headings.
"""

import re
import unicodedata
from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache, partial
from typing import Final, NamedTuple

from loaders.lexicon import Rule, load_lexicon
from loaders.record import Provision, Span, span_of
from loaders.span_sets import SpanSet
from loaders.width import BLANKS

_LEAD_IN = BLANKS + " \t\n#*>"
_LINE = re.compile(rf"[^{re.escape(_LEAD_IN)}][^\n]*")
_LINE_OF_ANY_BREAK = re.compile(rf"[^{re.escape(_LEAD_IN)}][^\n\r\u2028]*")  # four times dearer than one break
_CONTENTS_ENTRY = re.compile(r"(?:[.．…·]{3,}\s*\d*|\t\s*\d+)\s*$")
_HEADING_END = re.compile(
    r"[。！？]|[(（〔【\[](?=[^()（）〔〕【】\[\]]{0,60}(?:单位|牵头|负责|配合|部门)[:：)）〕】\],，;；、]?)"
)
_HEADING_LENGTH = 60
_LABEL_EDGE = "、．.:：，,。;； \t\u3000"

_ARTICLE = re.compile(r"(?:^|/)第[^/]{1,6}条")


class Line(NamedTuple):
    """One line of text without its blanks and Markdown marks at the start; ``span`` covers what is left."""

    text: str
    span: Span


# A line from its fields, as ``span_of``: every reader goes over lines.
line_of: Final[Callable[[tuple[str, Span]], Line]] = partial(tuple.__new__, Line)


class _Heading(NamedTuple):
    rule: Rule
    line: Line
    body_begin: int

    @property
    def printed_label(self) -> str:
        """The label without blanks and signs; widths are folded so that （一） and (一) are one path."""
        printed = self.line.text[: self.body_begin]
        # Circled numbers stay as printed.
        folded = printed if self.rule.id == "circled" else unicodedata.normalize("NFKC", printed)
        return "".join(folded.split()).strip(_LABEL_EDGE)


def lines_of(text: str, begin: int = 0, end: int | None = None) -> Iterator[Line]:
    """The lines within [begin, end) that hold something, in order; spans count from the start of ``text``."""
    stop = len(text) if end is None else end
    other_breaks = text.find("\r", begin, stop) >= 0 or text.find("\u2028", begin, stop) >= 0
    for match in (_LINE_OF_ANY_BREAK if other_breaks else _LINE).finditer(text, begin, stop):
        line, start = match.group().rstrip(), match.start()
        yield line_of((line, span_of((start, start + len(line)))))


@lru_cache(maxsize=4)  # all that is read of a document's head goes over the same lines
def lines_above(text: str, end: int) -> tuple[Line, ...]:
    """The lines of a text above ``end`` that hold something, in order."""
    return tuple(lines_of(text, 0, end))


def lines_with(text: str, words: re.Pattern[str]) -> Iterator[Line]:
    """The lines of a narrowed text that hold one of the words, in order."""
    end = 0
    while word := words.search(text, end):
        begin = text.rfind("\n", end, word.start()) + 1
        line_end = text.find("\n", word.end())
        yield from lines_of(text, begin or end, line_end if line_end >= 0 else len(text))
        end = line_end if line_end >= 0 else len(text)


def read_outline(text: str, tables: Sequence[Span] = ()) -> tuple[Provision, ...]:
    """The numbered provisions in text order; a provision's span ends where the next one begins.

    Lines within ``tables`` are cells, not headings.
    """
    lines = tuple(lines_of(text))
    if tables:
        cells = SpanSet(tables)
        lines = tuple(line for line in lines if not cells.covers(line.span.begin))
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
        printed = heading.printed_label
        while stack and stack[-1][0] >= rank and not _continues(heading, printed, stack[-1][1]):
            stack.pop()
        parent = "/".join([label for _, label in stack])
        label = _dash_label(parent, dashes) if heading.rule.id == "dash" else printed
        stack.append((rank, label))
        following = headings[order + 1].line.span.begin if order + 1 < len(headings) else end
        provisions.append(
            Provision(
                path=f"{parent}/{label}" if parent else label,
                heading=_heading_text(heading),
                order=order,
                span=span_of((begin, begin + len(text[begin:following].rstrip()))),
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
        self._above: dict[str, tuple[str, ...]] = {}

    def above(self, path: str) -> tuple[str, ...]:
        """The headings over a path, outermost first, its own last."""
        known = self._above.get(path)
        if known is None:
            above = self.above(path.rpartition("/")[0]) if path else ()
            known = self._above[path] = (*above, self._by_path[path]) if path in self._by_path else above
        return known


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
    return (int(heading.rule.fields["rank"]), heading.printed_label, _heading_text(heading)) if heading else None


def body_of(text: str, provision: Provision) -> Span:
    """A provision's own words: what follows its label and the blanks around it."""
    return _body_of(text, provision.span)


@lru_cache(maxsize=4096)  # every reader of a provision asks
def _body_of(text: str, span: Span) -> Span:
    begin, end = span
    line_end = text.find("\n", begin, end)
    label = _label_form().match(text, begin, line_end if line_end >= 0 else end)
    return Span(label.end(), end) if label else span


@cache
def _numbering() -> tuple[Rule, ...]:
    return tuple(rule for rule in load_lexicon("outline").rules if "rank" in rule.fields)


@cache
def _label_form() -> re.Pattern[str]:
    """The forms of all labels as one, so that a line without a label costs one match; which it is, its group tells."""
    forms = (rule.pattern.pattern.replace("(?P<label>", "(?:") for rule in _numbering())
    return re.compile("|".join(f"(?P<r{number}>{form})" for number, form in enumerate(forms)))


def _find_headings(lines: Sequence[Line]) -> Iterator[_Heading]:
    lexicon = load_lexicon("outline")
    annex_list, contents = lexicon.rule("annex-list"), lexicon.rule("contents")
    in_annex_list = False
    skip_to = -1
    for index, line in enumerate(lines):
        first = line.text[0]
        if first in contents.fields["begins"] and contents.pattern.match(line.text):
            skip_to = _contents_end(lines, index)
        if index < skip_to or (_may_end_entry(line.text[-1]) and _CONTENTS_ENTRY.search(line.text)):
            continue
        heading = _heading(line)
        if first in annex_list.fields["begins"] and annex_list.pattern.match(line.text):
            in_annex_list = True
        elif in_annex_list and heading and heading.rule.id == "number" and "。" not in line.text:
            continue
        else:
            in_annex_list = False
            if heading:
                yield heading


def _may_end_entry(sign: str) -> bool:
    """Whether a line of a table of contents may end so: with a page's number or the dots before it."""
    return sign.isdecimal() or sign in ".．…·"


def _heading(line: Line) -> _Heading | None:
    match = _label_form().match(line.text)
    return _Heading(_numbering()[match.lastindex - 1], line, match.end()) if match and match.lastindex else None


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


def _dash_label(parent: str, dashes: dict[str, int]) -> str:
    """The label of a dash item: the how-manieth of its section it is."""
    dashes[parent] = dashes.get(parent, 0) + 1
    return f"—{dashes[parent]}"


def _heading_text(heading: _Heading) -> str:
    body = heading.line.text[heading.body_begin :]
    match = _HEADING_END.search(body)
    sentence = body[: match.start()] if match else body
    if len(sentence) > _HEADING_LENGTH:
        sentence = re.split(r"[，,；;：:]", sentence, maxsplit=1)[0][:_HEADING_LENGTH]
    return sentence.strip(_LABEL_EDGE + "*#")


def _annex_starts(lines: Sequence[Line]) -> Iterator[int]:
    annex = load_lexicon("outline").rule("annex")
    begins = annex.fields["begins"]
    return (line.span.begin for line in lines if line.text[0] in begins and annex.pattern.match(line.text))


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

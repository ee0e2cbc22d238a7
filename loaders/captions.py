"""The lines around a title that say nothing but who issued the document, its number and its day.

A number on a line of its own or beside 签发人, 临江市水务局 2023年5月6日 临水〔2023〕8号, (2023年5月6日), a
letterhead (临江市人民政府文件), an order's head (临江市人民政府令 above 第148号), a note in brackets
(2023年6月20日临江市人民政府令第47号公布). See GB/T 9704-2012, 7.2.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from loaders.dates import FoundDate, find_dates
from loaders.document_numbers import find_document_numbers, has_serial, normalise
from loaders.lexicon import load_lexicon
from loaders.outline import lines_above
from loaders.record import Span
from loaders.signatures import is_organ, organs_in
from loaders.titles import forwarded_title
from loaders.width import narrow

_LONGEST: Final = 120
_LONGEST_SENTENCE: Final = 60
_BETWEEN: Final = re.compile(r"[\s、,，()（）【】\[\]*]+")
_HEAD_END: Final = re.compile(r"(?:文件|令)[\s*]*$")
_ACT: Final = re.compile(r"(?:令|公告)[\s*]*$")
_NOTE: Final = re.compile(r"^[\s*]*\((?P<note>.{0,4}?(?:19|20)\d\d ?年[^()]{6,800})\)[\s*]*$", re.MULTILINE)
_NOTE_NUMBER_REACH: Final = 40
_BRACKETS: Final = re.compile(r"[\s*]*[(（].*[)）][\s*]*")


@dataclass(frozen=True, slots=True)
class Caption:
    """One line of number, date and bodies; ``date`` only where it is told to be the document's own."""

    number: tuple[str, Span] | None
    date: FoundDate | None
    organs: tuple[tuple[str, Span], ...]


def find_captions(text: str, end: int) -> Iterator[Caption]:
    """Yield the captions above ``end``, in order; the first sentence of the text ends them for good."""
    above = ""
    for line in lines_above(text, end):
        if len(line.text) > _LONGEST_SENTENCE and "。" in line.text:
            return
        if above and load_lexicon("masthead").rule("serial-line").pattern.match(narrow(line.text.strip("* "))):
            yield Caption((normalise(above + line.text.strip("* ()（）")), line.span), None, ())
        above = _act_above(line.text)
        if caption := _read(text, line.span):
            yield caption


def find_letterhead(text: str, end: int) -> tuple[tuple[str, Span], ...]:
    """The bodies of a letterhead (临江市水务局 临江市财政局文件) or of an order's head, above ``end``."""
    before: Span | None = None
    for line in lines_above(text, end):
        name = _HEAD_END.search(line.text)
        if name and (organs := _organs_of_state(text, _cut(line.span, name.start()))):
            return (*_organs_of_state(text, before), *organs) if before else organs
        before = line.span
    return ()


def find_note(text: str, end: int) -> Caption | None:
    """The note in brackets below a title, above ``end``: its first issue, else its adoption by an assembly."""
    for bracket in _NOTE.finditer(narrow(text[:end])):
        for rule in ("note-of-issue", "note-of-adoption"):
            said = load_lexicon("masthead").rule(rule).pattern.search(bracket["note"])
            if said and is_organ(said["organ"]):
                return _noted(text, said, bracket.start("note"), bracket.end("note"))
    return None


def _noted(text: str, said: re.Match[str], offset: int, end: int) -> Caption:
    """The caption that a note's words make; a number stands in them or directly behind."""
    day, organ = (Span(offset + said.start(name), offset + said.end(name)) for name in ("day", "organ"))
    reach = min(end, offset + said.end() + _NOTE_NUMBER_REACH)
    number = next(find_document_numbers(text, organ.begin, reach), None)
    name = text[organ.begin : organ.end]
    return Caption(
        (number.printed, number.span) if number else None,
        next(find_dates(text, *day), None),
        ((name, organ),),
    )


def _organs_of_state(text: str, span: Span) -> tuple[tuple[str, Span], ...]:
    return tuple(_without_state(text, *organ) for organ in organs_in(text, span))


def _act_above(line: str) -> str:
    """An order's or announcement's head without its number: 临江市人民政府令."""
    if not _ACT.search(line):
        return ""
    head = re.sub(r"[\s*]", "", narrow(line))
    return head if head.endswith(("令", "公告")) and is_organ(head.removesuffix("令").removesuffix("公告")) else ""


def _read(text: str, line: Span) -> Caption | None:
    printed = text[line.begin : line.end]
    if len(printed) > _LONGEST or not (has_serial(printed) or "年" in printed):
        return None
    number = next(find_document_numbers(text, *line), None)
    beside = load_lexicon("masthead").rule("beside-number").pattern
    rest = beside.sub(lambda match: " " * len(match.group()), narrow(printed))
    dates = (date for date in find_dates(text, *line) if rest[date.span.begin - line.begin] != " ")
    date = next((date for date in dates if len(date.iso) == len("2014-04-16")), None)
    rest = _blanked(rest, line, [found.span for found in (number, date) if found])
    organs = tuple(_organs(rest, line.begin))
    says_more = len(organs) < len([piece for piece in _BETWEEN.split(rest) if piece])
    if number and (not says_more or _opens_title(text, number.span, line)):
        return Caption((number.printed, number.span), None if says_more else date, () if says_more else organs)
    if date and not says_more and (organs or _BRACKETS.fullmatch(printed)) and "年" in printed:
        return Caption(None, date, organs)
    return None


def _opens_title(text: str, number: Span, line: Span) -> bool:
    """Whether the number begins a line that goes on with the title: 临政发〔2023〕8号临江市人民政府关于…."""
    after = text[number.end : line.end].strip(" \t\u3000\xa0*)）]】")
    before = text[line.begin : number.begin].strip(" \t\u3000\xa0*(（[【")
    return not before and (is_organ(re.split("关于|印发", after)[0]) or bool(forwarded_title(after)))


def _blanked(stretch: str, line: Span, spans: list[Span]) -> str:
    for begin, end in spans:
        stretch = stretch[: begin - line.begin] + " " * (end - begin) + stretch[end - line.begin :]
    return stretch


def _organs(rest: str, offset: int) -> Iterator[tuple[str, Span]]:
    for piece in re.finditer(r"[^\s、,，()（）【】\[\]*]+", rest):
        if is_organ(piece.group()):
            yield piece.group(), Span(offset + piece.start(), offset + piece.end())


def _without_state(text: str, name: str, span: Span) -> tuple[str, Span]:
    """国务院 for 中华人民共和国国务院; a ministry keeps the state's name only where it is no body without it."""
    short = name.removeprefix("中华人民共和国")
    return (short, Span(span.end - len(short), span.end)) if text[span.begin : span.end] == name else (name, span)


def _cut(span: Span, length: int) -> Span:
    return Span(span.begin, span.begin + length)

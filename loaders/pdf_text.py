"""Signs of a PDF page to printed lines, and printed lines to paragraphs.

A line goes on in the next one when it reaches the right edge and the next begins at the left one; Chinese is joined
without a blank. A line that is indented, or begins with a number after the end of a sentence, begins a paragraph.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from loaders.pdf_page import Sign

_SAME_LINE: Final = 0.5  # of a sign's height
_BLANK: Final = 0.45
_PART: Final = 1.5
_OVERPRINTED: Final = 0.25
_INDENT: Final = 1.2
_SLACK: Final = 0.3
_HUNG: Final = 1.0  # a punctuation mark hung beyond the edge makes every other line seem shorter by a sign
_SIZE_RATIO: Final = 1.15
_PARAGRAPH_GAP: Final = 2.8
_NUMBERED: Final = re.compile(
    r"第[一二三四五六七八九十百\d]{1,5}[章节条编]|[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十\d]{1,3}[)）]"
    r"|\d{1,3}[.．、](?!\d)|[①-⑳]|——|附件"
)
SENTENCE_END: Final = re.compile(r"[。；;：:！!？?”」』）)]$")
_ANNEX: Final = re.compile(r"附[件表] ?[\d一二三四五六七八九十]{0,3} ?[:：]?")  # above an annex's title
_UNBROKEN: Final = re.compile(r"[（《“‘「『〔【(]*(?:[0-9A-Za-z%./-]{1,12}|.)[，。、；：）》”’」』〕】！？％,;:)]*")
_DAY_BEGUN: Final = re.compile(r"(?:\d{4}年|月)\d?$")  # 2025年1 | 1月底 in a narrow cell
_DAY_GOES_ON: Final = re.compile(r"\d{1,2}[月日]")
_BODY_ENDS: Final = ("局", "委", "厅", "办", "院", "部", "会", "政府", "公司", "中心")
_BODY_BEGINNINGS: Final = ("省", "市", "州", "县", "区", "各")


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line or, in columns and between wide gaps, a part of one; ``edges`` are those of its text block."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    page: int = 0
    column: int = 0
    edges: tuple[float, float] = (0, 0)


def find_parts(signs: Sequence[Sign]) -> Iterator[list[Line]]:
    """The printed lines from top to bottom, each as its parts between wide gaps."""
    row: list[Sign] = []
    for sign in sorted(signs, key=lambda sign: sign.baseline):
        if row and sign.baseline - row[-1].baseline > _SAME_LINE * max(sign.size, row[-1].size):
            yield from _parts(row)
            row = []
        row.append(sign)
    yield from _parts(row)


def _parts(row: list[Sign]) -> Iterator[list[Line]]:
    parts: list[list[Sign]] = []
    for sign in sorted(row, key=lambda sign: sign.left):
        if sign.text.isspace():
            continue
        last = parts[-1][-1] if parts else None
        if last and sign.text == last.text and sign.left - last.left < _OVERPRINTED * sign.size:
            continue
        if last is None or sign.left - last.right > _PART * sign.size:
            parts.append([])
        parts[-1].append(sign)
    if parts:
        yield [_line(part) for part in parts]


def _line(signs: Sequence[Sign]) -> Line:
    text = signs[0].text
    for before, sign in pairwise(signs):
        text += " " * (sign.left - before.right > _BLANK * sign.size or _parts_words(before, sign)) + sign.text
    size = sorted(sign.size for sign in signs)[len(signs) // 2]
    return Line(text, signs[0].left, max(sign.right for sign in signs), signs[0].baseline, size)


def _parts_words(before: Sign, sign: Sign) -> bool:
    """Whether a gap too narrow for Chinese parts two words in Latin letters."""
    both = before.text.isascii() and sign.text.isascii() and before.text.isalpha() and sign.text.isalpha()
    return both and sign.left - before.right > 0.15 * sign.size


def joined(parts: Sequence[Line]) -> Line:
    """The parts of one printed line as a line."""
    text = " ".join(part.text for part in parts)
    return replace(parts[0], text=text, right=parts[-1].right, size=max(part.size for part in parts))


def paragraphs(lines: Sequence[Line]) -> Iterator[str]:
    """The lines in order, those that belong together joined."""
    text = ""
    before: Line | None = None
    for line in lines:
        if before and _goes_on(before, line):
            text += _between(text, line.text) + line.text
        else:
            yield from [text] if text else []
            text = line.text
        before = line
    yield from [text] if text else []


def _goes_on(before: Line, line: Line) -> bool:
    left, _ = line.edges
    follows = line.page != before.page or line.baseline - before.baseline < _PARAGRAPH_GAP * before.size
    same_size = max(before.size, line.size) < _SIZE_RATIO * min(before.size, line.size)
    numbered = _NUMBERED.match(line.text) and SENTENCE_END.search(before.text)
    begins = bool(numbered or _ANNEX.fullmatch(before.text))
    indented = line.left > left + _INDENT * line.size
    inside = not SENTENCE_END.search(before.text)
    edge = before.edges[1] - _HUNG * before.size if inside else before.edges[1]
    return follows and same_size and not begins and not indented and _is_full(before, edge, line.text)


def _is_full(line: Line, edge: float, following: str) -> bool:
    """Whether a line could not have held the beginning of the following one."""
    word = _UNBROKEN.match(following)
    needed = sum(0.5 if sign.isascii() else 1 for sign in word.group()) if word else 1
    return edge - line.right < (needed + _SLACK) * line.size


def _between(text: str, following: str) -> str:
    words = text[-1:].isascii() and text[-1:].isalnum() and following[:1].isascii() and following[:1].isalpha()
    return " " if words else ""


def cell_text(signs: Sequence[Sign], edge: float) -> str:
    """The text of a table's cell on one line; lines that end before the cell's right edge are parted by a blank."""
    text = ""
    before: Line | None = None
    for line in map(joined, find_parts(signs)):
        broken_day = _DAY_BEGUN.search(text) and _DAY_GOES_ON.match(line.text)
        if (
            before
            and not broken_day
            and (not _is_full(before, edge, line.text) or _begins_anew(before.text, line.text))
        ):
            text += " "
        elif before:
            text += _between(text, line.text)
        text += line.text
        before = line
    return text


def _begins_anew(before: str, following: str) -> bool:
    """Whether a line of a cell is an item of its own: it has a number, or names a body below another one's name."""
    names = before.endswith(_BODY_ENDS) and following.startswith(_BODY_BEGINNINGS)
    return names or bool(_NUMBERED.match(following))

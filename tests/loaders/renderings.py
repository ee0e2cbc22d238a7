"""A document printed anew as HTML, Markdown, a Word file, a PDF and a workbook: its lines and its tables.

Only the layout is made here, as a person in an office would make it; every word is the document's own.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from io import BytesIO
from itertools import groupby, pairwise
from typing import Final

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from loaders.document import Document, Table
from tests.loaders.office_files import cell, paragraph, row, table, write_docx
from tests.loaders.pdf_files import Sheet, write_pdf

_SIGN: Final = 16  # points, the size of the printed text
_CELL_SIGN: Final = 11
_LEFT, _RIGHT, _TOP, _BOTTOM = 74, 522, 100, 770
_STEP: Final = 28
_SIGNS_IN_LINE: Final = (_RIGHT - _LEFT) // _SIGN
_SHORT: Final = 26
_ENDS: Final = ("。", "：", ":", "；", ";", "，")
_NUMBERED: Final = re.compile(r"[一二三四五六七八九十\d（(①-⑳第—【〔]")


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's cells by row; None where the cell above reaches down."""

    rows: tuple[tuple[str | None, ...], ...]

    def filled(self) -> Iterator[list[str]]:
        """The rows with what reaches down said again."""
        above: list[str] = []
        for line in self.rows:
            above = [above[at] if words is None else words for at, words in enumerate(line)]
            yield above


Block = str | Grid


def blocks_of(document: Document) -> tuple[Block, ...]:
    """The document's lines and tables, in order."""
    blocks: list[Block] = []
    begin = 0
    for one in (*document.tables, None):
        end = one.span.begin if one else len(document.text)
        blocks += (line.strip() for line in document.text[begin:end].split("\n") if line.strip())
        if one:
            blocks.append(_grid(document.text, one))
            begin = one.span.end
    return tuple(blocks)


def _grid(text: str, one: Table) -> Grid:
    rows: list[tuple[str | None, ...]] = []
    for number, cells in enumerate(one.rows):
        above = one.rows[number - 1] if number else ()
        words = (text[place.begin : place.end].replace("\n", " ") for place in cells)
        rows.append(
            tuple(
                None if at < len(above) and above[at] == cells[at] and cells[at].end > cells[at].begin else said
                for at, said in enumerate(words)
            )
        )
    return Grid(tuple(rows))


def as_text(blocks: Sequence[Block]) -> bytes:
    """Plain text, cells parted by tabs."""
    return "\n".join(
        block if isinstance(block, str) else "\n".join(map("\t".join, block.filled())) for block in blocks
    ).encode()


def as_html(blocks: Sequence[Block]) -> bytes:
    """A page with a paragraph for each line."""
    body = "".join(f"<p>{escape(one)}</p>\n" if isinstance(one, str) else _html_table(one) for one in blocks)
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body><div>{body}</div></body></html>'.encode()


def _html_table(grid: Grid) -> str:
    lines = []
    for number, words in enumerate(grid.rows):
        cells = []
        for at, said in enumerate(words):
            if said is None:
                continue
            reach = 1
            while number + reach < len(grid.rows) and grid.rows[number + reach][at : at + 1] == (None,):
                reach += 1
            cells.append(f'<td rowspan="{reach}">{escape(said)}</td>')
        lines.append(f"<tr>{''.join(cells)}</tr>\n")
    return f"<table>{''.join(lines)}</table>\n"


def as_markdown(blocks: Sequence[Block]) -> bytes:
    """Markdown with pipe tables."""
    return "\n\n".join(one if isinstance(one, str) else _markdown_table(one) for one in blocks).encode()


def _markdown_table(grid: Grid) -> str:
    lines = [f"| {' | '.join(line)} |" for line in grid.filled()]
    return "\n".join([lines[0], "|" + " --- |" * len(grid.rows[0]), *lines[1:]])


def as_docx(blocks: Sequence[Block]) -> bytes:
    """A Word file with a paragraph for each line."""
    return write_docx(*(paragraph(escape(one)) if isinstance(one, str) else _word_table(one) for one in blocks))


def _word_table(grid: Grid) -> str:
    def merge(number: int, at: int) -> str:
        if grid.rows[number][at] is None:
            return "<w:vMerge/>"
        below = grid.rows[number + 1] if number + 1 < len(grid.rows) else ()
        return '<w:vMerge w:val="restart"/>' if below[at : at + 1] == (None,) else ""

    return table(
        *(
            row(*(cell(escape(said or ""), properties=merge(number, at)) for at, said in enumerate(line)))
            for number, line in enumerate(grid.rows)
        )
    )


def as_xlsx(blocks: Sequence[Block]) -> bytes:
    """A workbook: a line of text in the first cell of its row, a table's cells in theirs."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for one in blocks:
        for line in [[one]] if isinstance(one, str) else one.filled():
            sheet.append(list(line))
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def as_pdf(blocks: Sequence[Block]) -> bytes:
    """Pages of wrapped lines: titles and signatures apart, paragraphs indented, tables ruled, page numbers below."""
    pages = _Pages()
    body = False
    for one in blocks:
        if isinstance(one, Grid):
            pages.rule_table(one)
            continue
        short = len(one) <= _SHORT and not one.endswith(_ENDS)
        body = body or bool(re.match(r"[一1第]", one))
        if (short or (not body and len(one) <= 2 * _SHORT)) and not one.endswith(_ENDS) and not _NUMBERED.match(one):
            pages.centre(one)
        else:
            indent = "" if one.endswith(("：", ":")) and not body else "\u3000\u3000"
            pages.paragraph(indent + one)
    return write_pdf(*pages.sheets)


class _Pages:
    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self._turn()

    def _turn(self) -> None:
        self.sheets.append(Sheet().text(280, 815, f"— {len(self.sheets) + 1} —", 12))
        self._top = float(_TOP)

    def _room(self, height: float) -> None:
        if self._top + height > _BOTTOM:
            self._turn()

    def centre(self, words: str) -> None:
        for line in _wrapped(words, _SIGNS_IN_LINE - 4):
            self._room(_STEP)
            self.sheets[-1].text((_LEFT + _RIGHT - len(line) * _SIGN) / 2, self._top, line, _SIGN)
            self._top += _STEP
        self._top += _STEP / 2

    def paragraph(self, words: str) -> None:
        for line in _wrapped(words, _SIGNS_IN_LINE):
            self._room(_STEP)
            self.sheets[-1].lines(_LEFT, self._top, [line], _SIGN)
            self._top += _STEP

    def rule_table(self, grid: Grid) -> None:
        longest = [max(len(line[at]) for line in grid.filled()) for at in range(len(grid.rows[0]))]
        shares = [min(max(width, 4), 24) for width in longest]
        total = _RIGHT - _LEFT
        xs = [_LEFT + total * sum(shares[:at]) / sum(shares) for at in range(len(shares) + 1)]
        fits = [max(1, int((right - left - 6) // _CELL_SIGN)) for left, right in pairwise(xs)]
        printed = [[_wrapped(said, fits[at]) for at, said in enumerate(line)] for line in grid.filled()]
        heights = [8 + (_CELL_SIGN + 4) * max(map(len, line)) for line in printed]
        for _, rows in groupby(self._placed(heights), key=lambda place: place[0]):
            places = list(rows)
            sheet = self.sheets[places[0][0]]
            sheet.grid(xs, [places[0][2], *(top + heights[number] for _, number, top in places)])
            for _, number, top in places:
                for left, lines in zip(xs, printed[number], strict=False):
                    sheet.lines(left + 3, top + _CELL_SIGN + 4, lines, _CELL_SIGN, _CELL_SIGN + 4)
        self._top += _STEP

    def _placed(self, heights: Sequence[float]) -> list[tuple[int, int, float]]:
        """Page, number and top of each row."""
        places = []
        for number, height in enumerate(heights):
            self._room(height)
            places.append((len(self.sheets) - 1, number, self._top))
            self._top += height
        return places


def _wrapped(words: str, width: int) -> list[str]:
    return [words[at : at + width] for at in range(0, len(words), width)] or [""]

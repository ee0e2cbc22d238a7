"""A PDF with a text layer to lines and tables in reading order, without page numbers, headers and footers.

A PDF says where each character is printed and nothing more: lines, paragraphs, columns and tables are told from places.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, zip_longest
from pathlib import Path
from threading import Lock
from typing import Final

import pypdfium2
from pypdfium2 import raw

from loaders.composition import Rows
from loaders.errors import UnreadableFile
from loaders.pdf_columns import Block, in_reading_order, with_edges
from loaders.pdf_page import PageContent, read_content
from loaders.pdf_tables import RuledTable, continued, find_tables
from loaders.pdf_text import Line, find_parts, joined, paragraphs

_MOST_PAGES: Final = 3_000
_SCANNED: Final = 10  # characters on a page: fewer are a stamp
_UNREADABLE_SHARE: Final = 0.3
_MARGIN: Final = 0.12  # of a page's height
_PAGE_NUMBER: Final = re.compile(
    r"[-—–－―·~\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／,，]?\s*(?:共\s*)?\d{1,4}\s*页?)?[-—–－―·~\s]*"
)
_DIGITS: Final = re.compile(r"\d+")
_REPEATED_SHARE: Final = 1 / 3  # odd and even pages may have headers of their own, and first pages none
_DAY: Final = re.compile(r"\s*(?:\d{4}|[一二〇○零]\S{3}) ?年.{1,4}月.{1,4}日\s*")
_SAME_PLACE: Final = 6.0  # points
_PDFIUM: Final = Lock()  # PDFium serves one thread at a time


def read_pdf(data: bytes, path: Path | str) -> Iterator[str | Rows]:
    """The lines and tables of the file.

    Raises UnreadableFile when it is damaged, protected by a password, scanned, or does not say what its signs mean.
    """
    with _PDFIUM:
        contents = _read_contents(data, path)
    _check(contents, path)
    tables = [find_tables(content) for content in contents]
    printed = [_outside(content, found) for content, found in zip(contents, tables, strict=True)]
    blocks: list[Block] = []
    for number, rows in enumerate(_without_margins(contents, printed)):
        placed = [replace(table, page=number) for table in tables[number]]
        blocks += [replace(block, page=number) for block in in_reading_order(contents[number].width, rows, placed)]
    return _written(with_edges(blocks, [content.width for content in contents]))


def _read_contents(data: bytes, path: Path | str) -> list[PageContent]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if raw.FPDF_GetLastError() in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise UnreadableFile(path, "is protected by a password; save it without one") from error
        raise UnreadableFile(path, "is damaged: it cannot be opened as a PDF") from error
    try:
        if len(document) > _MOST_PAGES:
            raise UnreadableFile(path, f"has more than {_MOST_PAGES} pages")
        return [_read_page(document, number) for number in range(len(document))]
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile(path, "is damaged: one of its pages cannot be opened") from error
    finally:
        document.close()


def _read_page(document: pypdfium2.PdfDocument, number: int) -> PageContent:
    page = document[number]
    try:
        return read_content(page)
    finally:
        page.close()


def _check(contents: Sequence[PageContent], path: Path | str) -> None:
    signs = sum(len(content.signs) for content in contents)
    unreadable = sum(content.unreadable for content in contents)
    if signs < _SCANNED * len(contents) and any(content.pictures for content in contents):
        raise UnreadableFile(path, "is scanned: no text layer; run text recognition (OCR) over it first")
    if unreadable > _UNREADABLE_SHARE * (signs + unreadable):
        raise UnreadableFile(
            path, "has a text layer that does not say which characters it prints; run OCR over it first"
        )


def _outside(content: PageContent, tables: Sequence[RuledTable]) -> list[list[Line]]:
    """The printed lines of a page that stand in no table, each as its parts."""
    return list(find_parts([sign for sign in content.signs if not any(table.holds(sign) for table in tables)]))


def _without_margins(
    contents: Sequence[PageContent], printed: Sequence[list[list[Line]]]
) -> Iterator[list[list[Line]]]:
    """The lines of each page but for page numbers, and for what stands at one place in the margin of page after page.

    A line that stands elsewhere in another margin is text, and so is one above a day: who signs at the top of a last
    page may be named at the top of the first one, too.
    """
    margins = [list(_margin(rows, content)) for rows, content in zip(printed, contents, strict=True)]
    places: dict[str, list[float]] = {}
    for text, baseline in (line for margin in margins for line in {_in_margin(row) for row in margin}):
        places.setdefault(text, []).append(baseline)
    fewest = max(2, len(contents) * _REPEATED_SHARE)
    for rows, margin in zip(printed, margins, strict=True):
        left_out = {
            id(row) for row in margin if _is_repeated(row, places, fewest) or _PAGE_NUMBER.fullmatch(joined(row).text)
        }
        yield [row for row in rows if id(row) not in left_out]


def _margin(rows: Sequence[list[Line]], content: PageContent) -> Iterator[list[Line]]:
    """The rows in the margins of a page, signatures left out."""
    for row, below in zip_longest(rows, rows[1:]):
        if _is_in_margin(row, content) and not (below and _DAY.fullmatch(joined(below).text)):
            yield row


def _in_margin(row: Sequence[Line]) -> tuple[str, float]:
    return _DIGITS.sub("", joined(row).text), row[0].baseline


def _is_repeated(row: Sequence[Line], places: Mapping[str, Sequence[float]], fewest: float) -> bool:
    text, baseline = _in_margin(row)
    return sum(abs(place - baseline) < _SAME_PLACE for place in places[text]) >= fewest


def _is_in_margin(row: Sequence[Line], content: PageContent) -> bool:
    return not content.height * _MARGIN < row[0].baseline < content.height * (1 - _MARGIN)


def _written(blocks: Sequence[Block]) -> Iterator[str | Rows]:
    for is_line, group in groupby(blocks, key=lambda block: isinstance(block, Line)):
        members = list(group)
        if is_line:
            yield from paragraphs([block for block in members if isinstance(block, Line)])
        else:
            yield from continued(block for block in members if isinstance(block, RuledTable))

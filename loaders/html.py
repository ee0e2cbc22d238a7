"""A portal page to text: one line for each block, data tables as grids, navigation and decoration left out.

The element that holds the document is known by the ids and classes that portals use (``lexicon/page.toml``), else by
where the page's text is densest. Above and below it only headings and labelled values (成文日期:…) are kept.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from loaders.document import Table
from loaders.document_numbers import find_document_numbers
from loaders.html_tables import Grid, read_grid
from loaders.lexicon import load_lexicon
from loaders.page_fields import has_page_field, is_label
from loaders.record import Span

_CONTAINING: Final = frozenset({"div", "section", "article", "main", "form", "center", "table", "tbody", "tr", "td"})
_HEADINGS: Final = frozenset({"h1", "h2", "h3"})
_HIDDEN: Final = re.compile(r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden", re.IGNORECASE)
_SPACES: Final = re.compile(r"[ \t\r\n\f]+")
_WRAPPED: Final = re.compile(r"(?<=[一-龥，。、；：])[ \t]*[\r\n]\s*(?=[一-龥])")
_XML_HEADER: Final = re.compile(r"^\s{0,9}<\?xml[^>]{0,200}\?>")
_TITLE_CLASS: Final = re.compile(r"(?:^|[\s_-])(?:title|tit|bt|biaoti|headline)(?:$|[\s_-])|[Tt]itle$")
_DENSE_SHARE: Final = 0.7
_WIDE: Final = 3
_CONTAINER_SHARE: Final = 0.3
_LONGEST_TITLE: Final = 200
_LONGEST_FIELD: Final = 60


@dataclass(frozen=True, slots=True)
class Page:
    """What a page holds: its text, the data tables in it, and its ``<title>``."""

    text: str
    tables: tuple[Table, ...]
    title: str | None


@dataclass(slots=True)
class _Block:
    text: str
    is_heading: bool
    inside: bool
    grid: Grid | None = None


def read_page(source: str) -> Page:
    """Read a page, however broken; a page without any text gives an empty text."""
    data = _XML_HEADER.sub("", source).replace("\0", " ").encode("utf-8", errors="replace")
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = document_fromstring(data, parser=parser)
    except etree.LxmlError:
        return Page("", (), None)
    title = (root.findtext(".//title") or "").strip() or None
    body = root.find("body")
    if body is None:
        body = root
    _drop_furniture(body)
    blocks = list(_Walk(_container(body)).blocks(body))
    return _assemble([block for block in blocks if _belongs(block)], title)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(load_lexicon("page").words[name])


def _drop_furniture(body: HtmlElement) -> None:
    whole = len(body.text_content())
    for element in list(body.iterdescendants()):
        if element.tag in _words("dropped_tags") or _is_hidden(element):
            element.drop_tree()
        elif _words("furniture") & _words_of(element) and not _words("containers") & _names_of(element):
            _drop_unless_it_is_most(element, whole)


def _drop_unless_it_is_most(element: HtmlElement, whole: int) -> None:
    """Drop furniture; a page wrapped whole in an element of class ``no-sidebar`` is none."""
    if len(element.text_content()) * 3 < whole:
        element.drop_tree()


def _is_hidden(element: HtmlElement) -> bool:
    return "hidden" in element.attrib or bool(_HIDDEN.search(element.get("style") or ""))


def _names_of(element: HtmlElement) -> set[str]:
    return {element.get("id") or "", *(element.get("class") or "").split()}


def _words_of(element: HtmlElement) -> set[str]:
    return {word.lower() for name in _names_of(element) for word in re.split(r"[-_]", name)}


def _container(body: HtmlElement) -> HtmlElement:
    """The element that holds the document: the surest known name, else the deepest that holds most of the text."""
    sizes = _text_sizes(body)
    names = load_lexicon("page").words["containers"]
    known = [element for element in body.iterdescendants() if _names_of(element) & set(names)]
    largest = max((sizes[element] for element in known), default=0)
    if largest > sizes[body] * _CONTAINER_SHARE:
        fitting = [element for element in known if sizes[element] >= largest * _DENSE_SHARE]
        return min(fitting, key=lambda element: min(names.index(name) for name in _names_of(element) & set(names)))
    element = body
    while True:
        inner = [child for child in element if child.tag in _CONTAINING]
        heavy = [child for child in inner if sizes.get(child, 0) >= sizes[element] * _DENSE_SHARE]
        if not heavy or not sizes[element] or _holds_data(heavy[0]):
            return element
        element = heavy[0]


def _holds_data(element: HtmlElement) -> bool:
    """Whether it is a table of data, whose title stands beside it, not one that lays out a page."""
    if element.tag != "table" or element.find(".//table") is not None:
        return False
    wide = [row for row in element.iter("tr") if len([cell for cell in row if cell.tag in ("td", "th")]) >= _WIDE]
    return len(wide) > 1


def _text_sizes(body: HtmlElement) -> dict[HtmlElement, int]:
    """For each element, how many signs its text has that are in no link."""
    sizes: dict[HtmlElement, int] = {}
    for _, element in etree.iterwalk(body, events=("end",)):
        own = len((element.text or "").strip())
        inner = sum(sizes.get(child, 0) + len((child.tail or "").strip()) for child in element)
        sizes[element] = 0 if element.tag == "a" else own + inner
    return sizes


@dataclass(slots=True)
class _Walk:
    """One pass over the elements that turns them into blocks of one line each."""

    container: HtmlElement
    pieces: list[str] = field(default_factory=list)
    inside: int = 0
    heading: int = 0
    preformatted: int = 0

    def blocks(self, body: HtmlElement) -> Iterator[_Block]:
        walk = etree.iterwalk(body, events=("start", "end"))
        for event, element in walk:
            if element.tag == "dd":
                self.pieces.append("\t" if event == "start" and self.pieces else "")
            elif element.tag in _words("block_tags") or (element.tag == "dt" and event == "start"):
                yield from self._flush()
            if event == "start":
                grid = read_grid(element) if element.tag == "table" else None
                if self.pieces and _opens_field(element):
                    self.pieces.append(" ")
                self._count(element, 1)
                if grid:
                    yield _Block("", is_heading=False, inside=self.inside > 0, grid=grid)
                    walk.skip_subtree()
                else:
                    yield from self._add(element.text)
            else:
                if element.tag == "dd":
                    yield from self._flush()
                self._count(element, -1)
                if self._is_label(element):
                    self.pieces.append("\t")
                yield from self._add(element.tail if element is not body else None)
        yield from self._flush()

    @staticmethod
    def _is_label(element: HtmlElement) -> bool:
        """Whether the element is a label that its value follows without a colon: <b>文号</b><span>…</span>."""
        if element.tag not in _words("inline_tags") or len(element) or not element.text:
            return False
        return (not element.tail or element.tail[0].isspace()) and is_label(element.text)

    def _count(self, element: HtmlElement, step: int) -> None:
        self.inside += step if element is self.container else 0
        self.preformatted += step if element.tag == "pre" else 0
        titled = element.tag in _HEADINGS or bool(_TITLE_CLASS.search(" ".join(sorted(_names_of(element)))))
        self.heading += step if titled else 0

    def _add(self, text: str | None) -> Iterator[_Block]:
        if not text:
            return
        if self.preformatted:
            *lines, last = text.split("\n")
            for line in lines:
                self.pieces.append(line)
                yield from self._flush()
            self.pieces.append(last)
        else:
            self.pieces.append(_SPACES.sub(" ", _WRAPPED.sub("", text)))

    def _flush(self) -> Iterator[_Block]:
        line = re.sub(r" {2,}", " ", "".join(self.pieces)).strip(" \t\r\n\f")
        self.pieces.clear()
        if line.strip():
            yield _Block(line, is_heading=self.heading > 0, inside=self.inside > 0)


def _opens_field(element: HtmlElement) -> bool:
    """Whether an element in a line begins with a label and its colon: <span>来源：…</span><span>发布时间：…</span>."""
    text = (element.text or "")[:_LONGEST_FIELD]
    return element.tag in _words("inline_tags") and (":" in text or "：" in text) and has_page_field(text)


def _is_number(line: str) -> bool:
    """Whether the line is a document number and nothing else, in brackets or not."""
    number = next(find_document_numbers(line), None) if len(line) <= _LONGEST_FIELD else None
    return number is not None and line.strip(" ()（）") == line[slice(*number.span)]


def _belongs(block: _Block) -> bool:
    """Whether a block is the document's own, or says what the document is."""
    if block.inside:
        return True
    if block.grid:
        return any(has_page_field(row) for row in block.grid.rows_of_text())
    return (
        has_page_field(block.text) or _is_number(block.text) or (block.is_heading and len(block.text) <= _LONGEST_TITLE)
    )


def _assemble(blocks: list[_Block], title: str | None) -> Page:
    """Join the blocks into one text, and say where in it the cells of its data tables stand."""
    lines: list[str] = []
    tables: list[Table] = []
    position = 0
    for block in blocks:
        rows = list(block.grid.rows_of_text()) if block.grid else [block.text]
        if block.grid and len(rows) > 1 and not any(has_page_field(row) for row in rows[:2]):
            tables.append(_table(block.grid, position))
        lines.extend(rows)
        position += sum(len(row) + 1 for row in rows)
    return Page("\n".join(lines), tuple(tables), title)


def _table(grid: Grid, begin: int) -> Table:
    spans: dict[int, Span] = {}
    position = begin
    for row in grid.starts:
        for index in row:
            spans[index] = Span(position, position + len(grid.cells[index]))
            position += len(grid.cells[index]) + 1
        position += 0 if row else 1
    rows = tuple(tuple(spans[index] for index in row) for row in grid.places)
    return Table(Span(begin, position - 1), rows)

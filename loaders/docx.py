"""A Word file (.docx, ECMA-376) to lines and tables, as one sees it on paper.

Automatic numbers stand in the text; what was inserted under tracked changes counts, what was deleted does not. Hidden
text, field codes, notes, headers and footers are left out. Text boxes come once, after the paragraph they hang on.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from lxml import etree

from loaders.composition import Cell, Rows, one_line
from loaders.docx_numbering import Numbering, read_numbering
from loaders.errors import UnreadableFile
from loaders.limits import USUAL, Limits
from loaders.office_xml import open_office_file, part_of_type, read_optional_part, read_part
from loaders.word_xml import W, attribute, is_on, number, value

_MATH_TEXT: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DROPPED: Final = frozenset(
    {_FALLBACK, *(W + name for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "tblPr", "trPr", "tcPr", "rt"))}
)
_SIGNS: Final = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_WIDEST: Final = 63
_FEW_ROWS: Final = 3
_LONGEST_DATA_CELL: Final = 1_500
_LONGEST_CHAIN: Final = 20


def read_docx(data: bytes, path: Path | str, limits: Limits = USUAL) -> Iterator[str | Rows]:
    """The lines and tables of the file's body. Raises UnreadableFile when it is damaged, protected or no Word file."""
    archive = open_office_file(data, path, limits)
    main = part_of_type(archive, "", "officeDocument") or "word/document.xml"
    body = read_part(archive, main).find(f"{W}body")
    if body is None:
        raise UnreadableFile(path, "is no Word document")
    numbering = read_optional_part(archive, part_of_type(archive, main, "numbering"))
    styles = read_optional_part(archive, part_of_type(archive, main, "styles"))
    named = {} if styles is None else {attribute(style, "styleId") or "": style for style in styles.iter(f"{W}style")}
    usual = next((name for name, style in named.items() if _is_usual_paragraph(style)), None)
    return _Body(read_numbering(numbering, named), _hidden_styles(named), usual).blocks(body)


def _is_usual_paragraph(style: etree._Element) -> bool:
    return attribute(style, "type") == "paragraph" and attribute(style, "default") in {"1", "true"}


def _hidden_styles(styles: Mapping[str, etree._Element]) -> frozenset[str]:
    """The styles whose text is not printed, by their own properties or those they are based on."""

    def is_hidden(name: str | None) -> bool:
        for _ in range(_LONGEST_CHAIN):
            if name is None or name not in styles:
                return False
            vanish = styles[name].find(f"{W}rPr/{W}vanish")
            if vanish is not None:
                return is_on(vanish)
            name = value(styles[name].find(f"{W}basedOn"))
        return False

    return frozenset(name for name in styles if is_hidden(name))


@dataclass(slots=True)
class _Body:
    """One pass over a body; it must go in order, for the numbers count on."""

    numbering: Numbering
    hidden: frozenset[str]
    usual_style: str | None
    carried: str = ""

    def blocks(self, root: etree._Element) -> Iterator[str | Rows]:
        """Lines and tables in order, those of containers (content controls, insertions) among them."""
        for element in _topmost(root, f"{W}p", f"{W}tbl"):
            if element.tag == f"{W}p":
                yield from self._lines(element)
            else:
                yield from self._table(element)

    def _lines(self, paragraph: etree._Element) -> Iterator[str]:
        properties = paragraph.find(f"{W}pPr")
        style = value(properties.find(f"{W}pStyle")) if properties is not None else None
        style = style or self.usual_style
        content = _Content(is_hidden_style=style in self.hidden, hidden=self.hidden)
        content.read(paragraph)
        text, self.carried = self.carried + "".join(content.pieces), ""
        mark = properties.find(f"{W}rPr") if properties is not None else None
        if mark is not None and mark.find(f"{W}del") is not None:
            self.carried = text  # with its mark deleted, the paragraph goes on in the next one
        elif text.strip() or not (mark is not None and is_on(mark.find(f"{W}vanish"))):
            label = self.numbering.label(properties, style)
            first, *others = text.strip().split("\n")
            lines = (f"{label}{first.strip()}".rstrip(), *(line.strip() for line in others))
            yield from (line for line in lines if line)
        for box in content.boxes:
            for block in self.blocks(box):
                yield from [block] if isinstance(block, str) else (one_line(cell.text) for row in block for cell in row)

    def _table(self, table: etree._Element) -> Iterator[str | Rows]:
        """The table; the lines of its cells where it has one column, or only lays out a page."""
        rows: list[list[Cell]] = []
        lines: list[str] = []
        for row in _topmost(table, f"{W}tr"):
            properties = row.find(f"{W}trPr")
            if properties is None or not _is_left_out(properties):
                rows.append(self._row(row, rows[-1] if rows else [], lines))
        longest = max((len(cell.text) for row in rows for cell in row), default=0)
        lays_out = len(rows) < _FEW_ROWS and longest > _LONGEST_DATA_CELL
        if lays_out or all(len(set(row)) < 2 for row in rows):
            yield from lines
        elif longest:
            yield rows

    def _row(self, row: etree._Element, above: list[Cell], lines: list[str]) -> list[Cell]:
        """For every place of a row the cell that covers it; the lines of cells that begin here are added."""
        skipped = number(row.find(f"{W}trPr/{W}gridBefore")) or 0
        placed = [Cell() for _ in range(min(skipped, _WIDEST))]
        for element in _topmost(row, f"{W}tc"):
            own = list(self._cell_lines(element))
            width = min(_WIDEST, max(1, number(element.find(f"{W}tcPr/{W}gridSpan")) or 1))
            if _goes_on(element) and len(placed) < len(above):
                cell = above[len(placed)]
            else:
                cell = Cell(one_line(" ".join(own)))
                lines += own
            placed += [cell] * width
        return placed

    def _cell_lines(self, cell: etree._Element) -> Iterator[str]:
        """The lines of a cell; a table inside is flattened to the lines of its own cells."""
        for paragraph in _topmost(cell, f"{W}p"):
            yield from self._lines(paragraph)


def _topmost(root: etree._Element, *tags: str) -> Iterator[etree._Element]:
    """The nearest elements below the root that have one of the tags, in order, without what was deleted."""
    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        if element is root:
            continue
        if element.tag in _DROPPED:
            walk.skip_subtree()
        elif element.tag in tags:
            walk.skip_subtree()
            yield element


def _is_left_out(properties: etree._Element) -> bool:
    return properties.find(f"{W}del") is not None or is_on(properties.find(f"{W}hidden"))


def _goes_on(cell: etree._Element) -> bool:
    """Whether a cell is the lower part of a merged one."""
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and value(merge) in {None, "continue"}


@dataclass(slots=True)
class _Content:
    """The printed content of one paragraph: its text, and the text boxes that hang on it."""

    is_hidden_style: bool
    hidden: frozenset[str]
    pieces: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    codes: list[bool] = field(default_factory=list)  # for each open field, whether its code is being read

    def read(self, paragraph: etree._Element) -> None:
        """Take the text of all runs, links, insertions and field results."""
        walk = etree.iterwalk(paragraph, events=("start",))
        for _, element in walk:
            if element.tag == f"{W}txbxContent":
                self.boxes.append(element)
                walk.skip_subtree()
            elif element.tag in _DROPPED or (element.tag == f"{W}r" and self._is_hidden(element)):
                walk.skip_subtree()
            elif element.tag == f"{W}fldChar":
                self._mark_field(attribute(element, "fldCharType"))
            elif not any(self.codes):
                self._take(element)

    def _take(self, element: etree._Element) -> None:
        if element.tag in (f"{W}t", _MATH_TEXT):
            self.pieces.append((element.text or "").replace("\n", " ").replace("\t", " "))
        elif element.tag in _SIGNS and attribute(element, "type") not in {"page", "column"}:
            self.pieces.append(_SIGNS[str(element.tag)])

    def _mark_field(self, kind: str | None) -> None:
        if kind == "begin":
            self.codes.append(True)
        elif self.codes and kind == "separate":
            self.codes[-1] = False
        elif self.codes and kind == "end":
            self.codes.pop()

    def _is_hidden(self, run: etree._Element) -> bool:
        properties = run.find(f"{W}rPr")
        if properties is None:
            return self.is_hidden_style
        vanish = properties.find(f"{W}vanish")
        if vanish is not None:
            return is_on(vanish)
        return value(properties.find(f"{W}rStyle")) in self.hidden or self.is_hidden_style

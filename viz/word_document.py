"""One sheet of typed cells → a Word document (.docx): a table on landscape pages, its headings on each of them."""

from collections.abc import Sequence
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from viz.about import About
from viz.office_package import reproducible
from viz.sheet import Column, Paper, Sheet, Value, clean, column_widths, shown
from viz.text import Language, Texts

_LONG_SIDE = {Paper.A3: (420, 297), Paper.A4: (297, 210)}
"""Millimetres of a landscape page."""
_MARGIN = 15
MERGED = 2
"""Cells, at least, that merging makes sense for."""
_FONT = "宋体"
_SHADE = "E7ECF3"


def write_document(sheet: Sheet, about: About) -> bytes:
    """The document: title, lines, table, and below it what the file is and how to read it. Pages are numbered."""
    document = Document()
    _set_up(document, sheet, about)
    for index, line in enumerate(line for line in (sheet.title, *sheet.lines) if line):
        is_title = index == 0 and bool(sheet.title)
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if is_title else WD_ALIGN_PARAGRAPH.LEFT
        _write(paragraph, line, size=18 if is_title else 10.5, bold=is_title)
    _add_table(document, sheet)
    for name, value in about.lines()[1:]:
        _write(document.add_paragraph(), f"{name}:{value}" if name else value, size=9)
    target = BytesIO()
    document.save(target)
    return reproducible(target.getvalue(), about.published_at)


def _set_up(document: WordDocument, sheet: Sheet, about: About) -> None:
    section = document.sections[0]
    width, height = _LONG_SIDE[sheet.paper]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin = section.right_margin = Mm(_MARGIN)
    section.top_margin = section.bottom_margin = Mm(_MARGIN + 3)
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(10.5)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _FONT)
    style.paragraph_format.space_after = Pt(0)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = clean(about.title), "zeren", about.origin()
    _write_foot(section.footer.paragraphs[0], sheet, about)


def _write_foot(paragraph: Paragraph, sheet: Sheet, about: About) -> None:
    """Release and date, and the page's number as fields that Word counts."""
    texts = Texts(sheet.language)
    _write(paragraph, f"{about.origin()}    ", size=9)
    before, between, after = texts("export.page", page="\0", pages="\0").split("\0")
    for text, field in ((before, "PAGE"), (between, "NUMPAGES"), (after, "")):
        _write(paragraph, text, size=9)
        if field:
            code = OxmlElement("w:fldSimple")
            code.set(qn("w:instr"), field)
            paragraph._p.append(code)


def _add_table(document: WordDocument, sheet: Sheet) -> None:
    table = document.add_table(rows=1 + len(sheet.rows), cols=len(sheet.columns))
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    rows = [row.cells for row in table.rows]
    for cell, column in zip(rows[0], sheet.columns, strict=True):
        _fill(cell, column.heading, column, sheet.language, bold=True)
        _shade(cell)
    lower = {(column, row) for column, begin, end in sheet.merged for row in range(begin + 1, end + 1)}
    for number, (cells, values) in enumerate(zip(rows[1:], sheet.rows, strict=True)):
        for index, (cell, value) in enumerate(zip(cells, values, strict=True)):
            _fill(cell, "" if (index, number) in lower else value, sheet.columns[index], sheet.language)
    for merged, begin, end in sheet.merged:
        _merge([row[merged] for row in rows[begin + 1 : end + 2]])
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    _set_widths(table, rows, sheet)


def _fill(cell: _Cell, value: Value, column: Column, language: Language, *, bold: bool = False) -> None:
    """Each line of the value as a paragraph."""
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for index, line in enumerate(shown(value, language).split("\n")):
        paragraph = cell.add_paragraph() if index else cell.paragraphs[0]
        _write(paragraph, line, size=10.5, bold=bold)
        if column.centred or bold:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _write(paragraph: Paragraph, text: str, *, size: float, bold: bool = False) -> None:
    run = paragraph.add_run(clean(text))
    run.font.size, run.bold = Pt(size), bold or None


def _shade(cell: _Cell) -> None:
    shading = OxmlElement("w:shd")
    shading.set(qn("w:val"), "clear")
    shading.set(qn("w:fill"), _SHADE)
    cell._tc.get_or_add_tcPr().append(shading)


def _merge(cells: Sequence[_Cell]) -> None:
    """Mark cells below each other as one (ECMA-376 part 1, 17.4.84); the library's own way would join their lines."""
    if len(cells) < MERGED:
        return
    for index, cell in enumerate(cells):
        merge = OxmlElement("w:vMerge")
        merge.set(qn("w:val"), "continue" if index else "restart")
        cell._tc.get_or_add_tcPr().append(merge)


def _set_widths(table: Table, rows: Sequence[Sequence[_Cell]], sheet: Sheet) -> None:
    """The page's width, shared out as in a workbook."""
    widths = column_widths(sheet)
    room = _LONG_SIDE[sheet.paper][0] - 2 * _MARGIN
    shares = [Mm(room * width / sum(widths)) for width in widths]
    for column, share in zip(table.columns, shares, strict=True):
        column.width = share
    for row in rows:
        for cell, share in zip(row, shares, strict=True):
            cell.width = share

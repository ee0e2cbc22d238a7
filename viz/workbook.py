"""Sheets of typed cells → an Excel workbook (.xlsx) that opens, filters and prints as an office expects.

The one writer of workbooks: an answer, the table of responsibilities and the report of an audit are sheets for it.
Nothing in it asks the clock: the release's date is the file's date.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange, MultiCellRange
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from viz.about import About
from viz.office_package import reproducible
from viz.sheet import IsoDate, Sheet, Value, about_sheet, clean, column_widths, shown, text_width
from viz.text import Texts

LONGEST_NAME = 31
"""Characters that the name of a sheet can have."""
TALLEST = 409
"""Points that a row can be high."""
LINE = 15
"""Points of a line of the usual font."""
MOST_LINES = (TALLEST - 6) // LINE
WIDEST = 255
"""Characters that a column can be wide."""

_FIRST_DAY = date(1900, 3, 1)
"""Spreadsheets disagree about the days before."""
_FULL_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_YEAR = re.compile(r"\d{4}")
_DATE_FORMATS = {
    "zh": ('yyyy"年"m"月"d"日"', 'yyyy"年"m"月"', '0"年"'),
    "en": ("yyyy-mm-dd", "yyyy-mm", "0"),
}
_HAIR = Side(style="thin", color="A6A6A6")
_FRAME = Border(left=_HAIR, right=_HAIR, top=_HAIR, bottom=_HAIR)
_SHADE = PatternFill("solid", fgColor="E7ECF3")
_FONT = "宋体"
_FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\]")


def write_workbook(sheets: Sequence[Sheet], about: About) -> bytes:
    """The workbook with the sheets, and a last one that says what the file is and how to read it.

    Every sheet prints on landscape pages of its paper as wide as its columns, headings repeated, pages numbered.
    Text is text whatever it begins with; characters that XML cannot hold are left out.
    """
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.properties.title = clean(about.title)
    workbook.properties.creator = "zeren"
    taken: set[str] = set()
    for sheet in (*sheets, about_sheet(about)):
        name = _sheet_name(sheet.name, taken)
        taken.add(name.casefold())
        _Writer(workbook.create_sheet(name), sheet).write(about)
    target = BytesIO()
    workbook.save(target)
    return reproducible(target.getvalue(), about.published_at)


def _sheet_name(wanted: str, taken: set[str]) -> str:
    """A name that a workbook accepts and no other sheet has."""
    bare = _FORBIDDEN_IN_NAMES.sub(" ", clean(wanted)).strip("' ")[:LONGEST_NAME] or "1"
    name, number = bare, 2
    while name.casefold() in taken:
        ending = f" {number}"
        name, number = bare[: LONGEST_NAME - len(ending)] + ending, number + 1
    return name


class _InOrder(MultiCellRange):
    """Merged cells that come in one order; openpyxl's own come in that of a set, another in each process."""

    def __iter__(self) -> Iterator[CellRange]:
        yield from self.sorted()


@dataclass(slots=True)
class _Writer:
    """One sheet while it is being written."""

    target: Worksheet
    sheet: Sheet
    top: Alignment = field(default_factory=lambda: Alignment(vertical="center", wrap_text=True))
    middle: Alignment = field(default_factory=lambda: Alignment("center", "center", wrap_text=True))
    plain: Font = field(default_factory=lambda: Font(name=_FONT, size=11))
    bold: Font = field(default_factory=lambda: Font(name=_FONT, size=11, bold=True))

    def write(self, about: About) -> None:
        """Headings, rows, and everything that is set for the whole sheet."""
        self.target.merged_cells = _InOrder()
        above = [line for line in (self.sheet.title, *self.sheet.lines) if line]
        for row, line in enumerate(above, start=1):
            self._write_line(row, line)
        heading_row = len(above) + 1
        for index, column in enumerate(self.sheet.columns):
            cell = self._cell(heading_row, index, column.heading)
            cell.font, cell.alignment, cell.fill = self.bold, self.middle, _SHADE
        for number, values in enumerate(self.sheet.rows, start=heading_row + 1):
            for index, value in enumerate(values):
                self._cell(number, index, value)
        self._merge(heading_row + 1)
        self._size(heading_row)
        self._set_page(heading_row, about)

    def _write_line(self, row: int, line: str) -> None:
        """A line above the headings, as wide as the sheet."""
        is_title = line == self.sheet.title
        cell = self._text(row, 1, line)
        cell.font = Font(name=_FONT, size=18 if is_title else 11, bold=is_title)
        cell.alignment = self.middle if is_title else self.top
        if len(self.sheet.columns) > 1:
            self.target.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(self.sheet.columns))
        if is_title:
            self.target.row_dimensions[row].height = 36

    def _cell(self, row: int, index: int, value: Value) -> Cell:
        match value:
            case Decimal():
                cell = self._number(row, index + 1, value)
            case IsoDate():
                cell = self._date(row, index + 1, value.text)
            case _:
                cell = self._text(row, index + 1, value or "")
        cell.border = _FRAME
        cell.font = self.bold if index in self.sheet.emphasised else self.plain
        cell.alignment = self.middle if self.sheet.columns[index].centred else self.top
        return cell

    def _text(self, row: int, column: int, text: str) -> Cell:
        """Text, which stays text when somebody edits the cell, although it begins like a formula."""
        cell = self._place(row, column)
        if text:
            cell.value = clean(text)
            cell.data_type = "s"
            cell.quotePrefix = text.startswith(("=", "+", "-", "@"))
        return cell

    def _number(self, row: int, column: int, value: Decimal) -> Cell:
        cell = self._place(row, column)
        cell.value = value
        return cell

    def _date(self, row: int, column: int, text: str) -> Cell:
        """A day or a month as a date, a year as a number, anything else as text."""
        day_format, month_format, year_format = _DATE_FORMATS[self.sheet.language]
        if _YEAR.fullmatch(text):
            cell = self._number(row, column, Decimal(text))
            cell.number_format = year_format
            return cell
        day = _as_day(text)
        if day is None or day < _FIRST_DAY:
            return self._text(row, column, text)
        cell = self._place(row, column)
        cell.value = day
        cell.number_format = day_format if _FULL_DATE.fullmatch(text) else month_format
        return cell

    def _place(self, row: int, column: int) -> Cell:
        cell = self.target.cell(row, column)
        assert not isinstance(cell, MergedCell), "cells are written before they are merged"
        return cell

    def _merge(self, first: int) -> None:
        for column, begin, end in self.sheet.merged:
            if end > begin:
                self.target.merge_cells(
                    start_row=first + begin, end_row=first + end, start_column=column + 1, end_column=column + 1
                )

    def _size(self, heading_row: int) -> None:
        """Widths that show most cells whole, and heights for the lines that then remain.

        Excel works heights out itself only for what it wrote, LibreOffice not for rows with merged cells.
        """
        widths = self._widths()
        for index, width in enumerate(widths, start=1):
            self.target.column_dimensions[get_column_letter(index)].width = width
        rows = (tuple(column.heading for column in self.sheet.columns), *self.sheet.rows)
        in_merged = {
            (column, row) for column, begin, end in self.sheet.merged if end > begin for row in range(begin, end + 1)
        }
        for number, row in enumerate(rows):
            texts = (
                (shown(value, self.sheet.language), widths[index])
                for index, value in enumerate(row)
                if (index, number - 1) not in in_merged
            )
            lines = max((_lines(text, width) for text, width in texts), default=1)
            self.target.row_dimensions[heading_row + number].height = min(TALLEST, LINE * lines + 6)

    def _widths(self) -> list[int]:
        """The sheet's widths; a column is wider where a row could not be high enough for its text."""
        widths = column_widths(self.sheet)
        for index, width in enumerate(widths):
            texts = [shown(row[index], self.sheet.language) for row in self.sheet.rows]
            while width < WIDEST and max((_lines(text, width) for text in texts), default=0) > MOST_LINES:
                width += 4
            widths[index] = min(width, WIDEST)
        return widths

    def _set_page(self, heading_row: int, about: About) -> None:
        target, last = self.target, get_column_letter(len(self.sheet.columns))
        target.freeze_panes = f"A{heading_row + 1}"
        if self.sheet.filtered:
            target.auto_filter.ref = f"A{heading_row}:{last}{heading_row + len(self.sheet.rows)}"
        target.print_title_rows = f"{heading_row}:{heading_row}"
        target.page_setup.orientation = "landscape"
        target.page_setup.paperSize = self.sheet.paper.value
        target.page_setup.fitToWidth, target.page_setup.fitToHeight = 1, 0
        target.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        target.print_options.horizontalCentered = True
        target.page_margins.left = target.page_margins.right = 0.5
        target.page_margins.top, target.page_margins.bottom = 0.6, 0.7
        texts = Texts(self.sheet.language)
        page = texts("export.page", page="&P", pages="&N")
        target.oddFooter = HeaderFooterItem(
            left=_HeaderFooterPart(about.origin().replace("&", "&&")), right=_HeaderFooterPart(page)
        )


def _as_day(text: str) -> date | None:
    """The day of a full date, the first of a month; None for what is no date of the calendar."""
    match = _FULL_DATE.fullmatch(text) or _MONTH.fullmatch(text)
    if match is None:
        return None
    try:
        return date(*(*map(int, match.groups()), 1)[:3])
    except ValueError:
        return None


def _lines(text: str, width: int) -> int:
    """Lines that a text takes in a column; a line holds a little less than the column is wide."""
    room = max(width - 2, 1)
    return sum(max(1, -(-text_width(line) // room)) for line in text.split("\n"))

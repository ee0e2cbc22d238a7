"""A table as an Excel workbook. The only module that needs the extra ``xlsx``."""

from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from queries.table import Table

WIDEST = 60
NARROWEST = 8


def write_workbook(table: Table, target: BytesIO) -> None:
    """Write one sheet: headings that stay in sight, numbers as numbers, every other cell as text."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    texts = [table.headings(), *table.as_texts()]
    for row_number, line in enumerate(texts, start=1):
        for column_number, text in enumerate(line, start=1):
            cell = sheet.cell(row_number, column_number, ILLEGAL_CHARACTERS_RE.sub("", text))
            # Text stays text: openpyxl would take a leading = for a formula.
            cell.data_type = "s"
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            cell.font = Font(bold=row_number == 1)
    for row_number, row in enumerate(table.rows, start=2):
        for column_number, value in enumerate(row, start=1):
            if isinstance(value, Decimal):
                sheet.cell(row_number, column_number).value = value
    for column_number, width in enumerate(_widths(texts), start=1):
        sheet.column_dimensions[get_column_letter(column_number)].width = width
    sheet.freeze_panes = "A2"
    workbook.save(target)


def _widths(texts: list[tuple[str, ...]]) -> list[int]:
    """Character widths that show most cells whole; a Chinese character counts two."""
    longest = [max(max(map(_width, text.split("\n"))) for text in column) for column in zip(*texts, strict=True)]
    return [min(max(width + 2, NARROWEST), WIDEST) for width in longest]


def _width(line: str) -> int:
    return sum(1 if character.isascii() else 2 for character in line)

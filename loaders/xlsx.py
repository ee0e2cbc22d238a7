"""A workbook (.xlsx, ECMA-376) to lines and tables: what stands on its visible sheets, as its cells show it.

A formula gives the value that was saved with it. Rows with one cell above and below a table are lines of text: its
title, its notes. Where several sheets hold something, each begins with such a title or else with the sheet's name.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Final

from lxml import etree

from loaders.archive import Archive
from loaders.composition import Cell, Rows, one_line
from loaders.errors import UnreadableFile
from loaders.limits import USUAL, Limits
from loaders.number_formats import format_of, print_cell
from loaders.office_xml import open_office_file, part_of_type, parts_by_id, read_optional_part, read_part

_S: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REFERENCE: Final = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_USUAL_NAME: Final = re.compile(r"(?:sheet|工作表) ?\d{1,3}", re.IGNORECASE)
_ON: Final = frozenset({"1", "true"})
_LAST_COLUMN: Final = 16_384
_NUMBER_HEADINGS = frozenset({"序号", "编号", "项次"})
_MOST_PLACES: Final = 2_000_000


@dataclass(frozen=True, slots=True)
class _Workbook:
    """What the cells of all sheets refer to."""

    strings: Sequence[str]
    formats: Sequence[str]
    since_1904: bool


@dataclass(slots=True)
class _Sheet:
    """A sheet's cells by row and column, both from 1; merged cells stand in every place they cover."""

    name: str
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def read_xlsx(data: bytes, path: Path | str, limits: Limits = USUAL) -> Iterator[str | Rows]:
    """The lines and tables of the visible sheets. Raises UnreadableFile when it is damaged or protected."""
    archive = open_office_file(data, path, limits)
    main = part_of_type(archive, "", "officeDocument") or "xl/workbook.xml"
    root = read_part(archive, main)
    if root.tag != f"{_S}workbook":
        raise UnreadableFile(path, "is no workbook of the form .xlsx; save it as one")
    properties = root.find(f"{_S}workbookPr")
    workbook = _Workbook(
        strings=_shared_strings(read_optional_part(archive, part_of_type(archive, main, "sharedStrings"))),
        formats=_formats(read_optional_part(archive, part_of_type(archive, main, "styles"))),
        since_1904=properties is not None and properties.get("date1904") in _ON,
    )
    sheets = [(sheet.name, list(_blocks(sheet))) for sheet in _visible_sheets(archive, main, root, workbook)]
    filled = [(name, blocks) for name, blocks in sheets if blocks]
    for name, blocks in filled:
        names_itself = isinstance(blocks[0], str) or _USUAL_NAME.fullmatch(name)
        yield from blocks if len(filled) == 1 or names_itself else [name, *blocks]


def _shared_strings(root: etree._Element | None) -> list[str]:
    return [] if root is None else [_text(entry) for entry in root.iterfind(f"{_S}si")]


def _text(entry: etree._Element) -> str:
    """The text of a string or of its runs; how it is pronounced (w:rPh) is none of it."""
    parts = chain(entry.iterfind(f"{_S}t"), entry.iterfind(f"{_S}r/{_S}t"))
    return "".join(part.text or "" for part in parts)


def _formats(root: etree._Element | None) -> list[str]:
    """The number format of each style of cells."""
    if root is None:
        return []
    own = {_number(entry.get("numFmtId")): entry.get("formatCode", "") for entry in root.iter(f"{_S}numFmt")}
    return [format_of(_number(entry.get("numFmtId")), own) for entry in root.iterfind(f"{_S}cellXfs/{_S}xf")]


def _visible_sheets(archive: Archive, main: str, root: etree._Element, workbook: _Workbook) -> Iterator[_Sheet]:
    parts = parts_by_id(archive, main)
    for entry in root.iterfind(f"{_S}sheets/{_S}sheet"):
        kind, part = parts.get(entry.get(_RELATION, ""), ("", ""))
        if entry.get("state", "visible") == "visible" and kind == "worksheet":
            sheet = _read_sheet(one_line(entry.get("name", "")), read_part(archive, part), workbook)
            if len({row for row, _ in sheet.cells}) * len({column for _, column in sheet.cells}) > _MOST_PLACES:
                raise UnreadableFile(archive.path, f"sheet {sheet.name} has more than {_MOST_PLACES} places")
            yield sheet


def _read_sheet(name: str, root: etree._Element, workbook: _Workbook) -> _Sheet:
    sheet = _Sheet(name)
    for column in root.iterfind(f"{_S}cols/{_S}col"):
        if column.get("hidden") in _ON:
            last = min(_number(column.get("max")), _LAST_COLUMN)
            sheet.hidden_columns.update(range(_number(column.get("min")), last + 1))
    row_number = 0
    for row in root.iterfind(f"{_S}sheetData/{_S}row"):
        row_number = _number(row.get("r")) or row_number + 1
        if row.get("hidden") in _ON:
            sheet.hidden_rows.add(row_number)
        column_number = 0
        for entry in row.iterfind(f"{_S}c"):
            _, column_number = _place(entry.get("r", "")) or (row_number, column_number + 1)
            text = one_line(_shown(entry, workbook))
            if text:
                sheet.cells[row_number, column_number] = Cell(text)
    _merge(sheet, [entry.get("ref", "") for entry in root.iterfind(f"{_S}mergeCells/{_S}mergeCell")])
    return sheet


def _number(printed: str | None) -> int:
    return int(printed) if printed and printed.isascii() and printed.isdigit() and len(printed) < 9 else 0


def _place(reference: str) -> tuple[int, int] | None:
    """Row and column of a reference: C5 is (5, 3)."""
    match = _REFERENCE.fullmatch(reference.replace("$", ""))
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def _shown(entry: etree._Element, workbook: _Workbook) -> str:
    value = entry.findtext(f"{_S}v") or ""
    match entry.get("t", "n"):
        case "s":
            index = int(value) if value.isascii() and value.isdigit() and len(value) < 9 else -1
            return workbook.strings[index] if 0 <= index < len(workbook.strings) else ""
        case "inlineStr":
            inline = entry.find(f"{_S}is")
            return "" if inline is None else _text(inline)
        case "b":
            return {"1": "是", "0": "否"}.get(value, value)
        case "n" if value:
            style = _number(entry.get("s"))
            form = workbook.formats[style] if style < len(workbook.formats) else "General"
            return print_cell(value, form, workbook.since_1904)
        case "e":
            return ""
        case _:
            return value


def _merge(sheet: _Sheet, ranges: Sequence[str]) -> None:
    """Let each merged cell stand in all its places, as far as the sheet is filled."""
    last_row = max((row for row, _ in sheet.cells), default=0)
    last_column = max((column for _, column in sheet.cells), default=0)
    allowed = _MOST_PLACES
    for reference in ranges:
        first, _, last = reference.partition(":")
        begin, end = _place(first), _place(last)
        if begin is None or end is None or begin not in sheet.cells:
            continue
        rows = range(begin[0], min(end[0], last_row) + 1)
        columns = range(begin[1], min(end[1], last_column) + 1)
        allowed -= len(rows) * len(columns)
        if allowed < 0:
            return
        sheet.cells.update({(row, column): sheet.cells[begin] for row in rows for column in columns})


def _blocks(sheet: _Sheet) -> Iterator[str | Rows]:
    """Lines and tables from top to bottom; a title below a blank row or above a heading begins a table of its own."""
    block: list[list[Cell | None]] = []
    last = 0
    visible = list(_visible_rows(sheet))
    titles = _titles_of_tables([row for _, row in visible])
    for index, (number, row) in enumerate(visible):
        if block and ((_is_alone(row) and number > last + 1) or index in titles):
            yield from _lines_and_table(block)
            block = []
        block.append(row)
        last = max(last, number)
    yield from _lines_and_table(block)


def _is_alone(row: Sequence[Cell | None]) -> bool:
    return len({id(cell) for cell in row if cell}) == 1


def _titles_of_tables(rows: Sequence[Sequence[Cell | None]]) -> set[int]:
    """Where the rows of one cell begin that stand right above a heading with 序号."""
    found = set()
    for index, row in enumerate(rows):
        first = next((cell for cell in row if cell), None)
        begin = index
        while begin and _is_alone(rows[begin - 1]):
            begin -= 1
        if begin < index and first is not None and first.text.replace(" ", "") in _NUMBER_HEADINGS:
            found.add(begin)
    return found


def _visible_rows(sheet: _Sheet) -> Iterator[tuple[int, list[Cell | None]]]:
    """The rows that show something, with their numbers as counted on the screen; None stands for an empty place."""
    columns = sorted({column for _, column in sheet.cells})
    columns = [column for column in columns if column not in sheet.hidden_columns]
    rows = sorted({row for row, _ in sheet.cells} - sheet.hidden_rows)
    hidden_above = 0
    hidden = sorted(sheet.hidden_rows)
    for row in rows:
        while hidden_above < len(hidden) and hidden[hidden_above] < row:
            hidden_above += 1
        places = [sheet.cells.get((row, column)) for column in columns]
        if any(places):
            yield row - hidden_above, places


def _lines_and_table(block: list[list[Cell | None]]) -> Iterator[str | Rows]:
    several = [index for index, row in enumerate(block) if len({id(cell) for cell in row if cell}) > 1]
    first, last = (several[0], several[-1] + 1) if several else (len(block), len(block))
    yield from _lines(block[:first])
    rows = block[first:last]
    filled = [place for place in range(max(map(len, rows), default=0)) if any(row[place] for row in rows)]
    if rows:
        yield [[row[place] or Cell() for place in filled] for row in rows]
    yield from _lines(block[last:])


def _lines(rows: Sequence[Sequence[Cell | None]]) -> Iterator[str]:
    """The text of rows with one cell each; one that covers several rows is said once."""
    cells = dict.fromkeys(cell for row in rows for cell in row if cell)
    yield from (cell.text for cell in cells)

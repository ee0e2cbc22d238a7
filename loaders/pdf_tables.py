"""Ruled tables of a PDF page: the cells that crossing lines enclose. A missing line between two places merges them."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from loaders.composition import Cell, Rows
from loaders.pdf_page import PageContent, Ruling, Sign
from loaders.pdf_text import SENTENCE_END, cell_text

_NEAR: Final = 3.0  # points: lines closer than this are one, and lines that end this close to each other touch
_MOST_RULINGS: Final = 2_000
_HANGING: Final = frozenset("，。、；：）》”」』〕】！？,.;:")
_HUNG: Final = 0.3  # of a sign's size
_MOST_PLACES: Final = 50_000
_NARROWEST: Final = 2
_ROW_ALONE: Final = 4  # columns that make one row a table: the rest of one on the page before
_HEADING_ROWS: Final = 3
_LONG_CELL: Final = 12
_FEWEST_FILLED: Final = 0.05  # of the cells: in the grid of a drawing there are fewer


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table of a page: where its lines stand, its cells, and the signs that it holds."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]
    page: int = 0

    def holds(self, sign: Sign) -> bool:
        """Whether a sign stands inside the table's outline."""
        centre = (sign.left + sign.right) / 2
        return self.xs[0] < centre < self.xs[-1] and self.ys[0] < sign.middle < self.ys[-1]


def find_tables(page: PageContent) -> tuple[RuledTable, ...]:
    """The tables of a page from top to bottom.

    A frame with one cell, row or column is none, nor is a grid with hardly a word in it.
    """
    rulings = [*_merged(page.rulings, level=True), *_merged(page.rulings, level=False)]
    if len(rulings) > _MOST_RULINGS:
        return ()
    tables: list[RuledTable] = []
    for group in sorted(_connected(rulings), key=lambda group: -len(group)):
        table = _table(group, page.signs)
        if table and not any(_is_inside(table, other) for other in tables):
            tables.append(table)
    return tuple(sorted(tables, key=lambda table: table.ys[0]))


def _merged(rulings: Sequence[Ruling], level: bool) -> Iterator[Ruling]:
    """Rulings of one direction, those on one line joined where they touch."""
    lines: dict[float, list[Ruling]] = {}
    place = float("-inf")
    for ruling in sorted((ruling for ruling in rulings if ruling.level == level), key=lambda ruling: ruling.place):
        place = ruling.place if ruling.place - place > _NEAR else place
        lines.setdefault(place, []).append(ruling)
    for place, parts in lines.items():
        parts.sort(key=lambda part: part.begin)
        begin, end = parts[0].begin, parts[0].end
        for part in parts[1:]:
            if part.begin - end > _NEAR:
                yield Ruling(level, place, begin, end)
                begin, end = part.begin, part.end
            end = max(end, part.end)
        yield Ruling(level, place, begin, end)


def _connected(rulings: Sequence[Ruling]) -> list[list[Ruling]]:
    """The rulings in groups that cross or touch each other."""
    parents = list(range(len(rulings)))
    levels = [index for index, ruling in enumerate(rulings) if ruling.level]
    uprights = [index for index, ruling in enumerate(rulings) if not ruling.level]
    for first in levels:
        for second in uprights:
            if _touch(rulings[first], rulings[second]):
                parents[_root(parents, first)] = _root(parents, second)
    groups: dict[int, list[Ruling]] = {}
    for index, ruling in enumerate(rulings):
        groups.setdefault(_root(parents, index), []).append(ruling)
    return list(groups.values())


def _touch(level: Ruling, upright: Ruling) -> bool:
    return (
        level.begin - _NEAR <= upright.place <= level.end + _NEAR
        and upright.begin - _NEAR <= level.place <= upright.end + _NEAR
    )


def _root(parents: list[int], index: int) -> int:
    while parents[index] != index:
        parents[index] = parents[parents[index]]
        index = parents[index]
    return index


def _table(rulings: Sequence[Ruling], signs: Sequence[Sign]) -> RuledTable | None:
    levels = [ruling for ruling in rulings if ruling.level]
    uprights = [ruling for ruling in rulings if not ruling.level]
    if not levels or not uprights:
        return None
    # Tables are often open at their sides: the ends of the lines are borders, too.
    xs = _places([upright.place for upright in uprights], [end for line in levels for end in (line.begin, line.end)])
    ys = _places([line.place for line in levels], [end for line in uprights for end in (line.begin, line.end)])
    width, height = len(xs) - 1, len(ys) - 1
    too_small = width < _NARROWEST or (height < _NARROWEST and width < _ROW_ALONE)
    if too_small or width * height > _MOST_PLACES:
        return None
    cells = _cells(xs, ys, levels, uprights)
    for cell, inside in _distributed(xs, ys, cells, signs).items():
        corner = max(index for index, other in enumerate(cells) if other is cell)
        cell.text = cell_text(inside, xs[corner % width + 1])
    distinct = set(cells)
    if sum(1 for cell in distinct if cell.text) < max(1, len(distinct) * _FEWEST_FILLED):
        return None
    rows = tuple(tuple(cells[row * width : (row + 1) * width]) for row in range(height))
    return RuledTable(xs, ys, rows)


def _places(lines: Sequence[float], ends: Sequence[float]) -> tuple[float, ...]:
    """The places of lines in order, with the outermost ends as borders where no line stands."""
    places = sorted({*lines, min(ends), max(ends)})
    kept = places[:1]
    for place in places[1:]:
        if place - kept[-1] > _NEAR:
            kept.append(place)
    return tuple(kept)


def _cells(
    xs: Sequence[float], ys: Sequence[float], levels: Sequence[Ruling], uprights: Sequence[Ruling]
) -> list[Cell]:
    """For every place of the grid, row by row, the cell that covers it."""
    width, height = len(xs) - 1, len(ys) - 1
    parents = list(range(width * height))
    for row in range(height):
        for column in range(width):
            place = row * width + column
            centre, middle = (xs[column] + xs[column + 1]) / 2, (ys[row] + ys[row + 1]) / 2
            if column + 1 < width and not _is_ruled(uprights, xs[column + 1], middle):
                parents[_root(parents, place + 1)] = _root(parents, place)
            if row + 1 < height and not _is_ruled(levels, ys[row + 1], centre):
                parents[_root(parents, place + width)] = _root(parents, place)
    cells: dict[int, Cell] = {}
    return [cells.setdefault(_root(parents, place), Cell()) for place in range(width * height)]


def _is_ruled(rulings: Sequence[Ruling], place: float, crossing: float) -> bool:
    return any(abs(line.place - place) <= _NEAR and line.begin < crossing < line.end for line in rulings)


def _distributed(
    xs: Sequence[float], ys: Sequence[float], cells: Sequence[Cell], signs: Sequence[Sign]
) -> dict[Cell, list[Sign]]:
    """The signs of each cell that has any; a mark hung over a cell's edge belongs to the sign it is hung on."""
    inside: dict[Cell, list[Sign]] = {}
    before: tuple[Sign, Cell] | None = None
    for sign in signs:
        column, row = bisect_right(xs, (sign.left + sign.right) / 2) - 1, bisect_right(ys, sign.middle) - 1
        if not (0 <= column < len(xs) - 1 and 0 <= row < len(ys) - 1):
            continue
        cell = cells[row * (len(xs) - 1) + column]
        if before and before[1] is not cell and _is_hung_on(before[0], sign):
            cell = before[1]
        inside.setdefault(cell, []).append(sign)
        before = sign, cell
    return inside


def _is_hung_on(before: Sign, sign: Sign) -> bool:
    """Whether a sign is a mark that ends no line of its own and stands directly behind another sign."""
    near = abs(sign.left - before.right) < _HUNG * sign.size and abs(sign.baseline - before.baseline) < _NEAR
    return sign.text in _HANGING and near


def _is_inside(table: RuledTable, other: RuledTable) -> bool:
    return (
        other.xs[0] - _NEAR <= table.xs[0]
        and table.xs[-1] <= other.xs[-1] + _NEAR
        and other.ys[0] - _NEAR <= table.ys[0]
        and table.ys[-1] <= other.ys[-1] + _NEAR
    )


def continued(tables: Iterable[RuledTable]) -> Iterator[Rows]:
    """The rows of tables with no text between them, those of one that goes on over several pages together."""
    rows: list[tuple[Cell, ...]] = []
    before: RuledTable | None = None
    for table in tables:
        if before and _goes_on(before, table):
            _append(rows, table)
        else:
            yield from [rows] if rows else []
            rows = list(table.rows)
        before = table
    yield from [rows] if rows else []


def _goes_on(before: RuledTable, table: RuledTable) -> bool:
    same_columns = len(before.xs) == len(table.xs)
    return table.page == before.page + 1 and same_columns


def _append(rows: list[tuple[Cell, ...]], table: RuledTable) -> None:
    """Add the rows of the next page, without the headings that are printed again.

    What is empty at the left of its first row is a merged cell, or a row, that the end of the page cut in two.
    """
    headings = zip(table.rows[: min(_HEADING_ROWS, len(table.rows) - 1)], rows, strict=False)
    repeated = sum(1 for _ in takewhile(lambda pair: _texts(pair[0]) == _texts(pair[1]), headings))
    added = list(table.rows[repeated:])
    first, last = added[0], rows[-1]
    empty = next((column for column, cell in enumerate(first) if cell.text), 0)
    if empty and _is_cut(last[empty], first[empty]):
        for above, below in dict.fromkeys(zip(last, first, strict=True)):
            above.text += below.text
        added = added[1:]
    carried = {first[column]: last[column] for column in range(empty)}
    rows += [tuple(carried.get(cell, cell) for cell in row) for row in added]


def _texts(row: Sequence[Cell]) -> list[str]:
    return [cell.text for cell in row]


def _is_cut(above: Cell, below: Cell) -> bool:
    return len(above.text) >= _LONG_CELL and not SENTENCE_END.search(above.text) and bool(below.text)

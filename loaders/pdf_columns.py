"""The order in which a PDF page is read, and the edges of the text blocks that its lines belong to.

A page is read from top to bottom; where it is set in two columns, the left one comes first, down to the next line or
table that crosses both.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from statistics import median
from typing import Final

from loaders.pdf_tables import RuledTable
from loaders.pdf_text import Line, joined

Block = Line | RuledTable

_FEWEST_PARTS: Final = 5
_MOST_CROSSING: Final = 0.3
_COLUMN_WIDTH: Final = 0.28  # of the page's width
_FEWEST_AT_EDGE: Final = 0.03
_SAME_PLACE: Final = 4.0  # points
_UNEVEN: Final = 2.5  # of a line's height: how much wider than the left margin the right one may be


def in_reading_order(width: float, rows: Sequence[list[Line]], tables: Sequence[RuledTable]) -> Iterator[Block]:
    """The lines and tables of a page of that width; ``rows`` are the parts of printed lines, from top to bottom."""
    middle = width / 2
    if not _has_columns(width, rows):
        blocks: list[Block] = [*map(joined, rows), *tables]
        yield from sorted(blocks, key=_top)
        return
    parts: list[Block] = [
        replace(part, column=1 + (part.left >= middle)) for row in _in_columns(rows, middle) for part in row
    ]
    left: list[Block] = []
    right: list[Block] = []
    for block in sorted([*parts, *tables], key=_top):
        begin, end = _extent(block)
        if end <= middle:
            left.append(block)
        elif begin >= middle:
            right.append(block)
        else:
            yield from (*left, *right)
            left, right = [], []
            yield replace(block, column=0) if isinstance(block, Line) else block
    yield from (*left, *right)


def _top(block: Block) -> float:
    return block.baseline if isinstance(block, Line) else block.ys[0]


def _extent(block: Block) -> tuple[float, float]:
    return (block.left, block.right) if isinstance(block, Line) else (block.xs[0], block.xs[-1])


def _has_columns(width: float, rows: Sequence[list[Line]]) -> bool:
    """Whether most lines are parted in the middle of the page into pieces as wide as a column."""
    parts = [part for row in rows for part in row]
    left = [part.right - part.left for part in parts if part.right <= width / 2]
    right = [part.right - part.left for part in parts if part.left >= width / 2]
    crossing = len(parts) - len(left) - len(right)
    return (
        min(len(left), len(right)) >= _FEWEST_PARTS
        and crossing <= len(parts) * _MOST_CROSSING
        and min(median(left), median(right)) >= width * _COLUMN_WIDTH
    )


def _in_columns(rows: Sequence[list[Line]], middle: float) -> Iterator[list[Line]]:
    """The rows with the parts of each column joined; one with a part across the middle is a single line."""
    for row in rows:
        left = [part for part in row if part.right <= middle]
        right = [part for part in row if part.left >= middle]
        if len(left) + len(right) < len(row):
            yield [joined(row)]
        else:
            yield [joined(parts) for parts in (left, right) if parts]


def with_edges(blocks: Sequence[Block], widths: Sequence[float]) -> list[Block]:
    """The blocks, each line with the left and right edge of its column on pages of that width."""
    groups: dict[tuple[int, int], list[Line]] = {}
    for block in blocks:
        if isinstance(block, Line):
            groups.setdefault((round(widths[block.page]), block.column), []).append(block)
    edges = {key: _edges(lines, key) for key, lines in groups.items()}
    return [_with_edge(block, edges, widths) for block in blocks]


def _with_edge(block: Block, edges: Mapping[tuple[int, int], tuple[float, float]], widths: Sequence[float]) -> Block:
    if isinstance(block, RuledTable):
        return block
    return replace(block, edges=edges[round(widths[block.page]), block.column])


def _edges(lines: Sequence[Line], key: tuple[int, int]) -> tuple[float, float]:
    """Where several lines begin furthest to the left, and end furthest to the right.

    In a single column the margins are about even: a right edge far from that is that of short lines by chance.
    """
    width, column = key
    left, right = min(_shared([line.left for line in lines])), max(_shared([line.right for line in lines]))
    even = width - left - _UNEVEN * median(line.size for line in lines)
    return left, right if column else max(right, even)


def _shared(places: Sequence[float]) -> list[float]:
    """The places where several lines stand; all where none do."""
    counts = Counter(round(place / _SAME_PLACE) for place in places)
    fewest = max(2, len(places) * _FEWEST_AT_EDGE)
    shared = [place for place in places if counts[round(place / _SAME_PLACE)] >= fewest]
    return shared or list(places)

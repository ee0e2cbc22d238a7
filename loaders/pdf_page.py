"""One page of a PDF as signs and rulings in upright coordinates: points (1/72 inch) from the top left corner.

PDFium counts from the bottom left, before the page is turned; here the turn is applied, so that a landscape table
reads as it does on the screen. Text at an angle, as of watermarks, is left out.
"""

import ctypes
import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from pypdfium2 import raw

_THIN: Final = 3.5  # points: a filled rectangle no thicker than this is a line
_SHORT: Final = 4.0  # points: what is shorter rules nothing
_LEVEL: Final = 0.1  # radians
_MOST_OBJECTS: Final = 20_000
_DEEPEST: Final = 4
_RADICALS: Final = (("⺀", "\u2fdf"), ("\uf900", "\ufaff"))  # printed like letters, and encoded beside them


@dataclass(frozen=True, slots=True)
class Sign:
    """A printed character: its horizontal extent, the line it stands on, its font's size and its vertical middle."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    middle: float


@dataclass(frozen=True, slots=True)
class Ruling:
    """A straight line; ``level`` or upright. ``place`` is its y or x, and it runs from ``begin`` to ``end``."""

    level: bool
    place: float
    begin: float
    end: float


@dataclass(frozen=True, slots=True)
class PageContent:
    """What is drawn on a page. ``unreadable`` counts characters whose font does not say what they are."""

    width: float
    height: float
    signs: tuple[Sign, ...]
    rulings: tuple[Ruling, ...]
    pictures: int
    unreadable: int


def read_content(page: Any) -> PageContent:
    """The content of a ``pypdfium2.PdfPage``."""
    turn = _Turn.of(page)
    signs: list[Sign] = []
    unreadable = 0
    text_page = page.get_textpage()
    try:
        for text, sign in _signs(text_page.raw, turn):
            unreadable += text is None
            signs += [sign] if sign else []
    finally:
        text_page.close()
    rulings: list[Ruling] = []
    pictures = 0
    for kind, item, matrix in _objects(page.raw):
        pictures += kind == raw.FPDF_PAGEOBJ_IMAGE
        if kind == raw.FPDF_PAGEOBJ_PATH:
            rulings.extend(_rulings(item, matrix, turn))
    return PageContent(turn.width, turn.height, tuple(signs), tuple(rulings), pictures, unreadable)


@dataclass(frozen=True, slots=True)
class _Turn:
    """How a page's own coordinates become upright ones."""

    quarters: int
    left: float
    bottom: float
    width: float
    height: float

    @classmethod
    def of(cls, page: Any) -> "_Turn":
        left, bottom, right, top = page.get_bbox()
        quarters = raw.FPDFPage_GetRotation(page.raw) % 4
        width, height = right - left, top - bottom
        return cls(quarters, left, bottom, *((height, width) if quarters % 2 else (width, height)))

    def upright(self, x: float, y: float) -> tuple[float, float]:
        x, y = x - self.left, y - self.bottom
        match self.quarters:
            case 1:
                return y, x
            case 2:
                return self.width - x, y
            case 3:
                return self.width - y, self.height - x
            case _:
                return x, self.height - y


def _signs(text_page: Any, turn: _Turn) -> Iterator[tuple[str | None, Sign | None]]:
    """Each character with its sign; the text is None where it is unknown, the sign where nothing upright is drawn."""
    x, y = ctypes.c_double(), ctypes.c_double()
    box = raw.FS_RECTF()
    for index in range(raw.FPDFText_CountChars(text_page)):
        if raw.FPDFText_IsGenerated(text_page, index) == 1:
            continue
        text = _letter(raw.FPDFText_GetUnicode(text_page, index))
        if text is None:
            yield None, None
        angle = raw.FPDFText_GetCharAngle(text_page, index) + turn.quarters * math.pi / 2
        if not text or abs(math.remainder(angle, 2 * math.pi)) > _LEVEL:
            continue
        if not raw.FPDFText_GetCharOrigin(text_page, index, x, y):
            continue
        if not raw.FPDFText_GetLooseCharBox(text_page, index, box):
            continue
        left, top = turn.upright(box.left, box.top)
        right, bottom = turn.upright(box.right, box.bottom)
        left, right, top, bottom = min(left, right), max(left, right), min(top, bottom), max(top, bottom)
        size = _size(text_page, index) or bottom - top
        if math.isfinite(left + right + top + bottom + size) and size > 0:
            yield text, Sign(text, left, right, turn.upright(x.value, y.value)[1], size, (top + bottom) / 2)


def _size(text_page: Any, index: int) -> float:
    """The height of a line of the character's font; boxes of characters differ from font to font."""
    matrix = raw.FS_MATRIX()
    if not raw.FPDFText_GetMatrix(text_page, index, matrix):
        return 0.0
    return float(raw.FPDFText_GetFontSize(text_page, index)) * math.hypot(matrix.c, matrix.d)


def _letter(code: int) -> str | None:
    """The character; "" for one that prints nothing, None for one that the font does not identify."""
    if code in (0, 0xFFFD, 0xFFFE, 0xFFFF) or 0xE000 <= code <= 0xF8FF:
        return None
    if code < 0x20 or 0x7F <= code < 0xA0 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return ""
    letter = chr(code)
    if any(first <= letter <= last for first, last in _RADICALS):
        letter = unicodedata.normalize("NFKC", letter)
    return letter


_Matrix = tuple[float, float, float, float, float, float]
_PLAIN: Final[_Matrix] = (1, 0, 0, 1, 0, 0)


def _objects(page: Any) -> Iterator[tuple[int, Any, _Matrix]]:
    """Kind, handle and placement of what is drawn besides text, inside of forms too, up to a number."""
    pending = [
        (raw.FPDFPage_GetObject(page, index), _PLAIN, 0)
        for index in range(min(raw.FPDFPage_CountObjects(page), _MOST_OBJECTS))
    ]
    pending.reverse()
    seen = 0
    while pending and seen < _MOST_OBJECTS:
        item, outer, depth = pending.pop()
        seen += 1
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            continue
        matrix = _product(_matrix_of(item), outer)
        if kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            count = min(max(0, raw.FPDFFormObj_CountObjects(item)), _MOST_OBJECTS)
            pending += [(raw.FPDFFormObj_GetObject(item, index), matrix, depth + 1) for index in reversed(range(count))]
        else:
            yield kind, item, matrix


def _matrix_of(item: Any) -> _Matrix:
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, matrix):
        return _PLAIN
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _product(inner: _Matrix, outer: _Matrix) -> _Matrix:
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _rulings(item: Any, matrix: _Matrix, turn: _Turn) -> Iterator[Ruling]:
    """The straight lines of a path; a thin filled rectangle is one line, as word processors draw borders."""
    a, b, c, d, e, f = matrix
    for points in _outlines(item):
        placed = [turn.upright(a * x + c * y + e, b * x + d * y + f) for x, y in points]
        if not all(math.isfinite(x + y) for x, y in placed):
            continue
        xs, ys = [x for x, _ in placed], [y for _, y in placed]
        width, height = max(xs) - min(xs), max(ys) - min(ys)
        if min(width, height) <= _THIN:
            pairs = (
                [((min(xs), sum(ys) / len(ys)), (max(xs), sum(ys) / len(ys)))]
                if width > height
                else [((sum(xs) / len(xs), min(ys)), (sum(xs) / len(xs), max(ys)))]
            )
        else:
            pairs = list(pairwise(placed))
        for (x0, y0), (x1, y1) in pairs:
            if abs(y1 - y0) < 1 and abs(x1 - x0) > _SHORT:
                yield Ruling(True, (y0 + y1) / 2, min(x0, x1), max(x0, x1))
            elif abs(x1 - x0) < 1 and abs(y1 - y0) > _SHORT:
                yield Ruling(False, (x0 + x1) / 2, min(y0, y1), max(y0, y1))


def _outlines(item: Any) -> Iterator[list[tuple[float, float]]]:
    """The straight pieces of a path as runs of points; a curve ends one."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for index in range(min(max(0, raw.FPDFPath_CountSegments(item)), _MOST_OBJECTS)):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if kind != raw.FPDF_SEGMENT_LINETO:
            if len(points) > 1:
                yield points
            points = []
        points.append((x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment) and len(points) > 1:
            points.append(points[0])
    if len(points) > 1:
        yield points

"""The main classes and how they hang together, as one SVG picture; positions are in ``diagram.toml``."""

import tomllib
from collections.abc import Iterator, Mapping
from importlib import resources
from math import hypot
from typing import Literal
from xml.sax.saxutils import escape

from .description import Term, describe_terms

Point = tuple[float, float]

_COLUMN, _ROW = 250, 112  # pixels from box to box
_WIDTH, _HEIGHT = 132, 50  # of a box
_MARGIN = 8
_HEAD = 9


def draw_diagram(language: Literal["zh", "en"]) -> str:
    """Draw the diagram with labels in one language, in the colour of the text around it. Needs nothing from outside."""
    plan = tomllib.loads((resources.files(__package__) / "diagram.toml").read_text(encoding="utf-8"))
    terms = {term.name: term for term in describe_terms()}
    places: Mapping[str, Point] = {name: _middle(*cell) for name, cell in plan["classes"].items()}
    columns, rows = (max(cell[axis] for cell in plan["classes"].values()) for axis in (0, 1))
    width, height = columns * _COLUMN + _WIDTH + 2 * _MARGIN, rows * _ROW + _HEIGHT + 2 * _MARGIN
    title = "本体的主要类与关系" if language == "zh" else "The main classes and relations of the ontology"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" font-family="sans-serif" font-size="14" fill="currentColor" stroke="none"><title>{title}</title>',
    ]
    for relation in plan["relations"]:
        label = terms[relation["property"]].label[language]
        parts += _arrow(places[relation["from"]], places[relation["to"]], label, "currentColor")
    for name in places:
        parts += [
            piece
            for parent in terms[name].parents
            if parent in places
            for piece in _arrow(places[name], places[parent], "", "none")
        ]
    parts += [piece for name, place in places.items() for piece in _box(terms[name], place, language)]
    return "\n".join([*parts, "</svg>"]) + "\n"


def drawn_relations() -> tuple[tuple[str, str, str], ...]:
    """The relations of the diagram: class, property, class."""
    plan = tomllib.loads((resources.files(__package__) / "diagram.toml").read_text(encoding="utf-8"))
    return tuple((relation["from"], relation["property"], relation["to"]) for relation in plan["relations"])


def _middle(column: int, row: int) -> Point:
    return _MARGIN + column * _COLUMN + _WIDTH / 2, _MARGIN + row * _ROW + _HEIGHT / 2


def _box(term: Term, place: Point, language: Literal["zh", "en"]) -> Iterator[str]:
    x, y = place
    yield (
        f'<rect x="{x - _WIDTH / 2:g}" y="{y - _HEIGHT / 2:g}" width="{_WIDTH}" height="{_HEIGHT}" rx="4" '
        'fill="none" stroke="currentColor"/>'
    )
    yield f'<text x="{x:g}" y="{y - 3:g}" text-anchor="middle">{escape(term.label[language])}</text>'
    yield f'<text x="{x:g}" y="{y + 15:g}" text-anchor="middle" font-size="11" opacity="0.7">zr:{term.name}</text>'


def _arrow(start: Point, end: Point, label: str, head: str) -> Iterator[str]:
    """A line with its label and its head, which is filled for a relation and open for a superior class."""
    (x1, y1), (x2, y2) = _edge(start, end), _edge(end, start)
    length = hypot(x2 - x1, y2 - y1)
    ux, uy = (x2 - x1) / length, (y2 - y1) / length
    back_x, back_y = x2 - _HEAD * ux, y2 - _HEAD * uy
    left, right = ((back_x - side * uy, back_y + side * ux) for side in (_HEAD / 2.4, -_HEAD / 2.4))
    corners = " ".join(f"{round(x, 1):g} {round(y, 1):g}" for x, y in ((x2, y2), left, right))
    line = f"M{x1:g} {y1:g} {round(back_x, 1):g} {round(back_y, 1):g}"
    yield f'<path d="{line}" stroke="currentColor" fill="none"/>'
    yield f'<path d="M{corners}z" stroke="currentColor" fill="{head}"/>'
    if label:
        level = start[1] == end[1]
        x, y = (x1 + x2) / 2 + (0 if level else 6), (y1 + y2) / 2 - (6 if level else -4)
        anchor = "middle" if level else "start"
        yield f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" font-size="12">{escape(label)}</text>'


def _edge(start: Point, end: Point) -> Point:
    """Where the line from the middle of one box to the middle of another leaves the first."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    scale = min(_WIDTH / 2 / abs(dx) if dx else 1e9, _HEIGHT / 2 / abs(dy) if dy else 1e9)
    return round(start[0] + dx * scale, 1), round(start[1] + dy * scale, 1)

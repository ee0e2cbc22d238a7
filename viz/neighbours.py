"""One thing in the middle of those it is joined with most, as SVG that needs no script."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from viz.results import Cell

WIDTH: Final = 720
HEIGHT: Final = 320
REACH: Final = (190, 118)
"""Half the width and height of the ellipse on which the others stand, in pixels."""
MOST_SHOWN: Final = 12
THICKEST: Final = 7.0
ABREAST: Final = 0.05  # how near the vertical a neighbour stands whose name is centred


@dataclass(frozen=True, slots=True)
class Neighbour:
    """One of the others: its name and link, how much joins it, and how thick and where it is drawn, in pixels."""

    thing: Cell
    count: int
    thickness: float
    x: float
    y: float
    label_x: float
    label_y: float
    anchor: Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Star:
    """The drawing: its middle, and those around it, from the top onwards by how much joins them."""

    centre: str
    neighbours: tuple[Neighbour, ...]
    width: int = WIDTH
    height: int = HEIGHT


def star(centre: str, joined: Sequence[tuple[Cell, int]]) -> Star:
    """The first few of those that are joined, evenly around the middle."""
    shown = joined[:MOST_SHOWN]
    most = max((count for _, count in shown), default=1)
    places = (2 * math.pi * number / len(shown) - math.pi / 2 for number in range(len(shown)))
    neighbours = (_place(*pair, most, angle) for pair, angle in zip(shown, places, strict=True))
    return Star(centre, tuple(neighbours))


def _place(thing: Cell, count: int, most: int, angle: float) -> Neighbour:
    across, down = math.cos(angle), math.sin(angle)
    x, y = WIDTH / 2 + REACH[0] * across, HEIGHT / 2 + REACH[1] * down
    above = abs(across) < ABREAST
    label_x, label_y = (x, y + 20 * down + 4) if above else (x + math.copysign(12, across), y + 4)
    anchor: Literal["start", "middle", "end"] = "middle" if above else "start" if across > 0 else "end"
    return Neighbour(
        thing,
        count,
        thickness=round(1 + (THICKEST - 1) * count / most, 1),
        x=round(x, 1),
        y=round(y, 1),
        label_x=round(label_x, 1),
        label_y=round(label_y, 1),
        anchor=anchor,
    )

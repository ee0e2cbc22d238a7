"""Figures as dots on one axis, as SVG that needs no script: one row for each figure, one plot for each unit."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 720
LEFT = 250
RIGHT = 110
ROW = 26
TOP = 10
TICKS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure to draw: the name of its row, its number, how it is printed, what it is measured in, where it leads."""

    name: str
    value: float
    text: str
    unit: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Dot:
    """A figure with its place on the drawing, in pixels."""

    figure: Figure
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Plot:
    """The dots of one unit, the height of the drawing, and the axis as places with their numbers."""

    unit: str
    dots: tuple[Dot, ...]
    height: int
    ticks: tuple[tuple[float, str], ...]


def plot_by_unit(figures: Sequence[Figure]) -> tuple[Plot, ...]:
    """A plot for each unit, the one with the most figures first: what differs in unit shares no axis."""
    groups: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        groups[figure.unit].append(figure)
    ranked = sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
    return tuple(_plot(unit, members) for unit, members in ranked)


def _plot(unit: str, figures: Sequence[Figure]) -> Plot:
    low, high = min(0.0, *(figure.value for figure in figures)), max(0.0, *(figure.value for figure in figures))
    span = (high - low) or 1.0

    def place(value: float) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * (value - low) / span, 1)

    dots = tuple(Dot(figure, place(figure.value), TOP + ROW * row + ROW / 2) for row, figure in enumerate(figures))
    marks = [low + span * step / TICKS for step in range(TICKS + 1)]
    ticks = tuple((place(mark), f"{mark:.4g}") for mark in marks)
    return Plot(unit, dots, TOP + ROW * len(figures) + 30, ticks)

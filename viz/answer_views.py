"""One answer in three forms: the table itself, a chart of its numbers, a network where its rows are links."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final, Literal, get_args
from urllib.parse import urlencode

import networkx as nx

from viz.dot_plot import LEFT, WIDTH, Figure, Plot, plot_by_unit
from viz.layout import Graph
from viz.network import network_values
from viz.pages import Frame
from viz.results import Cell, ResultTable, Row
from viz.style import load_style

View = Literal["table", "chart", "network"]
VIEWS: Final[tuple[View, ...]] = get_args(View)

MOST_DOTS: Final = 40
"""Rows of a chart; a longer one is read as a table."""
NAME_LENGTH: Final = 20
MOST_LINKS: Final = 1000
"""Rows of which a network is drawn."""


def view_values(table: ResultTable | None, wanted: str, address: str, frame: Frame) -> dict[str, object]:
    """What ``answer_views.html`` shows: the forms that the answer allows, and the one that is wanted.

    ``address`` is the page's own, without ``view``.
    """
    offered = views_of(table) if table else ()
    view = next((name for name in offered if name == wanted), "table")
    joint = "&" if "?" in address else "?"
    values: dict[str, object] = {
        "view": view,
        "views": [(name, f"{address}{joint}{urlencode({'view': name})}") for name in offered],
        "plots": chart_of(table) if table and view == "chart" else (),
        "plot_width": WIDTH,
        "plot_left": LEFT,
        "most_dots": MOST_DOTS,
        "most_links": MOST_LINKS,
    }
    if table and view == "network":
        values |= network_values(links_of(table, frame), frame.language)
    return values


def views_of(table: ResultTable) -> tuple[View, ...]:
    """The forms that the answer allows, nothing when the table is all there is."""
    if not table.rows:
        return ()
    allowed = {"table": True, "chart": bool(_measured(table)), "network": len(_linked(table)) > 1}
    found = tuple(view for view in VIEWS if allowed[view])
    return found if len(found) > 1 else ()


def chart_of(table: ResultTable) -> tuple[Plot, ...]:
    """The first rows' numbers by the names each row begins with, at most two of them."""
    columns = _measured(table)
    if columns is None:
        return ()
    names, number = columns
    unit = " · ".join(table.columns[place].label for place in (number, *names))
    figures = (
        Figure(
            name=_row_name(row, names),
            value=value,
            text=row.cells[number].text,
            unit=unit,
            href=row.cells[names[0]].href,
        )
        for row in table.rows
        if (value := _number(row.cells[number].text)) is not None
    )
    return plot_by_unit(tuple(islice(figures, MOST_DOTS)))


def links_of(table: ResultTable, frame: Frame) -> Graph:
    """The things of each row, one joined with each of the others, by the heading of the other's column.

    The one is what rows are about: the column with the most different things.
    """
    graph: Graph = nx.MultiDiGraph()
    columns = _linked(table)
    first = max(
        columns, key=lambda place: len({thing.href for row in table.rows for thing in _things(row.cells[place])})
    )
    others = [place for place in columns if place != first]
    for row in table.rows[:MOST_LINKS]:
        for begin in _things(row.cells[first]):
            _add(graph, begin, frame)
            for other in others:
                for end in _things(row.cells[other]):
                    _add(graph, end, frame)
                    label = table.columns[other].label
                    if begin.href != end.href:
                        graph.add_edge(begin.href, end.href, label, kind="other", label=label, basis="stated")
    return graph


def _row_name(row: Row, names: Sequence[int]) -> str:
    name = " · ".join(row.cells[place].title or row.cells[place].text for place in names)
    return name if len(name) <= NAME_LENGTH else name[: NAME_LENGTH - 1] + "…"


def _measured(table: ResultTable) -> tuple[Sequence[int], int] | None:
    """The columns of a chart: names, the first two that each row has before its number or behind it, and numbers."""
    numbers = [place for place, column in enumerate(table.columns) if column.is_number and _holds_numbers(table, place)]
    names = [place for place, column in enumerate(table.columns) if not column.is_number and _says(table, place)]
    if not (names and numbers):
        return None
    return [place for place in names if place < numbers[0]][:2] or names[:1], numbers[0]


def _holds_numbers(table: ResultTable, place: int) -> bool:
    return any(_number(row.cells[place].text) is not None for row in table.rows)


def _says(table: ResultTable, place: int) -> bool:
    return all(row.cells[place].text for row in table.rows)


def _linked(table: ResultTable) -> Sequence[int]:
    """The columns in which some row has things with pages."""
    return [
        place
        for place in range(len(table.columns))
        if any(True for row in table.rows for _ in _things(row.cells[place]))
    ]


def _things(cell: Cell) -> Iterator[Cell]:
    for link in (cell, *cell.links):
        if link.href.startswith("/id/"):
            yield link


def _add(graph: Graph, thing: Cell, frame: Frame) -> None:
    kind = thing.href.split("/")[2]
    known = "group" if kind == "agents" else kind
    style = load_style()
    name = thing.title or thing.text
    graph.add_node(thing.href, label=name, kind=style.node_kind(known), href=frame.inside(thing.href))


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None

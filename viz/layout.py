"""Where the nodes of a network stand, in pixels: computed here, so that the browser only draws.

The same graph gives the same places. Parts that no edge joins are laid out apart and packed side by side, since springs
alone would push them out of sight. Up to ``ROOMY`` nodes, a part is spread until its labels do not touch.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import networkx as nx
import numpy as np
import numpy.typing as npt
import rustworkx as rx

from viz.labels import label_size, wrap_label
from viz.style import load_style

Graph: TypeAlias = "nx.MultiDiGraph[Any]"  # networkx is generic for type checkers only
Positions = dict[Hashable, tuple[float, float]]
Points = npt.NDArray[np.float64]

ROOMY = 250  # nodes; spreading compares all pairs
TALLEST_COLUMN = 24  # nodes; beyond, springs use the page better
NODE_SIZE = 40.0  # pixels a mark takes above its label
GAP = 18.0  # pixels kept free around a label
SPACING = 64.0  # pixels between neighbours in a part too large for spreading
LANDSCAPE = np.array([1.3, 0.9])  # screens are wider than high, and so are labels
SEED = 20180
ROUNDS = 60
FEWEST_ROUNDS = 15
UNHURRIED = 900  # nodes; beyond, rounds are saved: the time of one grows with the square of the nodes

_SPREAD_ROUNDS = 400
_SWELL = 1.004  # a crowd that pushing alone only shifts about gets more room each round


def lay_out(graph: Graph) -> Positions:
    """Give every node a place in pixels: in columns where a small graph's edges cross them, else by springs."""
    columns = _columns(graph)
    return _place_columns(graph, columns) if columns else _place_by_springs(graph)


def _columns(graph: Graph) -> list[list[Hashable]]:
    """Return the nodes by column of their kind, or nothing where columns would not read well."""
    style = load_style()
    place = {
        node: style.nodes[style.node_kind(data.get("kind", "other"))].column for node, data in graph.nodes(data=True)
    }
    columns = [sorted((n for n in place if place[n] == c), key=str) for c in sorted(set(place.values()))]
    crosses = all(place[source] != place[target] for source, target in graph.edges())
    fits = 2 <= len(columns) <= 3 and max(map(len, columns)) <= TALLEST_COLUMN
    return columns if fits and crosses and graph.number_of_edges() else []


def _place_columns(graph: Graph, columns: Sequence[list[Hashable]]) -> Positions:
    sizes = {node: size for column in columns for node, size in zip(column, _sizes(graph, column), strict=True)}
    step = max(height for _, height in sizes.values())
    across = max(max(width for width, _ in sizes.values()) + 160, step * max(map(len, columns)) * 0.7)
    rank: dict[Hashable, float] = {}
    for _ in range(4):  # order each column by the mean place of its neighbours: fewer crossings
        for column in columns:
            column.sort(key=lambda node: (_mean_rank(graph, node, rank), str(node)))
            rank |= {node: row - (len(column) - 1) / 2 for row, node in enumerate(column)}
    return {node: (place * across, rank[node] * step) for place, column in enumerate(columns) for node in column}


def _mean_rank(graph: Graph, node: Hashable, rank: Mapping[Hashable, float]) -> float:
    known = [rank[other] for other in nx.all_neighbors(graph, node) if other in rank]
    return sum(known) / len(known) if known else 0.0


def _place_by_springs(graph: Graph) -> Positions:
    parts = [sorted(part, key=str) for part in nx.weakly_connected_components(graph)]
    parts.sort(key=lambda part: (-len(part), str(part[0])))
    placed = [_place_part(graph, part) for part in parts]
    corners = _pack([_extent(points, sizes) for points, sizes in placed])
    positions: Positions = {}
    for part, (points, sizes), corner in zip(parts, placed, corners, strict=True):
        shifted = points - (points - sizes / 2).min(axis=0) + corner
        positions |= {node: (float(x), float(y)) for node, (x, y) in zip(part, shifted, strict=True)}
    return positions


def _place_part(graph: Graph, part: Sequence[Hashable]) -> tuple[Points, Points]:
    """Centres and sizes, both (nodes, 2) in pixels."""
    sizes = np.array(_sizes(graph, part), dtype=np.float64)
    index = {node: place for place, node in enumerate(part)}
    springs: rx.PyGraph[None, None] = rx.PyGraph(multigraph=False)
    springs.add_nodes_from([None] * len(part))
    springs.add_edges_from(sorted({(index[s], index[t], None) for s, t in graph.subgraph(part).edges() if s != t}))
    rounds = max(FEWEST_ROUNDS, int(ROUNDS * min(1.0, (UNHURRIED / len(part)) ** 2)))
    found = rx.spring_layout(springs, seed=SEED, num_iter=rounds)
    points = np.array([found[place] for place in range(len(part))], dtype=np.float64)
    points = _fill_page(points) * SPACING * np.sqrt(len(part))
    return (_spread(points, sizes) if len(part) <= ROOMY else points), sizes


def _fill_page(points: Points) -> Points:
    """Turn the longer side to the horizontal and stretch both to the proportions of a page, about the origin."""
    reach = np.maximum(np.ptp(points, axis=0) / 2, 1e-9)
    centred = points - (points.max(axis=0) + points.min(axis=0)) / 2
    filling: Points = (centred / reach)[:, :: -1 if reach[1] > reach[0] else 1] * LANDSCAPE
    return filling


def _sizes(graph: Graph, nodes: Iterable[Hashable]) -> list[tuple[float, float]]:
    sizes = (label_size(wrap_label(str(graph.nodes[node].get("label", node)))) for node in nodes)
    return [(width + GAP, height + NODE_SIZE) for width, height in sizes]


def _spread(points: Points, sizes: Points) -> Points:
    """Push apart nodes whose boxes overlap, along the axis that takes the shorter move, until none does."""
    room = (sizes[:, None, :] + sizes[None, :, :]) / 2
    upper = np.triu(np.ones(room.shape[:2], dtype=bool), 1)
    for _ in range(_SPREAD_ROUNDS):
        away = points[:, None, :] - points[None, :, :]
        missing = room - np.abs(away)
        touching = np.argwhere(upper & (missing > 0.5).all(axis=2))
        if not touching.size:
            break
        for first, second in touching:
            axis = int(missing[first, second, 1] < missing[first, second, 0])
            move = missing[first, second, axis] / 2 * (1 if away[first, second, axis] >= 0 else -1)
            points[first, axis] += move
            points[second, axis] -= move
        points *= _SWELL
    return points


def _extent(points: Points, sizes: Points) -> tuple[float, float]:
    width, height = (points + sizes / 2).max(axis=0) - (points - sizes / 2).min(axis=0)
    return float(width), float(height)


def _pack(extents: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Upper left corners of boxes set in rows, largest first, on a sheet about as wide as a screen is to its height."""
    area = sum(width * height for width, height in extents)
    sheet = max([(area * 1.8) ** 0.5, *(width for width, _ in extents)])
    corners, x, y, row = [], 0.0, 0.0, 0.0
    for width, height in extents:
        if x and x + width > sheet:
            x, y, row = 0.0, y + row + GAP, 0.0
        corners.append((x, y))
        x, row = x + width + GAP, max(row, height)
    return corners

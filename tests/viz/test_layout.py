from itertools import combinations

import networkx as nx
import pytest

from viz.labels import label_size, wrap_label
from viz.layout import lay_out


def random_graph(size: int, edges: int) -> "nx.MultiDiGraph[int]":
    made: nx.MultiDiGraph[int] = nx.MultiDiGraph(nx.gnm_random_graph(size, edges, seed=7, directed=True))
    for node in made:
        made.nodes[node].update(kind="task", label=f"整治第{node}号入河排污口")
    return made


def overlapping(graph: "nx.MultiDiGraph[int]") -> list[tuple[int, int]]:
    """Pairs of nodes whose labels, with the marks above them, share a point."""
    places = lay_out(graph)
    sizes = {node: label_size(wrap_label(graph.nodes[node]["label"])) for node in graph}

    def overlap(one: int, other: int, axis: int) -> bool:
        room = (sizes[one][axis] + sizes[other][axis]) / 2 + (26 if axis else 0)
        return abs(places[one][axis] - places[other][axis]) < room

    return [pair for pair in combinations(graph, 2) if overlap(*pair, 0) and overlap(*pair, 1)]


@pytest.mark.parametrize("size", [1, 2, 10, 60, 150])
def test_labels_of_small_graphs_do_not_overlap(size: int) -> None:
    assert overlapping(random_graph(size, size)) == []


def test_labels_of_columns_do_not_overlap() -> None:
    assert overlapping(two_columns(20)) == []


@pytest.mark.parametrize(("size", "edges"), [(30, 60), (2000, 4000)])
def test_the_same_graph_gives_the_same_places(size: int, edges: int) -> None:
    assert lay_out(random_graph(size, edges)) == lay_out(random_graph(size, edges))


def test_the_order_of_nodes_does_not_matter() -> None:
    graph = random_graph(20, 30)
    turned: nx.MultiDiGraph[int] = nx.MultiDiGraph()
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    turned.add_edges_from(reversed(list(graph.edges())))
    assert lay_out(turned) == lay_out(graph)


def two_columns(size: int) -> "nx.MultiDiGraph[int]":
    """Departments with even numbers, tasks with odd ones, each answered for by its neighbours."""
    made: nx.MultiDiGraph[int] = nx.MultiDiGraph()
    for node in range(size):
        made.add_node(node, kind="task" if node % 2 else "department", label=f"整治第{node}号入河排污口")
    made.add_edges_from((node, node + 1) for node in range(0, size, 2))
    made.add_edges_from((node, node - 1) for node in range(2, size, 2))
    return made


def test_who_stands_left_and_what_stands_right() -> None:
    places = lay_out(two_columns(12))
    assert len({places[node][0] for node in range(0, 12, 2)}) == 1
    assert max(places[node][0] for node in range(0, 12, 2)) < min(places[node][0] for node in range(1, 12, 2))


def test_nodes_stand_opposite_what_they_are_joined_to() -> None:
    graph = two_columns(12)
    graph.remove_edges_from(list(graph.edges()))
    pairs = [(node, (node * 5 + 7) % 12) for node in range(0, 12, 2)]
    graph.add_edges_from(pairs)
    places = lay_out(graph)
    assert [pair for pair in pairs if places[pair[0]][1] != places[pair[1]][1]] == []


def test_columns_too_tall_for_a_page_are_given_up() -> None:
    places = lay_out(two_columns(100))
    assert len({round(x) for x, _ in places.values()}) > 3


def test_parts_without_an_edge_between_them_stand_side_by_side() -> None:
    apart: nx.MultiDiGraph[int] = nx.MultiDiGraph(nx.disjoint_union(nx.cycle_graph(12), nx.cycle_graph(12)))
    found = lay_out(apart)
    places = [found[node] for node in range(24)]
    ours, theirs = places[:12], places[12:]
    assert any(
        max(place[axis] for place in one) < min(place[axis] for place in other)
        for axis in (0, 1)
        for one, other in ((ours, theirs), (theirs, ours))
    )


def test_an_empty_graph_needs_no_places() -> None:
    assert lay_out(nx.MultiDiGraph()) == {}

import networkx as nx
import pytest

from graph.exploration import Filter, explore, narrowed, neighbours
from graph.projection import Network

TARGETS = 12


@pytest.fixture
def network() -> Network:
    """A plan with twelve targets; the ecology bureau leads all, one of them by inference, which water supports."""
    made: Network = nx.MultiDiGraph()
    made.add_node("plan", kind="policy", label="plan")
    for name in ("ecology", "water"):
        made.add_node(name, kind="department", label=name)
    for number in range(TARGETS):
        target = f"t{number:02}"
        made.add_node(target, kind="target", label=target)
        made.add_edge("plan", target, kind="states", basis="stated")
        made.add_edge("ecology", target, kind="leads", basis="stated" if number else "inferred")
    made.add_edge("water", "t00", kind="supports", basis="stated")
    return made


def test_a_step_shows_the_best_connected_neighbours_and_says_how_many_there_are(network: Network) -> None:
    found = explore(network, ["ecology"], {"ecology": 5})
    assert set(found.graph) == {"ecology", "t00", "t01", "t02", "t03", "t04"}
    assert found.steps == (("ecology", 5, TARGETS),)
    assert (found.total, found.hidden["ecology"], found.hidden["t00"]) == (TARGETS + 1, TARGETS - 5, 2)


def test_a_second_step_goes_on_from_a_neighbour_and_counts_what_is_there_already(network: Network) -> None:
    found = explore(network, ["ecology"], {"ecology": 5, "t00": 5, "plan": 6})
    assert {"plan", "water"} <= set(found.graph)
    assert found.steps[1:] == (("t00", 3, 3), ("plan", 6, TARGETS))
    assert found.graph.has_edge("plan", "t00", 0)


def test_a_node_opened_again_shows_more(network: Network) -> None:
    assert explore(network, ["ecology"], {"ecology": 10}).steps == (("ecology", 10, TARGETS),)
    assert explore(network, ["ecology"], {"ecology": 100}).steps == (("ecology", TARGETS, TARGETS),)


def test_no_more_nodes_are_drawn_than_can_be(network: Network) -> None:
    assert len(explore(network, ["ecology"], {"ecology": 100}, most=4).graph) == 4


@pytest.mark.parametrize(
    ("wanted", "near"),
    [
        (Filter(), {"plan", "ecology", "water"}),
        (Filter(kinds={"department"}), {"ecology", "water"}),
        (Filter(relations={"supports", "states"}), {"plan", "water"}),
        (Filter(bases={"stated"}), {"plan", "water"}),
        (Filter(kinds={"department"}, bases={"inferred"}), {"ecology"}),
        (Filter(kinds={"theme"}), set()),
    ],
)
def test_a_filter_chooses_kinds_of_nodes_and_edges(wanted: Filter, near: set[str], network: Network) -> None:
    assert set(neighbours(network, "t00", wanted)) == near
    found = explore(network, ["t00"], {"t00": 50}, wanted)
    assert set(found.graph) == {"t00", *near}, "where one begins stays, whatever its kind"
    assert all(wanted.keeps_edge(data) for _, _, data in found.graph.edges(data=True))


def test_what_is_not_in_the_network_is_left_out(network: Network) -> None:
    found = explore(network, ["nobody"], {"nothing": 5})
    assert (len(found.graph), found.steps, found.total) == (0, (), 0)


def test_a_narrowed_network_has_the_edges_between_what_is_kept(network: Network) -> None:
    small = narrowed(network, Filter(kinds={"department", "target"}, relations={"leads"}))
    assert {data["kind"] for _, data in small.nodes(data=True)} == {"department", "target"}
    assert small.number_of_edges() == TARGETS

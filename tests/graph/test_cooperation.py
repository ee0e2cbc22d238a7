import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.cooperation import (
    AGENT,
    COMMITMENT,
    Community,
    Graph,
    Holding,
    Hub,
    Pair,
    bipartite,
    communities,
    cooperation,
    explanation,
    holdings,
    hubs,
    pairs,
    project_onto,
    shortest_explanation,
    side,
    single_points,
)

# 水利局 joins two groups: with 生态环境局 it shares two tasks, with 市场监管局 one.
HELD = tuple(
    Holding(agent, task)
    for task, agents in {"清淤": "水环", "巡河": "水环", "检查": "水市", "抽检": "市农", "独自": "民"}.items()
    for agent in agents
)
drawn = st.lists(st.builds(Holding, st.sampled_from("甲乙丙丁戊"), st.sampled_from("12345678").map("t".__add__)))


@pytest.fixture
def network() -> Graph:
    return cooperation(HELD)


def test_both_sides_of_who_answers_for_what() -> None:
    graph = bipartite(HELD)
    assert side(graph, AGENT) == tuple(sorted("水环市农民"))
    assert side(graph, COMMITMENT) == tuple(sorted(["清淤", "巡河", "检查", "抽检", "独自"]))
    assert set(graph["水"]) == {"清淤", "巡河", "检查"}


def test_agents_are_joined_by_what_they_share(network: Graph) -> None:
    assert pairs(network) == (
        Pair("水", "环", ("巡河", "清淤")),
        Pair("农", "市", ("抽检",)),
        Pair("市", "水", ("检查",)),
    )
    assert "民" in network


def test_tasks_are_joined_by_the_agents_they_share() -> None:
    tasks = project_onto(bipartite(HELD), COMMITMENT)
    assert tasks["清淤"]["巡河"]["shared"] == tuple(sorted("水环"))
    assert tasks["检查"]["清淤"]["weight"] == 1
    assert not tasks["独自"]


def test_a_hub_lies_on_the_paths_of_others(network: Graph) -> None:
    # four hang together, so three pairs of others: 水 lies between 环 and the others, 市 between 农 and the others
    between = {hub.agent: hub for hub in hubs(network)}
    assert between["水"][:3] == ("水", 2, 3)
    assert between["水"].betweenness == pytest.approx(2 / 3)
    assert between["市"].betweenness == pytest.approx(2 / 3)
    assert between["民"] == Hub("民", 0, 0, 0.0)
    assert next(hub.agent for hub in hubs(network)) == "水"


def test_without_a_single_point_the_network_falls_apart(network: Graph) -> None:
    assert list(single_points(network)) == sorted("水市")


def test_communities_share_more_inside_than_across() -> None:
    held = [Holding(agent, f"{group}{n}") for group in ("甲乙丙", "丁戊己") for n in range(3) for agent in group]
    found = communities(cooperation([*held, Holding("丙", "x"), Holding("丁", "x")]))
    assert found == tuple(
        sorted(
            [
                Community(tuple(sorted(group)), 9, 1, tuple(f"{group}{n}" for n in range(3)))
                for group in ("甲乙丙", "丁戊己")
            ],
            key=lambda one: one.members,
        )
    )


def test_two_agents_hang_together_by_the_fewest_steps(network: Graph) -> None:
    assert explanation(network, "环", "农") == (
        Pair("环", "水", ("巡河", "清淤")),
        Pair("水", "市", ("检查",)),
        Pair("市", "农", ("抽检",)),
    )
    assert explanation(network, "环", "民") == ()
    assert explanation(network, "环", "无") == ()


def test_of_ways_of_the_same_length_the_one_that_shares_most_is_told() -> None:
    held = [
        ("a", "1"),
        ("x", "1"),
        ("x", "2"),
        ("z", "2"),
        ("a", "3"),
        ("a", "4"),
        ("y", "3"),
        ("y", "4"),
        ("y", "5"),
        ("z", "5"),
    ]
    steps = explanation(cooperation(Holding(*one) for one in held), "a", "z")
    assert [step.second for step in steps] == ["y", "z"]


def test_of_several_beginnings_and_ends_those_nearest_to_each_other_are_explained(network: Graph) -> None:
    assert shortest_explanation(network, ["环", "水", "民"], ["农", "无"]) == explanation(network, "水", "农")
    assert shortest_explanation(network, ["民"], ["农"]) == ()
    assert shortest_explanation(network, ["水"], ["水"]) == ()


@given(drawn)
def test_the_nearest_two_are_as_near_as_any(held: list[Holding]) -> None:
    network = cooperation(held)
    ways = [explanation(network, begin, end) for begin in "甲乙" for end in "丙丁"]
    assert len(shortest_explanation(network, "甲乙", "丙丁")) == min((len(way) for way in ways if way), default=0)


@given(drawn)
def test_a_network_is_the_projection_of_both_sides(held: list[Holding]) -> None:
    one, other = cooperation(held), project_onto(bipartite(held), AGENT)
    assert list(one.nodes) == list(other.nodes)
    assert list(one.edges(data=True)) == list(other.edges(data=True))


@given(drawn)
def test_results_do_not_depend_on_the_order_of_what_is_held(held: list[Holding]) -> None:
    one, other = cooperation(held), cooperation(list(reversed(held)))
    assert pairs(one) == pairs(other)
    assert hubs(one) == hubs(other)
    assert communities(one) == communities(other)


@given(drawn)
def test_betweenness_is_networkxs_within_each_part(held: list[Holding]) -> None:
    network = cooperation(held)
    for part in nx.connected_components(network):
        expected = nx.betweenness_centrality(network.subgraph(part), normalized=True)
        found = {hub.agent: hub.betweenness for hub in hubs(network) if hub.agent in part}
        assert found == pytest.approx(expected)


@given(drawn)
def test_what_is_counted_can_be_counted_by_hand(held: list[Holding]) -> None:
    for pair in pairs(cooperation(held)):
        tasks = [{one.commitment for one in held if one.agent == agent} for agent in (pair.first, pair.second)]
        assert set(pair.commitments) == tasks[0] & tasks[1]


def test_holdings_are_drawn_from_a_projection_by_role_basis_and_theme() -> None:
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    network.add_nodes_from(["水", "环"], kind="department")
    network.add_node("各县", kind="group")
    network.add_nodes_from(["清淤", "巡河"], kind="task")
    network.add_node("water", kind="theme")
    network.add_edge("水", "清淤", kind="leads", basis="stated")
    network.add_edge("环", "清淤", kind="supports", basis="stated")
    network.add_edge("环", "巡河", kind="leads", basis="inferred")
    network.add_edge("各县", "巡河", kind="responsible", basis="stated")
    network.add_edge("清淤", "water", kind="theme", basis="stated")
    assert holdings(network) == tuple(sorted([Holding("水", "清淤"), Holding("环", "清淤")]))
    assert holdings(network, roles=("lead",)) == (Holding("水", "清淤"),)
    assert Holding("环", "巡河") in holdings(network, bases=("stated", "inferred"))
    assert holdings(network, bases=("inferred",), themes=("water",)) == ()

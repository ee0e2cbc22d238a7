"""Who works with whom, and what the network of it says: pure functions of who answers for what.

A *holding* joins an agent and a commitment. Two agents that hold one commitment cooperate; the weight of their edge is
the number of commitments they share, which the edge names. Every result is made of numbers and of the commitments that
support them, in an order that depends on the names alone.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple, TypeAlias

import networkx as nx
import rustworkx as rx

from graph.projection import ROLES, Network

Graph: TypeAlias = "nx.Graph[str]"
AGENT, COMMITMENT = 0, 1
"""The two sides of a bipartite network: networkx's attribute ``bipartite``."""
DIGITS = 12  # of betweenness: its sums are made by several threads, in an order that changes its last digits
SEED = 1  # Louvain visits nodes in an order drawn from it


class Holding(NamedTuple):
    """An agent answers for a commitment."""

    agent: str
    commitment: str


class Hub(NamedTuple):
    """How central an agent is. ``betweenness``: the share (0 to 1) of the shortest paths between others in its part."""

    agent: str
    partners: int
    shared: int
    betweenness: float


class Pair(NamedTuple):
    """Two agents and what they share."""

    first: str
    second: str
    commitments: tuple[str, ...]


class Community(NamedTuple):
    """Agents that share more with each other than with the rest: sums inside and across its border, what is shared."""

    members: tuple[str, ...]
    inside: int
    across: int
    commitments: tuple[str, ...]


def holdings(
    network: Network,
    *,
    kinds: Collection[str] = ("task",),
    roles: Collection[str] = tuple(ROLES),
    bases: Collection[str] = ("stated",),
    themes: Collection[str] | None = None,
) -> tuple[Holding, ...]:
    """The holdings of departments in a projection; ``themes`` with their narrower ones, None for any."""
    edges = {ROLES[role] for role in roles}
    wanted = set(themes or ())
    about = {begin for begin, end, data in network.edges(data=True) if data["kind"] == "theme" and end in wanted}
    found = {
        Holding(agent, commitment)
        for agent, commitment, data in network.edges(data=True)
        if data["kind"] in edges
        and data["basis"] in bases
        and network.nodes[agent]["kind"] == "department"
        and network.nodes[commitment]["kind"] in kinds
        and (themes is None or commitment in about)
    }
    return tuple(sorted(found))


def bipartite(held: Iterable[Holding]) -> Graph:
    """Agents and commitments, joined where one is held by the other."""
    graph: Graph = nx.Graph()
    for agent, commitment in sorted(set(held)):
        graph.add_node(agent, bipartite=AGENT)
        graph.add_node(commitment, bipartite=COMMITMENT)
        graph.add_edge(agent, commitment)
    return graph


def side(graph: Graph, which: int) -> tuple[str, ...]:
    """The nodes of one side of a bipartite network, in order."""
    return tuple(sorted(node for node, data in graph.nodes(data=True) if data["bipartite"] == which))


def project_onto(graph: Graph, which: int) -> Graph:
    """One side of a bipartite network, joined by what two nodes have in common: ``weight`` and ``shared``."""
    return _joined(side(graph, which), ((common, sorted(graph[common])) for common in side(graph, 1 - which)))


def cooperation(held: Iterable[Holding]) -> Graph:
    """The agents, joined by the commitments they share: the projection of ``bipartite``, without making that."""
    holders: dict[str, set[str]] = defaultdict(set)
    for agent, commitment in held:
        holders[commitment].add(agent)
    agents = sorted(set().union(*holders.values()))
    return _joined(agents, ((commitment, sorted(holders[commitment])) for commitment in sorted(holders)))


def _joined(nodes: Iterable[str], groups: Iterable[tuple[str, Sequence[str]]]) -> Graph:
    """The nodes, each two joined by the names of the groups that both are in; groups and members come in order."""
    shared: dict[tuple[str, str], list[str]] = defaultdict(list)
    for common, members in groups:
        for pair in combinations(members, 2):
            shared[pair].append(common)
    joined: Graph = nx.Graph()
    joined.add_nodes_from(nodes)
    joined.add_edges_from(
        (first, second, {"weight": len(commons), "shared": tuple(commons)})
        for (first, second), commons in sorted(shared.items())
    )
    return joined


def pairs(network: Graph) -> tuple[Pair, ...]:
    """Every two agents that share something, those that share most first."""
    found = (
        Pair(min(first, second), max(first, second), data["shared"]) for first, second, data in network.edges(data=True)
    )
    return tuple(sorted(found, key=lambda pair: (-len(pair.commitments), pair.first, pair.second)))


def hubs(network: Graph) -> tuple[Hub, ...]:
    """Every agent with its centralities, those on most paths first, then those that share most."""
    between = _betweenness(network)
    shared = dict(network.degree(weight="weight"))
    found = (Hub(agent, len(network[agent]), shared[agent], between[agent]) for agent in network)
    return tuple(sorted(found, key=lambda hub: (-hub.betweenness, -hub.shared, -hub.partners, hub.agent)))


def _betweenness(network: Graph) -> Mapping[str, float]:
    """Counted by rustworkx, which takes a hundredth of networkx's time; normalised within each connected part."""
    converted = rx.networkx_converter(network)
    counted = rx.betweenness_centrality(converted, normalized=False)
    raw = {converted[index]: value for index, value in counted.items()}
    sizes = {node: len(part) for part in nx.connected_components(network) for node in part}
    return {node: round(raw[node] / _paths_of_others(sizes[node]), DIGITS) for node in network}


def _paths_of_others(size: int) -> int:
    """How many pairs the other nodes of a part make; 1 where there are none, so that nothing is divided by zero."""
    return max((size - 1) * (size - 2) // 2, 1)


def communities(network: Graph) -> tuple[Community, ...]:
    """Louvain's communities of at least two agents (Blondel and others 2008), the largest first; the same each time."""
    ordered: Graph = nx.Graph()
    ordered.add_nodes_from(sorted(network))
    ordered.add_weighted_edges_from(sorted(network.edges(data="weight")))
    found = [sorted(members) for members in nx.community.louvain_communities(ordered, seed=SEED)]
    place = {agent: number for number, members in enumerate(found) for agent in members}
    inside, across = [0] * len(found), [0] * len(found)
    shared: list[set[str]] = [set() for _ in found]
    for first, second, data in network.edges(data=True):
        if place[first] == place[second]:
            inside[place[first]] += data["weight"]
            shared[place[first]].update(data["shared"])
        else:
            across[place[first]] += data["weight"]
            across[place[second]] += data["weight"]
    described = (
        Community(tuple(members), inside[number], across[number], tuple(sorted(shared[number])))
        for number, members in enumerate(found)
        if len(members) > 1
    )
    return tuple(sorted(described, key=lambda one: (-len(one.members), -one.inside, one.members)))


def explanation(network: Graph, first: str, second: str) -> tuple[Pair, ...]:
    """How two agents hang together: the fewest steps, and of these the ones that share most; empty if they do not."""
    if first not in network or second not in network or not nx.has_path(network, first, second):
        return ()
    steps = nx.dijkstra_path(network, first, second, weight=_length)
    return tuple(Pair(begin, end, network[begin][end]["shared"]) for begin, end in pairwise(steps))


def shortest_explanation(network: Graph, begins: Iterable[str], ends: Iterable[str]) -> tuple[Pair, ...]:
    """The explanation of the two agents, one of each side, that the fewest steps part; the first two by their names.

    Steps are counted from each beginning once, and only within its part of the network.
    """
    wanted = sorted(set(ends) & network.nodes.keys())
    nearest: tuple[int, str, str] | None = None
    for begin in sorted(set(begins) & network.nodes.keys()):
        steps = nx.single_source_shortest_path_length(network, begin)
        reached = [(steps[end], begin, end) for end in wanted if end != begin and end in steps]
        nearest = min([*reached, *([nearest] if nearest else [])], default=None)
    return explanation(network, *nearest[1:]) if nearest else ()


def _length(_begin: str, _end: str, edge: Mapping[str, int]) -> float:
    """One for the step, and a little less than nothing more where much is shared: never as much as another step."""
    return 1 + 1 / (1_000_000 * edge["weight"])


def single_points(network: Graph) -> Iterator[str]:
    """The agents without whom their part of the network falls apart, in order."""
    yield from sorted(nx.articulation_points(network))

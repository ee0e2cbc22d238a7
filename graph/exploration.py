"""Walks through a network: nodes to begin with, and a part of the neighbours of each node that was opened.

Pure functions of a projection; a large network is seen a step at a time, and each step says how much it leaves out.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

import networkx as nx

from graph.projection import Network

BASES = frozenset({"stated", "inferred"})


@dataclass(frozen=True, slots=True)
class Filter:
    """Which kinds of nodes and of edges are looked at; nothing named is all of them."""

    kinds: Collection[str] = ()
    relations: Collection[str] = ()
    bases: Collection[str] = BASES

    def keeps_node(self, data: Mapping[str, str]) -> bool:
        """Whether a node's kind is looked at."""
        return not self.kinds or data["kind"] in self.kinds

    def keeps_edge(self, data: Mapping[str, str]) -> bool:
        """Whether an edge's kind and basis are looked at."""
        return data["basis"] in self.bases and (not self.relations or data["kind"] in self.relations)


EVERYTHING = Filter()
MOST = 2000
"""Nodes that can be drawn and moved about without waiting."""


class Step(NamedTuple):
    """A node that was opened: how many of its neighbours are shown, and how many there are."""

    node: str
    shown: int
    total: int


@dataclass(frozen=True, slots=True)
class Exploration:
    """What was reached, the steps that led there, and for each node how many of its neighbours are not shown.

    ``total`` counts the nodes, and the neighbours of opened nodes that were left out.
    """

    graph: Network
    steps: tuple[Step, ...]
    hidden: Mapping[str, int]
    total: int


def explore(
    network: Network,
    start: Iterable[str],
    opened: Mapping[str, int],
    wanted: Filter = EVERYTHING,
    most: int = MOST,
) -> Exploration:
    """The starting nodes, and for each opened one as many of its best connected neighbours as are asked for.

    Neighbours already shown count as shown. Stops at ``most`` nodes. A node that is not in the network is left out;
    starting and opened nodes are there whatever their kind.
    """
    shown = dict.fromkeys(node for node in start if node in network)
    near: dict[str, Sequence[str]] = {}
    for node, number in opened.items():
        if node not in network:
            continue
        shown[node] = None
        near[node] = neighbours(network, node, wanted)
        new = [other for other in near[node] if other not in shown]
        present = len(near[node]) - len(new)
        shown |= dict.fromkeys(new[: max(0, min(number - present, most - len(shown)))])
    steps = tuple(Step(node, sum(other in shown for other in others), len(others)) for node, others in near.items())
    hidden = {node: sum(other not in shown for other in _near(network, node, wanted)) for node in shown}
    total = len(set(shown).union(*near.values()))
    return Exploration(_joined(network, shown, wanted), steps, hidden, total)


def neighbours(network: Network, node: str, wanted: Filter = EVERYTHING) -> list[str]:
    """The nodes one edge away in either direction, the best connected first."""
    return sorted(_near(network, node, wanted), key=lambda other: (-network.degree(other), other))


def narrowed(network: Network, wanted: Filter) -> Network:
    """The nodes and edges that a filter keeps."""
    return _joined(network, [node for node, data in network.nodes(data=True) if wanted.keeps_node(data)], wanted)


def _near(network: Network, node: str, wanted: Filter) -> set[str]:
    return {
        other
        for other, edges in chain(network.succ[node].items(), network.pred[node].items())
        if other != node
        and wanted.keeps_node(network.nodes[other])
        and any(wanted.keeps_edge(data) for data in edges.values())
    }


def _joined(network: Network, nodes: Iterable[str], wanted: Filter) -> Network:
    """The nodes with the edges between them that the filter keeps."""
    found = network.subgraph(nodes)
    graph: Network = nx.MultiDiGraph()
    graph.add_nodes_from(found.nodes(data=True))
    for begin, end, key, data in found.edges(keys=True, data=True):
        if wanted.keeps_edge(data):
            graph.add_edge(begin, end, key, **data)
    return graph

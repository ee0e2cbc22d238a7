"""The page that explores a network: values in, HTML text out."""

from collections.abc import Collection
from dataclasses import dataclass

from viz.layout import Graph, Positions
from viz.network import TABLE_ROWS, Explored, network_values
from viz.pages import Field, Frame, Link, render_page


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailStep:
    """A node whose neighbours are shown: how many of how many, its page, and what leads to more or takes it back."""

    name: str
    href: str
    shown: int
    total: int
    more: str = ""
    back: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkPage:
    """A part of a network, how it was chosen, and the number of nodes there are without a limit.

    ``carried`` is what the form of filters repeats, as (name, value); ``kinds`` and ``relations`` are those that are
    looked at, all of them when empty. Without ``positions`` the places are worked out here. ``address`` is that of the
    page itself.
    """

    graph: Graph
    positions: Positions | None = None
    total: int
    fields: tuple[Field, ...] = ()
    carried: tuple[tuple[str, str], ...] = ()
    steps: tuple[TrailStep, ...] = ()
    kinds: Collection[str] = ()
    relations: Collection[str] = ()
    address: str = "/network"
    downloads: tuple[Link, ...] = ()
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeLine:
    """A node in the table: its kind, how many neighbours it has in the drawing and how many are not in it."""

    iri: str
    name: str
    href: str
    kind: str
    shown: int
    hidden: int


def network(page: NetworkPage, frame: Frame) -> str:
    """Render the network with its trail and filters; vis-network comes from ``/static/``."""
    explored = Explored(
        kinds=page.kinds,
        relations=page.relations,
        expand=_open_address(page.address, "expand", frame),
        begin=_open_address("/network", "focus", frame),
    )
    values = network_values(page.graph, frame.language, page.positions, explored)
    addresses = {"expand": explored.expand, "begin": explored.begin}
    return render_page("network.html", frame, {"page": page, "node_lines": _lines(page.graph), **addresses, **values})


def _open_address(address: str, parameter: str, frame: Frame) -> str:
    """The address as a browser asks for it, ending where the value of one more parameter is put."""
    here = frame.inside(address)
    return f"{here}{'&' if '?' in here else '?'}{parameter}="


def _lines(graph: Graph) -> list[NodeLine]:
    """The nodes for the table, those with most neighbours in the drawing first."""
    found = [
        NodeLine(
            iri=str(node),
            name=str(data.get("label", node)),
            href=str(data.get("href", "")),
            kind=str(data.get("kind", "other")),
            shown=len({*graph.predecessors(node), *graph.successors(node)} - {node}),
            hidden=int(data.get("hidden", 0)),
        )
        for node, data in graph.nodes(data=True)
    ]
    return sorted(found, key=lambda line: (-line.shown, line.name))[:TABLE_ROWS]

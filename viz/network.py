"""Networks: a projected graph → a pyvis model → one HTML file, or the data for the canvas of a page.

What a graph must carry (``graph.projection`` makes it):
nodes: ``kind``, ``label``, optional ``detail``, ``quote``, ``policy``, ``path``, ``href``, ``hidden`` (neighbours that
are not drawn);
edges: ``kind``, ``basis`` ("stated" or "inferred"), optional ``label``, ``quote``, ``policy``, ``path``, ``href``.
An edge without ``policy`` belongs to the policy that the graph says states its ends.

pyvis gives the model; its own pages load files from other machines in every mode, so the page is ours.
"""

import json
from base64 import b64encode
from collections import Counter
from collections.abc import Collection, Hashable, Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from markupsafe import Markup
from pyvis.network import Network

from viz.assets import inline_script, inline_style
from viz.labels import FONT_SIZE, wrap_label
from viz.layout import Graph, Positions, lay_out
from viz.markup import is_local, json_for_script, render
from viz.style import Style, load_style
from viz.text import Language, Texts

TABLE_ROWS = 500  # nodes or edges listed below the drawing; the drawing itself has all
MANY_EDGES = 800  # while more are moved about, they are not drawn

_OPTIONS: Mapping[str, Mapping[str, Any]] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "multiselect": False, "tooltipDelay": 200, "keyboard": {"enabled": False}},
    "nodes": {"size": 13, "borderWidth": 1.5, "font": {"size": FONT_SIZE, "strokeWidth": 4}},
    "edges": {"smooth": {"enabled": False}, "hoverWidth": 1, "selectionWidth": 1.5},
}
_CURVES = [step * sign for step in (0.16, 0.32, 0.48) for sign in (1, -1)]


class Explored(NamedTuple):
    """How a network was chosen that people may go on exploring.

    ``kinds`` and ``relations`` are looked at, all of them when empty. ``expand`` and ``begin`` are addresses that show
    more neighbours of a node, or begin at it, when its IRI is put behind them.
    """

    kinds: Collection[str]
    relations: Collection[str]
    expand: str
    begin: str


class LegendLine(NamedTuple):
    """A kind of nodes or edges: its look, how many are drawn, whether it is looked at."""

    kind: str
    look: object
    number: int
    chosen: bool


def build_network(
    graph: Graph, positions: Mapping[Hashable, tuple[float, float]], language: Language = "zh"
) -> Network:
    """Make a pyvis model of the graph with fixed places (pixels).

    Nodes and edges are put in directly: pyvis's ``add_edge`` reads all earlier edges each time.
    """
    texts = Texts(language)
    network = Network(directed=True, cdn_resources="in_line")
    network.set_options(json.dumps(_options(graph)))
    network.nodes = [_node(node, data, positions[node], texts) for node, data in graph.nodes(data=True)]
    network.node_map = {node["id"]: node for node in network.nodes}
    network.node_ids = list(network.node_map)
    network.edges = _edges(graph, texts)
    return network


def _options(graph: Graph) -> dict[str, Any]:
    """Options that keep a large drawing smooth under the hand."""
    resting = graph.number_of_edges() > MANY_EDGES
    interaction = {**_OPTIONS["interaction"], "hideEdgesOnDrag": resting, "hideEdgesOnZoom": resting}
    return {**_OPTIONS, "interaction": interaction}


def _node(node: Hashable, data: Mapping[str, Any], place: tuple[float, float], texts: Texts) -> dict[str, Any]:
    style = load_style()
    kind = style.node_kind(data.get("kind", "other"))
    look = style.nodes[kind]
    name = str(data.get("label", node))
    drawn = {
        "id": str(node),
        "label": wrap_label(name),
        "title": f"{texts(f'kind.{kind}')}:{name}" if texts.language == "zh" else f"{texts(f'kind.{kind}')}: {name}",
        "name": name,
        "kind": kind,
        "shape": look.shape,
        "color": look.color,
        "holdsLabel": look.holds_label,
        "filled": look.filled or not look.holds_label,
        "x": round(place[0], 1),
        "y": round(place[1], 1),
    }
    if data.get("hidden"):
        drawn["leftOut"] = int(data["hidden"])
    return drawn | {key: str(data[key]) for key in ("detail", "policy", "quote", "path") if data.get(key)} | _href(data)


def _href(data: Mapping[str, Any]) -> dict[str, str]:
    href = str(data.get("href") or "")
    return {"href": href} if is_local(href) else {}


def _edges(graph: Graph, texts: Texts) -> list[dict[str, Any]]:
    style = load_style()
    policies = _policies(graph)
    beside: Counter[frozenset[Hashable]] = Counter()
    edges = []
    for number, (source, target, data) in enumerate(graph.edges(data=True)):
        pair = frozenset((source, target))
        policy = data.get("policy") or (data.get("quote") and (policies.get(source) or policies.get(target)))
        drawn = _edge({**data, "policy": policy}, style, texts)
        edges.append(drawn | {"id": number, "from": str(source), "to": str(target)})
        if beside[pair]:  # several edges between two nodes: all but the first are bent, else they cover each other
            bend = _CURVES[min(beside[pair], len(_CURVES)) - 1] * (1 if str(source) < str(target) else -1)
            kind = "curvedCW" if bend > 0 else "curvedCCW"
            edges[-1]["smooth"] = {"enabled": True, "type": kind, "roundness": abs(bend)}
        beside[pair] += 1
    return edges


def _policies(graph: Graph) -> dict[Hashable, str]:
    """Return the name of each policy and of what it states: where a sentence about them is to be found."""
    names = {n: str(data.get("label", n)) for n, data in graph.nodes(data=True) if data.get("kind") == "policy"}
    edges = graph.edges(data=True)
    stated = {end: names[begin] for begin, end, data in edges if data.get("kind") == "states" and begin in names}
    return stated | names


def _edge(data: Mapping[str, Any], style: Style, texts: Texts) -> dict[str, Any]:
    kind = style.edge_kind(data.get("kind", "other"))
    look = style.edges[kind]
    inferred = data.get("basis") == "inferred"
    relation = str(data.get("label") or texts("relation.other")) if kind == "other" else texts(f"relation.{kind}")
    drawn = {
        "kind": kind,
        "basis": "inferred" if inferred else "stated",
        "relation": relation,
        "inverse": relation if kind == "other" else texts(f"inverse.{kind}"),
        "title": texts("panel.marked_inferred", relation=relation) if inferred else relation,
        "color": {"color": look.color, "highlight": look.color, "hover": look.color},
        "width": look.width,
        "dashes": list(style.inferred_dashes) if inferred else False,
        "arrows": {"to": {"enabled": True, "type": look.arrow, "scaleFactor": 0.6}},
    }
    return drawn | {key: str(data[key]) for key in ("quote", "policy", "path") if data.get(key)} | _href(data)


def network_values(
    graph: Graph, language: Language, positions: Positions | None = None, explored: Explored | None = None
) -> dict[str, object]:
    """Return what ``network_canvas.html`` shows: the data of the canvas, the legend's kinds, the edges as a table.

    Where a network is explored, the legend also names the kinds that were not looked at.
    """
    network = build_network(graph, lay_out(graph) if positions is None else positions, language)
    payload = {
        "nodes": network.nodes,
        "edges": network.edges,
        "options": network.options,
        "order": list(load_style().edges),
        "words": Texts(language).section("panel") | {"kinds": Texts(language).section("kind")},
        "expand": explored.expand if explored else "",
        "begin": explored.begin if explored else "",
    }
    kinds, relations = (explored.kinds, explored.relations) if explored else (None, None)
    return {
        "data": json_for_script(payload),
        "explored": explored is not None,
        "kinds": _legend(load_style().nodes, network.nodes, kinds),
        "relations": _legend(load_style().edges, network.edges, relations),
        "has_inferred": any(edge["basis"] == "inferred" for edge in network.edges),
        "rows": [_row(edge, network.node_map) for edge in network.edges[:TABLE_ROWS]],
        "edge_count": len(network.edges),
        "node_count": len(network.nodes),
    }


def _legend(
    looks: Mapping[str, object], drawn: list[dict[str, Any]], looked_at: Collection[str] | None
) -> list[LegendLine]:
    """Return the kinds that occur, in the order of the style; all kinds where others can be chosen."""
    numbers = Counter(item["kind"] for item in drawn)
    lines = (LegendLine(kind, look, numbers[kind], not looked_at or kind in looked_at) for kind, look in looks.items())
    return [line for line in lines if line.number or looked_at is not None]


def _row(edge: Mapping[str, Any], nodes: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """One line of the table; the keys an edge may lack become empty text."""
    optional = {key: edge.get(key, "") for key in ("quote", "policy", "path", "href")}
    ends = {"source": nodes[edge["from"]]["name"], "target": nodes[edge["to"]]["name"]}
    links = {"source_href": nodes[edge["from"]].get("href", ""), "target_href": nodes[edge["to"]].get("href", "")}
    return {**edge, **optional, **ends, **links}


def draw(graph: Graph, language: Language = "zh", title: str | None = None, positions: Positions | None = None) -> str:
    """Draw the graph as one HTML file that needs no other file and asks no machine for anything."""
    scripts = [inline_script("vis-network.min.js"), inline_script("network.js")]
    values = network_values(_without_links(graph), language, positions) | {
        "title": title or Texts(language)("network.title"),
        "css": Markup(inline_style("vis-network.css", "zeren.css", "network.css")),
        "scripts": [Markup(script) for script in scripts],
        "policy": _content_policy(scripts),
    }
    return render("drawing.html", language, values)


def _without_links(graph: Graph) -> Graph:
    """Return a copy without ``href``: a file on a disk has no pages beside it."""
    copy = graph.copy()
    for data in (*(data for _, data in copy.nodes(data=True)), *(data for *_, data in copy.edges(data=True))):
        data.pop("href", None)
    return copy


def _content_policy(scripts: list[str]) -> str:
    """Return a policy under which the browser itself refuses other scripts than these, and any request."""
    hashes = " ".join(f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in scripts)
    return f"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src {hashes}"

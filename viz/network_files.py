"""A network as files for Gephi and other programs that draw: GraphML and GEXF 1.2, attributes typed."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any
from xml.etree import ElementTree as ET

import networkx as nx

from graph.projection import ROLES, Network
from graph.xml_text import without_forbidden
from viz.about import About
from viz.layout import Positions
from viz.style import load_style

_GEXF = "{http://www.gexf.net/1.2draft}"
_ROLES_BY_KIND = {kind: role for role, kind in ROLES.items()}


def as_graphml(network: Network, about: About) -> bytes:
    """The network as GraphML; release and date are attributes of the graph."""
    graph = _for_files(network)
    graph.graph.update(title=without_forbidden(about.title), release=about.release, published=about.published)
    target = BytesIO()
    nx.write_graphml_xml(graph, target, prettyprint=True, named_key_ids=True)
    return target.getvalue()


def as_gexf(network: Network, about: About, positions: Positions | None = None) -> bytes:
    """The network as GEXF, nodes in the colours and places of the pages; release and date stand in its head."""
    graph = _for_files(network)
    for node, data in graph.nodes(data=True):
        data["viz"] = {"color": _colour(data["kind"])} | _place(node, positions or {})
    root = ET.fromstring("\n".join(nx.generate_gexf(graph, prettyprint=True)))
    meta = root.find(f"{_GEXF}meta")
    assert meta is not None, "networkx writes a head"
    # networkx puts the clock's date here
    meta.set("lastmodifieddate", about.published)
    for name, text in (("creator", "zeren"), ("description", f"{without_forbidden(about.title)} · {about.origin()}")):
        element = meta.find(_GEXF + name)
        if element is None:
            element = ET.SubElement(meta, _GEXF + name)
        element.text = text
    for element in root.iter(f"{_GEXF}graph"):
        element.attrib.pop("name", None)  # networkx writes one, which the schema does not allow
    ET.register_namespace("", _GEXF.strip("{}"))
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _for_files(network: Network) -> Network:
    """A copy with plain typed attributes and one number for each edge, which both formats require.

    Nodes: ``label``, ``kind``, and where there is one ``deadline`` with its ``deadline_year``. Edges: ``label`` and
    ``kind`` (the relation), ``role`` where it is one, ``basis``, ``weight``, ``quote``, ``path``.
    """
    graph: Network = nx.MultiDiGraph()
    for node in sorted(network):  # parts of a network come in the order of a set
        data = network.nodes[node]
        graph.add_node(node, label=without_forbidden(str(data["label"])), kind=str(data["kind"]), **_deadline(data))
    edges: list[tuple[str, str, str, dict[str, Any]]] = sorted(network.edges(keys=True, data=True), key=lambda e: e[:3])
    for number, (begin, end, _, data) in enumerate(edges):
        kind = str(data["kind"])
        graph.add_edge(
            begin,
            end,
            key=number,
            label=kind,
            kind=kind,
            role=_ROLES_BY_KIND.get(kind, ""),
            basis=str(data.get("basis", "")),
            weight=int(data.get("weight", 1)),
            quote=without_forbidden(str(data.get("quote", ""))),
            path=without_forbidden(str(data.get("path", ""))),
        )
    return graph


def _deadline(data: Mapping[str, Any]) -> dict[str, str | int]:
    deadline = str(data.get("deadline", ""))
    if not deadline[:4].isdigit():
        return {}
    return {"deadline": deadline, "deadline_year": int(deadline[:4])}


def _place(node: str, positions: Positions) -> dict[str, dict[str, float]]:
    if node not in positions:
        return {}
    x, y = positions[node]
    return {"position": {"x": round(x, 1), "y": round(-y, 1), "z": 0.0}}  # y grows upwards there, downwards on a page


def _colour(kind: str) -> dict[str, float]:
    style = load_style()
    colour = style.nodes[style.node_kind(kind)].color.removeprefix("#")
    red, green, blue = (int(colour[place : place + 2], 16) for place in (0, 2, 4))
    return {"r": red, "g": green, "b": blue, "a": 1.0}

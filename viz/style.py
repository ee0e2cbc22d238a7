"""How each kind of node and edge looks, read from ``style.toml``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class NodeStyle:
    """A kind of node: vis-network's shape, a colour, and the column it stands in when the layout has columns.

    ``filled`` says whether a shape that holds its label is filled with the colour, or outlined with it.
    """

    shape: str
    color: str
    column: int
    filled: bool = False

    @property
    def holds_label(self) -> bool:
        """Whether vis-network writes the label inside the shape."""
        return self.shape in {"box", "ellipse", "text", "database"}


@dataclass(frozen=True, slots=True)
class EdgeStyle:
    """A kind of edge: a colour, a width in pixels and vis-network's name of its arrow head."""

    color: str
    width: float
    arrow: str


@dataclass(frozen=True, slots=True)
class Style:
    """The looks of all kinds; kinds it does not list look like "other"."""

    nodes: Mapping[str, NodeStyle]
    edges: Mapping[str, EdgeStyle]
    inferred_dashes: tuple[int, ...]

    def node_kind(self, kind: str) -> str:
        """Return the name under which a node of this kind is drawn and listed."""
        return kind if kind in self.nodes else "other"

    def edge_kind(self, kind: str) -> str:
        """Return the name under which an edge of this kind is drawn and listed."""
        return kind if kind in self.edges else "other"


@cache
def load_style() -> Style:
    """Return the looks as ``style.toml`` gives them, in its order."""
    tables = tomllib.loads(files("viz").joinpath("style.toml").read_text(encoding="utf-8"))
    return Style(
        nodes={kind: NodeStyle(**look) for kind, look in tables["node"].items()},
        edges={kind: EdgeStyle(**look) for kind, look in tables["edge"].items()},
        inferred_dashes=tuple(tables["inferred"]["dashes"]),
    )

"""Which part of a release's network is shown: of a policy, of a theme, or what a walk from a thing reaches."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

from pyoxigraph import NamedNode, Quad, Store

from api.addresses import address_of
from graph.exploration import BASES, Filter, Step, explore, narrowed
from graph.projection import AGENTS, Network, of_policies, of_themes, told_apart
from graph.vocabulary import zr
from ontology import narrower_or_same
from queries.errors import BadArgument
from queries.labels import Labels
from queries.parameters import NAMING, RDF_TYPE, resolve
from queries.question import Parameter, Wording
from queries.responsibility_table import POLICY
from queries.things import is_known
from viz.layout import Positions, lay_out

FOCUS = Parameter(
    name="focus",
    type="name",
    label=Wording("中心", "Focus"),
    help=Wording("部门、文件、指标等的名称。", "Name of a department, policy, indicator or other thing."),
    of=(
        *("zr:Department", "zr:AgentGroup", "zr:CoordinatingBody", "zr:Policy", "zr:Instrument"),
        *("zr:Target", "zr:Task", "zr:Duty", "zr:Indicator", "zr:Theme", "zr:Jurisdiction"),
    ),
)
THEME = Parameter(
    name="theme",
    type="iri",
    label=Wording("主题", "Theme"),
    help=Wording("主题及其下级。", "A theme with all under it."),
    of=("zr:Theme",),
)
BASIS = Parameter(
    name="basis",
    type="choice",
    label=Wording("依据", "Basis"),
    help=Wording("是否画出按职责推断的责任。", "Whether to draw what is inferred from duties."),
    default="with_inferred",
    choices={
        "with_inferred": Wording("含推断", "with inferred"),
        "stated": Wording("仅原文写明", "stated only"),
    },
)
"""Named and answered as in the stored questions."""


AT_A_TIME = 50


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person asked to see; names as typed, empty for no such wish; ``limit`` counts nodes.

    ``basis`` is one of the choices of BASIS; ``kinds`` and ``relations`` name what is looked at, all of it when empty.
    ``expand`` are IRIs of nodes whose neighbours are shown too; one that is named again shows more of them.
    """

    limit: int
    focus: str = ""
    policy: str = ""
    theme: str = ""
    basis: str = "with_inferred"
    kinds: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    expand: tuple[str, ...] = ()
    step: int = AT_A_TIME
    """Neighbours that are shown of a node that is expanded once."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The part to draw, and how many nodes there were before the limit.

    ``start`` are the nodes that the focus means, ``steps`` the nodes that were expanded, those of the focus first.
    ``kinds`` are those that were looked at. ``positions`` are the places of the nodes, worked out beside the
    selection so that they are kept with it.
    """

    graph: Network
    total: int
    start: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    kinds: tuple[str, ...] = ()
    positions: Positions = field(default_factory=dict)


FIRST_KINDS = (*AGENTS, "policy", "target")
"""Shown to who has no wish."""


def select(store: Store, network: Network, wanted: Wanted) -> Selection:
    """The part of the network that was asked for; a copy, whose nodes and edges lead to their pages.

    Without a wish: policies, targets and who answers for them. Raises BadArgument for a name nothing or too much has.
    Nodes say how many of their neighbours are left out: ``hidden``.
    """
    part = network
    if wanted.policy:
        part = of_policies(part, [_named(store, POLICY, wanted.policy)])
    if wanted.theme:
        part = of_themes(part, narrower_or_same(_named(store, THEME, wanted.theme)))
    kinds = wanted.kinds or (() if wanted.focus or wanted.policy or wanted.theme else FIRST_KINDS)
    looked_at = Filter(kinds, wanted.relations, {"stated"} if wanted.basis == "stated" else BASES)
    focused = tuple(sorted(_bearers(store, wanted.focus))) if wanted.focus else ()
    if focused:
        part = _with_outsiders(store, part, network, focused)
        start, opened = focused, (*focused, *wanted.expand)
    else:
        part = narrowed(part, looked_at)
        start, opened = _best_connected(part), wanted.expand
    begin = start if focused else start[: wanted.limit]
    explored = explore(part, begin, _opened(opened, wanted.step), looked_at)
    graph = told_apart(explored.graph)
    for node, attributes in graph.nodes(data=True):
        attributes["href"] = address_of(node) or f"/network?{urlencode({'focus': node})}"
        attributes["hidden"] = explored.hidden[node]
    for _, _, attributes in graph.edges(data=True):
        attributes["href"] = address_of(attributes["passage"])
    total = explored.total if focused else len(start)
    return Selection(graph, total, focused, explored.steps, tuple(kinds), lay_out(graph))


def _best_connected(network: Network) -> tuple[str, ...]:
    """The nodes that have edges, those with most first."""
    joined = [node for node, degree in network.degree() if degree]
    return tuple(sorted(joined, key=lambda node: (-network.degree(node), node)))


def _opened(nodes: tuple[str, ...], step: int) -> dict[str, int]:
    """How many neighbours are shown of each node that was opened, once or several times."""
    return {node: times * step for node, times in Counter(nodes).items()}


def _named(store: Store, parameter: Parameter, name: str) -> str:
    """The IRI of the thing a person named."""
    return resolve(store, parameter, name).value


def _bearers(store: Store, focus: str) -> set[str]:
    """The IRIs of the things that bear a name, which bodies of several places may share; or of the one thing named."""
    if "://" in focus:
        if not is_known(store, focus):
            raise BadArgument(FOCUS.name, f"{focus} is unknown")
        return {focus}
    term = resolve(store, FOCUS, focus)
    if isinstance(term, NamedNode):
        return {term.value}
    return {
        quad.subject.value
        for quad in store.quads_for_pattern(None, None, term)
        if isinstance(quad.subject, NamedNode) and quad.predicate in NAMING
    }


def _with_outsiders(store: Store, part: Network, network: Network, focused: tuple[str, ...]) -> Network:
    """The network, and in it those of the nodes that it lacks, joined to all that the release directly links with them.

    A provision is joined to what it states, a place to its bodies and policies; what a filter took away comes back
    alone.
    """
    outside = [iri for iri in focused if iri not in part]
    if not outside:
        return part
    whole, labels = part.copy(), Labels(store, "zh")
    for iri in outside:
        node = NamedNode(iri)
        known = network.nodes[iri] if iri in network else {"kind": _kind(store, node), "label": labels.of(node)}
        whole.add_node(iri, **known)
        for quad in _quads_with(store, node) if iri not in network else ():
            begin, end, kind = _relation(quad)
            if begin in whole and end in whole and begin != end:
                whole.add_edge(begin, end, f"{kind} stated", kind=kind, **_PLAIN)
    return whole


_PLAIN = {"weight": 1, "basis": "stated", "quote": "", "path": "", "passage": ""}
_KINDS = {zr("Provision"): "provision", zr("Jurisdiction"): "place"}
_CONTAINED = {zr("statedIn"), zr("partOf")}
_RELATIONS = {zr("jurisdiction"): "jurisdiction"}


def _kind(store: Store, node: NamedNode) -> str:
    classes = (quad.object for quad in store.quads_for_pattern(node, RDF_TYPE, None))
    return next((_KINDS[of] for of in classes if isinstance(of, NamedNode) and of in _KINDS), "other")


def _quads_with(store: Store, node: NamedNode) -> Iterator[Quad]:
    yield from store.quads_for_pattern(node, None, None)
    yield from store.quads_for_pattern(None, None, node)


def _relation(quad: Quad) -> tuple[str, str, str]:
    """Beginning, end and kind of the edge that a statement makes."""
    ends = [term.value if isinstance(term, NamedNode) else "" for term in (quad.subject, quad.object)]
    if quad.predicate in _CONTAINED:
        return ends[1], ends[0], "states"
    return ends[0], ends[1], _RELATIONS.get(quad.predicate, "other")

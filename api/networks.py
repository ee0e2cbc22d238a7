"""Which part of a release's network is shown: around one thing, of one policy, of one theme, and how much of it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from pyoxigraph import NamedNode, Store

from api.addresses import address_of
from graph.projection import AGENTS, Network, around, of_policies, of_themes, only, told_apart
from ontology import narrower_or_same
from queries.parameters import resolve
from queries.question import Parameter, Wording
from queries.responsibility_table import POLICY

FOCUS = Parameter(
    name="focus",
    type="name",
    label=Wording("中心", "Focus"),
    help=Wording("部门、文件、指标等的名称。", "Name of a department, policy, indicator or other thing."),
    of=(
        *("zr:Department", "zr:AgentGroup", "zr:CoordinatingBody", "zr:Policy", "zr:Instrument"),
        *("zr:Target", "zr:Task", "zr:Duty", "zr:Indicator", "zr:Theme"),
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


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person asked to see; names as typed, empty for no such wish; ``limit`` counts nodes.

    ``basis`` is one of the choices of BASIS.
    """

    limit: int
    focus: str = ""
    policy: str = ""
    theme: str = ""
    basis: str = "with_inferred"


@dataclass(frozen=True, slots=True)
class Selection:
    """The part to draw, and how many nodes there were before the limit."""

    graph: Network
    total: int


def select(store: Store, network: Network, wanted: Wanted) -> Selection:
    """The part of the network that was asked for; a copy, whose nodes lead to their pages.

    Without a wish: policies, targets and who answers for them. Raises BadArgument for a name nothing or too much has.
    """
    if wanted.basis == "stated":
        network = only(network, {data["kind"] for _, data in network.nodes(data=True)}, ("stated",))
    chosen = network if wanted.focus or wanted.policy or wanted.theme else only(network, {*AGENTS, "policy", "target"})
    if wanted.policy:
        chosen = of_policies(chosen, [_named(store, POLICY, wanted.policy)])
    if wanted.theme:
        chosen = of_themes(chosen, narrower_or_same(_named(store, THEME, wanted.theme)))
    if wanted.focus:
        near = {node for thing in _bearers(store, wanted.focus) for node in around(chosen, thing)}
        chosen = chosen.subgraph(near)
    joined = [node for node, degree in chosen.degree() if degree]
    best = sorted(joined, key=lambda node: (-chosen.degree(node), node))[: wanted.limit]
    graph = told_apart(chosen.subgraph(best))
    for node, attributes in graph.nodes(data=True):
        attributes["href"] = address_of(node) or f"/network?{urlencode({'focus': node})}"
    return Selection(graph, len(joined))


def _named(store: Store, parameter: Parameter, name: str) -> str:
    """The IRI of the thing a person named."""
    return resolve(store, parameter, name).value


def _bearers(store: Store, focus: str) -> set[str]:
    """The IRIs of the things that bear a name, which bodies of several places may share; or of the one thing named."""
    term = resolve(store, FOCUS, focus)
    if isinstance(term, NamedNode):
        return {term.value}
    return {
        quad.subject.value for quad in store.quads_for_pattern(None, None, term) if isinstance(quad.subject, NamedNode)
    }

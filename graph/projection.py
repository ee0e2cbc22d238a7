"""A release → a network: who leads, answers for and supports what, where it is stated, what it cites.

Nodes are IRIs with ``kind`` and ``label``, and ``place`` where they have a jurisdiction; edges run from the agent to
the commitment, from the policy to what it states and cites. Make it once per release and keep it: filters are pure
functions on it.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import combinations
from typing import Any, TypeAlias

import networkx as nx
from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from graph.vocabulary import ZR_BASE

Network: TypeAlias = "nx.MultiDiGraph[str]"

# The last part of a class's IRI → the kind of node; the first that fits is taken.
KINDS = {
    "Policy": "policy",
    "Department": "department",
    "AgentGroup": "group",
    "CoordinatingBody": "body",
    "Target": "target",
    "Task": "task",
    "Duty": "duty",
    "Indicator": "indicator",
    "Theme": "theme",
    "Law": "instrument",
    "Regulation": "instrument",
    "Standard": "instrument",
    "Plan": "instrument",
    "Instrument": "instrument",
}
AGENTS = ("department", "group", "body")
COMMITMENTS = ("target", "task", "duty")
ROLES = {"lead": "leads", "responsible": "responsible", "support": "supports"}

_PREFIXES = f"""PREFIX zr: <{ZR_BASE}> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX owl: <http://www.w3.org/2002/07/owl#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> """
_NODES = """SELECT DISTINCT ?node ?class ?label ?place WHERE {
  VALUES ?class { %s } ?node a ?class
  OPTIONAL { ?node zr:jurisdiction/rdfs:label ?place }
  OPTIONAL { ?node rdfs:label ?label FILTER(LANG(?label) = "zh") } }"""
_DEADLINES = """SELECT ?commitment ?deadline WHERE { ?commitment zr:deadline ?deadline }"""
_RESPONSIBILITIES = """SELECT DISTINCT ?agent ?commitment ?role ?basis ?quote ?path ?passage WHERE {
  ?responsibility zr:concerns ?commitment ; zr:agent ?agent ; zr:role ?role ; zr:basis ?basis ; zr:evidence ?passage .
  ?passage zr:quote ?quote . ?commitment zr:statedIn/zr:path ?path }"""
_STATES = """SELECT DISTINCT ?policy ?commitment ?quote ?path ?passage WHERE {
  ?commitment zr:statedIn ?provision ; zr:evidence ?passage . ?passage zr:quote ?quote .
  ?provision zr:path ?path ; zr:partOf+ ?policy . ?policy a zr:Policy .
  VALUES ?class { zr:Target zr:Task zr:Duty } ?commitment a ?class }"""
_CITES = """SELECT DISTINCT ?policy ?instrument ?quote ?path ?passage WHERE {
  ?citation a zr:Citation ; zr:instrument ?named ; zr:evidence ?passage ; zr:statedIn ?provision .
  ?passage zr:quote ?quote . ?provision zr:path ?path ; zr:partOf+ ?policy . ?policy a zr:Policy
  OPTIONAL { ?named owl:sameAs ?same } BIND(COALESCE(?same, ?named) AS ?instrument) }"""
_PLAIN = """SELECT DISTINCT ?from ?to WHERE { ?from zr:%s ?to }"""
_PLAIN_EDGES = {"theme": "theme", "indicator": "indicator", "issuer": "issued_by", "officeAt": "office_at"}


def project(store: Store) -> Network:
    """The whole network of a release.

    Node attributes: ``kind``, ``label``; ``deadline`` (ISO 8601) where a commitment has one.
    Edge attributes: ``kind``; ``weight`` (1); ``basis`` (stated or inferred); where known ``quote``, ``passage`` (its
    IRI) and ``path``.
    """
    network: Network = nx.MultiDiGraph()
    classes = " ".join(f"zr:{name}" for name in KINDS)
    rank = {name: place for place, name in enumerate(KINDS)}
    rows = sorted(_rows(store, _NODES % classes), key=lambda row: (row[0], rank[_last(row[1])]))
    for node, kind, label, place in rows:
        if node not in network:
            network.add_node(node, kind=KINDS[_last(kind)], label=label or _last(node), place=place)
    for commitment, deadline in sorted(_rows(store, _DEADLINES)):
        if commitment in network:
            network.nodes[commitment]["deadline"] = deadline
    for agent, commitment, role, basis, quote, path, passage in sorted(_rows(store, _RESPONSIBILITIES)):
        where = {"quote": quote, "path": path, "passage": passage}
        _join(network, agent, commitment, ROLES[_last(role)], basis=_last(basis), **where)
    for kind, query in (("states", _STATES), ("cites", _CITES)):
        for policy, thing, quote, path, passage in sorted(_rows(store, query)):
            _join(network, policy, thing, kind, basis="stated", quote=quote, path=path, passage=passage)
    for term, kind in _PLAIN_EDGES.items():
        for begin, end in sorted(_rows(store, _PLAIN % term)):
            _join(network, begin, end, kind, basis="stated", quote="", path="", passage="")
    return network


def told_apart(network: Network) -> Network:
    """A copy in which agents of one name in several places have their place in their label: 市水利局（临江市）."""
    bearers = Counter(data["label"] for _, data in network.nodes(data=True) if data["kind"] in AGENTS)
    apart = network.copy()
    for _, data in apart.nodes(data=True):
        if data["kind"] in AGENTS and data.get("place") and bearers[data["label"]] > 1:
            data["label"] = f"{data['label']}（{data['place']}）"
    return apart


def only(network: Network, kinds: Collection[str], bases: Collection[str] = ("stated", "inferred")) -> Network:
    """The nodes of some kinds, and the edges between them that have one of the bases."""
    kept = network.subgraph(node for node, data in network.nodes(data=True) if data["kind"] in kinds).copy()
    for begin, end, key, data in list(_edges(kept)):
        if data["basis"] not in bases:
            kept.remove_edge(begin, end, key)
    return kept


def of_policies(network: Network, policies: Iterable[str]) -> Network:
    """The policies, what they state and cite, and who answers for it."""
    return _around_commitments(network, set(policies), "states")


def of_themes(network: Network, themes: Iterable[str]) -> Network:
    """The commitments of the themes (pass the narrower ones too), who answers for them and where they stand."""
    wanted = set(themes)
    commitments = {begin for begin, _, kind in _into(network, wanted) if kind == "theme"}
    kept = {node for node in commitments if network.nodes[node]["kind"] in COMMITMENTS}
    around = {begin for begin, _, _ in _into(network, kept)}
    return network.subgraph(kept | around | wanted).copy()


def around(network: Network, focus: str, hops: int = 1) -> Network:
    """What lies within some steps of a node, in either direction; empty for a node that is not there."""
    if focus not in network:
        return nx.MultiDiGraph()
    near = nx.single_source_shortest_path_length(network.to_undirected(as_view=True), focus, cutoff=hops)
    return network.subgraph(near).copy()


def shared_work(network: Network, bases: Collection[str] = ("stated",)) -> "nx.Graph[str]":
    """Departments joined where they answer for the same tasks; ``weight`` is the number of tasks they share."""
    holders: dict[str, set[str]] = defaultdict(set)
    for agent, commitment, _, data in _edges(network):
        ends = (network.nodes[agent]["kind"], network.nodes[commitment]["kind"])
        if ends == ("department", "task") and data["kind"] in ROLES.values() and data["basis"] in bases:
            holders[commitment].add(agent)
    shared: nx.Graph[str] = nx.Graph()
    for agents in holders.values():
        shared.add_nodes_from((agent, network.nodes[agent]) for agent in sorted(agents))
        for pair in combinations(sorted(agents), 2):
            weight = shared.get_edge_data(*pair, default={"weight": 0})["weight"]
            shared.add_edge(*pair, weight=weight + 1)
    return shared


def _around_commitments(network: Network, policies: set[str], kind: str) -> Network:
    stated = {end for _, end, of in _out_of(network, policies) if of == kind}
    cited = {end for _, end, of in _out_of(network, policies) if of == "cites"}
    agents = {begin for begin, _, of in _into(network, stated) if of in ROLES.values()}
    subjects = {end for _, end, _ in _out_of(network, stated)}
    return network.subgraph(policies | stated | cited | agents | subjects).copy()


def _join(network: Network, begin: str, end: str, kind: str, **attributes: str) -> None:
    """One edge for each pair, kind and basis: a second saying of it adds to the weight."""
    key = f"{kind} {attributes['basis']}"
    if begin not in network or end not in network:
        return
    if network.has_edge(begin, end, key):
        network[begin][end][key]["weight"] += 1
    else:
        network.add_edge(begin, end, key, kind=kind, weight=1, **attributes)


def _edges(network: Network) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    yield from network.edges(keys=True, data=True)


def _out_of(network: Network, nodes: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """The edges that begin at nodes: both ends and the kind; a node that is not there has none."""
    yield from network.out_edges(nodes, data="kind")


def _into(network: Network, nodes: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """The edges that end at nodes, likewise."""
    yield from network.in_edges(nodes, data="kind")


def _last(iri: str) -> str:
    return iri.replace("#", "/").rstrip("/").rpartition("/")[2]


def _rows(store: Store, query: str) -> Iterator[tuple[str, ...]]:
    solutions = store.query(_PREFIXES + query, use_default_graph_as_union=True)
    if not isinstance(solutions, QuerySolutions):  # pragma: no cover - SELECT always gives solutions
        raise TypeError("expected a SELECT query")
    for solution in solutions:
        yield tuple(term.value if isinstance(term, NamedNode | Literal) else "" for term in solution)

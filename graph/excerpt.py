"""A release, or what one policy says with a description of everything it names, as quads to be written to a file."""

from collections.abc import Iterator

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store, Triple

from graph.errors import UnknownGraph, UnknownPolicy
from graph.identity import BASE, Names
from graph.release import Release
from graph.vocabulary import ISSUED, PUBLISHED, TYPE, VERSION, xsd, zr

Node = NamedNode | BlankNode


def quads_of_release(store: Store) -> Iterator[Quad]:
    """Every quad, graph by graph and within it subject by subject; always in one order for one release."""
    yield from store.quads_for_pattern(None, None, None, DefaultGraph())
    for graph in sorted(store.named_graphs(), key=str):
        yield from store.quads_for_pattern(None, None, None, graph)


def quads_of_graph(store: Store, graph: NamedNode | None) -> Iterator[Quad]:
    """The quads of one graph, or with None of all of them. Raises UnknownGraph at once, not when they are read."""
    if graph is None:
        return quads_of_release(store)
    if not store.contains_named_graph(graph):
        raise UnknownGraph(graph.value)
    return store.quads_for_pattern(None, None, None, graph)


def quads_of_policy(store: Store, policy: NamedNode) -> Iterator[Quad]:
    """The graphs that state the policy, what is inferred about its commitments, and what describes things it names.

    Descriptions are followed from thing to thing (a department's function, that function's label), so that the file
    can be read alone; other policies' own graphs are left out. Raises UnknownPolicy.
    """
    own = sorted({quad.graph_name for quad in store.quads_for_pattern(policy, TYPE, zr("Policy"))}, key=str)
    if not own:
        raise UnknownPolicy(f"{policy.value}: the release has no such policy")
    others = _graphs_of_other_policies(store, policy)
    waiting: list[Node] = []
    known: set[Node] = set()
    described = set(own)
    for graph in own:
        for quad in store.quads_for_pattern(None, None, None, graph):
            yield quad
            waiting += _nodes(quad.subject, quad.object)
    commitments = [node for node in waiting if next(store.quads_for_pattern(None, zr("concerns"), node), None)]
    waiting += [
        quad.subject
        for node in dict.fromkeys(commitments)
        for quad in store.quads_for_pattern(None, zr("concerns"), node)
        if quad.graph_name not in own and not isinstance(quad.subject, Triple)
    ]
    while waiting:
        node = waiting.pop()
        if node in known:
            continue
        known.add(node)
        for quad in store.quads_for_pattern(node, None, None):
            if quad.graph_name in described or quad.graph_name in others:
                continue
            yield quad
            waiting += _nodes(quad.object)


def description_of(release: Release, base: str = BASE) -> Iterator[Quad]:
    """What a file says of the release it is from."""
    node = Names(base).thing("release", release.id)
    published = Literal(release.published_at.isoformat(), datatype=xsd("dateTime"))
    for predicate, value in ((TYPE, PUBLISHED), (VERSION, Literal(release.id)), (ISSUED, published)):
        yield Quad(node, predicate, value)


def _graphs_of_other_policies(store: Store, policy: NamedNode) -> set[Node | DefaultGraph]:
    return {quad.graph_name for quad in store.quads_for_pattern(None, TYPE, zr("Policy")) if quad.subject != policy}


def _nodes(*terms: object) -> list[Node]:
    return [term for term in terms if isinstance(term, NamedNode | BlankNode)]

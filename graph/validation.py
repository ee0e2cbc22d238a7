"""What a store says, held against the shapes, by the store's own engine."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QuerySolution, QuerySolutions, Store

from graph.vocabulary import TYPE, ZR_BASE
from loaders.errors import ZerenError
from ontology.shapes import Check, Severity, checks, declared_terms

_NAMED = 10


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Finding:
    """A node that breaks a constraint; ``path`` and ``value`` are empty where the constraint names none.

    ``graph`` is the named graph that brings the node. The messages say what the shape asks.
    """

    severity: Severity
    shape: str
    focus: str
    component: str
    path: str
    value: str
    graph: str
    message_zh: str
    message_en: str


def validate(store: Store, graphs: Iterable[str], constraints: Sequence[Check] | None = None) -> list[Finding]:
    """Hold the things that some named graphs bring against the shapes; what is said of them may stand in any graph.

    Costs what the graphs hold, not what the store holds. Findings come in one order, each once.
    """
    names: list[NamedNode | BlankNode] = [NamedNode(graph) for graph in graphs]
    found = (finding for check in constraints or checks() for finding in _breaches(store, check, names))
    return sorted(set(found)) if names else []


def validate_coming(store: Store, coming: Collection[Quad]) -> list[Finding]:
    """Hold what graphs would say, were they in the store in place of what they say there now, against the shapes.

    Examined is every node that they say anything of, with what the rest of the store says of it. Costs what comes.
    """
    scene = Store()
    scene.extend(coming)
    scene.extend(_surroundings(store, coming))
    about = {(quad.subject, quad.graph_name) for quad in coming}
    # so that a node whose class stands in another graph is examined as well
    scene.extend(
        [
            Quad(node, TYPE, quad.object, graph)
            for node, graph in about
            for quad in scene.quads_for_pattern(node, TYPE, None)
        ]
    )
    graphs = {graph.value for _, graph in about if isinstance(graph, NamedNode)}
    return sorted({*validate(scene, graphs), *_undeclared(coming)})


def _surroundings(store: Store, coming: Collection[Quad]) -> Iterator[Quad]:
    """What the other graphs say of the nodes, and of which class their neighbours are: as far as constraints look."""
    replaced = {quad.graph_name for quad in coming}
    inverse = [NamedNode(check.path[2:-1]) for check in checks() if check.path.startswith("^")]
    own = {quad.subject for quad in coming if isinstance(quad.subject, NamedNode)}
    near = {quad.object for quad in coming if isinstance(quad.object, NamedNode)}
    for node in own:
        about = [*store.quads_for_pattern(node, None, None)]
        about += [quad for relation in inverse for quad in store.quads_for_pattern(None, relation, node)]
        for quad in about:
            if quad.graph_name not in replaced:
                near |= {term for term in (quad.subject, quad.object) if isinstance(term, NamedNode)}
                yield quad
    for node in near - own:
        yield from (quad for quad in store.quads_for_pattern(node, TYPE, None) if quad.graph_name not in replaced)


def _undeclared(quads: Collection[Quad]) -> Iterator[Finding]:
    """Find words in zeren's namespace that the ontology has not: misspelt, they would say nothing to anybody."""
    for quad in quads:
        used = [quad.predicate, quad.object] if quad.predicate == TYPE else [quad.predicate]
        for term in used:
            if isinstance(term, NamedNode) and term.value.startswith(ZR_BASE) and term.value not in declared_terms():
                yield Finding(
                    severity="violation",
                    shape="DeclaredTermShape",
                    focus=quad.subject.value if isinstance(quad.subject, NamedNode | BlankNode) else "",
                    component="declared",
                    path="",
                    value=term.value,
                    graph=quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else "",
                    message_zh="本体中没有此术语。",
                    message_en="The ontology has no such term.",
                )


def _breaches(store: Store, check: Check, graphs: list[NamedNode | BlankNode]) -> Iterator[Finding]:
    rows = store.query(check.query(), use_default_graph_as_union=True, named_graphs=graphs)
    if not isinstance(rows, QuerySolutions):  # pragma: no cover - SELECT always gives solutions
        raise TypeError("expected a SELECT query")
    messages = dict(check.messages)
    for row in rows:
        yield Finding(
            severity=check.severity,
            shape=check.shape,
            focus=_text(row, "this"),
            component=check.component,
            path=check.path,
            value=_text(row, "value"),
            graph=_text(row, "graph"),
            message_zh=messages["zh"],
            message_en=messages["en"],
        )


def _text(row: QuerySolution, name: str) -> str:
    term = row[name]
    return term.value if isinstance(term, NamedNode | BlankNode | Literal) else ""


class BrokenModel(ZerenError):
    """What was to be published contradicts the shapes, and was not; ``findings`` are the violations."""

    def __init__(self, where: str, findings: Sequence[Finding]) -> None:
        named = "; ".join(map(_sentence, findings[:_NAMED]))
        more = f"; and {len(findings) - _NAMED} more" if len(findings) > _NAMED else ""
        super().__init__(f"{where}: nothing was published, for what follows breaks the model: {named}{more}")
        self.findings = tuple(findings)


def _sentence(finding: Finding) -> str:
    value = f" {finding.value!r}" if finding.value else ""
    path = finding.path.rpartition("#")[2].rstrip(">")
    return f"<{finding.focus}> {path}{value} ({finding.shape}): {finding.message_zh} {finding.message_en}"

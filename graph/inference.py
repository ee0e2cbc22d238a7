"""Why an inferred statement holds: its rule, and the statements it rests on.

A responsibility that is inferred is a node and says so itself. Any other inferred triple is named by a
``zr:Inference`` with subject, predicate and object, which says it for the triple.
"""

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store, Triple

from graph.identity import Names, short_hash
from graph.vocabulary import DERIVED_FROM, LABEL, SAME_AS, TYPE, ZR_BASE, rdf, zr
from ontology.vocabulary import rule_iri

BRACKET_COVERAGE = "bracket-coverage"
RULE_OF_LINK: Mapping[NamedNode, str] = {SAME_AS: "same-title", LABEL: "commonest-title"}

_COVERED = f"""PREFIX zr: <{ZR_BASE}>
SELECT DISTINCT ?responsibility ?commitment WHERE {{
  ?responsibility zr:basis zr:stated ; zr:statedIn ?stating ; zr:concerns ?commitment .
  ?commitment zr:statedIn ?inner .
  FILTER(?inner != ?stating)
}}"""


def by_rule(node: NamedNode, rule: str) -> Iterator[Triple]:
    """Yield what an inferred statement says of its rule: the identifier, and the rule that is described."""
    yield Triple(node, zr("rule"), Literal(rule))
    yield Triple(node, zr("inferredBy"), NamedNode(rule_iri(rule)))


def explain(triple: Triple, rule: str, grounds: Iterable[str], names: Names) -> Iterator[Triple]:
    """Yield the node that says by which rule an inferred triple holds, and on which statements it rests."""
    node = names.thing("inference", rule, short_hash(f"{triple.subject} {triple.predicate} {triple.object}"))
    yield Triple(node, TYPE, zr("Inference"))
    yield Triple(node, rdf("subject"), triple.subject)
    yield Triple(node, rdf("predicate"), triple.predicate)
    yield Triple(node, rdf("object"), triple.object)
    yield from by_rule(node, rule)
    for ground in sorted(grounds):
        yield Triple(node, DERIVED_FROM, NamedNode(ground))


def explain_coverage(store: Store, names: Names) -> Iterator[Triple]:
    """Yield why a bracket's responsibility reaches each commitment of an inner provision: the rule of brackets."""
    rows = store.query(_COVERED, use_default_graph_as_union=True)
    if not isinstance(rows, QuerySolutions):  # pragma: no cover - SELECT always gives solutions
        raise TypeError("expected a SELECT query")
    for row in rows:
        responsibility, commitment = row["responsibility"], row["commitment"]
        if isinstance(responsibility, NamedNode) and isinstance(commitment, NamedNode):
            covered = Triple(responsibility, zr("concerns"), commitment)
            yield from explain(covered, BRACKET_COVERAGE, [responsibility.value], names)


def explain_links(store: Store, links: Iterable[Triple], names: Names) -> Iterator[Triple]:
    """Yield the links between cited instruments, each with the citations it rests on; matches say their own reason."""
    for link in links:
        yield link
        if link.predicate not in RULE_OF_LINK or not _is_cited(store, link.subject):
            continue
        citations = store.quads_for_pattern(None, zr("instrument"), link.subject)
        grounds = {quad.subject.value for quad in citations if isinstance(quad.subject, NamedNode)}
        yield from explain(link, RULE_OF_LINK[link.predicate], grounds, names)


def _is_cited(store: Store, node: object) -> bool:
    return isinstance(node, NamedNode) and any(store.quads_for_pattern(None, zr("instrument"), node))

"""pyshacl, the reference, reporting as zeren's own engine does."""

from pyshacl import validate
from rdflib import SH, Graph
from rdflib.term import Node

Breach = tuple[str, str, str, str]
"""Focus node, shape, component (minCount, class, sparql …), severity."""


def reference_breaches(facts: Graph, shapes: Graph, ontology: Graph | None = None) -> set[Breach]:
    """What pyshacl finds in the facts, with the subclasses of an ontology."""
    owners: dict[Node, Node] = {constraint: shape for shape, constraint in shapes.subject_objects(SH.property)}
    _, report, _ = validate(facts, shacl_graph=shapes, ont_graph=ontology, inference="none")
    found = set()
    for result in report.subjects(SH.focusNode):
        source = report.value(result, SH.sourceShape)
        component = _local(report.value(result, SH.sourceConstraintComponent)).removesuffix("ConstraintComponent")
        found.add(
            (
                str(report.value(result, SH.focusNode)),
                _local(owners.get(source, source) if source else None),
                "sparql" if component == "SPARQL" else component[0].lower() + component[1:],
                _local(report.value(result, SH.resultSeverity)).lower(),
            )
        )
    return found


def _local(term: Node | None) -> str:
    return str(term).rpartition("#")[2]

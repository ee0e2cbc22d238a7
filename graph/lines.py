"""RDF as N-Triples lines: what graphs are compared, hashed and loaded by."""

from collections.abc import Iterable

import rdflib
from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, Triple, parse


def line_of(statement: Triple | Quad) -> str:
    """The statement as one N-Triples line, its graph left out."""
    return f"{statement.subject} {statement.predicate} {statement.object} ."


def canonical_lines(statements: Iterable[Triple | Quad]) -> list[str]:
    """The statements as sorted N-Triples lines, graphs left out: equal for equal graphs, by RDFC-1.0's blank nodes."""
    dataset = Dataset(Quad(item.subject, item.predicate, item.object) for item in statements)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(line_of(quad) for quad in dataset)


def lines_of_rdflib(graph: rdflib.Graph) -> list[str]:
    """An rdflib graph as canonical lines."""
    return canonical_lines(parse(graph.serialize(format="nt").encode(), RdfFormat.N_TRIPLES))

"""Answers as values that are equal for equal answers, whatever their order and their names of blank nodes."""

import csv
import io
from collections import Counter
from pathlib import Path
from typing import Final

import rdflib
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    parse,
    parse_query_results,
)

RESULT_FORMATS: Final = {
    ".srx": QueryResultsFormat.XML,
    ".srj": QueryResultsFormat.JSON,
    ".tsv": QueryResultsFormat.TSV,
}
CONTENT_FORMATS: Final = {
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "text/tab-separated-values": QueryResultsFormat.TSV,
}
RS: Final = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
Outcome = object
"""What two answers are compared by."""


def outcome(results: QuerySolutions | QueryBoolean | QueryTriples) -> Outcome:
    """An answer as a value that is equal for equal answers, whatever their order and names of blank nodes."""
    if isinstance(results, QueryBoolean):
        return bool(results)
    dataset = Dataset()
    if isinstance(results, QueryTriples):
        for triple in results:
            dataset.add(Quad(triple.subject, triple.predicate, triple.object))
        return _canonical(dataset)
    names = [variable.value for variable in results.variables]
    solutions = list(results)
    for solution in solutions:
        row = BlankNode()
        for name in names:
            if solution[name] is not None:
                dataset.add(Quad(row, NamedNode(f"urn:variable:{name}"), _value(solution[name])))
    return frozenset(names), len(solutions), _canonical(dataset)


def _value(term: object) -> NamedNode | BlankNode | Literal:
    """The term; of numbers and truths their value, since engines write them as they like."""
    assert isinstance(term, NamedNode | BlankNode | Literal)
    if isinstance(term, Literal) and term.datatype.value.endswith(("#decimal", "#double", "#float", "#integer")):
        return Literal(_number(term.value), datatype=term.datatype)
    if isinstance(term, Literal) and term.datatype.value.endswith("#boolean"):
        return Literal({"0": "false", "1": "true"}.get(term.value, term.value), datatype=term.datatype)
    return term


def _number(text: str) -> str:
    """The one spelling of a number; any other text as it is."""
    try:
        return f"{float(text):.12g}"
    except ValueError:
        return text


def _canonical(dataset: Dataset) -> frozenset[str]:
    dataset.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return frozenset(map(str, dataset))


def expected(path: Path, iri: str) -> Outcome:
    """The outcome that a result file holds, which is named by ``iri``."""
    if path.suffix == ".csv":
        return csv_outcome(path.read_bytes())
    if path.suffix in RESULT_FORMATS:
        return outcome(parse_query_results(path.read_bytes(), format=RESULT_FORMATS[path.suffix]))
    graph = rdflib.Graph().parse(path, format="turtle", publicID=iri)
    if (None, rdflib.RDF.type, RS.ResultSet) in graph:
        return _result_set(graph)
    return _canonical(Dataset(parse(path.read_bytes(), format=RdfFormat.TURTLE, base_iri=iri)))


def _result_set(graph: rdflib.Graph) -> Outcome:
    """Solutions that a graph describes, in the vocabulary of the tests of the first SPARQL."""
    names = sorted(map(str, graph.objects(None, RS.resultVariable)))
    rows = [
        {
            str(graph.value(binding, RS.variable)): value
            for binding in graph.objects(solution, RS.binding)
            if (value := graph.value(binding, RS.value))
        }
        for solution in graph.objects(None, RS.solution)
    ]
    lines = ["\t".join(f"?{name}" for name in names)]
    lines += ["\t".join(row[name].n3() if name in row else "" for name in names) for row in rows]
    return outcome(parse_query_results("\n".join((*lines, "")), format=QueryResultsFormat.TSV))


def received(body: bytes, content_type: str) -> Outcome:
    """The outcome that the endpoint answered with, in the format that it says."""
    media_type = content_type.partition(";")[0]
    if media_type == "text/csv":
        return csv_outcome(body)
    if media_type in CONTENT_FORMATS:
        return outcome(parse_query_results(body, format=CONTENT_FORMATS[media_type]))
    return _canonical(Dataset(parse(body, format=RdfFormat.TURTLE)))


def csv_outcome(body: bytes) -> Outcome:
    """Rows without their order, cells by their column's name; blank nodes have names of their own."""
    rows = csv.DictReader(io.StringIO(body.decode("utf-8")))
    return Counter(
        frozenset((name, "_:" if cell.startswith("_:") else _number(cell)) for name, cell in row.items())
        for row in rows
    )

"""Answers as values that are equal for equal answers, whatever their order and their names of blank nodes."""

import csv
import io
from collections import Counter
from pathlib import Path
from typing import Final

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
    """The term; of numbers their value, since engines write them as they like."""
    assert isinstance(term, NamedNode | BlankNode | Literal)
    if isinstance(term, Literal) and term.datatype.value.endswith(("#decimal", "#double", "#float", "#integer")):
        try:
            return Literal(f"{float(term.value):.12g}", datatype=term.datatype)
        except ValueError:
            return term
    return term


def _canonical(dataset: Dataset) -> frozenset[str]:
    dataset.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return frozenset(map(str, dataset))


def expected(path: Path) -> Outcome:
    """The outcome that a result file holds."""
    if path.suffix == ".csv":
        return csv_outcome(path.read_bytes())
    if path.suffix in RESULT_FORMATS:
        return outcome(parse_query_results(path.read_bytes(), format=RESULT_FORMATS[path.suffix]))
    dataset = Dataset(parse(path.read_bytes(), format=RdfFormat.TURTLE, base_iri=path.as_uri()))
    return _canonical(dataset)


def received(body: bytes, suffix: str) -> Outcome:
    """The outcome that the endpoint answered with, in the format of a result file with that ending."""
    if suffix == ".csv":
        return csv_outcome(body)
    if suffix in RESULT_FORMATS:
        return outcome(parse_query_results(body, format=RESULT_FORMATS[suffix]))
    return _canonical(Dataset(parse(body, format=RdfFormat.TURTLE)))


def csv_outcome(body: bytes) -> Outcome:
    """Rows without their order; blank nodes have names of their own."""
    rows = csv.reader(io.StringIO(body.decode("utf-8")))
    return Counter(tuple("_:" if cell.startswith("_:") else cell for cell in row) for row in rows)

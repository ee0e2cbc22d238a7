"""The W3C's tests of SPARQL 1.1 against a served release: query evaluation, query syntax, protocol.

    python -m tests.conformance.run FOLDER [--verbose]

FOLDER is `sparql/sparql11` of a checkout of github.com/w3c/rdf-tests; it is no part of this project, so this is a
program and no module of the test suite. All data comes in through ``zeren load``'s function, each file as a graph of
its own name; a test names its graphs in its request. Every test also runs on pyoxigraph alone: what fails there fails
here. Prints each failure and the counts; exit code 1 when a test fails that the engine passes, or of the protocol.
"""

import argparse
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import urlsplit

import httpx
import rdflib
from pyoxigraph import (
    NamedNode,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
)
from rdflib.collection import Collection

from api.roles import Role
from api.settings import TOKENS
from api.tokens import create_token
from bench.server import serving
from graph.loading import load_rdf
from tests.conformance.outcomes import csv_outcome, expected, outcome, received

BASE: Final = "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/"
MF: Final = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT: Final = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT: Final = rdflib.Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
HT: Final = rdflib.Namespace("http://www.w3.org/2011/http#")
CNT: Final = rdflib.Namespace("http://www.w3.org/2011/content#")
NOWHERE: Final = "http://example.org/empty"
"""A graph that is not there: the default graph of a test without data."""
NAMES_ITS_GRAPHS: Final = re.compile(r"^\s*FROM\b", re.MULTILINE)
"""A query with a dataset of its own, which the request must not name again: the protocol's would replace it."""
QUERY_FOLDERS: Final = (
    *("aggregates", "bind", "bindings", "cast", "construct", "csv-tsv-res", "exists", "functions", "grouping"),
    *("json-res", "negation", "project-expression", "property-path", "subquery", "syntax-query"),
)
ACCEPTED: Final = {
    ".srx": "application/sparql-results+xml",
    ".srj": "application/sparql-results+json",
    ".tsv": "text/tab-separated-values",
    ".csv": "text/csv",
    ".ttl": "text/turtle",
}


@dataclass(frozen=True, slots=True)
class Case:
    """A test of a query: its text, its graphs by name, and the file of its result (None: a test of syntax).

    Without a default graph the query names its dataset itself.
    """

    name: str
    query: str
    default: tuple[str, ...]
    named: tuple[str, ...]
    result: Path | None
    is_valid: bool = True


class Ran(NamedTuple):
    """A test that ran, on the engine alone and on the endpoint: what was wrong, empty for nothing."""

    name: str
    engine: str
    endpoint: str


class Folder:
    """The tests on disk, and the IRIs of their files."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, iri: str) -> Path:
        """The file of an IRI."""
        return self.root / iri.removeprefix(BASE)

    def iri(self, path: Path) -> str:
        """The IRI of a file."""
        return BASE + path.relative_to(self.root).as_posix()

    def manifest(self, name: str) -> rdflib.Graph:
        """The manifest in a folder."""
        return rdflib.Graph().parse(self.root / name / "manifest.ttl", publicID=f"{BASE}{name}/manifest.ttl")


def entries(manifest: rdflib.Graph) -> Iterator[rdflib.term.Node]:
    """The tests of a manifest in its order."""
    for listed in manifest.objects(None, MF.entries):
        yield from Collection(manifest, listed)


def cases(folder: Folder, name: str) -> Iterator[Case]:
    """The tests of queries in a folder."""
    manifest = folder.manifest(name)
    for entry in entries(manifest):
        kind = str(manifest.value(entry, rdflib.RDF.type)).removeprefix(str(MF))
        action = manifest.value(entry, MF.action)
        if kind in {"PositiveSyntaxTest11", "NegativeSyntaxTest11"}:
            text = folder.path(str(action)).read_text("utf-8")
            yield Case(f"{name}/{_last(entry)}", text, (NOWHERE,), (), None, is_valid=kind.startswith("Positive"))
        elif kind in {"QueryEvaluationTest", "CSVResultFormatTest"}:
            query = str(manifest.value(action, QT.query))
            text = f"BASE <{query}>\n" + folder.path(query).read_text("utf-8")
            default = tuple(map(str, manifest.objects(action, QT.data)))
            if not default and not NAMES_ITS_GRAPHS.search(text):
                default = (NOWHERE,)
            named = tuple(map(str, manifest.objects(action, QT.graphData)))
            result = folder.path(str(manifest.value(entry, MF.result)))
            yield Case(f"{name}/{_last(entry)}", text, default, named, result)


def _last(node: rdflib.term.Node) -> str:
    return str(node).rpartition("#")[2]


def on_engine(case: Case, folder: Folder) -> str:
    """What is wrong with the engine's own answer."""
    store = Store()
    for iri in {*case.default, *case.named} - {NOWHERE}:
        store.bulk_load(
            path=str(folder.path(iri)), base_iri=iri, to_graph=NamedNode(iri), format=_rdf_format(folder.path(iri))
        )
    try:
        results = store.query(
            case.query,
            default_graph=list(map(NamedNode, case.default)) or None,
            named_graphs=list(map(NamedNode, case.named)) if case.default else None,
        )
        if case.result is None:
            return "" if case.is_valid else "accepted"
        if case.result.suffix == ".csv":
            assert isinstance(results, QuerySolutions)
            found = csv_outcome(results.serialize(format=QueryResultsFormat.CSV) or b"")
        else:
            found = outcome(results)
        return "" if found == expected(case.result, folder.iri(case.result)) else "another answer"
    except (SyntaxError, ValueError, RuntimeError) as error:
        return "" if not case.is_valid else f"refused: {error}"


def on_endpoint(case: Case, folder: Folder, client: httpx.Client) -> str:
    """What is wrong with the answer over HTTP."""
    suffix = case.result.suffix if case.result else ".srx"
    answer = client.post(
        "/sparql",
        data={
            "query": case.query,
            "default-graph-uri": list(case.default),
            "named-graph-uri": list(case.named) if case.default else [],
        },
        headers={"Accept": f"{ACCEPTED.get(suffix, 'text/turtle')}, */*;q=0.1"},
    )
    if not case.is_valid:
        return "" if answer.status_code == 400 else f"status {answer.status_code}"
    if answer.status_code != 200:
        return f"status {answer.status_code}: {answer.text[:150]}"
    if case.result is None:
        return ""
    truth = expected(case.result, folder.iri(case.result))
    return "" if received(answer.content, answer.headers["content-type"]) == truth else "another answer"


def _rdf_format(path: Path) -> RdfFormat:
    found = RdfFormat.from_extension(path.suffix.removeprefix("."))
    assert found is not None
    return found


def protocol_tests(folder: Folder, client: httpx.Client) -> Iterator[Ran]:
    """The tests of the protocol, by an administrator of a service that takes updates."""
    manifest = folder.manifest("protocol")
    for entry in entries(manifest):
        connection = manifest.value(entry, MF.action)
        problem = ""
        requests = manifest.value(connection, HT.requests)
        assert requests is not None
        for request in Collection(manifest, requests):
            problem = problem or _exchange(manifest, request, client)
        yield Ran(f"protocol/{_last(entry)}", "", problem)


def _exchange(manifest: rdflib.Graph, request: rdflib.term.Node, client: httpx.Client) -> str:
    """What is wrong with the answer to one request."""
    body = manifest.value(request, HT.body)
    listed = manifest.value(request, HT.headers)
    headers = {
        str(manifest.value(header, HT.fieldName)): str(manifest.value(header, HT.fieldValue))
        for header in (Collection(manifest, listed) if listed else ())
    }
    encoding = str(manifest.value(body, CNT.characterEncoding) or "utf-8") if body else "utf-8"
    content = str(manifest.value(body, CNT.chars)).encode(encoding) if body else None
    address = urlsplit(str(manifest.value(request, HT.absolutePath)))
    answer = client.request(
        str(manifest.value(request, HT.methodName)), f"/sparql?{address.query}", content=content, headers=headers
    )
    response = manifest.value(request, HT.resp)
    statuses = [_last(status).removeprefix("StatusCode") for status in manifest.objects(response, MF.expectedStatus)]
    if not any(_fits(answer.status_code, status) for status in statuses):
        return f"status {answer.status_code}, expected {' or '.join(statuses)}: {answer.text[:120]}"
    truth = manifest.value(response, MF.expectedBoolean)
    if isinstance(truth, rdflib.Literal) and answer.json()["boolean"] != truth.toPython():
        return f"answered {answer.text}, expected {truth}"
    return ""


def _fits(status: int, pattern: str) -> bool:
    """Whether a status is such as ``4xx``."""
    return all(wanted in {"x", digit} for digit, wanted in zip(str(status), pattern.lower(), strict=True))


def load(folder: Folder, tests: Iterable[Case], store: Path) -> None:
    """Bring all data in, each file as a graph of its own name; the protocol's under the names its tests use."""
    iris = sorted({iri for case in tests for iri in (*case.default, *case.named)} - {NOWHERE})
    for iri in iris:
        load_rdf([folder.path(iri)], iri, store)
    manifest = folder.manifest("protocol")
    for data in set(manifest.objects(None, UT.graphData)):
        label = str(manifest.value(data, rdflib.RDFS.label))
        load_rdf([folder.path(str(manifest.value(data, UT.graph)))], label, store)


def attempt(test: Callable[[], str]) -> str:
    """What a test says, or that it could not be told."""
    try:
        return test()
    except (ValueError, SyntaxError, OSError, httpx.TransportError) as error:
        return f"{type(error).__name__}: {error}"


def main() -> int:
    """Print the failures and the counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--verbose", action="store_true", help="name the tests that pass too")
    chosen = parser.parse_args()
    folder = Folder(chosen.folder)
    tests = [case for name in QUERY_FOLDERS for case in cases(folder, name)]
    with tempfile.TemporaryDirectory() as scratch:
        store = Path(scratch) / "store"
        load(folder, tests, store)
        token = create_token(store / TOKENS, "w3c", Role.ADMINISTRATOR)
        administrator = {"Authorization": f"Bearer {token}"}
        with (
            serving(store, ZEREN_ALLOW_UPDATE="true") as (_, address),
            httpx.Client(base_url=address, timeout=60, headers=administrator) as client,
        ):
            ran = [
                Ran(
                    case.name,
                    attempt(lambda case=case: on_engine(case, folder)),  # type: ignore[misc]
                    attempt(lambda case=case: on_endpoint(case, folder, client)),  # type: ignore[misc]
                )
                for case in tests
            ]
            protocol = list(protocol_tests(folder, client))
    for name, engine, endpoint in (*ran, *protocol):
        if endpoint or engine or chosen.verbose:
            sys.stdout.write(f"{name}: endpoint {endpoint or 'passes'}; engine {engine or 'passes'}\n")
    ours = [entry for entry in ran if entry.endpoint and not entry.engine]
    sys.stdout.write(
        f"queries: {sum(not entry.endpoint for entry in ran)} of {len(ran)} pass, the engine alone passes "
        f"{sum(not entry.engine for entry in ran)}, {len(ours)} fail here only\n"
        f"protocol: {sum(not entry.endpoint for entry in protocol)} of {len(protocol)} pass\n"
    )
    return int(bool(ours) or any(entry.endpoint for entry in protocol))


if __name__ == "__main__":
    sys.exit(main())

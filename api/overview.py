"""What a release holds, in numbers: for the first page and for ``/health``."""

from dataclasses import dataclass
from itertools import islice
from typing import Final

from pyoxigraph import Literal, NamedNode, QuerySolution, QuerySolutions, Store

from queries.catalogue import load_catalogue
from queries.question import Question

ASKED_FIRST: Final = 5

PREFIXES = """PREFIX zr: <https://w3id.org/zeren/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""

COUNTS = (
    PREFIXES
    + """
SELECT ?name (COUNT(DISTINCT ?thing) AS ?number) WHERE {
  VALUES (?name ?class) {
    ("policies" zr:Policy) ("targets" zr:Target) ("tasks" zr:Task) ("duties" zr:Duty)
    ("departments" zr:Department) ("instruments" zr:Instrument) ("responsibilities" zr:Responsibility)
    ("indicators" zr:Indicator)
  }
  ?thing a ?class
} GROUP BY ?name
"""
)

DOCUMENTS = (
    PREFIXES
    + """
SELECT ?policy ?label ?number ?place ?issued ?targets ?tasks WHERE {
  ?policy a zr:Policy ; rdfs:label ?label .
  OPTIONAL { ?policy zr:documentNumber ?number }
  OPTIONAL { ?policy zr:jurisdiction/rdfs:label ?place }
  OPTIONAL { ?policy zr:issuedOn ?issued }
  OPTIONAL {
    SELECT ?policy (COUNT(DISTINCT ?target) AS ?targets) WHERE {
      ?target a zr:Target ; zr:statedIn/zr:partOf* ?policy . ?policy a zr:Policy
    } GROUP BY ?policy
  }
  OPTIONAL {
    SELECT ?policy (COUNT(DISTINCT ?task) AS ?tasks) WHERE {
      VALUES ?class { zr:Task zr:Duty }
      ?task a ?class ; zr:statedIn/zr:partOf* ?policy . ?policy a zr:Policy
    } GROUP BY ?policy
  }
} ORDER BY ?place ?issued ?label
"""
)

COVERAGE = (
    PREFIXES
    + """
SELECT (COUNT(DISTINCT ?commitment) AS ?commitments) (COUNT(DISTINCT ?led_one) AS ?led)
       (COUNT(DISTINCT ?held_one) AS ?held) WHERE {
  VALUES ?class { zr:Target zr:Task zr:Duty }
  ?commitment a ?class .
  OPTIONAL { ?leader zr:leads ?commitment . BIND(?commitment AS ?led_one) }
  OPTIONAL { ?holder zr:leads|zr:responsibleFor|zr:supports ?commitment . BIND(?commitment AS ?held_one) }
}
"""
)

DOUBTS = PREFIXES + "SELECT (COUNT(DISTINCT ?doubt) AS ?doubts) WHERE { ?doubt a zr:Doubt }"

COUNTED = ("policies", "targets", "tasks", "duties", "departments", "responsibilities", "indicators", "instruments")


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyLine:
    """One document of the release; ``tasks`` counts duties as well. An unknown field is empty."""

    iri: str
    label: str
    number: str
    place: str
    issued: str
    targets: int
    tasks: int


@dataclass(frozen=True, slots=True)
class Overview:
    """How many there are of each kind, and the documents by place and date."""

    counts: dict[str, int]
    documents: tuple[PolicyLine, ...]
    coverage: dict[str, int]
    """Commitments in all, those with a stated lead (led) or any stated body (held), and doubts."""


def read_counts(store: Store) -> dict[str, int]:
    """How many there are of each kind."""
    found = {_text(row, "name"): int(_text(row, "number")) for row in _select(store, COUNTS)}
    return {name: found.get(name, 0) for name in COUNTED}


def read_overview(store: Store) -> Overview:
    """The numbers of a store; costs the size of the store, so keep the result with the release."""
    lines = {_text(row, "policy"): _policy_line(row) for row in _select(store, DOCUMENTS)}
    coverage = {
        name: int(_text(row, name))
        for query, names in ((COVERAGE, ("commitments", "led", "held")), (DOUBTS, ("doubts",)))
        for row in _select(store, query)
        for name in names
    }
    return Overview(read_counts(store), tuple(lines.values()), coverage)


def asked_first() -> tuple[Question, ...]:
    """The questions of the first page: those that need no choice, in the order of the catalogue."""
    open_ones = (q for q in load_catalogue().values() if not any(p.required for p in q.parameters))
    return tuple(islice(open_ones, ASKED_FIRST))


def _policy_line(row: QuerySolution) -> PolicyLine:
    return PolicyLine(
        iri=_text(row, "policy"),
        label=_text(row, "label"),
        number=_text(row, "number"),
        place=_text(row, "place"),
        issued=_text(row, "issued"),
        targets=int(_text(row, "targets") or 0),
        tasks=int(_text(row, "tasks") or 0),
    )


def _select(store: Store, query: str) -> QuerySolutions:
    solutions = store.query(query, use_default_graph_as_union=True)
    assert isinstance(solutions, QuerySolutions)
    return solutions


def _text(row: QuerySolution, name: str) -> str:
    term = row[name]
    return term.value if isinstance(term, Literal | NamedNode) else ""

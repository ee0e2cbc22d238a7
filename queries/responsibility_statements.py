"""What one policy states of who does what: its provisions, commitments and the bodies' parts, as typed values."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from pyoxigraph import Literal, NamedNode, QuerySolution, QuerySolutions, Store, Variable

from graph.identity import stretch_of
from graph.responsibilities import stated_name
from queries.labels import Labels

_PREFIXES = "PREFIX zr: <https://w3id.org/zeren/ns#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
_COMMITMENTS = """SELECT ?policy ?commitment ?class ?provision ?label ?begin ?quote ?deadline
  ?kind ?comparator ?value ?upper ?unit ?indicator WHERE {
  ?provision zr:partOf+ ?policy . ?commitment zr:statedIn ?provision .
  VALUES ?class { zr:Target zr:Task zr:Duty } ?commitment a ?class
  OPTIONAL { ?commitment rdfs:label ?label }
  OPTIONAL { ?commitment zr:evidence ?passage . ?passage zr:quote ?quote ; zr:begin ?begin }
  OPTIONAL { ?commitment zr:deadline ?date } OPTIONAL { ?commitment zr:recurrence ?recurrence }
  BIND(COALESCE(?date, ?recurrence) AS ?deadline)
  OPTIONAL { ?commitment zr:kind ?kind } OPTIONAL { ?commitment zr:comparator ?comparator }
  OPTIONAL { ?commitment zr:value ?value } OPTIONAL { ?commitment zr:upperValue ?upper }
  OPTIONAL { ?commitment zr:unit ?unit } OPTIONAL { ?commitment zr:indicator ?indicator } }"""
_RESPONSIBILITIES = """SELECT ?policy ?commitment ?responsibility ?name ?agent ?role ?provision ?begin ?quote WHERE {
  ?stated zr:partOf+ ?policy . ?commitment zr:statedIn ?stated .
  ?responsibility zr:concerns ?commitment ; zr:basis zr:stated ; zr:agent ?agent ; zr:role ?role
  OPTIONAL { ?responsibility rdfs:label ?name } OPTIONAL { ?responsibility zr:statedIn ?provision }
  OPTIONAL { ?responsibility zr:evidence ?passage . ?passage zr:quote ?quote ; zr:begin ?begin } }"""
_PROVISIONS = """SELECT ?policy ?provision ?path ?heading ?text ?parent WHERE {
  ?provision zr:partOf+ ?policy ; zr:partOf ?parent ; zr:path ?path
  OPTIONAL { ?provision zr:heading ?heading } OPTIONAL { ?provision zr:text ?text } }"""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedTarget:
    """A target as the graph has it; ``label`` is its statement in signs, ``deadline`` an ISO date or ``annual``."""

    label: str
    indicator: str = ""
    kind: str = ""
    comparator: str = ""
    value: Decimal | None = None
    upper: Decimal | None = None
    unit: str = ""
    deadline: str = ""


@dataclass(frozen=True, slots=True)
class Provision:
    """A numbered part: its path as printed, its heading and own text, the IRI of what it is part of."""

    path: str
    heading: str
    text: str
    parent: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the policy's text, by where it begins."""

    begin: int
    quote: str

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.begin + len(self.quote)

    def holds(self, other: "Passage") -> bool:
        """Whether the other lies within this one."""
        return self.begin <= other.begin and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Part:
    """One body's part in a commitment: its name as the document has it, ``place`` where its lists have it."""

    iri: str
    agent: str
    role: str
    provision: str
    passage: Passage
    place: tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Commitment:
    """A task, duty or target (``kind`` is the class's name), with the passage that states it."""

    iri: str
    provision: str
    label: str
    passage: Passage
    deadline: str
    kind: str
    target: StatedTarget | None


@dataclass(frozen=True, slots=True)
class Statements:
    """Everything the policy states, by IRI; ``parts`` of each commitment in the order of the text."""

    provisions: Mapping[str, Provision]
    commitments: tuple[Commitment, ...]
    parts: Mapping[str, tuple[Part, ...]]


def read_statements(store: Store, policy: NamedNode, labels: Labels) -> Statements:
    """The policy's statements, commitments in the order of its text; inferred responsibilities are left out."""
    provisions = {
        _text(row, "provision"): Provision(*(_text(row, name) for name in ("path", "heading", "text", "parent")))
        for row in _select(store, _PROVISIONS, policy)
    }
    found = {_text(row, "commitment"): _commitment(row, labels) for row in _select(store, _COMMITMENTS, policy)}
    parts: dict[str, dict[str, Part]] = defaultdict(dict)
    for row in _select(store, _RESPONSIBILITIES, policy):
        part, commitment = _part(row, labels), _text(row, "commitment")
        # a merged cell of a table states it in several rows: in each of them it is that row's
        if part.iri not in parts[commitment] or part.provision == found[commitment].provision:
            parts[commitment][part.iri] = part
    return Statements(
        provisions,
        tuple(sorted(found.values(), key=lambda entry: (entry.passage.begin, entry.iri))),
        {iri: tuple(sorted(several.values(), key=lambda part: part.place)) for iri, several in parts.items()},
    )


def _commitment(row: QuerySolution, labels: Labels) -> Commitment:
    label, deadline = _text(row, "label"), _text(row, "deadline")
    indicator = row["indicator"]
    target = StatedTarget(
        label=label,
        indicator=labels.of(indicator) if isinstance(indicator, NamedNode) else "",
        kind=_text(row, "kind"),
        comparator=_text(row, "comparator"),
        value=_number(_text(row, "value")),
        upper=_number(_text(row, "upper")),
        unit=_text(row, "unit"),
        deadline=deadline,
    )
    kind = _text(row, "class").rpartition("#")[2]
    return Commitment(
        iri=_text(row, "commitment"),
        provision=_text(row, "provision"),
        label=label,
        passage=_passage(row),
        deadline=deadline,
        kind=kind,
        target=target if kind == "Target" else None,
    )


def _part(row: QuerySolution, labels: Labels) -> Part:
    agent = row["agent"]
    name = stated_name(_text(row, "name")) or (labels.of(agent) if isinstance(agent, NamedNode) else "")
    iri, passage = _text(row, "responsibility"), _passage(row)
    stretch = stretch_of(iri) or (passage.begin, passage.end)
    role = _text(row, "role").rpartition("#")[2]
    return Part(iri, name, role, _text(row, "provision"), passage, (*stretch, name))


def _passage(row: QuerySolution) -> Passage:
    return Passage(int(_text(row, "begin") or 0), _text(row, "quote"))


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _text(row: QuerySolution, name: str) -> str:
    term = row[name]
    return term.value if isinstance(term, Literal | NamedNode) else ""


def _select(store: Store, query: str, policy: NamedNode) -> Iterator[QuerySolution]:
    solutions = store.query(
        _PREFIXES + query, use_default_graph_as_union=True, substitutions={Variable("policy"): policy}
    )
    assert isinstance(solutions, QuerySolutions)
    yield from solutions

"""Who answers today: the reforms of functions, applied to the bodies of each place.

A reform is a dated change from one function to another (``ontology/vocab/functions.tsv``). A body of the old function
passes to the body of the new function at the same place: to the one that documents of the place name, else to one that
is inferred from the new function and the level.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import Literal, NamedNode, Store, Triple

from graph.bodies import Body
from graph.draft import chinese
from graph.identity import Names, segment
from graph.inference import by_rule
from graph.reforms import Change, body_of_function, later_changes
from graph.rows import rows
from graph.vocabulary import DERIVED_FROM, LABEL, PREF_LABEL, TYPE, xsd, zr
from ontology import function_iri
from ontology.functions import function_row
from ontology.places import LEVELS, Level, Place, place_named

RULE: Final = "succession-of-function"

_DEPARTMENTS = """
SELECT ?department ?label ?function ?place ?place_name ?level WHERE {
  ?department a zr:Department ; rdfs:label ?label ; zr:function ?function ; zr:jurisdiction ?place .
  ?place rdfs:label ?place_name .
  OPTIONAL { ?place zr:level ?known } BIND(COALESCE(?known, "") AS ?level)
}"""
# The union is a subquery, so that it is answered before the dates are looked up: otherwise each policy meets each row.
_NAMED_IN = """
SELECT DISTINCT ?department ?policy ?date WHERE {
  { SELECT DISTINCT ?department ?policy WHERE {
    { ?responsibility zr:agent ?department ; zr:statedIn ?provision . ?provision zr:partOf+ ?policy }
    UNION { ?policy zr:issuer ?department }
    UNION { ?group zr:officeAt ?department ; zr:setUpBy ?policy }
  } }
  ?policy a zr:Policy .
  OPTIONAL { ?policy zr:issuedOn ?issued } OPTIONAL { ?policy zr:publishedOn ?published }
  BIND(STR(COALESCE(?issued, ?published, "")) AS ?date)
}"""
_TASKS = """
SELECT DISTINCT ?department ?task WHERE {
  ?responsibility zr:agent ?department ; zr:concerns ?task ; zr:basis zr:stated . ?task a zr:Task
}"""
_SUCCESSIONS = "SELECT ?old ?new WHERE { ?old a zr:Department ; zr:succeededBy ?new }"


@dataclass(slots=True)
class _Department:
    """A department of the store: ``latest`` is the last date on which a policy names it."""

    node: str
    label: str
    place: str
    place_name: str
    level: str
    functions: set[str] = field(default_factory=set)
    latest: str | None = None
    is_named: bool = False


def successions(store: Store, names: Names) -> Iterator[Triple]:
    """Yield ``zr:succeededBy`` between departments, the change each rests on, and the successors that are inferred."""
    departments = _departments(store)
    by_place: dict[str, list[_Department]] = defaultdict(list)
    for department in departments.values():
        by_place[department.place].append(department)
    for place in sorted(by_place):
        yield from _Reforms(by_place[place], names).triples()


def _departments(store: Store) -> dict[str, _Department]:
    """All departments; those that no policy names are known only as the bureau above a branch."""
    found: dict[str, _Department] = {}
    for node, label, function, place, place_name, level in sorted(rows(store, _DEPARTMENTS)):
        department = found.setdefault(node, _Department(node, label, place, place_name, level))
        department.functions.add(function.rpartition("/")[2])
    for node, _, date in sorted(rows(store, _NAMED_IN)):
        if node in found:
            found[node].is_named = True
            found[node].latest = max(found[node].latest or "", date) or None
    return found


class _Reforms:
    """The reforms of one place's departments."""

    def __init__(self, departments: Sequence[_Department], names: Names) -> None:
        self._departments = {department.node: department for department in departments}
        self._names = names
        self._place = self._as_place(departments[0])
        self._inferred: set[str] = set()

    def triples(self) -> Iterator[Triple]:
        waiting = sorted(node for node, department in self._departments.items() if department.is_named)
        while waiting:
            department = self._departments[waiting.pop(0)]
            for change in self._changes(department):
                successor = self._successor(change, department)
                if successor is None or successor.node == department.node:
                    continue
                if successor.node not in self._departments:
                    self._departments[successor.node] = successor
                    self._inferred.add(successor.node)
                    waiting.append(successor.node)
                    yield from self._introduced(successor, change)
                yield from self._changed(department, successor, change)

    def _changes(self, department: _Department) -> Iterator[Change]:
        """The reforms a department met, but those to a function that it has itself: its name outlived the reform."""
        found = {
            change
            for function in department.functions
            for change in later_changes(function, self._place.level, department.latest)
        }
        yield from sorted(change for change in found if change.after not in department.functions)

    def _successor(self, change: Change, before: _Department) -> _Department | None:
        """The department of the place that does the function, else the one its official name gives."""
        body = body_of_function(change.after, self._place, change.year)
        inferred = self._node(before, body) if body else None
        named = sorted(
            (department for department in self._departments.values() if change.after in department.functions),
            key=lambda department: (department.node != inferred, department.node in self._inferred, department.node),
        )
        if named:
            return named[0]
        if body is None or inferred is None:
            return None
        latest = str(change.year)
        return _Department(
            inferred, body.canonical, before.place, before.place_name, before.level, {change.after}, latest
        )

    def _node(self, before: _Department, body: Body) -> str:
        """The name that the body would have had: beside the old one, as both are of one place."""
        place = body.place.key if body.place and before.level else None
        if place and "/未知/" not in before.node:
            return self._names.thing("department", place, body.canonical).value
        return before.node.rpartition("/")[0] + "/" + segment(body.canonical)

    def _introduced(self, successor: _Department, change: Change) -> Iterator[Triple]:
        node = NamedNode(successor.node)
        body = body_of_function(change.after, self._place, change.year)
        yield Triple(node, TYPE, zr("Department"))
        yield Triple(node, LABEL, chinese(successor.label))
        yield Triple(node, zr("jurisdiction"), NamedNode(successor.place))
        yield Triple(node, zr("function"), NamedNode(function_iri(change.after)))
        yield Triple(node, zr("kind"), Literal(function_row(change.after).kind))
        yield from by_rule(node, RULE)
        if body and body.official and "/未知/" not in successor.node:
            yield Triple(node, PREF_LABEL, chinese(body.official))

    def _changed(self, before: _Department, after: _Department, change: Change) -> Iterator[Triple]:
        old, new = NamedNode(before.node), NamedNode(after.node)
        tail = before.node.removeprefix(self._names.base)
        node = NamedNode(f"{self._names.base}change/{change.year}/{tail}/{change.after}")
        yield Triple(old, zr("succeededBy"), new)
        yield Triple(node, TYPE, zr("Change"))
        yield Triple(node, LABEL, chinese(f"{before.label} → {after.label}（{change.year}）"))
        yield Triple(node, zr("predecessor"), old)
        yield Triple(node, zr("successor"), new)
        yield Triple(node, zr("changedOn"), Literal(str(change.year), datatype=xsd("gYear")))
        yield from by_rule(node, RULE)
        reform = f"{self._names.base}change/{change.year}/{change.before}/{change.after}"
        yield Triple(node, DERIVED_FROM, NamedNode(reform))

    def _as_place(self, department: _Department) -> Place:
        """The area, by its name; where that is unknown, by the level its departments' names begin with."""
        if department.level and "/未知/" not in department.place:
            return place_named(department.place_name)
        letters = Counter(label[0] for label in (d.label for d in self._departments.values()) if label[0] in _LEVELS)
        letter = min(letters, key=lambda found: (-letters[found], found), default="")
        level = next((level for level in LEVELS if level == department.level), _LEVELS.get(letter))
        return Place(department.place_name, level, letter)


_LEVELS: Final[dict[str, Level]] = {
    "省": "province",
    "市": "city",
    "州": "city",
    "盟": "city",
    "县": "county",
    "区": "county",
    "旗": "county",
}


@dataclass(frozen=True, slots=True)
class Merged:
    """A department that answers today, those whose duties it took over, and its tasks, each once."""

    department: str
    predecessors: tuple[str, ...]
    tasks: frozenset[str]


def merged_tasks(store: Store) -> tuple[Merged, ...]:
    """The departments that answer today for what others did, by their IRIs; a task two of them shared counts once."""
    tasks: dict[str, set[str]] = defaultdict(set)
    for department, task in rows(store, _TASKS):
        tasks[department].add(task)
    return unite(tasks, rows(store, _SUCCESSIONS))


def unite(tasks: Mapping[str, Iterable[str]], successors: Iterable[Sequence[str]]) -> tuple[Merged, ...]:
    """The tasks of each last successor: its own and those of all that passed to it, directly or through others."""
    after: dict[str, set[str]] = defaultdict(set)
    for old, new in successors:
        after[old].add(new)
    before: dict[str, set[str]] = defaultdict(set)
    for old in sorted(after):
        for last in _last(old, after):
            before[last].add(old)
    return tuple(
        Merged(last, tuple(sorted(olds)), frozenset(task for holder in (last, *olds) for task in tasks.get(holder, ())))
        for last, olds in sorted(before.items())
    )


def _last(department: str, after: Mapping[str, set[str]]) -> set[str]:
    seen, waiting = {department}, [department]
    while waiting:
        successors = after.get(waiting.pop(), set())
        waiting += sorted(successors - seen)
        seen |= successors
    return {node for node in seen if not after.get(node)}

"""What SPARQL alone does not answer: functions from a query's solutions to the rows of a table.

A question names one in ``[measure]``; its query projects what the measure needs, narrowed by the parameters. The
numbers come from ``graph.cooperation`` and ``queries.wording``; here they get their terms back, and their evidence.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from graph.cooperation import Graph, Holding, communities, cooperation, hubs, pairs, shortest_explanation
from queries.wording import Worded, alike

Term = NamedNode | BlankNode | Literal | Triple
Solution = Mapping[str, Term]
Answered = Mapping[str, Term | tuple[Term, ...] | None]


class Measure(NamedTuple):
    """A function, and the variables that the query must project for it."""

    needs: tuple[str, ...]
    function: Callable[[Sequence[Solution]], Iterable[Answered]]


class _Held:
    """The solutions of a query for ``?department ?task ?sentence``, in any order, by what is asked of them."""

    def __init__(self, solutions: Sequence[Solution]) -> None:
        self.tasks: dict[str, set[str]] = defaultdict(set)
        self._sentences: dict[tuple[str, str], set[str]] = defaultdict(set)
        placed: dict[str, tuple[str, str, Term]] = {}
        for solution in solutions:
            department, task = _iri(solution["department"]), _iri(solution["task"])
            self.tasks[department].add(task)
            if (place := solution.get("jurisdiction")) is not None:
                latest = placed.get(department)
                if latest is None or latest[0] < task or (latest[0] == task and latest[1] < _iri(place)):
                    placed[department] = (task, _iri(place), place)
            if (sentence := solution.get("sentence")) is not None:
                self._sentences[department, task].add(_iri(sentence))
        self.places = {department: place for department, (_, _, place) in placed.items()}

    def network(self) -> Graph:
        """The departments, joined by the tasks they share."""
        return cooperation(Holding(agent, task) for agent, tasks in self.tasks.items() for task in tasks)

    def sentences(self, departments: Iterable[str], tasks: Iterable[str]) -> tuple[Term, ...]:
        """Where the departments' parts in the tasks are stated."""
        wanted = set(tasks)
        return _nodes(
            {
                sentence
                for department in departments
                for task in self.tasks[department] & wanted
                for sentence in self._sentences.get((department, task), ())
            }
        )


def shared_tasks(solutions: Sequence[Solution]) -> Iterator[Answered]:
    """Each two departments with the tasks they share, most first."""
    held = _Held(solutions)
    for pair in pairs(held.network()):
        yield {
            "first": NamedNode(pair.first),
            "second": NamedNode(pair.second),
            "jurisdiction": held.places.get(pair.first),
            "tasks": _number(len(pair.commitments)),
            "sentence": held.sentences((pair.first, pair.second), pair.commitments),
        }


def task_counts(solutions: Sequence[Solution]) -> Iterator[Answered]:
    """Each department with its tasks, those it leads, its duties, what else was handed to it, and its policies."""
    held = _Held(solutions)
    counted: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for solution in solutions:
        of_one, task = counted[_iri(solution["department"])], _iri(solution["task"])
        kind = _kind_of_work(solution)
        of_one[kind].add(task)
        if kind == "tasks" and _iri(solution["role"]).endswith("#lead"):
            of_one["led"].add(task)
        of_one["policies"].add(_iri(solution["policy"]))
    rows = [
        (department, {name: len(things) for name, things in of_one.items()}) for department, of_one in counted.items()
    ]
    rows.sort(key=lambda row: (*(-row[1].get(name, 0) for name in ("tasks", "led", "duties", "matters")), row[0]))
    for department, numbers in rows:
        yield {
            "department": NamedNode(department),
            "jurisdiction": held.places.get(department),
            **{name: _number(numbers.get(name, 0)) for name in ("tasks", "led", "duties", "matters", "policies")},
            "sentence": held.sentences((department,), held.tasks[department]),
        }


def _kind_of_work(solution: Solution) -> str:
    """Whether a department has an item of the document, a clause of its own duties, or what a sentence handed to it."""
    if _iri(solution["class"]).endswith("#Duty"):
        return "duties"
    return "matters" if "handed_out" in solution else "tasks"


def merged_counts(solutions: Sequence[Solution]) -> Iterator[Answered]:
    """Each department of today with what it and those it took over hold; what two of them share counts once."""
    places: dict[str, Term] = {}
    counted: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for solution in solutions:
        successor, task = _iri(solution["successor"]), _iri(solution["task"])
        of_one = counted[successor]
        if "jurisdiction" in solution:
            places[successor] = solution["jurisdiction"]
        if _iri(solution["department"]) != successor:
            of_one["departments"].add(_iri(solution["department"]))
        kind = _kind_of_work(solution)
        of_one[kind].add(task)
        if kind == "tasks" and _iri(solution["role"]).endswith("#lead"):
            of_one["led"].add(task)
        of_one["policies"].add(_iri(solution["policy"]))
        if "sentence" in solution:
            of_one["sentence"].add(_iri(solution["sentence"]))
    ranked = sorted(counted.items(), key=lambda row: (*(-len(row[1][n]) for n in ("tasks", "duties", "led")), row[0]))
    for successor, of_one in ranked:
        yield {
            "successor": NamedNode(successor),
            "jurisdiction": places.get(successor),
            **{
                name: _number(len(of_one[name]))
                for name in ("departments", "tasks", "duties", "led", "matters", "policies")
            },
            "sentence": _nodes(of_one["sentence"]),
        }


def citation_counts(solutions: Sequence[Solution]) -> Iterator[Answered]:
    """Each instrument with the policies that cite it, and of these those that rest on it, most cited first."""
    numbers: dict[str, Term] = {}
    kinds: dict[str, set[str]] = defaultdict(set)
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for solution in solutions:
        instrument = _iri(solution["instrument"])
        for name in ("policy", "basing", "sentence"):
            if name in solution:
                found[instrument][name].add(_iri(solution[name]))
        if "number" in solution:
            numbers[instrument] = solution["number"]
        if "kind" in solution:
            kinds[instrument].add(_iri(solution["kind"]))
    ranked = sorted(found.items(), key=lambda item: (-len(item[1]["policy"]), -len(item[1]["basing"]), item[0]))
    for instrument, said in ranked:
        yield {
            "instrument": NamedNode(instrument),
            "number": numbers.get(instrument),
            "kind": tuple(map(Literal, sorted(kinds[instrument]))),
            "citing": _number(len(said["policy"])),
            "based_on": _number(len(said["basing"])),
            "policies": _nodes(said["policy"]),
            "sentence": _nodes(said["sentence"]),
        }


def hubs_of_cooperation(solutions: Sequence[Solution]) -> Iterator[Answered]:
    """Each department with its centralities, the strongest hub first."""
    held = _Held(solutions)
    for hub in hubs(held.network()):
        yield {
            "department": NamedNode(hub.agent),
            "jurisdiction": held.places.get(hub.agent),
            "tasks": _number(len(held.tasks[hub.agent])),
            "partners": _number(hub.partners),
            "shared": _number(hub.shared),
            "betweenness": _number(round(hub.betweenness, 4)),
            "sentence": held.sentences((hub.agent,), held.tasks[hub.agent]),
        }


def communities_of_cooperation(solutions: Sequence[Solution]) -> Iterator[Answered]:
    """Each group of departments that mostly share tasks with each other, with the sentences of what they share."""
    held = _Held(solutions)
    for number, community in enumerate(communities(held.network()), start=1):
        yield {
            "community": _number(number),
            "jurisdiction": held.places.get(community.members[0]),
            "departments": _nodes(community.members),
            "size": _number(len(community.members)),
            "inside": _number(community.inside),
            "across": _number(community.across),
            "sentence": held.sentences(community.members, community.commitments),
        }


def path_between(solutions: Sequence[Solution]) -> Iterator[Answered]:
    """The steps from one department to another, each with the tasks that two of them share.

    ``?end`` tells of each department whether it is ``from`` or ``to``; of several in different places those that are
    joined in the fewest steps are taken.
    """
    held = _Held(solutions)
    network = held.network()
    ends: dict[str, set[str]] = defaultdict(set)
    for solution in solutions:
        if "end" in solution:
            ends[_iri(solution["end"])].add(_iri(solution["department"]))
    for number, step in enumerate(shortest_explanation(network, ends["from"], ends["to"]), start=1):
        yield {
            "step": _number(number),
            "first": NamedNode(step.first),
            "second": NamedNode(step.second),
            "count": _number(len(step.commitments)),
            "tasks": _nodes(step.commitments),
            "sentence": held.sentences((step.first, step.second), step.commitments),
        }


def themes_of_departments(solutions: Sequence[Solution]) -> Iterator[Answered]:
    """Each department with the top themes of what it answers for: its degree in the network of both."""
    themes: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    held = _Held(solutions)
    for solution in solutions:
        themes[_iri(solution["department"])][_iri(solution["theme"])].add(_iri(solution["task"]))
    for department, named in sorted(themes.items(), key=lambda item: (-len(item[1]), item[0])):
        tasks = held.tasks[department]
        yield {
            "department": NamedNode(department),
            "jurisdiction": held.places.get(department),
            "span": Literal("cross_theme" if len(named) > 1 else "one_theme"),
            "count": _number(len(named)),
            "themes": _nodes(named),
            "commitments": _number(len(tasks)),
            "sentence": held.sentences((department,), tasks),
        }


def overlapping_duties(solutions: Sequence[Solution]) -> Iterator[Answered]:
    """Duties of several bodies of one place in the same or nearly the same words."""
    sayings: dict[str, dict[str, Worded]] = defaultdict(dict)
    labels: dict[str, Term] = {}
    places: dict[str, Term] = {}
    agents: dict[str, set[str]] = defaultdict(set)
    sentences: dict[str, set[str]] = defaultdict(set)
    policies: dict[str, set[str]] = defaultdict(set)
    for solution in solutions:
        duty, label, place = _iri(solution["duty"]), solution["label"], solution.get("jurisdiction")
        text = label.value if isinstance(label, Literal) else _iri(label)
        key = _iri(place) if place else ""
        sayings[key][duty] = Worded(duty, text)
        labels[duty] = label
        if place:
            places[key] = place
        agents[duty].add(_iri(solution["agent"]))
        policies[duty].add(_iri(solution["policy"]))
        if "sentence" in solution:
            sentences[duty].add(_iri(solution["sentence"]))
    for key, said in sorted(sayings.items()):
        for likeness, group in alike(said.values()):
            holders = set().union(*(agents[one.name] for one in group))
            if len(holders) > 1:
                yield {
                    "jurisdiction": places.get(key),
                    "likeness": Literal(likeness if len(group) > 1 else "joint"),
                    "wording": labels[group[0].name],
                    "count": _number(len(holders)),
                    "bodies": _nodes(holders),
                    "policies": _nodes(set().union(*(policies[one.name] for one in group))),
                    "sentence": _nodes(set().union(*(sentences[one.name] for one in group))),
                }


MEASURES: Mapping[str, Measure] = {
    "task_counts": Measure(
        ("department", "jurisdiction", "task", "class", "role", "handed_out", "policy", "sentence"), task_counts
    ),
    "merged_counts": Measure(
        ("successor", "jurisdiction", "department", "task", "class", "role", "handed_out", "policy", "sentence"),
        merged_counts,
    ),
    "citation_counts": Measure(("instrument", "number", "kind", "policy", "basing", "sentence"), citation_counts),
    "shared_tasks": Measure(("department", "jurisdiction", "task", "sentence"), shared_tasks),
    "hubs": Measure(("department", "jurisdiction", "task", "sentence"), hubs_of_cooperation),
    "communities": Measure(("department", "jurisdiction", "task", "sentence"), communities_of_cooperation),
    "path_between": Measure(("department", "jurisdiction", "task", "sentence", "end"), path_between),
    "themes_of_departments": Measure(
        ("department", "jurisdiction", "task", "theme", "sentence"), themes_of_departments
    ),
    "overlapping_duties": Measure(("duty", "label", "agent", "policy", "jurisdiction", "sentence"), overlapping_duties),
}


def _iri(term: Term) -> str:
    return str(term) if isinstance(term, Triple) else term.value


def _nodes(iris: Iterable[str]) -> tuple[Term, ...]:
    return tuple(NamedNode(iri) for iri in sorted(iris))


def _number(value: float) -> Literal:
    return Literal(str(Decimal(str(value))), datatype=NamedNode("http://www.w3.org/2001/XMLSchema#decimal"))

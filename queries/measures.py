"""What SPARQL alone does not answer: functions from a query's solutions to the rows of a table.

A question names one in ``[measure]``; its query projects what the measure needs, narrowed by the parameters. The
numbers come from ``graph.cooperation`` and ``queries.wording``; here they get their terms back, and their evidence.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from graph.cooperation import communities, hubs, pairs, shortest_explanation
from queries.held_tasks import HeldTasks
from queries.terms import Answered, Solution, Term, iri, nodes, number
from queries.wording import Worded, alike


class Measure(NamedTuple):
    """A function, and the variables that the query must project for it."""

    needs: tuple[str, ...]
    function: Callable[[Sequence[Solution]], Iterable[Answered]]


def shared_tasks(solutions: Sequence[Solution]) -> Iterator[Answered]:
    """Each two departments with the tasks they share, most first."""
    held = HeldTasks(solutions)
    for pair in pairs(held.network()):
        yield {
            "first": NamedNode(pair.first),
            "second": NamedNode(pair.second),
            "jurisdiction": held.places.get(pair.first),
            "tasks": number(len(pair.commitments)),
            "sentence": held.sentences((pair.first, pair.second), pair.commitments),
        }


def task_counts(solutions: Sequence[Solution]) -> Iterator[Answered]:
    """Each department with its tasks, those it leads, its duties, what else was handed to it, and its policies."""
    held = HeldTasks(solutions)
    counted: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for solution in solutions:
        of_one, task = counted[iri(solution["department"])], iri(solution["task"])
        kind = _kind_of_work(solution)
        of_one[kind].add(task)
        if kind == "tasks" and iri(solution["role"]).endswith("#lead"):
            of_one["led"].add(task)
        of_one["policies"].add(iri(solution["policy"]))
    rows = [
        (department, {name: len(things) for name, things in of_one.items()}) for department, of_one in counted.items()
    ]
    rows.sort(key=lambda row: (*(-row[1].get(name, 0) for name in ("tasks", "led", "duties", "matters")), row[0]))
    for department, numbers in rows:
        yield {
            "department": NamedNode(department),
            "jurisdiction": held.places.get(department),
            **{name: number(numbers.get(name, 0)) for name in ("tasks", "led", "duties", "matters", "policies")},
            "sentence": held.sentences((department,), held.tasks[department]),
        }


def _kind_of_work(solution: Solution) -> str:
    """Whether a department has an item of the document, a clause of its own duties, or what a sentence handed to it."""
    if iri(solution["class"]).endswith("#Duty"):
        return "duties"
    return "matters" if "handed_out" in solution else "tasks"


def merged_counts(solutions: Sequence[Solution]) -> Iterator[Answered]:
    """Each department of today with what it and those it took over hold; what two of them share counts once."""
    places: dict[str, Term] = {}
    counted: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for solution in solutions:
        successor, task = iri(solution["successor"]), iri(solution["task"])
        of_one = counted[successor]
        if "jurisdiction" in solution:
            places[successor] = solution["jurisdiction"]
        if iri(solution["department"]) != successor:
            of_one["departments"].add(iri(solution["department"]))
        kind = _kind_of_work(solution)
        of_one[kind].add(task)
        if kind == "tasks" and iri(solution["role"]).endswith("#lead"):
            of_one["led"].add(task)
        of_one["policies"].add(iri(solution["policy"]))
        if "sentence" in solution:
            of_one["sentence"].add(iri(solution["sentence"]))
    ranked = sorted(counted.items(), key=lambda row: (*(-len(row[1][n]) for n in ("tasks", "duties", "led")), row[0]))
    for successor, of_one in ranked:
        yield {
            "successor": NamedNode(successor),
            "jurisdiction": places.get(successor),
            **{
                name: number(len(of_one[name]))
                for name in ("departments", "tasks", "duties", "led", "matters", "policies")
            },
            "sentence": nodes(of_one["sentence"]),
        }


def citation_counts(solutions: Sequence[Solution]) -> Iterator[Answered]:
    """Each instrument with the policies that cite it, and of these those that rest on it, most cited first."""
    numbers: dict[str, Term] = {}
    kinds: dict[str, set[str]] = defaultdict(set)
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for solution in solutions:
        instrument = iri(solution["instrument"])
        for name in ("policy", "basing", "sentence"):
            if name in solution:
                found[instrument][name].add(iri(solution[name]))
        if "number" in solution:
            numbers[instrument] = solution["number"]
        if "kind" in solution:
            kinds[instrument].add(iri(solution["kind"]))
    ranked = sorted(found.items(), key=lambda item: (-len(item[1]["policy"]), -len(item[1]["basing"]), item[0]))
    for instrument, said in ranked:
        yield {
            "instrument": NamedNode(instrument),
            "number": numbers.get(instrument),
            "kind": tuple(map(Literal, sorted(kinds[instrument]))),
            "citing": number(len(said["policy"])),
            "based_on": number(len(said["basing"])),
            "policies": nodes(said["policy"]),
            "sentence": nodes(said["sentence"]),
        }


def hubs_of_cooperation(solutions: Sequence[Solution]) -> Iterator[Answered]:
    """Each department with its centralities, the strongest hub first."""
    held = HeldTasks(solutions)
    for hub in hubs(held.network()):
        yield {
            "department": NamedNode(hub.agent),
            "jurisdiction": held.places.get(hub.agent),
            "tasks": number(len(held.tasks[hub.agent])),
            "partners": number(hub.partners),
            "shared": number(hub.shared),
            "betweenness": number(round(hub.betweenness, 4)),
            "sentence": held.sentences((hub.agent,), held.tasks[hub.agent]),
        }


def communities_of_cooperation(solutions: Sequence[Solution]) -> Iterator[Answered]:
    """Each group of departments that mostly share tasks with each other, with the sentences of what they share."""
    held = HeldTasks(solutions)
    for place, community in enumerate(communities(held.network()), start=1):
        yield {
            "community": number(place),
            "jurisdiction": held.places.get(community.members[0]),
            "departments": nodes(community.members),
            "size": number(len(community.members)),
            "inside": number(community.inside),
            "across": number(community.across),
            "sentence": held.sentences(community.members, community.commitments),
        }


def path_between(solutions: Sequence[Solution]) -> Iterator[Answered]:
    """The steps from one department to another, each with the tasks that two of them share.

    ``?end`` tells of each department whether it is ``from`` or ``to``; of several in different places those that are
    joined in the fewest steps are taken.
    """
    held = HeldTasks(solutions)
    network = held.network()
    ends: dict[str, set[str]] = defaultdict(set)
    for solution in solutions:
        if "end" in solution:
            ends[iri(solution["end"])].add(iri(solution["department"]))
    for place, step in enumerate(shortest_explanation(network, ends["from"], ends["to"]), start=1):
        yield {
            "step": number(place),
            "first": NamedNode(step.first),
            "second": NamedNode(step.second),
            "count": number(len(step.commitments)),
            "tasks": nodes(step.commitments),
            "sentence": held.sentences((step.first, step.second), step.commitments),
        }


def themes_of_departments(solutions: Sequence[Solution]) -> Iterator[Answered]:
    """Each department with the top themes of what it answers for: its degree in the network of both."""
    themes: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    held = HeldTasks(solutions)
    for solution in solutions:
        themes[iri(solution["department"])][iri(solution["theme"])].add(iri(solution["task"]))
    for department, named in sorted(themes.items(), key=lambda item: (-len(item[1]), item[0])):
        tasks = held.tasks[department]
        yield {
            "department": NamedNode(department),
            "jurisdiction": held.places.get(department),
            "span": Literal("cross_theme" if len(named) > 1 else "one_theme"),
            "count": number(len(named)),
            "themes": nodes(named),
            "commitments": number(len(tasks)),
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
        duty, label, place = iri(solution["duty"]), solution["label"], solution.get("jurisdiction")
        text = label.value if isinstance(label, Literal) else iri(label)
        key = iri(place) if place else ""
        sayings[key][duty] = Worded(duty, text)
        labels[duty] = label
        if place:
            places[key] = place
        agents[duty].add(iri(solution["agent"]))
        policies[duty].add(iri(solution["policy"]))
        if "sentence" in solution:
            sentences[duty].add(iri(solution["sentence"]))
    for key, said in sorted(sayings.items()):
        for likeness, group in alike(said.values()):
            holders = set().union(*(agents[one.name] for one in group))
            if len(holders) > 1:
                yield {
                    "jurisdiction": places.get(key),
                    "likeness": Literal(likeness if len(group) > 1 else "joint"),
                    "wording": labels[group[0].name],
                    "count": number(len(holders)),
                    "bodies": nodes(holders),
                    "policies": nodes(set().union(*(policies[one.name] for one in group))),
                    "sentence": nodes(set().union(*(sentences[one.name] for one in group))),
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

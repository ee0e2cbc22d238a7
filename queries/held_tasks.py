"""Which departments hold which tasks, as a query's solutions say it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from graph.cooperation import Graph, Holding, cooperation
from queries.terms import Solution, Term, iri, nodes


class HeldTasks:
    """The solutions of a query for ``?department ?task ?sentence``, in any order, by what is asked of them."""

    def __init__(self, solutions: Sequence[Solution]) -> None:
        self.tasks: dict[str, set[str]] = defaultdict(set)
        self._sentences: dict[tuple[str, str], set[str]] = defaultdict(set)
        placed: dict[str, tuple[str, str, Term]] = {}
        for solution in solutions:
            department, task = iri(solution["department"]), iri(solution["task"])
            self.tasks[department].add(task)
            if (place := solution.get("jurisdiction")) is not None:
                latest = placed.get(department)
                if latest is None or latest[0] < task or (latest[0] == task and latest[1] < iri(place)):
                    placed[department] = (task, iri(place), place)
            if (sentence := solution.get("sentence")) is not None:
                self._sentences[department, task].add(iri(sentence))
        self.places = {department: place for department, (_, _, place) in placed.items()}

    def network(self) -> Graph:
        """The departments, joined by the tasks they share."""
        return cooperation(Holding(agent, task) for agent, tasks in self.tasks.items() for task in tasks)

    def sentences(self, departments: Iterable[str], tasks: Iterable[str]) -> tuple[Term, ...]:
        """Where the departments' parts in the tasks are stated."""
        wanted = set(tasks)
        return nodes(
            {
                sentence
                for department in departments
                for task in self.tasks[department] & wanted
                for sentence in self._sentences.get((department, task), ())
            }
        )

"""A release as the audit looks at it: each policy with its commitments, who answers for them, and the passages.

Plain values; ``queries.audit.reading`` makes them from a store.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Literal, NamedTuple


class Term(NamedTuple):
    """A word in both languages."""

    zh: str
    en: str


CommitmentKind = Literal["target", "task", "duty"]
AgentKind = Literal["department", "group", "body"]
RoleName = Literal["lead", "responsible", "support"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a policy's text: ``quote`` is [begin, end) of it, ``sentence`` the whole sentences around."""

    policy: str
    policy_label: str
    path: str
    begin: int
    end: int
    quote: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Agent:
    """Who answers: its place is the label of its jurisdiction; ``function`` is an IRI, empty where none is known."""

    iri: str
    label: str
    kind: AgentKind
    function: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """What a target promises. ``canonical`` is the value in the dimension's reference unit; both exact."""

    indicator: str
    kind: str
    comparator: str
    value: Decimal
    upper: Decimal | None = None
    unit: str = ""
    dimension: str = ""
    canonical: Decimal | None = None
    scope: str = ""
    denominator: str = ""
    baseline: str = ""


@dataclass(frozen=True, slots=True)
class Commitment:
    """A target, task or duty. ``deadline`` is ISO 8601 of any precision, empty where none is stated.

    ``firm`` is False for what is only striven for; ``in_passing`` marks a task that no item states, only a sentence
    that hands it to somebody.
    """

    iri: str
    kind: CommitmentKind
    label: str
    provision: str
    path: str
    themes: frozenset[str] = frozenset()
    deadline: str = ""
    recurrence: str = ""
    figure: Figure | None = None
    passages: tuple[str, ...] = ()
    position: int = 0
    firm: bool = True
    in_passing: bool = False


@dataclass(frozen=True, slots=True)
class Holding:
    """An agent in a role for commitments, as stated or inferred; ``rule`` is what read it."""

    iri: str
    agent: Agent
    role: RoleName
    stated: bool
    commitments: tuple[str, ...]
    provision: str
    rule: str = ""
    passages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """A phase of the work; open ends are empty."""

    iri: str
    label: str
    starts: str
    finishes: str
    provision: str
    path: str
    passages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """An instrument where the policy names it: ``label`` as printed, ``title`` its one name."""

    iri: str
    instrument: str
    label: str
    title: str
    number: str
    relation: str
    passages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Odd:
    """A place the reader doubts; ``matter`` is the kind of doubt."""

    iri: str
    matter: str
    detail: str
    passages: tuple[str, ...]


@dataclass
class Plan:
    """A policy with everything that it states. Lists are in the order of the text."""

    iri: str
    label: str
    issued: str = ""
    text: str = ""
    based_on: frozenset[str] = frozenset()
    commitments: list[Commitment] = field(default_factory=list)
    holdings: list[Holding] = field(default_factory=list)
    stages: list[Stage] = field(default_factory=list)
    citations: list[Named] = field(default_factory=list)
    doubts: list[Odd] = field(default_factory=list)
    provision_texts: dict[str, str] = field(default_factory=dict)

    @cached_property
    def by_iri(self) -> Mapping[str, Commitment]:
        """The commitments by their names."""
        return {commitment.iri: commitment for commitment in self.commitments}

    @cached_property
    def tasks(self) -> tuple[Commitment, ...]:
        """The tasks that items state."""
        return tuple(one for one in self.commitments if one.kind == "task" and not one.in_passing)

    @cached_property
    def holders(self) -> Mapping[str, tuple[Holding, ...]]:
        """Who is stated to answer for each commitment."""
        return self._of(stated=True)

    @cached_property
    def inferred(self) -> Mapping[str, tuple[Holding, ...]]:
        """Who is inferred to lead each commitment."""
        return self._of(stated=False)

    @cached_property
    def tasks_of(self) -> Mapping[Agent, tuple[Commitment, ...]]:
        """The tasks each department is stated to answer for, each once."""
        found: dict[Agent, dict[str, Commitment]] = defaultdict(dict)
        stated = {task.iri: task for task in self.tasks}
        for holding in self.holdings:
            if holding.stated and holding.agent.kind == "department":
                found[holding.agent].update((iri, stated[iri]) for iri in holding.commitments if iri in stated)
        return {agent: tuple(tasks.values()) for agent, tasks in found.items() if tasks}

    def _of(self, *, stated: bool) -> Mapping[str, tuple[Holding, ...]]:
        found: dict[str, list[Holding]] = defaultdict(list)
        for holding in self.holdings:
            if holding.stated == stated:
                for commitment in holding.commitments:
                    found[commitment].append(holding)
        return {commitment: tuple(holdings) for commitment, holdings in found.items()}


@dataclass(frozen=True, slots=True)
class Function:
    """A function of departments: the kind of body that has it, the themes it covers, until when such bodies existed."""

    iri: str
    label: Term
    kind: str
    themes: frozenset[str]
    valid_to: str = ""
    successors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Facts:
    """A release: its policies in the order of their names, the functions, the labels of themes.

    ``passage_of`` gives a passage by its name, with its sentences; None for one that is not there.
    """

    plans: tuple[Plan, ...]
    functions: Mapping[str, Function]
    themes: Mapping[str, Term]
    instruments: Mapping[str, str]
    """What a cited name resolves to (``owl:sameAs``)."""
    passage_of: Callable[[str], Passage | None]

    @cached_property
    def by_policy(self) -> Mapping[str, Plan]:
        """The policies by their names."""
        return {plan.iri: plan for plan in self.plans}

    def passages(self, iris: Iterable[str]) -> tuple[Passage, ...]:
        """The passages with their sentences, in the order of the text, each once."""
        found = {passage for iri in iris if (passage := self.passage_of(iri)) is not None}
        return tuple(sorted(found, key=lambda passage: (passage.policy, passage.begin, passage.end)))

"""What an audit report shows besides findings: coverage, workload, departments by themes, places read with doubt."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ontology import broader_themes
from queries.audit.facts import Agent, Facts, Passage, Plan, Term

KINDS = ("target", "task", "duty")


@dataclass(frozen=True, slots=True)
class Share:
    """Of ``all`` commitments of a kind, how many have a stated body, how many only an inferred lead."""

    kind: str
    all: int
    stated: int
    inferred: int

    @property
    def percent(self) -> int:
        """The share with a stated body, rounded; 100 where there is nothing to cover."""
        return round(100 * self.stated / self.all) if self.all else 100


@dataclass(frozen=True, slots=True)
class PlanCoverage:
    """How far one policy says who answers, and how many places of it were read with doubt."""

    policy: str
    label: str
    issued: str
    shares: tuple[Share, ...]
    doubts: int


@dataclass(frozen=True, slots=True)
class Load:
    """What one agent holds: its place, and how many commitments of each role and kind, each commitment once."""

    agent: Agent
    lead: int
    responsible: int
    support: int
    kinds: Mapping[str, int]
    themes: Mapping[str, int]

    @property
    def total(self) -> int:
        """Commitments in any role."""
        return sum(self.kinds.values())


@dataclass(frozen=True, slots=True)
class OpenPlace:
    """A place that was read with doubt: the kind of doubt, what is odd, the sentence."""

    matter: str
    detail: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """Some policies of a release in numbers. ``themes`` are the columns of the matrix, the commonest first."""

    coverage: tuple[PlanCoverage, ...]
    loads: tuple[Load, ...]
    themes: tuple[tuple[str, Term], ...]
    open_places: tuple[OpenPlace, ...]


def survey(facts: Facts, policies: Iterable[str]) -> Survey:
    """The numbers of some policies, all of which the facts must hold; linear in what they state."""
    plans = [facts.by_policy[policy] for policy in policies]
    loads = _loads(plans)
    spread: Counter[str] = Counter()
    for load in loads:
        spread.update(load.themes)
    columns = sorted(spread, key=lambda theme: (-spread[theme], theme))
    return Survey(
        coverage=tuple(_coverage(plan) for plan in plans),
        loads=loads,
        themes=tuple((theme, facts.themes.get(theme, Term(theme, theme))) for theme in columns),
        open_places=tuple(
            OpenPlace(doubt.matter, doubt.detail, facts.passages(doubt.passages))
            for plan in plans
            for doubt in plan.doubts
        ),
    )


def _coverage(plan: Plan) -> PlanCoverage:
    shares = []
    for kind in KINDS:
        commitments = [one.iri for one in plan.commitments if one.kind == kind]
        stated = sum(1 for iri in commitments if iri in plan.holders)
        inferred = sum(1 for iri in commitments if iri not in plan.holders and iri in plan.inferred)
        shares.append(Share(kind, len(commitments), stated, inferred))
    return PlanCoverage(plan.iri, plan.label, plan.issued, tuple(shares), len(plan.doubts))


def _loads(plans: Sequence[Plan]) -> tuple[Load, ...]:
    roles: dict[Agent, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    themes_of: dict[str, frozenset[str]] = {}
    kind_of: dict[str, str] = {}
    for plan in plans:
        for one in plan.commitments:
            themes_of[one.iri] = frozenset(_broadest(theme) for theme in one.themes)
            kind_of[one.iri] = one.kind
        for holding in plan.holdings:
            if holding.stated:
                roles[holding.agent][holding.role].update(iri for iri in holding.commitments if iri in plan.by_iri)
    found = []
    for agent, held in roles.items():
        all_held = set().union(*held.values())
        kinds = Counter(kind_of[iri] for iri in all_held)
        themes = Counter(theme for iri in all_held for theme in themes_of[iri])
        load = Load(
            agent=agent,
            lead=len(held["lead"]),
            responsible=len(held["responsible"]),
            support=len(held["support"]),
            kinds={kind: kinds[kind] for kind in KINDS},
            themes=dict(themes),
        )
        found.append(load)
    return tuple(sorted(found, key=lambda load: (-load.total, load.agent.label, load.agent.iri)))


def _broadest(theme: str) -> str:
    """The theme at the top of the tree above a theme."""
    above = broader_themes(theme)
    return above[-1] if above else theme

"""A store → the facts that audit rules look at: one property at a time, in time linear in the statements."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from itertools import chain

from pyoxigraph import Literal, NamedNode, Store

from graph.statements import labels_of, objects_of, subjects_of
from graph.vocabulary import LABEL, SAME_AS
from ontology import themes_of_function
from queries.audit.facts import (
    Agent,
    AgentKind,
    Commitment,
    CommitmentKind,
    Facts,
    Figure,
    Function,
    Holding,
    Named,
    Odd,
    Plan,
    RoleName,
    Stage,
    Term,
)
from queries.audit.passages import Passages
from queries.audit.properties import Properties

_COMMITMENTS: Mapping[str, CommitmentKind] = {"Target": "target", "Task": "task", "Duty": "duty"}
_AGENTS: Mapping[str, AgentKind] = {"AgentGroup": "group", "CoordinatingBody": "body", "Department": "department"}
_ROLES: Mapping[str, RoleName] = {"lead": "lead", "responsible": "responsible", "support": "support"}
_NOT_FIRM = frozenset({"stretch", "expected"})


def read_facts(store: Store) -> Facts:
    """Everything that the policies of a store state, for audit rules to look at."""
    return _Reader(store).read()


@dataclass
class _Reader:
    """Reads one store."""

    store: Store
    of: Properties = field(init=False)
    policy_of_provision: dict[str, str] = field(init=False, default_factory=dict)
    plans: dict[str, Plan] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.of = Properties(self.store)

    def read(self) -> Facts:
        self._read_policies()
        self._read_commitments()
        self._read_holdings()
        self._read_surroundings()
        for plan in self.plans.values():
            plan.commitments.sort(key=lambda one: (one.position, one.iri))
            plan.holdings.sort(key=lambda one: one.iri)
        same = objects_of(self.store, SAME_AS)
        return Facts(
            plans=tuple(plan for _, plan in sorted(self.plans.items())),
            functions=self._functions(),
            themes={iri: _words(self.store, iri) for iri in subjects_of(self.store, "Theme")},
            instruments={thing: min(others) for thing, others in same.items()},
            passage_of=Passages(self.of, self._paths(), self.plans).get,
        )

    def _read_policies(self) -> None:
        labels = labels_of(self.store, "Policy")
        for iri in subjects_of(self.store, "Policy"):
            self.plans[iri] = Plan(
                iri=iri,
                label=labels.get(iri, iri),
                issued=self.of.one(iri, "issuedOn"),
                text=self.of.one(iri, "text"),
                based_on=frozenset(self.of.all(iri, "basedOn")),
            )
        for provision in subjects_of(self.store, "Provision"):
            policy = self._policy_above(provision)
            if policy:
                self.policy_of_provision[provision] = policy
                self.plans[policy].provision_texts[provision] = self.of.one(provision, "text")

    def _policy_above(self, provision: str) -> str:
        """The policy at the end of the chain of ``zr:partOf``; empty for a chain without one."""
        seen: set[str] = set()
        while provision and provision not in self.plans and provision not in seen:
            seen.add(provision)
            provision = self.of.one(provision, "partOf")
        return provision if provision in self.plans else ""

    def _plan_of(self, thing: str) -> Plan | None:
        """The policy in whose provision a thing is stated."""
        return self.plans.get(self.policy_of_provision.get(self.of.one(thing, "statedIn"), ""))

    def _read_commitments(self) -> None:
        indicators = labels_of(self.store, "Indicator")
        for class_name, kind in _COMMITMENTS.items():
            labels = labels_of(self.store, class_name)
            for iri in subjects_of(self.store, class_name):
                if plan := self._plan_of(iri):
                    plan.commitments.append(self._commitment(iri, kind, labels.get(iri, iri), indicators))

    def _commitment(self, iri: str, kind: CommitmentKind, label: str, indicators: Mapping[str, str]) -> Commitment:
        of, provision = self.of, self.of.one(iri, "statedIn")
        passages = of.all(iri, "evidence")
        return Commitment(
            iri=iri,
            kind=kind,
            label=label,
            provision=provision,
            path=of.one(provision, "path"),
            themes=frozenset(of.all(iri, "theme")),
            deadline=of.one(iri, "deadline"),
            recurrence=of.one(iri, "recurrence"),
            figure=self._figure(iri, indicators) if kind == "target" else None,
            passages=passages,
            position=min((int(of.one(passage, "begin") or 0) for passage in passages), default=0),
            firm=of.one(iri, "modality") not in _NOT_FIRM,
            in_passing=kind == "task" and of.one(iri, "kind") == "matter",
        )

    def _figure(self, iri: str, indicators: Mapping[str, str]) -> Figure | None:
        of = self.of
        value = _decimal(of.one(iri, "value"))
        if value is None:
            return None
        return Figure(
            indicator=indicators.get(of.one(iri, "indicator"), ""),
            kind=of.one(iri, "kind"),
            comparator=of.one(iri, "comparator"),
            value=value,
            upper=_decimal(of.one(iri, "upperValue")),
            unit=of.one(iri, "unit"),
            dimension=of.one(iri, "dimension"),
            canonical=_decimal(of.one(iri, "canonicalValue")),
            scope=of.one(iri, "scope"),
            denominator=of.one(iri, "denominator"),
            baseline=of.one(iri, "baseline"),
        )

    def _read_holdings(self) -> None:
        of, agents = self.of, self._agents()
        for iri in subjects_of(self.store, "Responsibility"):
            commitments = of.all(iri, "concerns")
            agent = agents.get(of.one(iri, "agent"))
            role = _ROLES.get(_last(of.one(iri, "role")))
            plan = self._plan_of(iri) or next((plan for one in commitments if (plan := self._plan_of(one))), None)
            if agent and role and plan:
                plan.holdings.append(
                    Holding(
                        iri=iri,
                        agent=agent,
                        role=role,
                        stated=_last(of.one(iri, "basis")) == "stated",
                        commitments=commitments,
                        provision=of.one(iri, "statedIn"),
                        rule=of.one(iri, "rule"),
                        passages=of.all(iri, "evidence"),
                    )
                )

    def _agents(self) -> Mapping[str, Agent]:
        of, places = self.of, labels_of(self.store, "Jurisdiction")
        return {
            iri: Agent(iri, label, kind, of.one(iri, "function"), places.get(of.one(iri, "jurisdiction"), ""))
            for class_name, kind in _AGENTS.items()
            for iri, label in labels_of(self.store, class_name).items()
        }

    def _read_surroundings(self) -> None:
        of = self.of
        for iri, label in labels_of(self.store, "Phase").items():
            if plan := self._plan_of(iri):
                provision = of.one(iri, "statedIn")
                times = (of.one(iri, "starts"), of.one(iri, "finishes"))
                stage = Stage(iri, label, *times, provision, of.one(provision, "path"), of.all(iri, "evidence"))
                plan.stages.append(stage)
        titles = self._titles()
        for iri, label in labels_of(self.store, "Citation").items():
            if plan := self._plan_of(iri):
                instrument = of.one(iri, "instrument")
                plan.citations.append(
                    Named(
                        iri=iri,
                        instrument=instrument,
                        label=label,
                        title=titles.get(instrument, label),
                        number=of.one(instrument, "documentNumber"),
                        relation=of.one(iri, "relation"),
                        passages=of.all(iri, "evidence"),
                    )
                )
        for iri in subjects_of(self.store, "Doubt"):
            if plan := self._plan_of(iri):
                detail = of.one(iri, "detail") or _words(self.store, iri).zh
                plan.doubts.append(Odd(iri, of.one(iri, "matter"), detail, of.all(iri, "evidence")))
        for plan in self.plans.values():
            for entries in (plan.stages, plan.citations, plan.doubts):
                entries.sort(key=lambda one: one.iri)

    def _titles(self) -> Mapping[str, str]:
        return labels_of(self.store, "Instrument")

    def _functions(self) -> Mapping[str, Function]:
        of = self.of
        return {
            iri: Function(
                iri=iri,
                label=_words(self.store, iri),
                kind=of.one(iri, "kind"),
                themes=frozenset(themes_of_function(iri)),
                valid_to=of.one(iri, "validTo"),
                successors=of.all(iri, "succeededBy"),
            )
            for iri in subjects_of(self.store, "Function")
        }

    def _paths(self) -> Mapping[str, str]:
        """For each passage the innermost provision in which something that rests on it is stated."""
        found: dict[str, str] = {}
        for plan in self.plans.values():
            things: Iterable[Commitment | Holding | Stage | Named | Odd] = chain(
                plan.commitments, plan.holdings, plan.stages, plan.citations, plan.doubts
            )
            for thing in things:
                path = self.of.one(self.of.one(thing.iri, "statedIn"), "path")
                for passage in thing.passages:
                    found[passage] = max(found.get(passage, ""), path, key=len)
        return found


def _words(store: Store, iri: str) -> Term:
    """A thing's label in both languages; the other one where one is missing."""
    quads = store.quads_for_pattern(NamedNode(iri), LABEL, None)
    labels = [quad.object for quad in quads if isinstance(quad.object, Literal)]
    zh, en = (min((one.value for one in labels if one.language == language), default="") for language in ("zh", "en"))
    return Term(zh or en or _last(iri), en or zh or _last(iri))


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None


def _last(iri: str) -> str:
    return iri.replace("#", "/").rstrip("/").rpartition("/")[2]

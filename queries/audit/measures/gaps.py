"""What is not there: bodies, tasks, targets and dates that a policy leaves open."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from queries.audit.facts import Agent, Commitment, Facts, Plan, Term
from queries.audit.finding import Detail, Found
from queries.audit.measures.settings import Settings
from queries.audit.measures.values import agents_of, names, of_agent, of_commitment, passages_of, quoted, stable
from queries.audit.measures.words import bare, contained, pairs

FULL = Decimal(100)


def _left_open(plan: Plan, commitment: Commitment, **detail: Detail) -> Found:
    """A commitment that the policy leaves open in some way, which ``detail`` says in numbers and names."""
    return Found(
        policy=plan.iri,
        subjects=(of_commitment(commitment),),
        passages=passages_of(commitment),
        key=stable(commitment.kind, commitment.label),
        detail={"commitment": commitment.label, **detail},
    )


def nobody_responsible(facts: Facts, settings: Settings) -> Iterator[Found]:
    """Tasks of a policy that assigns most of its tasks, for which it names nobody at all.

    Not counted: where a lead may be inferred from a duty; where the text of the provision names a body of the policy
    or addresses somebody (``addressed``).
    """
    for plan in facts.plans:
        tasks = plan.tasks
        held = [task for task in tasks if task.iri in plan.holders]
        if not tasks or len(held) < settings.number("share_assigned") * len(tasks):
            continue
        agents = {holding.agent.label for holding in plan.holdings}
        measured = {one.provision for one in plan.commitments if one.kind == "target"}
        for task in tasks:
            if task.provision in measured or settings.pattern("no_work").search(task.label):
                continue
            if task.iri in plan.holders or task.iri in plan.inferred or _addresses(facts, plan, task, agents, settings):
                continue
            yield _left_open(plan, task, assigned=Decimal(len(held)), tasks=Decimal(len(tasks)))


def _addresses(facts: Facts, plan: Plan, task: Commitment, agents: set[str], settings: Settings) -> bool:
    text = plan.provision_texts.get(task.provision, "") + quoted(facts, task.passages)
    return bool(settings.pattern("addressed").search(text)) or any(agent in text for agent in agents)


def document_names_nobody(facts: Facts, settings: Settings) -> Iterator[Found]:
    """Policies with many tasks that assign hardly any of them: one finding for the document.

    Only policies that set targets or assign something: others (rules, replies, reports) hand out no work.
    """
    for plan in facts.plans:
        tasks = plan.tasks
        duties = [commitment for commitment in plan.commitments if commitment.kind == "duty"]
        held = [task for task in tasks if task.iri in plan.holders]
        if duties or len(tasks) < settings.number("least_tasks") or settings.pattern("other").search(plan.label):
            continue
        agents = {holding.agent.label for holding in plan.holdings}
        open_tasks = [
            task
            for task in tasks
            if task.iri not in plan.holders
            and task.iri not in plan.inferred
            and not _addresses(facts, plan, task, agents, settings)
        ]
        aims = held or any(commitment.kind == "target" for commitment in plan.commitments)
        few = aims and len(held) < settings.number("share_assigned") * len(tasks)
        if few and len(open_tasks) >= settings.number("share_open") * len(tasks):
            yield Found(
                policy=plan.iri,
                subjects=tuple(map(of_commitment, open_tasks)),
                passages=passages_of(*open_tasks),
                key=(),
                detail={
                    "policy": plan.label,
                    "open": Decimal(len(open_tasks)),
                    "assigned": Decimal(len(held)),
                    "tasks": Decimal(len(tasks)),
                },
            )


def target_without_competent_body(facts: Facts, settings: Settings) -> Iterator[Found]:
    """Targets that nobody answers for, of a theme that no body named in the policy has as its function.

    Only where every department that could be competent is missing from the whole policy, in policies that name
    departments of several functions; not where the target's sentence names a body, or an assigned task its object.
    """
    competent = _competent_functions(facts, settings)
    for plan in facts.plans:
        present = {holding.agent.function for holding in plan.holdings if holding.agent.function}
        if len(present) < settings.number("least_functions"):
            continue
        agents = {holding.agent.label for holding in plan.holdings}
        assigned = _Wording(plan, (one for one in plan.commitments if one.kind != "target" and one.iri in plan.holders))
        for target in _open_targets(plan):
            wanted = [theme for theme in sorted(target.themes) if competent[theme]]
            if (
                not wanted
                or any(competent[theme] & present for theme in wanted)
                or assigned.speaks_of(target, settings)
            ):
                continue
            said = quoted(facts, target.passages)
            if not any(agent in said for agent in agents):
                yield _left_open(
                    plan,
                    target,
                    themes=_both(facts.themes.get(theme, Term(theme, theme)) for theme in wanted),
                    competent=_examples(facts, wanted, competent),
                    named=Decimal(len(agents_of(plan.holdings, "department"))),
                )


def _competent_functions(facts: Facts, settings: Settings) -> Mapping[str, set[str]]:
    """For each theme the functions of departments that cover it; coordinating bodies are competent for nothing."""
    kinds = settings.words("kinds")
    competent: dict[str, set[str]] = defaultdict(set)
    for function in facts.functions.values():
        if function.kind in kinds:
            for theme in function.themes:
                competent[theme].add(function.iri)
    return competent


def _examples(facts: Facts, themes: list[str], competent: Mapping[str, set[str]]) -> Term:
    """The functions that exist today, as examples of who could be competent."""
    functions = (facts.functions[iri] for theme in themes for iri in competent[theme])
    return _both(sorted({function.label for function in functions if not function.valid_to}))


def _both(terms: Iterable[Term]) -> Term:
    listed = list(terms)
    return Term("、".join(term.zh for term in listed), ", ".join(term.en for term in listed))


def _open_targets(plan: Plan) -> Iterator[Commitment]:
    """The targets that nobody is stated or inferred to answer for."""
    for target in plan.commitments:
        if target.kind == "target" and target.iri not in plan.holders and target.iri not in plan.inferred:
            yield target


class _Wording:
    """The words of the provisions in which some commitments stand."""

    def __init__(self, plan: Plan, commitments: Iterable[Commitment]) -> None:
        self.provisions = frozenset(commitment.provision for commitment in commitments)
        self._texts = [bare(plan.provision_texts.get(provision, "")) for provision in sorted(self.provisions)]
        self._pairs = [pairs(text) for text in self._texts]

    def speaks_of(self, target: Commitment, settings: Settings) -> bool:
        """Whether one of the provisions has a run of the indicator's signs, or enough of its pairs of signs."""
        if target.figure is None or target.provision in self.provisions:
            return True
        core = settings.pattern("weightless").sub("", bare(target.figure.indicator))
        length = min(int(settings.number("run")), len(core))
        runs = [core[i : i + length] for i in range(len(core) - length + 1)]
        if not core or any(run in text for run in runs for text in self._texts):
            return True
        return contained(pairs(core), self._pairs) >= settings.number("contained")


def target_without_task(facts: Facts, settings: Settings) -> Iterator[Found]:
    """Targets with neither a body nor any task or duty of the policy that shares a theme or the indicator's words."""
    for plan in facts.plans:
        work = [commitment for commitment in plan.commitments if commitment.kind != "target"]
        if len(work) < settings.number("least_tasks"):
            continue
        themes = frozenset().union(*(commitment.themes for commitment in work))
        wording = _Wording(plan, work)
        for target in _open_targets(plan):
            limits_loss = target.figure is not None and target.figure.comparator.startswith("<")
            if not limits_loss and not target.themes & themes and not wording.speaks_of(target, settings):
                yield _left_open(plan, target, tasks=Decimal(len(work)))


def duties_without_target(facts: Facts, settings: Settings) -> Iterator[Found]:
    """Departments whose several duties carry no number, and no target of the policy shares a theme with them.

    Only in policies that set targets and put numbers into the duties of other departments.
    """
    for plan in facts.plans:
        targets = [commitment for commitment in plan.commitments if commitment.kind == "target"]
        measured = {target.provision for target in targets}
        duties = _duties_by_agent(plan)
        with_number = [agent for agent, held in duties.items() if any(duty.provision in measured for duty in held)]
        if len(targets) < settings.number("least_targets") or len(with_number) < settings.number("least_measured"):
            continue
        themes = frozenset().union(*(target.themes for target in targets))
        for agent, held in duties.items():
            if agent in with_number or len(held) < settings.number("least_duties"):
                continue
            own = frozenset().union(*(duty.themes for duty in held))
            if not own or own & themes:
                continue
            yield Found(
                policy=plan.iri,
                subjects=(of_agent(agent), *map(of_commitment, held)),
                passages=passages_of(*held),
                key=stable(agent.label),
                detail={
                    "body": agent.label,
                    "duties": Decimal(len(held)),
                    "targets": Decimal(len(targets)),
                    "measured": names(with_number),
                },
            )


def _duties_by_agent(plan: Plan) -> Mapping[Agent, list[Commitment]]:
    found: dict[Agent, list[Commitment]] = defaultdict(list)
    for duty in plan.commitments:
        if duty.kind == "duty":
            for agent in agents_of(plan.holders.get(duty.iri, ()), "department"):
                found[agent].append(duty)
    return found


def target_without_deadline(facts: Facts, settings: Settings) -> Iterator[Found]:
    """Targets without any date: none of their own, and none around them to inherit.

    A date to inherit: of a phase, in the title, in a section around, or a horizon anywhere in the policy. What must
    hold at any time (yearly and standing targets, 100 %, zero, upper limits) needs none.
    """
    year, horizon = settings.pattern("year"), settings.pattern("horizon")
    for plan in facts.plans:
        if any(stage.finishes or stage.starts for stage in plan.stages) or year.search(plan.label):
            continue
        if horizon.search(plan.text):
            continue
        dated = _dated_provisions(plan, year)
        targets = [commitment for commitment in plan.commitments if commitment.kind == "target"]
        for target in targets:
            if target.deadline or target.recurrence or target.provision in dated or _stands(facts, target, settings):
                continue
            yield _left_open(
                plan,
                target,
                dated=Decimal(sum(1 for one in targets if one.deadline or one.recurrence)),
                targets=Decimal(len(targets)),
            )


def _stands(facts: Facts, target: Commitment, settings: Settings) -> bool:
    """Whether a target must hold at any time, names a standard only, or has a year in its sentence."""
    figure = target.figure
    if figure is None or settings.pattern("not_aim").search(figure.indicator):
        return True
    whole = figure.value == 0 or (figure.value == FULL and figure.unit == "%")
    said = quoted(facts, target.passages)
    words = settings.pattern("standing").search(said) or settings.pattern("year").search(said)
    return whole or figure.comparator.startswith("<") or bool(words)


def _dated_provisions(plan: Plan, year: re.Pattern[str]) -> frozenset[str]:
    """The provisions that stand in a section whose text says a year or a period."""
    dated = {iri for iri, text in plan.provision_texts.items() if year.search(text)}
    return frozenset(iri for iri in plan.provision_texts if _ancestors(iri) & dated)


def _ancestors(provision: str) -> set[str]:
    """A provision's name and all its beginnings, which name what it is part of."""
    parts = provision.split("/")
    return {"/".join(parts[:length]) for length in range(1, len(parts) + 1)}

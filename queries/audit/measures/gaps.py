"""What is not there: bodies, tasks, targets and dates that a policy leaves open."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal

from queries.audit.facts import Agent, Commitment, Facts, Plan
from queries.audit.finding import Found
from queries.audit.measures.settings import Settings
from queries.audit.measures.values import agents_of, names, of_agent, of_commitment, passages_of, quoted, stable
from queries.audit.measures.words import bare, contained, pairs


def nobody_responsible(facts: Facts, settings: Settings) -> Iterator[Found]:
    """Tasks of a policy that assigns most of its tasks, for which it names nobody at all.

    Not counted: where a lead may be inferred from a duty; where the text of the provision names a body of the policy
    or addresses somebody (``addressed``).
    """
    for plan in facts.plans:
        tasks = [commitment for commitment in plan.commitments if commitment.kind == "task"]
        held = [task for task in tasks if task.iri in plan.holders]
        if not tasks or len(held) < settings.number("share_assigned") * len(tasks):
            continue
        agents = {holding.agent.label for holding in plan.holdings}
        for task in tasks:
            if task.iri in plan.holders or task.iri in plan.inferred or _addresses(facts, plan, task, agents, settings):
                continue
            yield Found(
                policy=plan.iri,
                subjects=(of_commitment(task),),
                passages=passages_of(task),
                key=stable(task.kind, task.label),
                detail={"commitment": task.label, "assigned": Decimal(len(held)), "tasks": Decimal(len(tasks))},
            )


def _addresses(facts: Facts, plan: Plan, task: Commitment, agents: set[str], settings: Settings) -> bool:
    text = plan.provision_texts.get(task.provision, "") + quoted(facts, task.passages)
    return bool(settings.pattern("addressed").search(text)) or any(agent in text for agent in agents)


def document_names_nobody(facts: Facts, settings: Settings) -> Iterator[Found]:
    """Policies with many tasks that assign hardly any of them: one finding for the document."""
    for plan in facts.plans:
        tasks = [commitment for commitment in plan.commitments if commitment.kind == "task"]
        duties = [commitment for commitment in plan.commitments if commitment.kind == "duty"]
        held = [task for task in tasks if task.iri in plan.holders]
        open_tasks = [task for task in tasks if task.iri not in plan.holders and task.iri not in plan.inferred]
        if duties or len(open_tasks) < settings.number("least_tasks") or settings.pattern("other").search(plan.label):
            continue
        if len(held) < settings.number("share_assigned") * len(tasks):
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

    Only where every body that could be competent is missing from the whole policy, and only in policies that name
    bodies with functions at all (``least_functions``).
    """
    competent: dict[str, set[str]] = defaultdict(set)
    for function in facts.functions.values():
        for theme in function.themes:
            competent[theme].add(function.iri)
    for plan in facts.plans:
        present = {holding.agent.function for holding in plan.holdings if holding.agent.function}
        if len(present) < settings.number("least_functions"):
            continue
        for target in plan.commitments:
            if target.kind != "target" or target.iri in plan.holders or target.iri in plan.inferred:
                continue
            wanted = [theme for theme in sorted(target.themes) if competent[theme]]
            if wanted and not any(competent[theme] & present for theme in wanted):
                themes = tuple(facts.theme_labels.get(theme, theme) for theme in wanted)
                yield Found(
                    policy=plan.iri,
                    subjects=(of_commitment(target),),
                    passages=passages_of(target),
                    key=stable(target.kind, target.label),
                    detail={
                        "commitment": target.label,
                        "themes": themes,
                        "competent": _competent_names(facts, wanted, competent),
                        "named": Decimal(len(agents_of(plan.holdings, "department"))),
                    },
                )


def _competent_names(facts: Facts, themes: list[str], competent: Mapping[str, set[str]]) -> tuple[str, ...]:
    """The functions that exist today, as examples of who could be competent."""
    functions = {iri for theme in themes for iri in competent[theme]}
    return tuple(sorted(facts.functions[iri].label for iri in functions if not facts.functions[iri].valid_to))


def target_without_task(facts: Facts, settings: Settings) -> Iterator[Found]:
    """Targets with neither a body nor any task or duty of the policy that shares a theme or the indicator's words."""
    for plan in facts.plans:
        work = [commitment for commitment in plan.commitments if commitment.kind != "target"]
        if len(work) < settings.number("least_tasks"):
            continue
        themes = frozenset().union(*(commitment.themes for commitment in work))
        texts = {commitment.provision: plan.provision_texts.get(commitment.provision, "") for commitment in work}
        said = [pairs(bare(text)) for text in texts.values()]
        provisions = frozenset(texts)
        for target in plan.commitments:
            if target.kind != "target" or target.iri in plan.holders or target.iri in plan.inferred:
                continue
            if target.figure is None or target.provision in provisions or target.themes & themes:
                continue
            wanted = pairs(bare(target.figure.indicator))
            if contained(wanted, said) < settings.number("contained"):
                yield Found(
                    policy=plan.iri,
                    subjects=(of_commitment(target),),
                    passages=passages_of(target),
                    key=stable(target.kind, target.label),
                    detail={"commitment": target.label, "tasks": Decimal(len(work))},
                )


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
    """Targets without any date: none of their own, none in the provisions around them, the phases or the title."""
    year = settings.pattern("year")
    for plan in facts.plans:
        if any(stage.finishes or stage.starts for stage in plan.stages) or year.search(plan.label):
            continue
        dated = _provisions_with(plan, settings)
        targets = [commitment for commitment in plan.commitments if commitment.kind == "target"]
        for target in targets:
            bare_of_dates = not target.deadline and not target.recurrence and target.provision not in dated
            said = quoted(facts, target.passages)
            if bare_of_dates and not year.search(said) and not settings.pattern("standing").search(said):
                yield Found(
                    policy=plan.iri,
                    subjects=(of_commitment(target),),
                    passages=passages_of(target),
                    key=stable(target.kind, target.label),
                    detail={
                        "commitment": target.label,
                        "dated": Decimal(sum(1 for one in targets if one.deadline or one.recurrence)),
                        "targets": Decimal(len(targets)),
                    },
                )


def _provisions_with(plan: Plan, settings: Settings) -> frozenset[str]:
    """The provisions that stand in a section whose text says a year or a period."""
    year = settings.pattern("year")
    dated = {iri for iri, text in plan.provision_texts.items() if year.search(text)}
    return frozenset(iri for iri in plan.provision_texts if any(iri == one or iri.startswith(one + "/") for one in dated))

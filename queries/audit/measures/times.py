"""Dates that cannot hold: deadlines against phases, bodies and instruments whose time was over."""

from collections import defaultdict
from collections.abc import Iterator

from queries.audit.facts import Agent, Commitment, Facts, Holding, Plan, Stage, Term
from queries.audit.finding import Found, Subject
from queries.audit.measures.settings import Settings
from queries.audit.measures.values import of_agent, of_commitment, passages_of, quoted, stable


def contradictory_deadline(facts: Facts, _: Settings) -> Iterator[Found]:
    """Deadlines that a phase of the same policy contradicts, or that had passed when the policy was issued.

    A commitment stated inside a phase must fall into it; every commitment must fall before the end of the last
    phase, where all phases have an end. Dates are compared as coarsely as the coarser of both says.
    """
    for plan in facts.plans:
        for commitment in plan.commitments:
            if commitment.deadline:
                yield from _against_phases(plan, commitment)
        for stage in plan.stages:
            if stage.starts and stage.finishes and _later(stage.starts, stage.finishes):
                detail = {"commitment": stage.label, "deadline": stage.finishes, "limit": stage.starts}
                yield _dated(
                    plan, (_of_stage(stage),), stage.passages, Term("晚于其结束时间的开始时间", "its own start"), detail
                )


def _against_phases(plan: Plan, commitment: Commitment) -> Iterator[Found]:
    inside = [stage for stage in plan.stages if _is_inside(commitment, stage)]
    last = max(plan.stages, key=lambda stage: stage.finishes, default=None)
    ends = all(stage.finishes for stage in plan.stages)
    limits = [
        (stage, Term("所在阶段的结束时间", "the end of the phase it belongs to")) for stage in inside if stage.finishes
    ]
    if not inside and last is not None and ends:
        limits = [(last, Term("最后一个阶段的结束时间", "the end of the last phase"))]
    for stage, limit in limits:
        if _later(commitment.deadline, stage.finishes):
            detail = {
                "commitment": commitment.label,
                "deadline": commitment.deadline,
                "limit": f"{stage.finishes} ({stage.label})",
            }
            passages = (*passages_of(commitment), *stage.passages)
            yield _dated(plan, (of_commitment(commitment), _of_stage(stage)), passages, limit, detail)


def _dated(
    plan: Plan, subjects: tuple[Subject, ...], passages: tuple[str, ...], limit: Term, detail: dict[str, str]
) -> Found:
    return Found(
        policy=plan.iri,
        subjects=subjects,
        passages=passages,
        key=stable(*(subject.label for subject in subjects), detail["deadline"]),
        detail={**detail, "against": limit},
    )


def _of_stage(stage: Stage) -> Subject:
    return Subject(stage.iri, stage.label, "phase")


def _is_inside(commitment: Commitment, stage: Stage) -> bool:
    """Whether the commitment stands in the phase's own provision, below a section that holds all phases."""
    same = commitment.provision == stage.provision or commitment.provision.startswith(stage.provision + "/")
    return same and "/" in stage.path


def _later(one: str, other: str) -> bool:
    """Whether a date is later than another, as far as both are precise: 2020 is not later than 2020-03."""
    shared = min(len(one), len(other))
    return one[:shared] > other[:shared]


def defunct_body(facts: Facts, settings: Settings) -> Iterator[Found]:
    """Departments whose function had ended, by more than ``grace`` years, when the policy that names them was issued.

    Reforms reach cities and counties later than the centre: the grace is for that. ``lasting`` names live on after one:
    浙江省林业局 is of today.
    """
    for plan in facts.plans:
        if not plan.issued:
            continue
        named: dict[Agent, list[Holding]] = defaultdict(list)
        for holding in plan.holdings:
            if holding.stated and holding.agent.kind == "department":
                named[holding.agent].append(holding)
        for agent, holdings in named.items():
            function = facts.functions.get(agent.function)
            if settings.pattern("lasting").search(agent.label):
                continue
            if not function or not function.valid_to or not plan.issued[:4].isdecimal():
                continue
            if int(plan.issued[:4]) > int(function.valid_to[:4]) + settings.number("grace"):
                after = [facts.functions[iri].label for iri in function.successors if iri in facts.functions]
                yield Found(
                    policy=plan.iri,
                    subjects=(of_agent(agent),),
                    passages=passages_of(*holdings),
                    key=stable(agent.label, agent.place),
                    detail={
                        "body": agent.label,
                        "issued": plan.issued,
                        "until": function.valid_to[:4],
                        "successors": Term(
                            "、".join(one.zh for one in after) or "—", ", ".join(one.en for one in after) or "—"
                        ),
                    },
                )


def superseded_citation(facts: Facts, settings: Settings) -> Iterator[Found]:
    """Instruments cited as a basis although repealed by an earlier policy, or whose own period had ended."""
    repealed = _repealed(facts)
    for plan in facts.plans:
        for citation in plan.citations:
            if citation.relation not in settings.words("relations") or not plan.issued:
                continue
            if settings.pattern("looking_back").search(quoted(facts, citation.passages)):
                continue
            instrument = facts.instruments.get(citation.instrument, citation.instrument)
            by = repealed.get(instrument)
            ended = _end_of_period(citation.label, settings)
            if by is not None and by.iri != plan.iri and by.issued and by.issued <= plan.issued:
                reason = Term(f"已由《{by.label}》({by.issued})废止", f"repealed by 《{by.label}》 ({by.issued})")
            elif ended and ended < plan.issued[:4]:
                reason = Term(f"其期限已于{ended}年届满", f"its own period ended in {ended}")
            else:
                continue
            yield Found(
                policy=plan.iri,
                subjects=(Subject(citation.instrument, citation.label, "instrument"),),
                passages=citation.passages,
                key=stable(citation.label),
                detail={"instrument": citation.label, "issued": plan.issued, "reason": reason},
            )


def _repealed(facts: Facts) -> dict[str, Plan]:
    """The instruments that a policy repeals, with the first that does."""
    found: dict[str, Plan] = {}
    for plan in sorted(facts.plans, key=lambda plan: (plan.issued or "9999", plan.iri)):
        for citation in plan.citations:
            if citation.relation == "repeals":
                found.setdefault(facts.instruments.get(citation.instrument, citation.instrument), plan)
    return found


def _end_of_period(title: str, settings: Settings) -> str:
    """The last year of a plan's period: 2015 of 规划(2011-2015年); empty for what is no plan."""
    match = settings.pattern("period").search(title)
    is_plan = settings.pattern("kind").search(title) and not settings.pattern("not_kind").search(title)
    return match["end"] if match and is_plan else ""

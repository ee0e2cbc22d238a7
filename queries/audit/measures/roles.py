"""Who leads, who only helps: findings about roles."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from queries.audit.facts import Agent, Commitment, Facts, Holding, Plan
from queries.audit.finding import Found
from queries.audit.measures.settings import Settings
from queries.audit.measures.values import agents_of, names, of_agent, of_commitment, passages_of, quoted, stable

BODIES = ("department", "body")


def multiple_leads(facts: Facts, settings: Settings) -> Iterator[Found]:
    """Commitments that one statement hands to two or more leads.

    Leads named in different statements may lead different parts of a provision (two brackets in one item): they are
    not counted together. ``joint`` words make it one lead by agreement; a statement that says 牵头 more than once
    shares the matter out.
    """
    for plan in facts.plans:
        for leads, commitments in _leads_by_statement(plan):
            agents = agents_of(leads, *BODIES)
            if len(agents) < 2 or any(settings.pattern("area").search(agent.label) for agent in agents):
                continue
            said = quoted(facts, passages_of(*leads))
            quotes = [passage.quote for passage in facts.passages(passages_of(*leads))]
            apart = any(len(settings.pattern("lead").findall(quote)) > 1 for quote in quotes)
            if not apart and not settings.pattern("joint").search(said):
                label = commitments[0].label
                yield Found(
                    policy=plan.iri,
                    subjects=(*map(of_commitment, commitments), *map(of_agent, agents)),
                    passages=passages_of(*commitments, *leads),
                    key=stable(commitments[0].kind, label, *names(agents)),
                    detail={"commitment": label, "leads": names(agents), "count": Decimal(len(agents))},
                )


def _leads_by_statement(plan: Plan) -> Iterator[tuple[tuple[Holding, ...], tuple[Commitment, ...]]]:
    """The leads that each statement names with the commitments it hands out, tasks first: one finding for all."""
    found: dict[tuple[str, ...], list[Holding]] = defaultdict(list)
    for holding in plan.holdings:
        if holding.stated and holding.role == "lead":
            found[*holding.passages, *holding.commitments].append(holding)
    for leads in found.values():
        commitments = [plan.by_iri[iri] for iri in leads[0].commitments if iri in plan.by_iri]
        if commitments:
            yield tuple(leads), tuple(sorted(commitments, key=lambda one: (one.kind != "task", one.position, one.iri)))


def lead_missing(facts: Facts, settings: Settings) -> Iterator[Found]:
    """Commitments of several bodies and no lead, in a policy that names a lead for most of that kind.

    A statement that gives each body its ``parts`` (A会同B, A负责…,B负责…) needs no lead.
    """
    for plan in facts.plans:
        for kind in ("task", "target"):
            held = {
                commitment: agents_of(plan.holders[commitment.iri], *BODIES)
                for commitment in plan.commitments
                if commitment.kind == kind and commitment.iri in plan.holders
            }
            shared = {commitment: agents for commitment, agents in held.items() if len(agents) > 1}
            led = [commitment for commitment in shared if _has_lead(plan, commitment)]
            if len(led) < settings.number("least_led") or len(led) < settings.number("share_led") * len(shared):
                continue
            for commitment, agents in shared.items():
                holdings = plan.holders[commitment.iri]
                in_parts = settings.pattern("parts").search(quoted(facts, passages_of(*holdings)))
                if commitment not in led and not in_parts:
                    yield Found(
                        policy=plan.iri,
                        subjects=(of_commitment(commitment), *map(of_agent, agents)),
                        passages=(*passages_of(commitment, *holdings), *_example(plan, led[0])),
                        key=stable(commitment.kind, commitment.label),
                        detail={
                            "commitment": commitment.label,
                            "bodies": names(agents),
                            "led": Decimal(len(led)),
                            "shared": Decimal(len(shared)),
                        },
                    )


def _has_lead(plan: Plan, commitment: Commitment) -> bool:
    return any(holding.role == "lead" for holding in plan.holders.get(commitment.iri, ()))


def _example(plan: Plan, commitment: Commitment) -> tuple[str, ...]:
    """The statement of another commitment's lead, to be read beside it."""
    return passages_of(*(holding for holding in plan.holders[commitment.iri] if holding.role == "lead"))[:1]


def generic_bodies_only(facts: Facts, settings: Settings) -> Iterator[Found]:
    """Commitments that are left to 各有关部门 and the like, nobody else being named.

    A class of bodies that is well defined (各县(市、区)政府) is not ``generic``.
    """
    for plan in facts.plans:
        for commitment in plan.commitments:
            holdings = plan.holders.get(commitment.iri, ())
            agents = agents_of(holdings)
            if agents and all(_is_generic(agent, settings) for agent in agents):
                yield _left_to(plan, commitment, holdings)


def _left_to(plan: Plan, commitment: Commitment, holdings: Sequence[Holding]) -> Found:
    """A commitment with those who hold it, none of whom is enough."""
    agents = agents_of(holdings)
    return Found(
        policy=plan.iri,
        subjects=(of_commitment(commitment), *map(of_agent, agents)),
        passages=passages_of(commitment, *holdings),
        key=stable(commitment.kind, commitment.label),
        detail={"commitment": commitment.label, "bodies": names(agents)},
    )


def _is_generic(agent: Agent, settings: Settings) -> bool:
    return bool(settings.pattern("generic").search(agent.label)) and not settings.pattern("known").search(agent.label)


def support_alone(facts: Facts, settings: Settings) -> Iterator[Found]:
    """Commitments where somebody supports, and nobody is named to lead or to answer.

    A statement that names whom to support (配合市质监局) has somebody: ``whom`` finds it.
    """
    for plan in facts.plans:
        for commitment in plan.commitments:
            holdings = plan.holders.get(commitment.iri, ())
            if not holdings or any(holding.role != "support" for holding in holdings):
                continue
            around = plan.provision_texts.get(commitment.provision, "")
            said = quoted(facts, passages_of(commitment, *holdings))
            if settings.pattern("whom").search(said) or settings.pattern("others").search(around):
                continue
            yield _left_to(plan, commitment, holdings)

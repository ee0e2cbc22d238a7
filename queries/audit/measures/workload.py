"""How work is spread over departments: the distribution, and who holds the network together."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import combinations
from statistics import quantiles

import networkx as nx

from queries.audit.facts import Agent, Commitment, Facts, Plan, Term
from queries.audit.finding import Found
from queries.audit.measures.settings import Settings
from queries.audit.measures.values import names, of_agent, passages_of, stable


def overloaded_department(facts: Facts, settings: Settings) -> Iterator[Found]:
    """Departments far outside the distribution of tasks of their policy, or on (nearly) every task of it.

    Far outside is Tukey's outer fence: above the upper quartile by more than ``fence`` times the distance of the
    quartiles. Only in policies with enough departments and tasks for a distribution to mean anything.
    """
    for plan in facts.plans:
        counts = {
            agent: len(tasks)
            for agent, tasks in plan.tasks_of.items()
            if not settings.pattern("local").search(agent.label)
        }
        total = len({task.iri for tasks in plan.tasks_of.values() for task in tasks})
        if len(counts) < settings.number("least_departments") or total < settings.number("least_tasks"):
            continue
        lower, middle, upper = quantiles(counts.values(), n=4, method="inclusive")
        limit = upper + settings.number("fence") * max(upper - lower, 1)
        ranked = sorted(counts, key=lambda agent: (-counts[agent], agent.label))
        for place, agent in enumerate(ranked):
            share = counts[agent] / total
            everywhere = share >= settings.number("every")
            if not everywhere and (counts[agent] <= limit or share < settings.number("least_share")):
                continue
            after = ranked[place + 1] if place + 1 < len(ranked) else agent
            yield Found(
                policy=plan.iri,
                subjects=(of_agent(agent),),
                passages=_statements(plan, agent),
                key=stable(agent.label),
                detail={
                    "body": agent.label,
                    "count": Decimal(counts[agent]),
                    "tasks": Decimal(total),
                    "percent": Decimal(round(share * 100)),
                    "departments": Decimal(len(counts)),
                    "median": _plain(middle),
                    "upper": _plain(upper),
                    "next": after.label,
                    "next_count": Decimal(counts[after]),
                    "how": Term("几乎承担全部任务", "is on nearly every task")
                    if everywhere
                    else Term("任务数远超其他部门", "has far more tasks than the others"),
                },
            )


def _plain(number: float) -> Decimal:
    return Decimal(str(number)).normalize() + 0


def _statements(plan: Plan, agent: Agent) -> tuple[str, ...]:
    """Where the policy hands a task to the agent."""
    tasks = {task.iri for task in plan.tasks_of[agent]}
    holdings = (one for one in plan.holdings if one.agent == agent and one.stated and tasks & set(one.commitments))
    return passages_of(*holdings)


def single_point_of_failure(facts: Facts, settings: Settings) -> Iterator[Found]:
    """Departments without which several others share no task with the rest: articulation points, with betweenness.

    The network is a policy's own: departments that answer for a task together are joined.
    """
    for plan in facts.plans:
        network = _cooperation(plan)
        if len(network) < settings.number("least_departments"):
            continue
        between: Mapping[Agent, float] | None = None
        for agent in sorted(nx.articulation_points(network), key=lambda one: (one.label, one.iri)):
            around = nx.node_connected_component(network, agent)
            parts = sorted(_parts_without(network, agent, around), key=lambda part: (-len(part), names(_sorted(part))))
            cut = {one for part in parts[1:] for one in part}
            if len(cut) < settings.number("least_cut"):
                continue
            between = nx.betweenness_centrality(network) if between is None else between
            ranked = sorted(between.values(), reverse=True)
            yield Found(
                policy=plan.iri,
                subjects=(of_agent(agent), *map(of_agent, _sorted(cut))),
                passages=_bridges(plan, agent, cut),
                key=stable(agent.label),
                detail={
                    "body": agent.label,
                    "cut": names(_sorted(cut)),
                    "count": Decimal(len(cut)),
                    "rest": Decimal(len(parts[0])),
                    "betweenness": Decimal(str(round(between[agent], 2))),
                    "rank": Decimal(ranked.index(between[agent]) + 1),
                    "departments": Decimal(len(network)),
                },
            )


def _cooperation(plan: Plan) -> "nx.Graph[Agent]":
    together: dict[str, set[Agent]] = defaultdict(set)
    for agent, tasks in plan.tasks_of.items():
        for task in tasks:
            together[task.iri].add(agent)
    network: nx.Graph[Agent] = nx.Graph()
    for agents in together.values():
        network.add_edges_from(combinations(_sorted(agents), 2))
    return network


def _parts_without(network: "nx.Graph[Agent]", agent: Agent, around: set[Agent]) -> list[set[Agent]]:
    return list(nx.connected_components(network.subgraph(around - {agent})))


def _sorted(agents: set[Agent]) -> list[Agent]:
    return sorted(agents, key=lambda one: (one.label, one.iri))


def _bridges(plan: Plan, agent: Agent, cut: set[Agent]) -> tuple[str, ...]:
    """The statements of the tasks that the agent shares with those it alone joins to the rest."""
    shared: dict[str, Commitment] = {task.iri: task for task in plan.tasks_of[agent]}
    bridges = {task.iri for other in cut for task in plan.tasks_of[other] if task.iri in shared}
    holdings = (one for one in plan.holdings if one.agent in cut and one.stated and bridges & set(one.commitments))
    return passages_of(*holdings)

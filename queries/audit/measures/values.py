"""Findings put together from facts: the subjects, keys and texts that several measures share."""

from collections.abc import Iterable

from graph.identity import normal
from queries.audit.facts import Agent, Commitment, Facts, Holding
from queries.audit.finding import Subject


def of_commitment(commitment: Commitment) -> Subject:
    """A commitment as the subject of a finding."""
    return Subject(commitment.iri, commitment.label, commitment.kind)


def of_agent(agent: Agent) -> Subject:
    """An agent as the subject of a finding."""
    return Subject(agent.iri, agent.label, agent.kind)


def stable(*texts: str) -> tuple[str, ...]:
    """Texts as they enter a finding's id: without blanks, in one width."""
    return tuple(normal(text) for text in texts)


def names(agents: Iterable[Agent]) -> tuple[str, ...]:
    """The names of agents, each once, in the order they come."""
    return tuple(dict.fromkeys(agent.label for agent in agents))


def agents_of(holdings: Iterable[Holding], *kinds: str) -> tuple[Agent, ...]:
    """The agents of some kinds, each once, sorted by name."""
    found = {holding.agent for holding in holdings if not kinds or holding.agent.kind in kinds}
    return tuple(sorted(found, key=lambda agent: (agent.label, agent.iri)))


def quoted(facts: Facts, passages: Iterable[str]) -> str:
    """What the passages say, with the sentences around them."""
    return "\n".join(passage.sentence for passage in facts.passages(passages))


def passages_of(*things: Commitment | Holding) -> tuple[str, ...]:
    """The names of everything the things rest on."""
    return tuple(dict.fromkeys(passage for thing in things for passage in thing.passages))

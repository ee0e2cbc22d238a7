"""What stands around the commitments: stages of the work, coordinating bodies, places read with doubt."""

from pyoxigraph import Literal

from graph.agents import Agents
from graph.draft import Draft, chinese, date
from graph.identity import short_hash
from graph.labels import one_line
from graph.vocabulary import LABEL, zr
from loaders.record import Body, Doubt, Phase


def map_phase(draft: Draft, phase: Phase) -> None:
    """State a dated stage of the work."""
    parts = (phase.name, phase.start or "", phase.finish or "")
    node = draft.introduce(draft.names.at("phase", draft.key, phase.span, *parts), "Phase", one_line(phase.name))
    draft.say(draft.policy, zr("hasPhase"), node)
    draft.say(node, zr("starts"), date(phase.start))
    draft.say(node, zr("finishes"), date(phase.finish))
    draft.say(node, zr("statedIn"), draft.names.provision(draft.key, phase.provision))
    draft.prove(node, phase)


def map_body(draft: Draft, agents: Agents, body: Body) -> None:
    """State a coordinating body, where its office sits and who heads it."""
    node = agents.describe(body.name)
    draft.say(node, zr("setUpBy"), draft.policy)
    draft.share(node, zr("officeAt"), agents.describe(body.office_at) if body.office_at else None)
    draft.share(node, zr("chair"), chinese(body.chair) if body.chair else None)
    draft.say(node, zr("statedIn"), draft.names.provision(draft.key, body.provision))
    draft.say(node, zr("evidence"), draft.passage(body.span))


def map_doubt(draft: Draft, doubt: Doubt) -> None:
    """State a place that was not read with certainty."""
    node = draft.introduce(
        draft.names.at("doubt", draft.key, doubt.span, doubt.kind, short_hash(doubt.detail)), "Doubt"
    )
    draft.say(node, LABEL, chinese(one_line(doubt.detail or doubt.kind)))
    draft.say(node, zr("matter"), Literal(doubt.kind))
    draft.say(node, zr("detail"), chinese(doubt.detail) if doubt.detail else None)
    draft.say(node, zr("statedIn"), draft.names.provision(draft.key, doubt.provision))
    draft.prove(node, doubt)

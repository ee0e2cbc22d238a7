"""Who answers for what: each assignment as a node that joins an agent, a role and commitments."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode

from graph.agents import Agents
from graph.commitments import Commitments, Placed
from graph.coverage import Reach, covered, reach
from graph.draft import Draft
from graph.identity import normal
from graph.vocabulary import zr
from loaders.record import Assignment, Role

SHORTCUTS = {Role.LEAD: "leads", Role.RESPONSIBLE: "responsibleFor", Role.SUPPORT: "supports"}
STATED_DOUBTS = {
    "unknown-kind": "{name}:无法识别的机构",
    "not-valid": "{name}:当年不应有此类机构",
    "not-at-level": "{name}:此类机构不设在这一级",
    "generic-name": "{name}:只写职能,不能断定是哪个单位",
}
"""Doubts about a body that its document states; that its place is unknown, the place says itself."""
ROLE_LABELS = {Role.LEAD: "牵头", Role.RESPONSIBLE: "责任", Role.SUPPORT: "配合"}
_LABEL = re.compile(rf"(?P<agent>.+)（(?:{'|'.join(ROLE_LABELS.values())})）", re.DOTALL)


def stated_name(label: str) -> str | None:
    """The body's name as the document has it, from a responsibility's label; None for a label of another form."""
    match = _LABEL.fullmatch(label)
    return match["agent"] if match else None


@dataclass
class Responsibilities:
    """States the responsibilities of one document."""

    draft: Draft
    agents: Agents
    commitments: Commitments
    _doubted: set[NamedNode] = field(default_factory=set)

    def map_all(self, placed: Sequence[Placed]) -> None:
        """State each assignment of the record over the commitments it covers."""
        within = reach(self.draft.record.assignments, placed)
        for assignment in self.draft.record.assignments:
            self._state(assignment, self._concerned(assignment, within))

    def _concerned(self, assignment: Assignment, within: Reach) -> list[NamedNode]:
        """The commitments covered; a task made for the assignment where the document states none beside it."""
        if assignment.matter:
            return [self.commitments.mint_task(assignment, assignment.matter, assignment.matter)]
        if nodes := [commitment.node for commitment in covered(assignment, within)]:
            return nodes
        heading = self.commitments.headings.get(assignment.provision, "")
        return [self.commitments.mint_task(assignment, heading or assignment.quote)]

    def _state(self, assignment: Assignment, concerned: Sequence[NamedNode]) -> None:
        draft, role = self.draft, assignment.role
        parts = (role.value, normal(assignment.agent), *((assignment.matter,) if assignment.matter else ()))
        node = draft.names.at("responsibility", draft.key, assignment.agent_span, *parts)
        draft.introduce(node, "Responsibility", f"{assignment.agent}（{ROLE_LABELS[role]}）")
        agent = self.agents.describe(assignment.agent)
        draft.say(node, zr("agent"), agent)
        draft.say(node, zr("role"), zr(role.value))
        draft.say(node, zr("basis"), zr("stated"))
        draft.say(node, zr("statedIn"), draft.names.provision(draft.key, assignment.provision))
        draft.say(node, zr("concerns"), *concerned)
        draft.prove(node, assignment)
        draft.say(agent, zr(SHORTCUTS[role]), *concerned)
        self._state_doubts(agent, assignment)

    def _state_doubts(self, agent: NamedNode, assignment: Assignment) -> None:
        """State, at its first mention, what stays open about which body a name means."""
        if agent in self._doubted:
            return
        self._doubted.add(agent)
        draft = self.draft
        for doubt in self.agents.body(assignment.agent).doubts:
            if doubt.code in STATED_DOUBTS:
                node = draft.names.at("doubt", draft.key, assignment.agent_span, doubt.code)
                draft.introduce(node, "Doubt", STATED_DOUBTS[doubt.code].format(name=assignment.agent))
                draft.say(node, zr("matter"), Literal(doubt.code))
                draft.say(node, zr("about"), agent)
                draft.say(node, zr("statedIn"), draft.names.provision(draft.key, assignment.provision))
                draft.prove(node, assignment)

"""What a document says once for all its lists of bodies, applied to each of them.

排在第一位的为牵头单位,下同 makes the first body of a list its lead, ★为牵头单位 the marked one, and
以下均需各区政府落实,不再列出 adds bodies to every later item that names any.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from loaders.lexicon import any_cue
from loaders.record import Role, Span, span_of
from loaders.statements import Part, Statement, agents_of, role_of, rules_of

_LISTED = ("label-", "list-", "column-")  # the rules of lists, by the beginning of their names


@dataclass(frozen=True, slots=True)
class _Ordering:
    """列第一位者为牵头单位: whether one stretch, everything from it on, or the whole document is meant."""

    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class _Standing:
    """以下均需…落实: the sentence (``span``), and the bodies it adds to what follows in its ``section``."""

    span: Span
    section: str
    parts: tuple[Part, ...]


def apply_document_rules(
    text: str, statements: Sequence[Statement], tables: Sequence[Span] = ()
) -> Iterator[Statement]:
    """The statements of a narrowed text with its own rules applied, in their order.

    A rule in one of the ``tables``, as 责任单位(排在第一位的为牵头单位) above a column, holds for that table.
    """
    orderings = tuple(_orderings(text, statements, tables))
    signs = _lead_signs(text)
    standing = tuple(_standing(text, statements))
    added: set[str] = set()
    for statement in statements:
        ordered = _ordered(statement, orderings) if orderings else statement
        yield _with_marked(text, ordered, signs) if signs else ordered
        if statement.provision not in added:
            added.add(statement.provision)
            yield from _inherited(statement, standing)


def without_standing_rule(text: str, span: Span) -> Span:
    """A bracket's content up to the standing rule that it ends with, if any."""
    if not _standing_cue().search(text, span.begin, span.end):
        return span
    matches = (rule.pattern.search(text, *span) for rule in rules_of("standing"))
    return Span(span.begin, min((match.start() for match in matches if match), default=span.end))


@cache
def _standing_cue() -> re.Pattern[str]:
    return any_cue(rules_of("standing"))


def _is_list(statement: Statement) -> bool:
    return any(part.rule.startswith(_LISTED) for part in statement.parts)


def _orderings(text: str, statements: Sequence[Statement], tables: Sequence[Span]) -> Iterator[_Ordering]:
    for rule in rules_of("ordering"):
        for match in rule.finditer(text):
            holder = next((s for s in statements if s.span.begin <= match.start() < s.span.end), None)
            if holder is None:
                table = next((table for table in tables if table.begin <= match.start() < table.end), None)
                yield _Ordering(*(table or Span(0, len(text))))
            elif "下同" in text[match.end() : holder.span.end]:
                yield _Ordering(holder.span.begin, len(text))
            else:
                yield _Ordering(*holder.span)


def _ordered(statement: Statement, orderings: Sequence[_Ordering]) -> Statement:
    """The statement, the first of several equally responsible ones leading where the document says so."""
    covered = any(ordering.begin <= statement.span.begin < ordering.end for ordering in orderings)
    roles = [part.role for part in statement.parts]
    if not covered or not _is_list(statement) or Role.LEAD in roles or roles.count(Role.RESPONSIBLE) < 2:
        return statement
    first = roles.index(Role.RESPONSIBLE)
    return _leading(statement, (first,), "ordering")


def _lead_signs(text: str) -> frozenset[str]:
    """The signs that mark leads in this document: ★."""
    rules = (rule for rule in rules_of("mark") if any(sign in text for sign in rule.fields["begins"]))
    return frozenset(match["sign"] for rule in rules for match in rule.pattern.finditer(text))


def _with_marked(text: str, statement: Statement, signs: frozenset[str]) -> Statement:
    """The statement, the bodies with a lead's sign before or behind their names leading."""
    if not _is_list(statement):
        return statement
    marked = (
        number
        for number, part in enumerate(statement.parts)
        if {text[part.agent.span.begin - 1], text[part.agent.span.end : part.agent.span.end + 1]} & signs
    )
    return _leading(statement, tuple(marked), "mark")


def _leading(statement: Statement, numbers: Sequence[int], rule: str) -> Statement:
    parts = (
        part._replace(role=Role.LEAD, rule=f"{part.rule}+{rule}") if number in numbers else part
        for number, part in enumerate(statement.parts)
    )
    return statement._replace(parts=tuple(parts))


def _standing(text: str, statements: Sequence[Statement]) -> Iterator[_Standing]:
    """The standing rules; one in an item of a section holds for that section, else for all that follows."""
    for rule in rules_of("standing"):
        for match in rule.pattern.finditer(text):
            holder = next((s.provision for s in statements if s.span.begin <= match.start() < s.span.end), "")
            section, _, item = holder.partition("/")
            agents = agents_of(text, span_of(match.span("bodies")), None)
            parts = tuple(Part(agent, role_of(rule), rule.id) for agent in agents)
            if parts:
                yield _Standing(span_of(match.span()), section if item else "", parts)


def _inherited(statement: Statement, standing: Sequence[_Standing]) -> Iterator[Statement]:
    """What rules stated before an item's list add to it; each stands on its own sentence."""
    for rule in standing:
        inside = not rule.section or statement.provision.partition("/")[0] == rule.section
        if rule.span.end <= statement.span.begin and inside:
            yield Statement(statement.provision, rule.span, statement.scope, rule.parts)

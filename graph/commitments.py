"""Targets, tasks and duties: what the document wants done, each with its theme and its passage."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from pyoxigraph import Literal, NamedNode

from graph.draft import Draft, chinese, date
from graph.identity import normal
from graph.labels import one_line, plain_number, target_label
from graph.measures import Measure, measure_of
from graph.themes import theme_of_indicator, themes_in, themes_named
from graph.vocabulary import ALT_LABEL, QUDT_UNIT, xsd, zr
from loaders.record import Duty, Entry, Kind, Span, Target, Task
from ontology import dimension_iri


@dataclass(frozen=True, slots=True)
class Placed:
    """A commitment's node and where the document states it."""

    node: NamedNode
    provision: str
    begin: int
    is_target: bool


@dataclass
class Commitments:
    """States the commitments of one document."""

    draft: Draft
    _said: Counter[tuple[Span, str]] = field(init=False, default_factory=Counter)

    @cached_property
    def headings(self) -> dict[str, str]:
        """Each provision's heading by its path."""
        return {provision.path: provision.heading for provision in reversed(self.draft.record.provisions)}

    def map_all(self) -> tuple[Placed, ...]:
        """State every commitment; returns them in the record's order."""
        record = self.draft.record
        targets = [self._place(self._target(target), target) for target in record.targets]
        tasks = [self._place(self._task(task), task) for task in record.tasks]
        duties = [self._place(self._duty(duty), duty) for duty in record.duties]
        return (*targets, *tasks, *duties)

    def mint_task(self, entry: Entry, label: str, *parts: str) -> NamedNode:
        """A task that the document states only by handing it to somebody."""
        node = self.draft.names.at("task", self.draft.key, entry.span, *parts)
        self.draft.say(node, zr("kind"), Literal("matter"))
        self._describe(node, "Task", entry, label, self._themes(entry, label, entry.quote))
        return node

    def _target(self, target: Target) -> NamedNode:
        draft = self.draft
        node = self._target_name(target)
        themes = theme_of_indicator(target.indicator) or self._themes(target, target.quote)
        self._describe(node, "Target", target, target_label(target), themes)
        measure = measure_of(target, draft.record.text, draft.record.document.jurisdiction)
        draft.say(node, zr("indicator"), self._indicator(measure, target.kind))
        draft.say(node, zr("kind"), Literal(target.kind.value))
        draft.say(node, zr("comparator"), _plain(target.comparator))
        draft.say(node, zr("value"), _decimal(target.value))
        draft.say(node, zr("upperValue"), _decimal(target.upper))
        draft.say(node, zr("unit"), _plain(target.unit))
        self._measure(node, measure)
        self._deadline(node, target)
        draft.say(node, zr("modality"), Literal(target.modality))
        return node

    def _measure(self, node: NamedNode, measure: Measure) -> None:
        """What the figure counts, of what, from when on and for which part of the area."""
        draft = self.draft
        if measure.unit is not None and measure.unit.qudt:
            draft.say(node, QUDT_UNIT, NamedNode(measure.unit.qudt))
        draft.say(node, zr("dimension"), _dimension(measure))
        draft.say(node, zr("canonicalValue"), _decimal(measure.canonical_value))
        draft.say(node, zr("denominator"), _plain(measure.denominator))
        draft.say(node, zr("baseline"), _plain(measure.baseline))
        draft.say(node, zr("scope"), _plain(measure.scope))

    def _target_name(self, target: Target) -> NamedNode:
        """The stretch of text and the indicator; a second target of both is numbered."""
        indicator = normal(target.indicator)
        self._said[target.span, indicator] += 1
        turn = self._said[target.span, indicator]
        parts = (indicator,) if turn == 1 else (indicator, str(turn))
        return self.draft.names.at("target", self.draft.key, target.span, *parts)

    def _task(self, task: Task) -> NamedNode:
        label = task.label or task.quote
        node = self.draft.names.at("task", self.draft.key, task.span)
        self._describe(node, "Task", task, label, self._themes(task, label, task.quote))
        self._deadline(node, task)
        return node

    def _duty(self, duty: Duty) -> NamedNode:
        label = duty.label or duty.quote
        node = self.draft.names.at("duty", self.draft.key, duty.span)
        self._describe(node, "Duty", duty, label, themes_named(duty.quote) or self._themes(duty))
        return node

    def _describe(self, node: NamedNode, kind: str, entry: Entry, label: str, themes: Sequence[NamedNode]) -> None:
        draft = self.draft
        draft.introduce(node, kind, one_line(label))
        draft.say(node, zr("statedIn"), draft.names.provision(draft.key, entry.provision))
        draft.say(node, zr("theme"), *themes)
        draft.prove(node, entry)

    def _themes(self, entry: Entry, *texts: str) -> tuple[NamedNode, ...]:
        """What the texts show, in their order; the heading of the provision as the last resort."""
        return themes_in(*texts, self.headings.get(entry.provision, ""))

    def _indicator(self, measure: Measure, kind: Kind) -> NamedNode:
        """The indicator by its one name; what a change is counted in is not what the indicator measures."""
        draft = self.draft
        node = draft.introduce_shared(draft.names.thing("indicator", measure.name), "Indicator", measure.name)
        draft.share(node, ALT_LABEL, chinese(measure.printed) if measure.printed != measure.name else None)
        draft.share(node, zr("theme"), *theme_of_indicator(measure.name))
        draft.share(node, zr("dimension"), _dimension(measure) if kind is Kind.LEVEL else None)
        return node

    def _deadline(self, node: NamedNode, entry: Target | Task) -> None:
        if entry.deadline == "annual":
            self.draft.say(node, zr("recurrence"), Literal("annual"))
        else:
            self.draft.say(node, zr("deadline"), date(entry.deadline))
        if entry.deadline_source:
            self.draft.say(node, zr("deadlineSource"), Literal(entry.deadline_source))

    def _place(self, node: NamedNode, entry: Entry) -> Placed:
        return Placed(node, entry.provision, entry.span.begin, isinstance(entry, Target))


def _plain(text: str | None) -> Literal | None:
    return Literal(text) if text else None


def _decimal(value: Decimal | None) -> Literal | None:
    return None if value is None else Literal(plain_number(value), datatype=xsd("decimal"))


def _dimension(measure: Measure) -> NamedNode | None:
    return NamedNode(dimension_iri(measure.dimension)) if measure.dimension else None

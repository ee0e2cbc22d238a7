"""Targets, tasks and duties: what the document wants done, each with its theme and its passage."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from pyoxigraph import Literal, NamedNode

from graph.draft import Draft, date
from graph.identity import normal
from graph.labels import one_line, plain_number, target_label
from graph.themes import theme_of_indicator, themes_in, themes_named
from graph.vocabulary import QUDT_UNIT, xsd, zr
from loaders.record import Duty, Entry, Span, Target, Task

_UNIT_BASE = "http://qudt.org/vocab/unit/"
_UNITS = {
    "%": "PERCENT",
    "‰": "PPTH",
    "年": "YR",
    "天": "DAY",
    "小时": "HR",
    "分钟": "MIN",
    "吨": "TONNE",
    "公里": "KiloM",
    "平方米": "M2",
    "平方公里": "KiloM2",
    "公顷": "HA",
}


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
        self._describe(node, "Task", entry, label, self._themes(entry, label, entry.quote))
        return node

    def _target(self, target: Target) -> NamedNode:
        draft = self.draft
        node = self._target_name(target)
        themes = theme_of_indicator(target.indicator) or self._themes(target, target.quote)
        self._describe(node, "Target", target, target_label(target), themes)
        draft.say(node, zr("indicator"), self._indicator(target.indicator))
        draft.say(node, zr("kind"), Literal(target.kind.value))
        draft.say(node, zr("comparator"), Literal(target.comparator) if target.comparator else None)
        for name, value in (("value", target.value), ("upperValue", target.upper)):
            if value is not None:
                draft.say(node, zr(name), Literal(plain_number(value), datatype=xsd("decimal")))
        if target.unit:
            draft.say(node, zr("unit"), Literal(target.unit))
            draft.say(node, QUDT_UNIT, NamedNode(_UNIT_BASE + _UNITS[target.unit]) if target.unit in _UNITS else None)
        self._deadline(node, target.deadline)
        return node

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
        self._deadline(node, task.deadline)
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

    def _indicator(self, name: str) -> NamedNode:
        label = normal(name)
        node = self.draft.introduce_shared(self.draft.names.thing("indicator", label), "Indicator", label)
        self.draft.share(node, zr("theme"), *theme_of_indicator(label))
        return node

    def _deadline(self, node: NamedNode, deadline: str | None) -> None:
        if deadline == "annual":
            self.draft.say(node, zr("recurrence"), Literal("annual"))
        else:
            self.draft.say(node, zr("deadline"), date(deadline))

    def _place(self, node: NamedNode, entry: Entry) -> Placed:
        return Placed(node, entry.provision, entry.span.begin, isinstance(entry, Target))

"""A release that is open, with what costs its whole graph and is worked out from it once."""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import RLock
from typing import TypeVar, cast

from pyoxigraph import Store

from graph.release import Release
from queries.answer import Beginning, ask_in
from queries.parameters import Choice, choices
from queries.question import Language, Parameter, Question
from queries.search import Found, Search, open_index, search, suggest
from queries.table import Reference
from viz.text import LANGUAGES

Value = TypeVar("Value")


@dataclass(slots=True)
class Snapshot:
    """A release that is open. Safe to share between threads: one works a thing out, the others wait for it."""

    release: Release
    store: Store
    _found: dict[Callable[[Store], object], object] = field(default_factory=dict)
    _answers: dict[tuple[str, int, int | None], Mapping[Language, Beginning]] = field(default_factory=dict)
    _choices: dict[tuple[object, ...], tuple[Choice, ...]] = field(default_factory=dict)
    _index: sqlite3.Connection | None = None
    _working: RLock = field(default_factory=RLock)

    def once(self, work: Callable[[Store], Value]) -> Value:
        """What a function of a module makes of the store; it is called once."""
        with self._working:
            if work not in self._found:
                self._found[work] = work(self.store)
            return cast("Value", self._found[work])

    def answer(self, question: Question, language: Language, rows: int | None = None) -> Beginning:
        """The answer to a question without arguments, or so many rows of it; asked once."""
        key = (question.name, question.number, rows)
        with self._working:
            if key not in self._answers:
                self._answers[key] = ask_in(self.store, question, LANGUAGES, rows)
            return self._answers[key][language]

    def choices(self, parameter: Parameter, language: Language) -> tuple[Choice, ...]:
        """What a form may offer for a parameter; things of a class are looked up once."""
        if parameter.type not in {"iri", "name"}:
            return choices(self.store, parameter, language)
        key = (parameter.type, tuple(parameter.of), language)
        with self._working:
            if key not in self._choices:
                self._choices[key] = choices(self.store, parameter, language)
            return self._choices[key]

    def search(self, wanted: Search, language: Language) -> Found:
        """What has the words in its names or its text."""
        with self._working:
            return search(self._opened_index(), self.store, wanted, language)

    def suggest(self, words: str) -> Sequence[Reference]:
        """Names that have the words."""
        with self._working:
            return suggest(self._opened_index(), words)

    def _opened_index(self) -> sqlite3.Connection:
        if self._index is None:
            self._index = open_index(self.release, self.store)
        return self._index

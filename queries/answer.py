"""A stored question and its arguments, to a table."""

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from pyoxigraph import Literal, QuerySolutions, Store, Triple

from queries.errors import CatalogueError
from queries.labels import Labels, last_part
from queries.measures import MEASURES
from queries.parameters import bind_arguments
from queries.parts import Part, chosen_rows
from queries.question import Column, Language, Question
from queries.table import Cell, Code, Reference, Table, Value
from queries.terms import Answered, Term


class Beginning(NamedTuple):
    """The first rows of an answer, and how many it has."""

    table: Table
    total: int


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for cycles: an answer is made of many small values without any, and the search took a third."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


@_uncollected()
def ask(store: Store, question: Question, arguments: Mapping[str, str], language: Language = "zh") -> Table:
    """The answer over the whole store, in the order the query gives.

    Arguments are what people type, and reach the query as RDF terms. Raises BadArgument.
    """
    return _table(store, question, _found(store, question, arguments), language)


@_uncollected()
def ask_beginning(
    store: Store, question: Question, arguments: Mapping[str, str], rows: int, language: Language = "zh"
) -> Beginning:
    """The first ``rows`` rows of the same answer: labels, which cost most, are looked up for no others."""
    found = list(_found(store, question, arguments))
    return Beginning(_table(store, question, found[:rows], language), len(found))


@_uncollected()
def ask_part(
    store: Store, question: Question, arguments: Mapping[str, str], part: Part, language: Language = "zh"
) -> Beginning:
    """A part of the same answer, and how many rows it is a part of. Raises BadArgument."""
    found = list(_found(store, question, arguments))
    begin, end = part.first - 1, part.first - 1 + part.rows
    if not part.needs_all:
        return Beginning(_table(store, question, found[begin:end], language), len(found))
    chosen = chosen_rows(_table(store, question, found, language), part)
    return Beginning(Table(chosen.columns, chosen.rows[begin:end], language), len(chosen.rows))


@_uncollected()
def ask_in(
    store: Store, question: Question, languages: Iterable[Language], rows: int | None = None
) -> dict[Language, Beginning]:
    """The answer to a question without arguments, or its first ``rows`` rows, in several languages at once."""
    found = list(_found(store, question, {}))
    return {language: Beginning(_table(store, question, found[:rows], language), len(found)) for language in languages}


def _found(store: Store, question: Question, arguments: Mapping[str, str]) -> Iterator[Answered]:
    solutions = store.query(
        question.text,
        use_default_graph_as_union=True,
        substitutions=dict(bind_arguments(store, question, arguments)),
    )
    if not isinstance(solutions, QuerySolutions):
        raise CatalogueError(f"{question.name}.rq", "query", "must be a SELECT")
    return _measured(question, solutions) if question.measure else _gathered(solutions, question.columns)


def _table(store: Store, question: Question, found: Iterable[Answered], language: Language) -> Table:
    labels = Labels(store, language)
    cells = tuple(_Cells(column, labels, language) for column in question.columns)
    rows = (tuple([made.of(row.get(made.column.name)) for made in cells]) for row in found)
    return Table(question.columns, tuple(rows), language)


def _measured(question: Question, solutions: QuerySolutions) -> Iterator[Answered]:
    """What the question's measure makes of the solutions."""
    if question.measure is None:
        return
    measure = MEASURES[question.measure.name]
    needed = tuple(enumerate(measure.needs))  # the parameters, which come after, stay unread
    yield from measure.function(
        [{name: term for place, name in needed if (term := solution[place]) is not None} for solution in solutions]
    )


def _gathered(solutions: QuerySolutions, columns: tuple[Column, ...]) -> Iterator[Answered]:
    """Solutions that differ in gathered columns only are one row, where the first of them stood.

    A query projects its columns first, in their order; the parameters, which come after, stay unread. A solution makes
    its terms anew each time it is asked, so it is asked once.
    """
    plain = [index for index, column in enumerate(columns) if not column.gathered]
    gathered = [index for index, column in enumerate(columns) if column.gathered]
    groups: dict[tuple[Term | None, ...], list[tuple[Term | None, ...]]] = {}
    places = range(len(columns))
    for solution in solutions:
        terms = tuple([solution[place] for place in places])
        groups.setdefault(tuple([terms[index] for index in plain]), []).append(terms)
    for key, members in groups.items():
        single = {columns[index].name: term for index, term in zip(plain, key, strict=True)}
        yield single | {columns[index].name: _distinct(terms[index] for terms in members) for index in gathered}


def _distinct(terms: Iterable[Term | None]) -> tuple[Term, ...]:
    """The values that there are, each once, in an order that does not depend on the engine's."""
    found = {term for term in terms if term is not None}
    return tuple(sorted(found, key=str)) if len(found) > 1 else tuple(found)


class _Cells:
    """The cells of one column. Terms come again from row to row; each is shown once."""

    def __init__(self, column: Column, labels: Labels, language: Language) -> None:
        self.column = column
        self._labels = labels
        self._language = language
        self._shown: dict[Term, Value] = {}

    def of(self, found: Term | tuple[Term, ...] | None) -> Cell:
        """What a row shows here for what was found."""
        if self.column.gathered:
            several = found if isinstance(found, tuple) else () if found is None else (found,)
            return tuple([self._value(term) for term in several])
        if isinstance(found, tuple):
            raise CatalogueError(self.column.name, "columns", "is not many, and was given several values")
        return None if found is None else self._value(found)

    def _value(self, term: Term) -> Value:
        shown = self._shown.get(term)
        if shown is None:
            shown = self._shown[term] = self._show(term)
        return shown

    def _show(self, term: Term) -> Value:
        column = self.column
        if isinstance(term, Triple):
            raise CatalogueError(column.name, "columns", "a triple cannot be shown")
        if isinstance(term, Literal) and column.type == "number":
            return _number(term.value)
        if column.type == "code" or column.values:
            code = term.value if isinstance(term, Literal) else last_part(term.value)
            if column.type == "code" or code in column.values:
                return Code(code, column.values[code][self._language] if code in column.values else code)
        if isinstance(term, Literal):
            return term.value
        return Reference(term.value, self._labels.of_passage(term) if column.evidence else self._labels.of(term))


def _number(text: str) -> Decimal | str:
    """The exact number, or the text itself where a graph of one's own says something else."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return text

"""The tables of a release: what ``tables/*.rq`` select, for spreadsheets and databases that join them by identifier.

Headers are those of stored questions. A column named like a thing holds its IRI, one named ``…_label`` its name.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import NamedTuple

from pyoxigraph import Store

from queries.answer import ask
from queries.catalogue import parse_question
from queries.question import Language, Question
from queries.table import Table


class NamedTable(NamedTuple):
    """A table and the name of its file without ending."""

    name: str
    table: Table


@cache
def load_tables() -> Mapping[str, Question]:
    """The tables by name, in order. Raises CatalogueError for the first bad header."""
    folder = files("queries").joinpath("tables")
    sources = (source for source in folder.iterdir() if source.name.endswith(".rq"))
    questions = (parse_question(source.name, source.read_text(encoding="utf-8")) for source in sources)
    return MappingProxyType({question.name: question for question in sorted(questions, key=lambda one: one.number)})


def export_tables(store: Store, policy: str | None = None, language: Language = "zh") -> Iterator[NamedTable]:
    """Every table, of all policies or of the one with that IRI."""
    for name, question in load_tables().items():
        yield NamedTable(name, ask(store, question, {"policy": policy} if policy else {}, language))

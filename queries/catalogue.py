"""The stored questions: every ``library/*.rq`` with the TOML header that stands behind ``#:`` in its first lines.

A header holds ``number``, ``title`` and ``question`` (each ``{ zh = "…", en = "…" }``), ``[columns.NAME]`` in the order
of the projection, and ``[params.NAME]``; see ``queries.question`` for the keys of each. A column or parameter that is
a text instead of a table is the one of that name in ``library/columns_and_parameters.toml``. ``[measure]`` names the
function of ``queries.measures`` that makes the columns from what the query projects, and says why.
"""

import tomllib
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from pydantic import TypeAdapter, ValidationError

from queries.errors import CatalogueError, UnknownQuestion
from queries.measures import MEASURES
from queries.question import Parameter, Question

HEADER_MARK = "#:"
COMMON = "columns_and_parameters.toml"


def load_catalogue() -> Mapping[str, Question]:
    """The stored questions by name, in order of their numbers. Raises CatalogueError for the first bad header."""
    return load_folder("library")


@cache
def load_folder(name: str) -> Mapping[str, Question]:
    """The queries of a folder, described like stored questions, in order of their numbers. Raises CatalogueError."""
    folder = files("queries").joinpath(name)
    sources = [source for source in folder.iterdir() if source.name.endswith(".rq")]
    questions = (parse_question(source.name, source.read_text(encoding="utf-8")) for source in sources)
    ordered = sorted(questions, key=lambda question: (question.number, question.name))
    return MappingProxyType({question.name: question for question in ordered})


def find_question(catalogue: Mapping[str, Question], name: str) -> Question:
    """The question of that name, or the only one whose name begins so or that has that number.

    Raises UnknownQuestion, naming what comes close.
    """
    wanted = name.strip().lower().replace("-", "_")
    if wanted in catalogue:
        return catalogue[wanted]
    matching = [
        question
        for question in catalogue.values()
        if str(question.number) == wanted or (wanted and question.name.startswith(wanted))
    ]
    if len(matching) == 1:
        return matching[0]
    if matching:
        raise UnknownQuestion(f"{name!r} may be {_names(matching)}: give one of these names")
    near = [catalogue[close] for close in get_close_matches(wanted, catalogue, n=3, cutoff=0.4)]
    raise UnknownQuestion(f"no question {name!r}; the questions are {_names(near or catalogue.values())}")


def _names(questions: Iterable[Question]) -> str:
    return ", ".join(question.name for question in questions)


def parse_question(file: str, source: str) -> Question:
    """The question written in a file's text. Raises CatalogueError with the file and the key at fault."""
    header = _read_header(file, source)
    columns, params = header.pop("columns", {}), header.pop("params", {})
    described = {
        **header,
        "name": file.removesuffix(".rq"),
        "text": source,
        "columns": _named(file, "columns", columns),
        "parameters": _named(file, "params", params),
    }
    try:
        question = TypeAdapter(Question).validate_python(described)
    except ValidationError as error:
        first = error.errors()[0]
        raise CatalogueError(file, _key(first["loc"], list(columns), list(params)), first["msg"]) from error
    for parameter in question.parameters:
        _check_parameter(file, parameter)
    if question.measure and question.measure.name not in MEASURES:
        raise CatalogueError(file, "measure.name", f"must be one of {', '.join(MEASURES)}")
    return question


def _read_header(file: str, source: str) -> dict[str, Any]:
    lines = [line.removeprefix(HEADER_MARK) for line in source.splitlines() if line.startswith(HEADER_MARK)]
    if not lines:
        raise CatalogueError(file, "header", f"no lines beginning with {HEADER_MARK}")
    try:
        return tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError(file, "header", str(error)) from error


def _named(file: str, key: str, entries: Mapping[str, Mapping[str, Any] | str]) -> list[dict[str, Any]]:
    """A table of tables as a list whose entries know their names; those that are common are looked up."""
    return [{"name": name, **_definition(file, key, name, entry)} for name, entry in entries.items()]


def _definition(file: str, key: str, name: str, entry: Mapping[str, Any] | str) -> Mapping[str, Any]:
    if isinstance(entry, Mapping):
        return entry
    common = _common()[key]
    if entry not in common:
        raise CatalogueError(file, f"{key}.{name}", f"must be a table, or the name of one in {COMMON}")
    return common[entry]


@cache
def _common() -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
    """The columns and parameters that questions share."""
    return tomllib.loads(files("queries").joinpath("library", COMMON).read_text(encoding="utf-8"))


def _key(place: tuple[int | str, ...], columns: list[str], params: list[str]) -> str:
    """The header's own key for a place in the value: ``('parameters', 0, 'help')`` is ``params.theme.help``."""
    head, *rest = place
    names = {"columns": columns, "parameters": params}.get(str(head))
    if names is not None and rest and isinstance(rest[0], int):
        rest[0] = names[rest[0]]
    return ".".join(str(part) for part in ("params" if head == "parameters" else head, *rest))


def _check_parameter(file: str, parameter: Parameter) -> None:
    key = f"params.{parameter.name}"
    if (parameter.type in {"iri", "name"}) != bool(parameter.of):
        raise CatalogueError(file, f"{key}.of", "the classes to choose from belong to types iri and name, and must be")
    if (parameter.type == "choice") != bool(parameter.choices):
        raise CatalogueError(file, f"{key}.choices", "the choices belong to type choice, and must be")
    if parameter.type == "choice" and parameter.default not in parameter.choices:
        raise CatalogueError(file, f"{key}.default", "must be one of the choices")
    if parameter.required and parameter.default is not None:
        raise CatalogueError(file, f"{key}.required", "a parameter with a default need not be given")

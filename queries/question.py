"""A stored question as its file's header describes it. Nothing here does any work."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pydantic import ConfigDict

Language = Literal["zh", "en"]

_STRICT = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True, slots=True)
class Wording:
    """The same words in both languages."""

    __pydantic_config__ = _STRICT

    zh: str
    en: str

    def __getitem__(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of the answer: the query's variable ``?name``.

    ``iri`` is shown by the thing's label, ``code`` by its entry in ``values`` (an IRI counts by its last part),
    ``number`` is exact, ``date`` is ISO 8601 of whatever precision. ``many`` gathers all values into one row.
    ``evidence`` columns hold passages, shown by their quote, and are always ``many``.
    """

    __pydantic_config__ = _STRICT

    name: str
    type: Literal["text", "iri", "number", "date", "code"]
    label: Wording
    values: Mapping[str, Wording] = field(default_factory=dict)
    many: bool = False
    evidence: bool = False

    @property
    def gathered(self) -> bool:
        """Whether a row holds a tuple of values here."""
        return self.many or self.evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """What may be chosen when asking: the query's variable ``?asked_name``.

    ``iri`` is one thing, named by label or IRI, of the classes ``of``; ``name`` a name that several such things may
    share; ``choice`` one of ``choices``; ``text`` anything. ``default`` is what a person might have typed;
    without it the parameter asks for anything, unless it is ``required``.
    """

    __pydantic_config__ = _STRICT

    name: str
    type: Literal["iri", "name", "choice", "text"]
    label: Wording
    help: Wording
    of: tuple[str, ...] = ()
    choices: Mapping[str, Wording] = field(default_factory=dict)
    default: str | None = None
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureUse:
    """The measure of ``queries.measures`` that the query's rows go through, and why SPARQL alone does not answer."""

    __pydantic_config__ = _STRICT

    name: str
    why: Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A stored question: its name (the file's), its number in the list of questions, its SPARQL text.

    With a ``measure`` the query gives what is measured, and the measure the columns.
    """

    __pydantic_config__ = _STRICT

    name: str
    number: int
    title: Wording
    question: Wording
    columns: tuple[Column, ...]
    parameters: tuple[Parameter, ...]
    text: str
    measure: MeasureUse | None = None

    def parameter(self, name: str) -> Parameter | None:
        """The parameter of that name, if the question has it."""
        return next((parameter for parameter in self.parameters if parameter.name == name), None)

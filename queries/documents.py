"""A policy's whole text with everything that was read in it, in the text's order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Store

from queries.answer import ask
from queries.catalogue import load_folder
from queries.question import Language
from queries.sections import THING
from queries.table import Cell, Code, Reference, as_text

TEXT = NamedNode("https://w3id.org/zeren/ns#text")
KINDS = {
    "Target": "target",
    "Task": "task",
    "Duty": "duty",
    "Responsibility": "responsibility",
    "Citation": "citation",
    "Phase": "phase",
    "CoordinatingBody": "body",
    "Doubt": "doubt",
}
"""The last part of a statement's class → its kind; what is of no such class (the document's own fields) is a field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What one stretch of the text, [begin, end) in code points, states; ``about`` are the things it joins."""

    kind: str
    thing: Reference
    begin: int
    end: int
    rules: tuple[str, ...] = ()
    role: str = ""
    about: tuple[Reference, ...] = ()
    details: tuple[str, ...] = ()
    matter: str = ""
    """Of a doubt, its kind (``loaders/lexicon/doubt_kinds.toml``)."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A provision of the outline, and where it begins in the text."""

    thing: Reference
    level: int
    begin: int


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A document's text, its outline, and its statements in the text's order."""

    text: str
    outline: tuple[Heading, ...]
    statements: tuple[Statement, ...]


def read_document(store: Store, policy: str, language: Language = "zh") -> MarkedText | None:
    """The text of the policy with that IRI; None for an instrument that is cited and was not read."""
    texts = [
        quad.object.value
        for quad in store.quads_for_pattern(NamedNode(policy), TEXT, None)
        if isinstance(quad.object, Literal)
    ]
    if not texts:
        return None
    text = min(texts)
    parts, statements = (_rows(store, name, policy, language) for name in ("document_outline", "document_statements"))
    return MarkedText(text, tuple(_outline(text, parts)), tuple(_statement(row) for row in statements))


def _rows(store: Store, name: str, policy: str, language: Language) -> Iterator[Mapping[str, Cell]]:
    table = ask(store, load_folder("document")[name], {THING: policy}, language)
    names = [column.name for column in table.columns]
    return (dict(zip(names, row, strict=True)) for row in table.rows)


def _outline(text: str, parts: Iterator[Mapping[str, Cell]]) -> Iterator[Heading]:
    """The provisions with their places: each is looked for from where the one before it began."""
    place = 0
    for part in parts:
        own = _text(part["text"])
        found = text.find(own, place) if own else -1
        place = found if found >= 0 else place
        thing = part["provision"]
        if isinstance(thing, Reference):
            yield Heading(thing, _text(part["path"]).count("/"), place)


def _statement(row: Mapping[str, Cell]) -> Statement:
    classes = {value.code for value in _values(row["class"]) if isinstance(value, Code)}
    role = row["role"]
    thing = row["statement"]
    about = (value for name in ("agent", "concerns") for value in _values(row[name]))
    return Statement(
        kind=next((kind for name, kind in KINDS.items() if name in classes), "field"),
        thing=thing if isinstance(thing, Reference) else Reference("", _text(thing)),
        begin=int(_text(row["begin"])),
        end=int(_text(row["end"])),
        rules=tuple(map(as_text, _values(row["rule"]))),
        role=role.code if isinstance(role, Code) else "",
        about=tuple(value for value in about if isinstance(value, Reference)),
        details=tuple(map(as_text, _values(row["detail"]))),
        matter=_text(row["matter"]),
    )


def _values(cell: Cell) -> tuple[Cell, ...]:
    return cell if isinstance(cell, tuple) and not isinstance(cell, Reference | Code) else ()


def _text(cell: Cell) -> str:
    return as_text(cell)

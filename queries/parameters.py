"""What people type as a question's arguments, to the RDF terms that its query is asked with."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import NamedTuple
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode, Store, Variable

from queries.errors import BadArgument
from queries.labels import RDFS_LABEL, SKOS, ZR, Labels
from queries.question import Language, Parameter, Question

# Bound to every parameter that nobody gave: Oxigraph cannot tell an unbound variable from a substituted one.
ANYTHING = NamedNode("http://www.w3.org/2002/07/owl#Thing")
ANYTHING_WORDS = frozenset({"", "all", "any", "全部", "*"})
NAMING = (RDFS_LABEL, *(NamedNode(iri) for iri in (SKOS + "prefLabel", SKOS + "altLabel", ZR + "documentNumber")))
RDF_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
SHOWN = 6
SIMILAR = 0.6
"""Below, a name has only some letters in common with what was typed (difflib's ratio)."""

Argument = NamedNode | Literal


class Choice(NamedTuple):
    """A value that a parameter accepts, and what to show for it."""

    value: str
    label: str


class Named(NamedTuple):
    """A thing and one of the names it goes by."""

    thing: NamedNode
    name: Literal


def bind_arguments(store: Store, question: Question, arguments: Mapping[str, str]) -> dict[Variable, Argument]:
    """Every parameter's variable with its term; what nobody gave is its default, or ANYTHING.

    Raises BadArgument for a parameter the question does not have, and for a value that names nothing or too much.
    """
    names = [parameter.name for parameter in question.parameters]
    for name in arguments:
        if name not in names:
            raise BadArgument(name, f"{question.name} has no such parameter; it has {', '.join(names) or 'none'}")
    return {
        Variable(f"asked_{parameter.name}"): _bind(store, parameter, arguments.get(parameter.name))
        for parameter in question.parameters
    }


def _bind(store: Store, parameter: Parameter, given: str | None) -> Argument:
    value = ((given or "").strip() or parameter.default or "").strip()
    if parameter.required and value in ANYTHING_WORDS:
        raise BadArgument(parameter.name, f"must be given: {parameter.help.en} {parameter.help.zh}")
    if parameter.type == "choice":
        return _choose(parameter, value)
    if value.lower() in ANYTHING_WORDS:
        return ANYTHING
    if parameter.type == "text":
        return Literal(value)
    return resolve(store, parameter, value)


def _choose(parameter: Parameter, value: str) -> Literal:
    for choice, wording in parameter.choices.items():
        if value in {choice, wording.zh, wording.en}:
            return Literal(choice)
    raise BadArgument(parameter.name, f"{value!r} is no choice; choose {', '.join(parameter.choices)}")


def resolve(store: Store, parameter: Parameter, value: str) -> Argument:
    """The thing that ``value`` names (type ``iri``), or the name itself that several things may share (``name``).

    Tried in turn: a full IRI, a label, the end of an IRI, the beginning of either, any part of a label.
    Raises BadArgument when none or several match.
    """
    classes = [_expand(name) for name in parameter.of]
    if "://" in value:
        return _existing(store, parameter, value, classes)
    exact = [named for named in _bearers(store, value) if _is_of(store, named.thing, classes)]
    found = exact or _search(all_names(store, classes), value)
    if not found:
        raise BadArgument(parameter.name, f"{value!r} is unknown", _close(store, classes, value))
    terms = {named.name.value: named.name for named in found} if parameter.type == "name" else None
    distinct: Sequence[Argument] = list(terms.values()) if terms else sorted({n.thing for n in found}, key=str)
    if len(distinct) > 1:
        raise BadArgument(parameter.name, f"{value!r} may be several", _describe(store, distinct))
    return distinct[0]


def choices(store: Store, parameter: Parameter, language: Language) -> tuple[Choice, ...]:
    """What a form may offer for a parameter, by label; empty for free text."""
    if parameter.type == "choice":
        return tuple(Choice(value, wording[language]) for value, wording in parameter.choices.items())
    named = all_names(store, [_expand(name) for name in parameter.of])
    if parameter.type == "name":
        return tuple(Choice(name, name) for name in sorted({entry.name.value for entry in named}))
    labels = Labels(store, language)
    offered = {Choice(entry.thing.value, labels.of(entry.thing)) for entry in named}
    return tuple(sorted(offered, key=lambda choice: (choice.label, choice.value)))


def all_names(store: Store, classes: Iterable[NamedNode]) -> list[Named]:
    """Every name of every thing of the classes; costs the number of such things."""
    things = {quad.subject for of in classes for quad in store.quads_for_pattern(None, RDF_TYPE, of)}
    return sorted(
        {
            Named(thing, quad.object)
            for thing in things
            if isinstance(thing, NamedNode)
            for predicate in NAMING
            for quad in store.quads_for_pattern(thing, predicate, None)
            if isinstance(quad.object, Literal)
        },
        key=str,
    )


def _expand(name: str) -> NamedNode:
    return NamedNode(ZR + name.removeprefix("zr:"))


def _existing(store: Store, parameter: Parameter, iri: str, classes: Sequence[NamedNode]) -> NamedNode:
    try:
        thing = NamedNode(iri)
    except ValueError as error:
        raise BadArgument(parameter.name, f"{iri!r} is not an IRI") from error
    if not _is_of(store, thing, classes):
        raise BadArgument(parameter.name, f"{iri} is no {' or '.join(parameter.of)}")
    return thing


def _bearers(store: Store, name: str) -> list[Named]:
    """The things with exactly this name, found by index whatever the size of the store."""
    spellings = (Literal(name, language="zh"), Literal(name, language="en"), Literal(name))
    return [
        Named(quad.subject, spelling)
        for spelling in spellings
        for predicate in NAMING
        for quad in store.quads_for_pattern(None, predicate, spelling)
        if isinstance(quad.subject, NamedNode)
    ]


def _is_of(store: Store, thing: NamedNode, classes: Iterable[NamedNode]) -> bool:
    return any(next(store.quads_for_pattern(thing, RDF_TYPE, of), None) for of in classes)


def _search(named: Sequence[Named], value: str) -> list[Named]:
    wanted = value.casefold()

    def end_of(entry: Named) -> str:
        return unquote(entry.thing.value).rpartition("/id/")[2].casefold()

    def name_of(entry: Named) -> str:
        return entry.name.value.casefold()

    tiers = (
        lambda entry: end_of(entry) == wanted or end_of(entry).endswith("/" + wanted),
        lambda entry: name_of(entry) == wanted,
        lambda entry: end_of(entry).rpartition("/")[2].startswith(wanted) or name_of(entry).startswith(wanted),
        lambda entry: wanted in name_of(entry),
    )
    return next((found for tier in tiers if (found := list(filter(tier, named)))), [])


def _close(store: Store, classes: Iterable[NamedNode], value: str) -> list[str]:
    names = sorted({named.name.value for named in all_names(store, classes)})
    return get_close_matches(value, names, n=SHOWN, cutoff=SIMILAR)


def _describe(store: Store, terms: Sequence[Argument]) -> list[str]:
    labels = Labels(store, "zh")
    shown = [f"{labels.of(t)} <{unquote(t.value)}>" if isinstance(t, NamedNode) else t.value for t in terms[:SHOWN]]
    return shown if len(terms) <= SHOWN else [*shown, "…"]

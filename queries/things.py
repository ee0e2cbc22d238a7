"""One thing of the graph: what it is, what is said of it, and what refers to it."""

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad, Store

from queries.errors import UnknownThing
from queries.labels import Labels
from queries.parameters import RDF_TYPE
from queries.question import Language
from queries.table import Reference

ZR = "https://w3id.org/zeren/ns#"
MOST_SHOWN = 20
# Shown as the heading, as text of their own, or by a section that says more.
SAID_ELSEWHERE = frozenset(
    {RDF_TYPE.value, "http://www.w3.org/2000/01/rdf-schema#label"}
    | {ZR + name for name in ("text", "quote", "leads", "responsibleFor", "supports", "accountableFor")}
)


@dataclass(frozen=True, slots=True)
class Relation:
    """A property and its values: the first of ``total``, by label."""

    name: Reference
    values: tuple[Reference | str, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A thing: its label, its classes (``zr:Policy``), its relations in both directions, its ``text`` if it has one."""

    iri: str
    label: str
    classes: tuple[str, ...]
    kinds: tuple[Reference, ...]
    outgoing: tuple[Relation, ...]
    incoming: tuple[Relation, ...]
    text: str = ""


def describe(store: Store, iri: str, language: Language = "zh") -> Thing:
    """What the release says of a thing. Raises UnknownThing where it says nothing."""
    node = _node(iri)
    labels = Labels(store, language)
    stated = list(store.quads_for_pattern(node, None, None))
    if not stated:
        raise UnknownThing(iri)
    kinds = [quad.object for quad in stated if quad.predicate == RDF_TYPE and isinstance(quad.object, NamedNode)]
    kinds = [kind for kind in kinds if kind.value.startswith(ZR)] or kinds  # what others call it says less
    texts = [quad.object.value for quad in stated if quad.predicate.value in {ZR + "text", ZR + "quote"}]  # type: ignore[union-attr]
    return Thing(
        iri=iri,
        label=labels.of(node),
        classes=tuple("zr:" + kind.value.removeprefix(ZR) for kind in kinds if kind.value.startswith(ZR)),
        kinds=tuple(Reference(kind.value, labels.of(kind)) for kind in kinds),
        outgoing=_relations(((quad.predicate, quad.object) for quad in stated), labels, language),
        incoming=_relations(_referring(store, node), labels, language),
        text="\n".join(texts),
    )


def is_known(store: Store, iri: str) -> bool:
    """Whether the release says anything of a thing."""
    try:
        return next(store.quads_for_pattern(NamedNode(iri), None, None), None) is not None
    except ValueError:  # no IRI
        return False


def quads_about(store: Store, iri: str) -> list[Quad]:
    """What is said of a thing and what refers to it. Raises UnknownThing where nothing is said."""
    node = _node(iri)
    said = list(store.quads_for_pattern(node, None, None))
    if not said:
        raise UnknownThing(iri)
    return [*said, *store.quads_for_pattern(None, None, node)]


def _node(iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise UnknownThing(iri) from error


def _referring(store: Store, node: NamedNode) -> Iterable[tuple[NamedNode, object]]:
    return ((quad.predicate, quad.subject) for quad in store.quads_for_pattern(None, None, node))


def _relations(pairs: Iterable[tuple[NamedNode, object]], labels: Labels, language: Language) -> tuple[Relation, ...]:
    grouped: dict[NamedNode, set[NamedNode | Literal]] = {}
    for predicate, term in pairs:
        if predicate.value not in SAID_ELSEWHERE and isinstance(term, NamedNode | Literal):
            grouped.setdefault(predicate, set()).add(term)
    found = (_relation(predicate, _spoken(terms, language), labels) for predicate, terms in grouped.items())
    return tuple(sorted(found, key=lambda relation: relation.name.label))


def _spoken(terms: set[NamedNode | Literal], language: Language) -> set[NamedNode | Literal]:
    """Texts in the reader's language where there are such, else all."""
    own: set[NamedNode | Literal] = {term for term in terms if isinstance(term, Literal) and term.language == language}
    things = {term for term in terms if not (isinstance(term, Literal) and term.language)}
    return own | things if own else terms


def _relation(predicate: NamedNode, terms: set[NamedNode | Literal], labels: Labels) -> Relation:
    # labels are looked up for what is shown; many things are known by their IRI alone
    chosen = sorted(terms, key=lambda term: term.value)[:MOST_SHOWN]
    values = (Reference(term.value, labels.of(term)) if isinstance(term, NamedNode) else term.value for term in chosen)
    return Relation(Reference(predicate.value, labels.of(predicate)), tuple(values), len(terms))

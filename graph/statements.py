"""Statements of the store read whole, one property at a time: what computed graphs are made from, in linear time."""

from collections import defaultdict
from collections.abc import Mapping

from pyoxigraph import Literal, NamedNode, Store

from graph.vocabulary import LABEL, TYPE, zr


def objects_of(store: Store, predicate: NamedNode) -> Mapping[str, frozenset[str]]:
    """Each subject's values of a property: IRIs and the text of literals."""
    found: dict[str, set[str]] = defaultdict(set)
    for quad in store.quads_for_pattern(None, predicate, None):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            found[quad.subject.value].add(quad.object.value)
    return {subject: frozenset(values) for subject, values in found.items()}


def subjects_of(store: Store, kind: str) -> frozenset[str]:
    """The things of one of zeren's classes."""
    quads = store.quads_for_pattern(None, TYPE, zr(kind))
    return frozenset(quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode))


def labels_of(store: Store, kind: str) -> Mapping[str, str]:
    """The label of each thing of a class that has one; the smallest of several."""
    labels = {thing: _label(store, thing) for thing in subjects_of(store, kind)}
    return {thing: label for thing, label in labels.items() if label}


def _label(store: Store, thing: str) -> str:
    quads = store.quads_for_pattern(NamedNode(thing), LABEL, None)
    return min((quad.object.value for quad in quads if isinstance(quad.object, Literal)), default="")

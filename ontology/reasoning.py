"""What follows from the ontology and the facts by logic: whether they can be true together, and who is what.

HermiT, which comes with Owlready2 and needs Java, decides all of OWL 2 DL. Without Java, owlrl (the extra ``reason``)
materialises the rules of OWL 2 RL: it finds the members of the defined classes and every clash of the kinds that
zeren's axioms can have (disjoint classes, two values of a functional property), but it cannot tell that a class can
have no member.
"""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from rdflib import OWL, RDF, Graph, URIRef
from rdflib import Literal as RdfLiteral

from .files import load_ontology, load_owlready, load_vocabularies

# What axioms speak of: the others would only make reasoning slow.
_VOCABULARIES = ("roles", "themes")

Engine = Literal["hermit", "owlrl", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasoningReport:
    """What a reasoner found.

    ``members`` names, for each defined class by its IRI, the things that belong to it, asserted or inferred; empty
    where the facts are inconsistent. ``clashes`` say which facts cannot be true together, as far as owlrl can tell.
    ``engine`` is "none" where neither Java nor owlrl is installed; then nothing was examined.
    """

    engine: Engine
    consistent: bool = True
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unsatisfiable: tuple[str, ...] = ()
    clashes: tuple[str, ...] = ()


def reason(facts: Graph, java: str = "java") -> ReasoningReport:
    """Check terms, vocabularies and ``facts`` together, and classify; ``java`` is a program's name or path."""
    program = shutil.which(java)
    if program:
        return _with_hermit(facts, program)
    return _with_owlrl(facts) or ReasoningReport(engine="none")


def defined_classes() -> tuple[str, ...]:
    """The IRIs of the classes that have a definition by which a reasoner finds their members, sorted."""
    ontology = load_ontology()
    return tuple(sorted(str(term) for term in ontology.subjects(OWL.equivalentClass) if isinstance(term, URIRef)))


def _with_hermit(facts: Graph, java: str) -> ReasoningReport:
    import owlready2  # here, since it is slow to import and only reasoning needs it

    owlready2.JAVA_EXE = java
    world = load_owlready(facts, *_VOCABULARIES).world
    try:
        # HermiT knows no xsd:gYear, and zeren's axioms say nothing about the values of dates
        owlready2.sync_reasoner_hermit(world, debug=0, ignore_unsupported_datatypes=True)
    except owlready2.OwlReadyInconsistentOntologyError:
        explained = _with_owlrl(facts)
        return ReasoningReport(engine="hermit", consistent=False, clashes=explained.clashes if explained else ())
    nothing = owlready2.Nothing
    return ReasoningReport(
        engine="hermit",
        members={name: _instances(world, name) for name in defined_classes()},
        unsatisfiable=tuple(sorted(kind.iri for kind in world.inconsistent_classes() if kind is not nothing)),
    )


def _instances(world: Any, name: str) -> tuple[str, ...]:
    return tuple(sorted(thing.iri for thing in world[name].instances()))


def _with_owlrl(facts: Graph) -> ReasoningReport | None:
    """The same by OWL 2 RL; None where owlrl is not installed."""
    try:
        import owlrl
    except ImportError:
        return None
    graph = _without_literals(load_ontology() + load_vocabularies(*_VOCABULARIES) + facts)
    closure = owlrl.OWLRL_Semantics(graph, axioms=False, daxioms=False)
    closure.closure()
    clashes = tuple(sorted(set(map(str, closure.error_messages))))
    members = {name: _typed(graph, name) for name in defined_classes()} if not clashes else {}
    return ReasoningReport(engine="owlrl", consistent=not clashes, members=members, clashes=clashes)


def _without_literals(graph: Graph) -> Graph:
    """What the rules can draw conclusions from; labels only make them slow."""
    bare = Graph()
    for triple in graph:
        if not isinstance(triple[2], RdfLiteral):
            bare.add(triple)
    return bare


def _typed(graph: Graph, name: str) -> tuple[str, ...]:
    return tuple(sorted(str(thing) for thing in graph.subjects(RDF.type, URIRef(name)) if isinstance(thing, URIRef)))

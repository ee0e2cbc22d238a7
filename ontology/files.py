"""The Turtle files of this folder as graphs, and as an Owlready2 ontology for a reasoner."""

from importlib import resources
from io import BytesIO
from typing import Any

from rdflib import Graph

_VOCABULARIES = ("comparators", "functions", "roles", "rules", "themes", "units")


def load_ontology() -> Graph:
    """Return the terms and axioms of ``zeren.ttl``; a new graph at each call."""
    return _parse(Graph(), "zeren.ttl")


def load_shapes() -> Graph:
    """Return the SHACL shapes of ``shapes.ttl``; a new graph at each call."""
    return _parse(Graph(), "shapes.ttl")


def load_term_shapes() -> Graph:
    """Return the SHACL shapes of ``term_shapes.ttl``, which are about terms; a new graph at each call."""
    return _parse(Graph(), "term_shapes.ttl")


def load_vocabularies(*names: str) -> Graph:
    """Return all the vocabularies together, or those named (``roles``, ``themes``); a new graph at each call."""
    graph = Graph()
    for name in names or _VOCABULARIES:
        _parse(graph, f"vocab/{name}.ttl")
    return graph


def load_owlready(facts: Graph | None = None, *vocabularies: str) -> Any:
    """Return the terms, vocabularies (all, or those named) and ``facts`` as one Owlready2 ontology in its own world.

    Owlready2 reads no Turtle, so the graph travels as N-Triples. For HermiT, which knows no ``xsd:gYear``,
    call ``sync_reasoner_hermit(ontology.world, ignore_unsupported_datatypes=True)``.
    """
    from owlready2 import World  # here, since it is slow to import and only reasoning needs it

    graph = load_ontology() + load_vocabularies(*vocabularies) + (facts or Graph())
    # IRIs before blank nodes: Owlready2 guesses the format from the first line.
    lines = sorted(graph.serialize(format="nt").splitlines(keepends=True))
    ontology = World().get_ontology("https://w3id.org/zeren/ns#")
    return ontology.load(fileobj=BytesIO("".join(line for line in lines if line.strip()).encode()))


def _parse(graph: Graph, name: str) -> Graph:
    return graph.parse(data=(resources.files(__package__) / name).read_text(encoding="utf-8"), format="turtle")

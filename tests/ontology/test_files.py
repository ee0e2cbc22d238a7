import shutil
from collections.abc import Callable
from typing import Any

import pytest
from owlready2 import OwlReadyInconsistentOntologyError, sync_reasoner_hermit
from rdflib import OWL, RDF, SKOS, Graph, URIRef

from ontology import ID, ZR, load_ontology, load_owlready, load_shapes, load_vocabularies
from ontology.turtle import canonical_turtle

EXAMPLE = """
@prefix zr: <https://w3id.org/zeren/ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix theme: <https://w3id.org/zeren/id/theme/> .
@prefix : <https://w3id.org/zeren/id/> .
:sewage a zr:Target ; zr:theme theme:water_quality ; zr:deadline "2025"^^xsd:gYear ; zr:value 95.0 .
:quality a zr:Target ; zr:theme theme:environment_quality .
:licences a zr:Target ; zr:theme theme:business_environment .
:r1 a zr:Responsibility ; zr:agent :ecology ; zr:role zr:lead ; zr:concerns :sewage .
:r2 a zr:Responsibility ; zr:agent :water ; zr:role zr:support ; zr:concerns :sewage .
:ecology a zr:Department . :water a zr:Department .
"""
needs_java = pytest.mark.skipif(shutil.which("java") is None, reason="HermiT needs Java, which is not installed")


def owl_classes(graph: Graph) -> set[URIRef]:
    return {term for term in graph.subjects(RDF.type, OWL.Class) if isinstance(term, URIRef)}


def reason(facts: str) -> Any:
    """The ontology with the facts and what HermiT concludes from them."""
    ontology = load_owlready(Graph().parse(data=facts, format="turtle"))
    sync_reasoner_hermit(ontology.world, debug=0, ignore_unsupported_datatypes=True)
    return ontology


def members(ontology: Any, term: URIRef) -> set[str]:
    return {thing.iri for thing in ontology.world[str(term)].instances()}


@pytest.mark.parametrize("load", [load_ontology, load_shapes, load_vocabularies])
def test_each_call_gives_a_graph_of_its_own(load: Callable[[], Graph]) -> None:
    first, second = load(), load()
    assert len(first) == len(second) > 0
    first.remove((None, None, None))
    assert len(second) > 0


@pytest.mark.parametrize("name", ["zeren.ttl", "shapes.ttl"])
def test_the_written_files_are_in_canonical_form(name: str, pytestconfig: pytest.Config) -> None:
    text = (pytestconfig.rootpath / "ontology" / name).read_text(encoding="utf-8")
    assert canonical_turtle(Graph().parse(data=text, format="turtle")) == text


def test_no_triple_stands_in_the_ontology_and_in_the_vocabularies() -> None:
    assert set(load_ontology()) & set(load_vocabularies()) == set()


def test_shapes_and_vocabularies_use_declared_terms_only() -> None:
    declared = set((load_ontology() + load_vocabularies() + load_shapes()).subjects())
    used = {term for graph in (load_shapes(), load_vocabularies()) for triple in graph for term in triple}
    assert {term for term in used if str(term).startswith(str(ZR))} <= declared


def test_owlready_knows_the_classes_with_their_labels() -> None:
    world = load_owlready().world
    target = world[str(ZR.Target)]
    assert world[str(ZR.Commitment)] in target.ancestors()
    assert set(map(str, target.label)) == {"target", "目标"}


def test_two_worlds_do_not_meet() -> None:
    with_facts = load_owlready(Graph().add((ID.sewage, RDF.type, ZR.Target)))
    assert with_facts.world[str(ID.sewage)] is not None
    assert load_owlready().world[str(ID.sewage)] is None


def test_no_class_is_lost_on_the_way_to_owlready_and_back() -> None:
    back = Graph()
    for triple in load_owlready().world.as_rdflib_graph():
        back.add(triple)
    assert owl_classes(back) == owl_classes(load_ontology())
    assert set(back.subjects(SKOS.broader)) == set(load_vocabularies().subjects(SKOS.broader))


@needs_java
def test_the_reasoner_tells_environmental_targets_and_leading_departments() -> None:
    ontology = reason(EXAMPLE)
    assert list(ontology.world.inconsistent_classes()) == []
    assert members(ontology, ZR.EnvironmentalTarget) == {str(ID.sewage), str(ID.quality)}
    assert members(ontology, ZR.LeadDepartment) == {str(ID.ecology)}


@needs_java
def test_the_reasoner_refuses_a_target_that_answers_for_itself() -> None:
    with pytest.raises(OwlReadyInconsistentOntologyError):
        reason(EXAMPLE + ":r1 zr:agent :quality .")

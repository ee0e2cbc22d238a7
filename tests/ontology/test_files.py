from collections.abc import Callable
from pathlib import Path

import pytest
from owlready2 import World
from rdflib import OWL, RDF, SKOS, Graph, URIRef
from rdflib.compare import isomorphic

from ontology import ID, ZR, load_ontology, load_owlready, load_shapes, load_term_shapes, load_vocabularies
from ontology.turtle import canonical_turtle


def owl_classes(graph: Graph) -> set[URIRef]:
    return {term for term in graph.subjects(RDF.type, OWL.Class) if isinstance(term, URIRef)}


@pytest.mark.parametrize("load", [load_ontology, load_shapes, load_term_shapes, load_vocabularies])
def test_each_call_gives_a_graph_of_its_own(load: Callable[[], Graph]) -> None:
    first, second = load(), load()
    assert len(first) == len(second) > 0
    first.remove((None, None, None))
    assert len(second) > 0


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # what rdflib's own JSON-LD reader uses
@pytest.mark.parametrize("form", ["turtle", "nt", "xml", "json-ld"])
def test_nothing_is_lost_in_another_syntax(form: str) -> None:
    back = Graph().parse(data=load_ontology().serialize(format=form), format=form)
    assert isomorphic(back, load_ontology())


@pytest.mark.parametrize("form", ["xml", "nt"])
def test_owlready_opens_the_ontology_as_it_is_published(form: str, tmp_path: Path) -> None:
    """Warnings are errors here: an OWL tool that doubts something of the ontology would say so."""
    file = tmp_path / "zeren.owl"
    # IRIs before blank nodes: Owlready2 guesses the format from the first line
    lines = load_ontology().serialize(format=form).splitlines(keepends=True)
    file.write_text("".join(sorted(filter(str.strip, lines)) if form == "nt" else lines), "utf-8")
    ontology = World().get_ontology(file.as_uri()).load()
    classes = {URIRef(kind.iri) for kind in ontology.world.classes()}
    assert {term for term in owl_classes(load_ontology()) if term in ZR} <= classes
    properties = {URIRef(relation.iri) for relation in ontology.world.properties()}
    assert set(load_ontology().subjects(RDF.type, OWL.ObjectProperty)) <= properties


@pytest.mark.parametrize("name", ["zeren.ttl", "shapes.ttl", "term_shapes.ttl"])
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

from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, URIRef

from ontology import BASE, ID, ZR, load_ontology, load_vocabularies

DESIGNED = (Path(__file__).parent / "cases" / "terms.txt").read_text(encoding="utf-8").split()

ONTOLOGY = load_ontology()
WORDS = ONTOLOGY + load_vocabularies()
TERMS = sorted(term for term in set(WORDS.subjects()) if isinstance(term, URIRef) and term in ZR)


def local(term: URIRef) -> str:
    return term.removeprefix(str(ZR))


def declared_in_python() -> set[str]:
    return {name for name in ZR.__annotations__ if not name.startswith("_")}


def test_the_constants_and_the_turtle_name_the_same_terms() -> None:
    in_turtle = {str(term).rpartition("#")[2] for term in WORDS.subjects() if str(term).startswith(str(ZR))}
    assert declared_in_python() == in_turtle


def test_every_term_the_design_fixes_exists() -> None:
    assert set(DESIGNED) <= declared_in_python()


@pytest.mark.parametrize("term", TERMS, ids=local)
@pytest.mark.parametrize("annotation", [RDFS.label, SKOS.prefLabel], ids=["label", "prefLabel"])
def test_each_term_has_one_label_in_each_language(term: URIRef, annotation: URIRef) -> None:
    languages = [getattr(label, "language", None) for label in WORDS.objects(term, annotation)]
    assert sorted(map(str, languages)) == ["en", "zh"]


@pytest.mark.parametrize("term", TERMS, ids=local)
def test_each_term_is_defined_by_one_sentence_in_each_language(term: URIRef) -> None:
    sentences = {getattr(text, "language", None): str(text) for text in WORDS.objects(term, SKOS.definition)}
    assert sorted(map(str, sentences)) == ["en", "zh"]
    assert sentences["en"].endswith(".")
    assert sentences["zh"].endswith("。")


def test_labels_within_the_ontology_are_unique() -> None:
    for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty):
        labels = [str(ONTOLOGY.value(term, SKOS.prefLabel, any=True)) for term in ONTOLOGY.subjects(RDF.type, kind)]
        own = [label for label in labels if label != "None"]
        assert len(own) == len(set(own))


def test_every_own_superior_is_declared() -> None:
    for relation in (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range):
        for superior in ONTOLOGY.objects(None, relation):
            if str(superior).startswith(str(ZR)):
                assert (superior, RDF.type, None) in ONTOLOGY


def test_a_misspelt_term_is_an_error() -> None:
    with pytest.raises(AttributeError):
        _ = ZR.Taget


def test_things_live_under_the_base() -> None:
    assert ID["theme/air"] == URIRef(BASE + "theme/air")

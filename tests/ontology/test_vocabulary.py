from pathlib import Path

import pytest
from rdflib import RDF, RDFS, SKOS, Literal, URIRef

from ontology import ID, ZR, load_vocabularies
from ontology.turtle import canonical_turtle
from ontology.vocabulary import BUILDERS, write_vocabularies

WORDS = load_vocabularies()


@pytest.mark.parametrize("name", BUILDERS)
def test_the_committed_turtle_is_what_the_tables_give(name: str, pytestconfig: pytest.Config) -> None:
    committed = pytestconfig.rootpath / "ontology" / "vocab" / f"{name}.ttl"
    assert committed.read_text(encoding="utf-8") == canonical_turtle(BUILDERS[name]())


def test_writing_gives_one_file_for_each_vocabulary(tmp_path: Path) -> None:
    write_vocabularies(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {f"{name}.ttl" for name in BUILDERS}


@pytest.mark.parametrize("kind", [ZR.Theme, ZR.Function, ZR.Role, ZR.Basis, ZR.Comparator])
def test_every_concept_has_labels_in_both_languages(kind: URIRef) -> None:
    concepts = list(WORDS.subjects(None, kind))
    assert concepts
    for concept in concepts:
        for annotation in (RDFS.label, SKOS.prefLabel):
            assert {getattr(label, "language", "") for label in WORDS.objects(concept, annotation)} == {"zh", "en"}


def test_comparators_carry_the_notations_of_targets() -> None:
    comparators = WORDS.subjects(RDF.type, ZR.Comparator)
    notations = {str(value) for comparator in comparators for value in WORDS.objects(comparator, SKOS.notation)}
    assert notations == {">=", ">", "<=", "<", "=", "range"}


def test_a_reform_is_a_dated_change_from_one_function_to_another() -> None:
    before, after = ID["function/environment_protection"], ID["function/ecology_environment"]
    [change] = WORDS.subjects(ZR.predecessor, before)
    assert WORDS.value(change, ZR.successor) == after
    assert str(WORDS.value(change, ZR.changedOn)) == "2018"
    assert (before, ZR.succeededBy, after) in WORDS


def test_themes_form_a_tree_that_functions_refer_to() -> None:
    assert (ID["theme/air"], SKOS.broader, ID["theme/environment_quality"]) in WORDS
    assert (ID["theme/air"], ZR.cue, Literal("PM2.5")) in WORDS
    assert (ID["function/forestry"], ZR.coversTheme, ID["theme/ecology"]) in WORDS


def test_every_reform_is_named_in_both_languages() -> None:
    reforms = list(WORDS.subjects(RDF.type, ZR.Change))
    assert reforms
    for reform in reforms:
        labels = {getattr(label, "language", ""): str(label) for label in WORDS.objects(reform, RDFS.label)}
        assert labels.keys() == {"zh", "en"}
        assert all("→" in label for label in labels.values())

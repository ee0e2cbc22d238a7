"""The rules on terms themselves, each with a term that breaks it."""

import pytest
from pyoxigraph import RdfFormat, Store
from rdflib import RDF, SH, Graph

from graph.validation import validate
from ontology import load_ontology, load_term_shapes
from ontology.shapes import term_checks
from tests.ontology.specimens import PREFIXES
from tests.shacl import Breach, reference_breaches

TERM = """
zr:Good a owl:Class ; rdfs:isDefinedBy <https://w3id.org/zeren/ns> ; rdfs:label "good"@en , "好"@zh ;
    skos:prefLabel "good"@en , "好"@zh ; skos:definition "Good."@en , "好。"@zh ; skos:example "好" .
"""
TERM_BREACHES = [
    ("rdfs:label", '"好"@zh', '"好"', "TermShape"),
    ("rdfs:label", '"good"@en ,', "", "TermShape"),
    ("skos:prefLabel", 'skos:prefLabel "good"@en , "好"@zh ;', 'skos:prefLabel "good"@en ;', "TermShape"),
    ("skos:prefLabel", 'skos:prefLabel "good"@en , "好"@zh ;', 'skos:prefLabel "好"@zh ;', "TermShape"),
    ("skos:definition", '"Good."@en , ', "", "TermShape"),
    ("skos:definition", ' , "好。"@zh', "", "TermShape"),
    ("home", "<https://w3id.org/zeren/ns>", "<https://example.org/>", "TermShape"),
    ("undeclared", "a owl:Class ;", "a owl:Class ; rdfs:subClassOf zr:Nowhere ;", "TermShape"),
    ("example", ' ; skos:example "好"', "", "TermGapShape"),
    ("class name", "zr:Good", "zr:goodThing", "ClassNameShape"),
    ("property name", "zr:Good a owl:Class", "zr:Good a owl:ObjectProperty", "PropertyNameShape"),
    ("declared", "rdfs:isDefinedBy <https://w3id.org/zeren/ns> ;", "", "DeclaredTermShape"),
]


def term_findings(text: str) -> set[Breach]:
    store = Store()
    store.load(f"{PREFIXES} <urn:words> {{ {text} }}".encode(), RdfFormat.TRIG)
    return {
        (finding.focus, finding.shape, finding.component, finding.severity)
        for finding in validate(store, ["urn:words"], term_checks())
    }


def test_a_term_with_everything_breaks_nothing() -> None:
    assert term_findings(TERM) == set()


@pytest.mark.parametrize(("what", "old", "new", "shape"), TERM_BREACHES)
def test_a_term_that_lacks_something_breaks_its_shape(what: str, old: str, new: str, shape: str) -> None:
    text = TERM.replace(old, new, 1)
    assert text != TERM
    found = term_findings(text)
    assert {breach[1] for breach in found} == {shape}
    assert found == reference_breaches(Graph().parse(data=PREFIXES + text, format="turtle"), load_term_shapes())


def test_every_term_shape_has_a_failing_specimen() -> None:
    assert {str(shape).rpartition("#")[2] for shape in load_term_shapes().subjects(RDF.type, SH.NodeShape)} == {
        shape for *_, shape in TERM_BREACHES
    }


def test_the_ontology_keeps_the_rules_on_terms() -> None:
    store = Store()
    lines = "\n".join(line for line in load_ontology().serialize(format="nt").splitlines() if line)
    store.load(f"<urn:words> {{ {lines} }}".encode(), RdfFormat.TRIG)
    assert validate(store, ["urn:words"], term_checks()) == []

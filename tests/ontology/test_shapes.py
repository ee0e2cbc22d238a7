from collections.abc import Iterator

import pytest
from pyshacl import validate
from rdflib import RDF, SH, Graph

from ontology import load_shapes

PREFIXES = """
@prefix zr: <https://w3id.org/zeren/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix : <https://w3id.org/zeren/id/> .
"""
RESPONSIBILITY = ":r a zr:Responsibility ; zr:concerns :t ; zr:evidence :p"
PASSAGE = ':p a zr:Passage ; zr:quote "市水利局"@zh'
TARGET = ':t a zr:Target ; rdfs:label "污水处理率 ≥ 95 %"@zh ; zr:statedIn :v ; zr:evidence :p'

PASSING = {
    "PolicyShape": ':d a zr:Policy ; rdfs:label "临江市治水方案"@zh .',
    "ProvisionShape": ':v a zr:Provision ; zr:path "二/(一)/3" ; zr:partOf :d .',
    "CommitmentShape": ':k a zr:Task ; rdfs:label "治理污水"@zh ; zr:statedIn :v ; zr:evidence :p .',
    "TargetShape": TARGET + ' ; zr:comparator ">=" ; zr:value 95.0 ; zr:kind "level" .',
    "ResponsibilityShape": RESPONSIBILITY + " ; zr:agent :a ; zr:role zr:lead ; zr:basis zr:stated .",
    "PassageShape": PASSAGE + " ; zr:begin 3 ; zr:end 7 ; zr:source :d .",
    "AgentShape": ':a a zr:Department ; rdfs:label "市水利局"@zh .',
}
FAILING = [
    ("PolicyShape", ":d a zr:Policy ."),
    ("ProvisionShape", ":v a zr:Provision ; zr:partOf :d ."),
    ("ProvisionShape", ':v a zr:Provision ; zr:path "二" ; zr:partOf :d , :e .'),
    ("CommitmentShape", ":k a zr:Task ; zr:statedIn :v ; zr:evidence :p ."),
    ("CommitmentShape", ':t a zr:Target ; rdfs:label "污水处理率"@zh ; zr:evidence :p .'),
    ("CommitmentShape", ':t a zr:Target ; rdfs:label "污水处理率"@zh ; zr:statedIn :v .'),
    ("TargetShape", TARGET + ' ; zr:comparator "≥" .'),
    ("TargetShape", TARGET + ' ; zr:kind "stretch" .'),
    ("TargetShape", TARGET + ' ; zr:value "95" .'),
    ("ResponsibilityShape", RESPONSIBILITY + " ; zr:role zr:lead ; zr:basis zr:stated ."),
    ("ResponsibilityShape", RESPONSIBILITY + " ; zr:agent :a , :b ; zr:role zr:lead ; zr:basis zr:stated ."),
    ("ResponsibilityShape", RESPONSIBILITY + " ; zr:agent :a ; zr:basis zr:stated ."),
    ("ResponsibilityShape", RESPONSIBILITY + " ; zr:agent :a ; zr:role zr:stated ; zr:basis zr:stated ."),
    ("ResponsibilityShape", RESPONSIBILITY + " ; zr:agent :a ; zr:role zr:lead ."),
    (
        "ResponsibilityShape",
        ":r a zr:Responsibility ; zr:agent :a ; zr:role zr:lead ; zr:basis zr:stated ; zr:evidence :p .",
    ),
    (
        "ResponsibilityShape",
        ":r a zr:Responsibility ; zr:agent :a ; zr:role zr:lead ; zr:basis zr:stated ; zr:concerns :t .",
    ),
    ("PassageShape", PASSAGE + " ; zr:begin 7 ; zr:end 7 ; zr:source :d ."),
    ("PassageShape", PASSAGE + " ; zr:begin -1 ; zr:end 7 ; zr:source :d ."),
    ("PassageShape", PASSAGE + " ; zr:begin 3 ; zr:end 7 ."),
    ("PassageShape", ":p a zr:Passage ; zr:begin 3 ; zr:end 7 ; zr:source :d ."),
    ("AgentShape", ":a a zr:CoordinatingBody ."),
]

SHAPES = load_shapes()


def broken_shapes(facts: str) -> Iterator[str]:
    """Yield the name of each shape that the facts break."""
    _, report, _ = validate(Graph().parse(data=PREFIXES + facts, format="turtle"), shacl_graph=SHAPES)
    for shape in report.objects(None, SH.sourceShape):
        owner = next(SHAPES.subjects(SH.property, shape))
        yield str(owner).rpartition("#")[2]


def test_every_shape_has_a_passing_and_a_failing_specimen() -> None:
    shapes = {str(shape).rpartition("#")[2] for shape in SHAPES.subjects(RDF.type, SH.NodeShape)}
    assert shapes == set(PASSING) == {shape for shape, _ in FAILING}


@pytest.mark.parametrize("shape", PASSING)
def test_a_complete_specimen_passes(shape: str) -> None:
    assert list(broken_shapes(PASSING[shape])) == []


@pytest.mark.parametrize(("shape", "facts"), FAILING)
def test_an_incomplete_specimen_breaks_its_shape_only(shape: str, facts: str) -> None:
    assert set(broken_shapes(facts)) == {shape}


def test_every_constraint_says_in_both_languages_what_it_asks() -> None:
    for constraint in SHAPES.objects(None, SH.property):
        languages = [getattr(message, "language", "") for message in SHAPES.objects(constraint, SH.message)]
        assert sorted(map(str, languages)) == ["en", "zh"]

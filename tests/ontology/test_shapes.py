"""One sound thing of each kind, and each kind of breach on a copy of it: every constraint is broken once, alone."""

import pytest
from pyoxigraph import RdfFormat, Store
from rdflib import RDF, SH, BNode, Graph, Literal

from graph.validation import Finding, validate
from ontology import load_ontology, load_shapes, load_term_shapes
from ontology.shapes import UnsupportedShape, checks, compile_shapes
from tests.ontology.specimens import BASE, BESIDE, BREACHES, PREFIXES, SOUND, specimen, world
from tests.shacl import Breach, reference_breaches


def as_breach(finding: Finding) -> Breach:
    return finding.focus, finding.shape, finding.component, finding.severity


def found_in(facts: str) -> list[Finding]:
    store = Store()
    store.load(facts.encode(), RdfFormat.TRIG)
    return validate(store, ["urn:facts"])


@pytest.fixture(scope="module")
def findings() -> list[Finding]:
    """What zeren's engine finds in the world."""
    prefixes, things = world()[: len(PREFIXES)], world()[len(PREFIXES) :]
    return found_in(f"{prefixes} <urn:facts> {{ {things} }}")


def test_what_is_sound_breaks_nothing(findings: list[Finding]) -> None:
    sound = {BASE + name for kind in SOUND for name in (kind, f"{kind}-2")}
    assert [finding for finding in findings if finding.focus in sound] == []


@pytest.mark.parametrize("index", range(len(BREACHES)), ids=lambda index: f"{BREACHES[index][0]}-{index}")
def test_a_specimen_breaks_its_constraint_and_no_other(findings: list[Finding], index: int) -> None:
    _, _, shape, component = BREACHES[index]
    found = {as_breach(finding)[1:3] for finding in findings if finding.focus == BASE + specimen(index)}
    assert found - BESIDE.get((shape, component), set()) == {(shape, component)}


def test_the_engine_agrees_with_the_reference(findings: list[Finding]) -> None:
    facts = Graph().parse(data=world(), format="turtle")
    assert {as_breach(finding) for finding in findings} == reference_breaches(facts, load_shapes(), load_ontology())


def test_every_constraint_is_broken_by_a_specimen(findings: list[Finding]) -> None:
    asked = {(check.shape, check.component, check.path, check.messages) for check in checks()}
    broken = {
        (finding.shape, finding.component, finding.path, (("en", finding.message_en), ("zh", finding.message_zh)))
        for finding in findings
    }
    assert {constraint[:3] for constraint in asked - broken} <= ALWAYS_BESIDE


# Constraints that cannot be broken alone: a second begin or end contradicts the length of the quote as well.
ALWAYS_BESIDE = {
    ("PassageShape", "maxCount", "<https://w3id.org/zeren/ns#begin>"),
    ("PassageShape", "maxCount", "<https://w3id.org/zeren/ns#end>"),
}


def test_a_gap_is_a_warning_and_a_breach_of_the_model_a_violation(findings: list[Finding]) -> None:
    assert {finding.shape.endswith("GapShape"): finding.severity for finding in findings} == {
        True: "warning",
        False: "violation",
    }


def test_only_what_a_graph_brings_is_examined() -> None:
    facts = PREFIXES + "<urn:facts> { :a a zr:Department . } <urn:other> { :b a zr:Department . }"
    assert {finding.focus for finding in found_in(facts)} == {BASE + "a"}


def test_what_another_graph_says_of_a_thing_counts() -> None:
    facts = PREFIXES + '<urn:facts> { :l a zr:Law . } <urn:other> { :l rdfs:label "水法"@zh . }'
    assert found_in(facts) == []


@pytest.mark.parametrize("shapes", [load_shapes(), load_term_shapes()], ids=["shapes", "term shapes"])
def test_every_constraint_says_in_both_languages_what_it_asks(shapes: Graph) -> None:
    constraints = [*shapes.objects(None, SH.property), *shapes.objects(None, SH.sparql)]
    assert constraints
    for constraint in constraints:
        languages = [getattr(message, "language", "") for message in shapes.objects(constraint, SH.message)]
        assert sorted(map(str, languages)) == ["en", "zh"]


@pytest.mark.parametrize(
    "constraint",
    [
        "sh:property [ sh:path zr:path ; sh:minLength 2 ]",
        "sh:property [ sh:path zr:path ; sh:minCount 2 ]",
        "sh:property [ sh:path ( zr:path zr:path ) ; sh:minCount 1 ]",
        "sh:property [ sh:path zr:path ; sh:nodeKind sh:IRIOrLiteral ]",
        "sh:or ( [ sh:path zr:path ] )",
    ],
)
def test_what_is_not_compiled_is_refused(constraint: str) -> None:
    text = f"@prefix sh: <{SH}> . {PREFIXES} zr:S a sh:NodeShape ; sh:targetClass zr:Policy ; {constraint} ."
    with pytest.raises(UnsupportedShape):
        list(compile_shapes(Graph().parse(data=text, format="turtle"), load_ontology()))


def test_no_shape_is_without_target() -> None:
    for shapes in (load_shapes(), load_term_shapes()):
        for shape in shapes.subjects(RDF.type, SH.NodeShape):
            assert not isinstance(shape, BNode | Literal)
            assert (shape, SH.targetClass, None) in shapes or (shape, SH.targetSubjectsOf, None) in shapes

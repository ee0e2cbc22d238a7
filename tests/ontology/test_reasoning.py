import sys

import pytest
from rdflib import Graph

from ontology import BASE, ZR
from ontology.reasoning import ReasoningReport, defined_classes, reason

PREFIXES = """
@prefix zr: <https://w3id.org/zeren/ns#> .
@prefix theme: <https://w3id.org/zeren/id/theme/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <https://w3id.org/zeren/id/> .
"""
FACTS = """
:sewage a zr:Target ; zr:theme theme:water_quality ; zr:deadline "2025"^^xsd:gYear ; zr:value 95.0 .
:quality a zr:Target ; zr:theme theme:environment_quality .
:cleaning a zr:Task ; zr:theme theme:environment_quality .
:licences a zr:Target ; zr:theme theme:business_environment .
:r1 a zr:Responsibility ; zr:agent :ecology ; zr:role zr:lead ; zr:basis zr:stated ; zr:concerns :sewage .
:r2 a zr:Responsibility ; zr:agent :water ; zr:role zr:support ; zr:basis zr:stated ; zr:concerns :sewage .
:r3 a zr:Responsibility ; zr:agent :forest ; zr:role zr:lead ; zr:basis zr:inferred ; zr:concerns :sewage .
:r4 a zr:Responsibility ; zr:agent :counties ; zr:role zr:lead ; zr:basis zr:stated ; zr:concerns :sewage .
:ecology a zr:Department . :water a zr:Department . :forest a zr:Department . :counties a zr:AgentGroup .
"""
WRONG = {
    "a target that is a department": ":ecology a zr:Target .",
    "a responsibility with two roles": ":r1 zr:role zr:support .",
    "a responsibility stated and inferred": ":r1 zr:basis zr:inferred .",
    "a target that answers for itself": ":r1 zr:agent :quality .",
    "a department that is a group": ":ecology a zr:AgentGroup .",
    "a passage that is a provision": ":p a zr:Passage , zr:Provision .",
    "an instrument that acts": ":law a zr:Law , zr:CoordinatingBody .",
    "a law that is a standard": ":law a zr:Law , zr:Standard .",
    "a target that is a task": ":sewage a zr:Task .",
    "a policy set as an indicator": ":sewage zr:indicator :plan . :plan a zr:Policy .",
    "a body that succeeds itself": ":water zr:succeededBy :water .",
}
ENGINES = [pytest.param("java", "hermit", id="HermiT"), pytest.param("no-such-program", "owlrl", id="owlrl")]


def reasoned(facts: str, program: str) -> ReasoningReport:
    return reason(Graph().parse(data=PREFIXES + facts, format="turtle"), program)


@pytest.mark.parametrize(("program", "engine"), ENGINES)
def test_members_of_defined_classes_are_found(java: str, program: str, engine: str) -> None:
    report = reasoned(FACTS, program)
    assert (report.engine, report.consistent, report.clashes, report.unsatisfiable) == (engine, True, (), ())
    assert report.members == {
        str(ZR.EnvironmentalTarget): (BASE + "quality", BASE + "sewage"),
        str(ZR.LeadDepartment): (BASE + "ecology",),
    }


@pytest.mark.parametrize("fact", WRONG.values(), ids=WRONG)
def test_a_wrong_fact_contradicts_the_ontology(fact: str) -> None:
    report = reasoned(FACTS + fact, "no-such-program")
    assert (report.engine, report.consistent, report.members) == ("owlrl", False, {})
    assert report.clashes


@pytest.mark.parametrize("what", ["a target that is a department", "a responsibility with two roles"])
def test_hermit_finds_the_same_and_owlrl_says_why(java: str, what: str) -> None:
    report = reasoned(FACTS + WRONG[what], java)
    assert (report.engine, report.consistent, report.members) == ("hermit", False, {})
    assert report.clashes


def test_classes_are_defined_by_more_than_their_name() -> None:
    assert defined_classes() == (str(ZR.EnvironmentalTarget), str(ZR.LeadDepartment))


def test_without_any_reasoner_nothing_is_claimed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "owlrl", None)
    assert reasoned(FACTS, "no-such-program") == ReasoningReport(engine="none")

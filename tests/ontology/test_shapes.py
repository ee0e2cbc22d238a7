"""One sound thing of each kind, and each kind of breach on a copy of it: every constraint is broken once, alone."""

from collections.abc import Mapping

import pytest
from pyoxigraph import RdfFormat, Store
from rdflib import RDF, SH, BNode, Graph, Literal

from graph.validation import Finding, validate
from ontology import load_ontology, load_shapes, load_term_shapes
from ontology.shapes import UnsupportedShape, checks, compile_shapes, term_checks
from tests.shacl import Breach, reference_breaches

PREFIXES = """
@prefix zr: <https://w3id.org/zeren/ns#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <https://w3id.org/zeren/id/> .
"""
BASE = "https://w3id.org/zeren/id/"

Values = Mapping[str, str]

COMMITMENT = {
    "rdfs:label": '"治理污水"@zh',
    "zr:statedIn": ":Provision",
    "zr:evidence": ":Passage",
    "zr:theme": ":Theme",
    "zr:deadline": '"2025"^^xsd:gYear',
    "^zr:concerns": ":Responsibility",
}
NAMED = {"rdfs:label": '"市水利局"@zh', "zr:jurisdiction": ":Jurisdiction"}
SOUND: Mapping[str, Values] = {
    "Policy": {
        "rdfs:label": '"临江市治水方案"@zh',
        "zr:jurisdiction": ":Jurisdiction",
        "zr:issuer": ":Department",
        "zr:documentNumber": '"临政发〔2023〕8号"',
        "zr:issuedOn": '"2023-06-12"^^xsd:date',
    },
    "Provision": {"zr:path": '"二/(一)/3"', "zr:order": "3", "zr:partOf": ":Policy"},
    "Task": COMMITMENT,
    "Duty": COMMITMENT,
    "Target": {
        **COMMITMENT,
        "zr:indicator": ":Indicator",
        "zr:kind": '"level"',
        "zr:comparator": '"range"',
        "zr:value": "90.0",
        "zr:upperValue": "95.0",
    },
    "Responsibility": {
        "zr:agent": ":Department",
        "zr:role": "zr:lead",
        "zr:basis": "zr:stated",
        "zr:statedIn": ":Provision",
        "zr:concerns": ":Task",
        "zr:evidence": ":Passage",
    },
    "Passage": {"zr:begin": "3", "zr:end": "7", "zr:quote": '"市水利局"@zh', "zr:source": ":Policy"},
    "Department": {**NAMED, "zr:function": ":Function"},
    "AgentGroup": NAMED,
    "CoordinatingBody": NAMED,
    "Jurisdiction": {"rdfs:label": '"临江市"@zh', "zr:level": '"city"'},
    "Indicator": {"rdfs:label": '"污水处理率"@zh'},
    "Citation": {"zr:instrument": ":Law", "zr:evidence": ":Passage"},
    "Law": {"rdfs:label": '"水法"@zh'},
    "Phase": {"rdfs:label": '"动员阶段"@zh', "^zr:hasPhase": ":Policy"},
    "Doubt": {"zr:matter": '"unknown-body"', "zr:evidence": ":Passage"},
    "Theme": {"skos:prefLabel": '"水"@zh'},
    "Function": {"skos:prefLabel": '"水利"@zh'},
    "Change": {"zr:predecessor": ":Function", "zr:successor": ":Function", "zr:changedOn": '"2018"^^xsd:gYear'},
    "Rule": {"skos:prefLabel": '"推断"@zh', "skos:definition": '"推断牵头。"@zh', "skos:notation": '"rule"'},
    "Inference": {
        "rdf:subject": ":Law",
        "rdf:predicate": "owl:sameAs",
        "rdf:object": ":Policy",
        "zr:inferredBy": ":Rule",
        "prov:wasDerivedFrom": ":Citation",
    },
    "AchievedValue": {
        "zr:indicator": ":Indicator",
        "zr:value": "93.2",
        "zr:period": '"2024"^^xsd:gYear',
        "zr:jurisdiction": ":Jurisdiction",
        "zr:unit": '"%"',
    },
}

# A kind; what a copy of the sound one says otherwise ("" says nothing); the shape and the component that are broken.
BREACHES: list[tuple[str, Values, str, str]] = [
    ("Policy", {"rdfs:label": ""}, "PolicyShape", "minCount"),
    ("Policy", {"zr:jurisdiction": ":Theme"}, "PolicyShape", "class"),
    ("Policy", {"zr:issuer": ":Law"}, "PolicyShape", "class"),
    ("Policy", {"zr:jurisdiction": ""}, "PolicyGapShape", "minCount"),
    ("Policy", {"zr:documentNumber": ""}, "PolicyGapShape", "minCount"),
    ("Policy", {"zr:issuer": ""}, "PolicyGapShape", "minCount"),
    ("Policy", {"zr:issuedOn": ""}, "PolicyGapShape", "minCount"),
    ("Provision", {"zr:partOf": ""}, "ProvisionShape", "minCount"),
    ("Provision", {"zr:partOf": ":Policy , :Provision"}, "ProvisionShape", "maxCount"),
    ("Provision", {"zr:partOf": '"二"'}, "ProvisionShape", "nodeKind"),
    ("Provision", {"zr:path": ""}, "ProvisionShape", "minCount"),
    ("Provision", {"zr:path": '"二" , "三"'}, "ProvisionShape", "maxCount"),
    ("Provision", {"zr:path": "2"}, "ProvisionShape", "datatype"),
    ("Provision", {"zr:order": '"3"'}, "ProvisionShape", "datatype"),
    ("Provision", {"zr:order": "3, 4"}, "ProvisionShape", "maxCount"),
    ("Task", {"rdfs:label": ""}, "CommitmentShape", "minCount"),
    ("Duty", {"zr:statedIn": ""}, "CommitmentShape", "minCount"),
    ("Duty", {"zr:statedIn": ":Policy"}, "CommitmentShape", "class"),
    ("Target", {"zr:evidence": ""}, "CommitmentShape", "minCount"),
    ("Target", {"zr:evidence": ":Policy"}, "CommitmentShape", "class"),
    ("Task", {"zr:theme": ":Indicator"}, "CommitmentShape", "class"),
    ("Task", {"zr:deadline": '"2025"^^xsd:gYear , "2026"^^xsd:gYear'}, "CommitmentShape", "maxCount"),
    ("Task", {"^zr:concerns": ""}, "CommitmentGapShape", "minCount"),
    ("Target", {"zr:indicator": ""}, "TargetShape", "minCount"),
    ("Target", {"zr:indicator": ":Theme"}, "TargetShape", "class"),
    ("Target", {"zr:indicator": ":Indicator , :Indicator-2"}, "TargetShape", "maxCount"),
    ("Target", {"zr:kind": '"stretch"'}, "TargetShape", "in"),
    ("Target", {"zr:kind": '"level" , "rank"'}, "TargetShape", "maxCount"),
    ("Target", {"zr:comparator": '"≥"'}, "TargetShape", "in"),
    ("Target", {"zr:comparator": '">" , "<"'}, "TargetShape", "maxCount"),
    ("Target", {"zr:value": '"90"', "zr:comparator": '"="'}, "TargetShape", "datatype"),
    ("Target", {"zr:value": '"ninety"^^xsd:decimal', "zr:comparator": '"="'}, "TargetShape", "datatype"),
    ("Target", {"zr:value": "90.0 , 91.0"}, "TargetShape", "maxCount"),
    ("Target", {"zr:upperValue": "95", "zr:comparator": '"="'}, "TargetShape", "datatype"),
    ("Target", {"zr:upperValue": "95.0 , 96.0"}, "TargetShape", "maxCount"),
    ("Target", {"zr:upperValue": ""}, "TargetShape", "sparql"),
    ("Target", {"zr:upperValue": "80.0"}, "TargetShape", "sparql"),
    ("Target", {"zr:deadline": ""}, "TargetGapShape", "minCount"),
    ("Responsibility", {"zr:agent": ""}, "ResponsibilityShape", "minCount"),
    ("Responsibility", {"zr:agent": ":Department , :AgentGroup"}, "ResponsibilityShape", "maxCount"),
    ("Responsibility", {"zr:agent": ":Policy"}, "ResponsibilityShape", "class"),
    ("Responsibility", {"zr:role": ""}, "ResponsibilityShape", "minCount"),
    ("Responsibility", {"zr:role": "zr:stated"}, "ResponsibilityShape", "in"),
    ("Responsibility", {"zr:role": "zr:lead , zr:support"}, "ResponsibilityShape", "maxCount"),
    ("Responsibility", {"zr:basis": ""}, "ResponsibilityShape", "minCount"),
    ("Responsibility", {"zr:basis": "zr:lead"}, "ResponsibilityShape", "in"),
    (
        "Responsibility",
        {"zr:basis": "zr:stated , zr:inferred", "zr:inferredBy": ":Rule", "prov:wasDerivedFrom": ":Duty"},
        "ResponsibilityShape",
        "maxCount",
    ),
    ("Responsibility", {"zr:concerns": ""}, "ResponsibilityShape", "minCount"),
    ("Responsibility", {"zr:concerns": ":Indicator"}, "ResponsibilityShape", "class"),
    ("Responsibility", {"zr:evidence": ""}, "ResponsibilityShape", "minCount"),
    ("Responsibility", {"zr:evidence": ":Policy"}, "ResponsibilityShape", "class"),
    ("Responsibility", {"zr:statedIn": ""}, "ResponsibilityShape", "sparql"),
    ("Responsibility", {"zr:basis": "zr:inferred", "zr:inferredBy": ":Rule"}, "ResponsibilityShape", "sparql"),
    ("Responsibility", {"zr:basis": "zr:inferred", "prov:wasDerivedFrom": ":Duty"}, "ResponsibilityShape", "sparql"),
    ("Passage", {"zr:begin": "7", "zr:end": "7", "zr:quote": '""@zh'}, "PassageShape", "lessThan"),
    ("Passage", {"zr:begin": "-1", "zr:end": "3"}, "PassageShape", "minInclusive"),
    ("Passage", {"zr:begin": ""}, "PassageShape", "minCount"),
    ("Passage", {"zr:begin": '"3"'}, "PassageShape", "datatype"),
    ("Passage", {"zr:end": ""}, "PassageShape", "minCount"),
    ("Passage", {"zr:end": "7.0"}, "PassageShape", "datatype"),
    ("Passage", {"zr:quote": ""}, "PassageShape", "minCount"),
    ("Passage", {"zr:quote": '"市水利局"@zh , "市水利厅"@zh'}, "PassageShape", "maxCount"),
    ("Passage", {"zr:quote": '"市水利"@zh'}, "PassageShape", "sparql"),
    ("Passage", {"zr:source": ""}, "PassageShape", "minCount"),
    ("Passage", {"zr:source": ":Law"}, "PassageShape", "class"),
    ("Passage", {"zr:source": ":Policy , :Policy-2"}, "PassageShape", "maxCount"),
    ("CoordinatingBody", {"rdfs:label": ""}, "AgentShape", "minCount"),
    ("AgentGroup", {"zr:jurisdiction": ":Jurisdiction , :Jurisdiction-2"}, "AgentShape", "maxCount"),
    ("AgentGroup", {"zr:jurisdiction": ":Policy"}, "AgentShape", "class"),
    ("Department", {"zr:function": ":Theme"}, "AgentShape", "class"),
    ("Department", {"zr:function": ""}, "DepartmentGapShape", "minCount"),
    ("Department", {"zr:jurisdiction": ""}, "DepartmentGapShape", "minCount"),
    ("Jurisdiction", {"rdfs:label": ""}, "JurisdictionShape", "minCount"),
    ("Jurisdiction", {"zr:level": '"village"'}, "JurisdictionShape", "in"),
    ("Jurisdiction", {"zr:level": '"city" , "county"'}, "JurisdictionShape", "maxCount"),
    ("Jurisdiction", {"zr:parent": ":Policy"}, "JurisdictionShape", "class"),
    ("Jurisdiction", {"zr:parent": ":Jurisdiction , :Jurisdiction-2"}, "JurisdictionShape", "maxCount"),
    ("Jurisdiction", {"zr:level": ""}, "JurisdictionGapShape", "minCount"),
    ("Indicator", {"rdfs:label": ""}, "IndicatorShape", "minCount"),
    ("Citation", {"zr:instrument": ""}, "CitationShape", "minCount"),
    ("Citation", {"zr:instrument": ":Law , :Law-2"}, "CitationShape", "maxCount"),
    ("Citation", {"zr:instrument": ":Department"}, "CitationShape", "class"),
    ("Citation", {"zr:evidence": ""}, "CitationShape", "minCount"),
    ("Citation", {"zr:evidence": ":Policy"}, "CitationShape", "class"),
    ("Law", {"rdfs:label": ""}, "InstrumentGapShape", "minCount"),
    ("Phase", {"rdfs:label": ""}, "PhaseShape", "minCount"),
    ("Phase", {"^zr:hasPhase": ""}, "PhaseShape", "minCount"),
    ("Phase", {"^zr:hasPhase": ":Law"}, "PhaseShape", "class"),
    ("Doubt", {"zr:matter": ""}, "DoubtShape", "minCount"),
    ("Doubt", {"zr:evidence": ""}, "DoubtShape", "minCount"),
    ("Doubt", {"zr:evidence": ":Policy"}, "DoubtShape", "class"),
    ("Theme", {"skos:prefLabel": ""}, "ThemeShape", "minCount"),
    ("Theme", {"skos:broader": ":Function"}, "ThemeShape", "class"),
    ("Function", {"skos:prefLabel": ""}, "FunctionShape", "minCount"),
    ("Change", {"zr:predecessor": ""}, "ChangeShape", "minCount"),
    ("Change", {"zr:successor": ""}, "ChangeShape", "minCount"),
    ("Change", {"zr:changedOn": ""}, "ChangeShape", "minCount"),
    ("Change", {"zr:changedOn": "2018, 2019"}, "ChangeShape", "maxCount"),
    ("Rule", {"skos:prefLabel": ""}, "RuleShape", "minCount"),
    ("Rule", {"skos:definition": ""}, "RuleShape", "minCount"),
    ("Rule", {"skos:notation": ""}, "RuleShape", "minCount"),
    ("Rule", {"skos:notation": '"one" , "two"'}, "RuleShape", "maxCount"),
    ("Inference", {"rdf:subject": ""}, "InferenceShape", "minCount"),
    ("Inference", {"rdf:subject": ":Law , :Policy"}, "InferenceShape", "maxCount"),
    ("Inference", {"rdf:predicate": ""}, "InferenceShape", "minCount"),
    ("Inference", {"rdf:predicate": "owl:sameAs , zr:cites"}, "InferenceShape", "maxCount"),
    ("Inference", {"rdf:object": ""}, "InferenceShape", "minCount"),
    ("Inference", {"rdf:object": ":Law , :Policy"}, "InferenceShape", "maxCount"),
    ("Inference", {"zr:inferredBy": ""}, "InferenceShape", "minCount"),
    ("Inference", {"zr:inferredBy": ":Theme"}, "InferenceShape", "class"),
    ("Inference", {"zr:inferredBy": ":Rule , :Rule-2"}, "InferenceShape", "maxCount"),
    ("Inference", {"prov:wasDerivedFrom": ""}, "InferenceShape", "minCount"),
    ("AchievedValue", {"zr:indicator": ""}, "AchievedValueShape", "minCount"),
    ("AchievedValue", {"zr:indicator": ":Theme"}, "AchievedValueShape", "class"),
    ("AchievedValue", {"zr:indicator": ":Indicator , :Indicator-2"}, "AchievedValueShape", "maxCount"),
    ("AchievedValue", {"zr:value": ""}, "AchievedValueShape", "minCount"),
    ("AchievedValue", {"zr:value": '"93.2"'}, "AchievedValueShape", "datatype"),
    ("AchievedValue", {"zr:value": "93.2 , 93.4"}, "AchievedValueShape", "maxCount"),
    ("AchievedValue", {"zr:period": ""}, "AchievedValueShape", "minCount"),
    ("AchievedValue", {"zr:period": '"2023"^^xsd:gYear , "2024"^^xsd:gYear'}, "AchievedValueShape", "maxCount"),
    ("AchievedValue", {"zr:jurisdiction": ""}, "AchievedValueShape", "minCount"),
    ("AchievedValue", {"zr:jurisdiction": ":Policy"}, "AchievedValueShape", "class"),
    ("AchievedValue", {"zr:jurisdiction": ":Jurisdiction , :Jurisdiction-2"}, "AchievedValueShape", "maxCount"),
    ("AchievedValue", {"zr:unit": "1"}, "AchievedValueShape", "datatype"),
    ("AchievedValue", {"zr:unit": '"%" , "‰"'}, "AchievedValueShape", "maxCount"),
]


# What cannot be broken alone: a policy is an instrument, and a begin that is no number is not before the end.
BESIDE = {
    ("PolicyShape", "minCount"): {("InstrumentGapShape", "minCount")},
    ("PassageShape", "datatype"): {("PassageShape", "lessThan"), ("PassageShape", "minInclusive")},
}


def described(name: str, kind: str, values: Values) -> str:
    """A thing in Turtle; a value of ``^property`` is what points at it."""
    lines = [f":{name} a zr:{kind} ."]
    for relation, value in values.items():
        if value and relation.startswith("^"):
            lines.append(f"{value} {relation[1:]} :{name} .")
        elif value:
            lines.append(f":{name} {relation} {value} .")
    return "\n".join(lines) + "\n"


def specimen(index: int) -> str:
    return f"specimen-{index}"


def world() -> str:
    """The sound things, twice where a breach needs two of a kind, and every specimen."""
    text = PREFIXES
    for kind, values in SOUND.items():
        text += described(kind, kind, values) + described(f"{kind}-2", kind, values)
    for index, (kind, otherwise, _, _) in enumerate(BREACHES):
        text += described(specimen(index), kind, {**SOUND[kind], **otherwise})
    return text


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
    return {as_breach(finding) for finding in validate(store, ["urn:words"], term_checks())}


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


def test_no_shape_is_without_target() -> None:
    for shapes in (load_shapes(), load_term_shapes()):
        for shape in shapes.subjects(RDF.type, SH.NodeShape):
            assert not isinstance(shape, BNode | Literal)
            assert (shape, SH.targetClass, None) in shapes or (shape, SH.targetSubjectsOf, None) in shapes

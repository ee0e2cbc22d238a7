"""One sound thing of each kind, and each kind of breach on a copy of it: every constraint is broken once."""

from collections.abc import Mapping

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

"""The terms of the ontology as constants: ``ZR.Target`` is an IRI, ``ZR.Taget`` an error.

A test checks that this list and ``zeren.ttl`` with ``vocab/roles.ttl`` name the same terms.
"""

# ruff: noqa: N815 - the names are those of the ontology

from rdflib import Namespace, URIRef
from rdflib.namespace import DefinedNamespace

BASE = "https://w3id.org/zeren/id/"
ID = Namespace(BASE)


class ZR(DefinedNamespace):
    """The words of zeren: classes, properties, roles and bases."""

    _NS = Namespace("https://w3id.org/zeren/ns#")
    _fail = True

    AchievedValue: URIRef
    Agent: URIRef
    AgentGroup: URIRef
    Basis: URIRef
    Change: URIRef
    Citation: URIRef
    Commitment: URIRef
    Comparator: URIRef
    Comparison: URIRef
    CoordinatingBody: URIRef
    Department: URIRef
    Difference: URIRef
    Dimension: URIRef
    Doubt: URIRef
    Duty: URIRef
    EnvironmentalTarget: URIRef
    Finding: URIRef
    Function: URIRef
    Indicator: URIRef
    Inference: URIRef
    Instrument: URIRef
    Judgement: URIRef
    Jurisdiction: URIRef
    Law: URIRef
    LeadDepartment: URIRef
    Match: URIRef
    Passage: URIRef
    Phase: URIRef
    Plan: URIRef
    Policy: URIRef
    Provision: URIRef
    Regulation: URIRef
    Responsibility: URIRef
    Role: URIRef
    Rule: URIRef
    Standard: URIRef
    Target: URIRef
    Task: URIRef
    Theme: URIRef

    about: URIRef
    accountableFor: URIRef
    agent: URIRef
    basedOn: URIRef
    baseline: URIRef
    basis: URIRef
    begin: URIRef
    branchOf: URIRef
    canonicalValue: URIRef
    chair: URIRef
    changedOn: URIRef
    citation: URIRef
    cites: URIRef
    comparability: URIRef
    comparator: URIRef
    compares: URIRef
    concerns: URIRef
    contentHash: URIRef
    counterCue: URIRef
    coversTheme: URIRef
    cue: URIRef
    deadline: URIRef
    deadlineSource: URIRef
    denominator: URIRef
    detail: URIRef
    differsIn: URIRef
    dimension: URIRef
    documentNumber: URIRef
    end: URIRef
    evidence: URIRef
    extractor: URIRef
    fileName: URIRef
    finishes: URIRef
    function: URIRef
    hasPhase: URIRef
    heading: URIRef
    indicator: URIRef
    inferredBy: URIRef
    instrument: URIRef
    issuedOn: URIRef
    issuer: URIRef
    judges: URIRef
    jurisdiction: URIRef
    kind: URIRef
    leads: URIRef
    level: URIRef
    matches: URIRef
    matter: URIRef
    modality: URIRef
    namePattern: URIRef
    officeAt: URIRef
    order: URIRef
    parent: URIRef
    partOf: URIRef
    path: URIRef
    period: URIRef
    predecessor: URIRef
    publishedOn: URIRef
    quote: URIRef
    recurrence: URIRef
    relation: URIRef
    responsibleFor: URIRef
    role: URIRef
    rule: URIRef
    scope: URIRef
    score: URIRef
    setUpBy: URIRef
    severity: URIRef
    source: URIRef
    starts: URIRef
    statedIn: URIRef
    succeededBy: URIRef
    successor: URIRef
    supports: URIRef
    text: URIRef
    theme: URIRef
    unit: URIRef
    upperValue: URIRef
    validFrom: URIRef
    validTo: URIRef
    value: URIRef
    verdict: URIRef

    lead: URIRef
    responsible: URIRef
    support: URIRef
    stated: URIRef
    inferred: URIRef

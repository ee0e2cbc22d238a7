"""The examples, and the corpus where it is: sound, consistent, and classified as SPARQL over the release says."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Store
from rdflib import RDF, Graph

from graph.build import build
from graph.checking import check
from graph.facts import facts
from graph.release import open_store
from ontology import ZR, load_ontology, load_shapes
from ontology.reasoning import reason
from tests.shacl import reference_breaches

Ask = Callable[[Store, str], list[tuple[str, ...]]]

ENVIRONMENTAL = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?target WHERE {
  ?target a zr:Target ; zr:theme/skos:broader* <https://w3id.org/zeren/id/theme/environment_quality> }"""
LEADING = """SELECT DISTINCT ?department WHERE {
  ?department a zr:Department . ?r zr:agent ?department ; zr:role zr:lead ; zr:basis zr:stated }"""


@pytest.fixture(scope="module")
def examples(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    directory = tmp_path_factory.mktemp("examples")
    build([repository / "examples"], directory)
    return open_store(directory)


@pytest.fixture(scope="module")
def corpus(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    directory = tmp_path_factory.mktemp("corpus")
    build([shared / "corpus"], directory)
    return open_store(directory)


@pytest.mark.parametrize("name", ["examples", "corpus"])
def test_a_release_is_sound_and_classified(request: pytest.FixtureRequest, java: str, ask: Ask, name: str) -> None:
    store: Store = request.getfixturevalue(name)
    report = check(store, java)
    assert [finding for finding in report.findings if finding.severity == "violation"] == []
    assert report.is_sound
    assert report.reasoning is not None
    assert (report.reasoning.engine, report.reasoning.clashes) == ("hermit", ())
    for term, query in ((ZR.EnvironmentalTarget, ENVIRONMENTAL), (ZR.LeadDepartment, LEADING)):
        expected = [row[0] for row in ask(store, query)]
        assert expected
        assert sorted(report.reasoning.members[str(term)]) == expected


def test_a_wrong_fact_makes_a_release_inconsistent(examples: Store) -> None:
    wrong = facts(examples)
    lead = next(wrong.subjects(ZR.role, ZR.lead))
    assert reason(wrong.add((lead, ZR.role, ZR.support)), "no-such-program").consistent is False


def test_facts_are_classes_and_relations_only(examples: Store) -> None:
    told = facts(examples)
    assert len(list(told.subjects(RDF.type, ZR.Policy))) == 5
    assert list(told.subjects(RDF.type, ZR.Passage)) == []
    assert set(told.predicates()) >= {RDF.type, ZR.agent, ZR.role, ZR.theme}


def test_the_engine_agrees_with_the_reference_on_a_release(examples: Store) -> None:
    lines = {f"{quad.subject} {quad.predicate} {quad.object} ." for quad in examples}
    reference = reference_breaches(Graph().parse(data="\n".join(lines), format="nt"), load_shapes(), load_ontology())
    found = {
        (finding.focus, finding.shape, finding.component, finding.severity) for finding in check(examples).findings
    }
    assert found == reference

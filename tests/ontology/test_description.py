"""What is said of terms for people, and the document and the diagram made of it."""

from pathlib import Path

import pytest
from lxml import etree

from ontology.description import Alignment, describe_terms, describe_vocabularies
from ontology.diagram import draw_diagram, drawn_relations
from ontology.documentation import documents

TERMS = {term.name: term for term in describe_terms()}


def test_the_committed_documents_are_those_of_the_ontology(repository: Path) -> None:
    for name, text in documents().items():
        assert (repository / "docs" / name).read_text("utf-8") == text, "run: python -m ontology.documentation"


def test_a_class_says_where_it_stands() -> None:
    target = TERMS["Target"]
    assert (target.kind, target.parents, target.label["zh"]) == ("class", ("Commitment",), "目标")
    assert "EnvironmentalTarget" in target.children
    assert {"Duty", "Task"} <= set(target.disjoint)
    assert TERMS["LeadDepartment"].is_defined
    assert Alignment("rdfs:subClassOf", "org:Membership", "http://www.w3.org/ns/org#Membership") in (
        TERMS["Responsibility"].alignments
    )


def test_a_property_says_what_it_joins() -> None:
    assert (TERMS["role"].kind, TERMS["role"].domain, TERMS["role"].range) == ("object", ("Responsibility",), ("Role",))
    assert TERMS["role"].is_functional
    assert {"AchievedValue", "Target"} <= set(TERMS["value"].domain)
    assert TERMS["value"].range == ("xsd:decimal",)


def test_every_term_is_aligned_itself_or_under_one_that_is() -> None:
    def aligned(name: str) -> bool:
        return bool(TERMS[name].alignments) or any(map(aligned, TERMS[name].parents))

    assert [name for name in TERMS if not aligned(name)] == []


def test_vocabularies_hold_their_concepts() -> None:
    sizes = {vocabulary.term.name: len(vocabulary.concepts) for vocabulary in describe_vocabularies()}
    assert (sizes["Role"], sizes["Basis"], sizes["Comparator"]) == (3, 2, 6)
    assert min(sizes.values()) > 0


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_diagram_is_a_picture_that_needs_nothing(language: str) -> None:
    svg = draw_diagram("zh" if language == "zh" else "en")
    root = etree.fromstring(svg.encode())
    assert TERMS["Responsibility"].label[language] in "".join(map(str, root.itertext()))
    assert svg.count("http") == 1, "the namespace of SVG"


def test_the_diagram_draws_what_the_ontology_says() -> None:
    def lies_under(name: str, wanted: tuple[str, ...]) -> bool:
        return name in wanted or any(lies_under(parent, wanted) for parent in TERMS[name].parents)

    assert drawn_relations()
    for start, relation, end in drawn_relations():
        term = TERMS[relation]
        assert not term.domain or lies_under(start, term.domain)
        assert not term.range or lies_under(end, term.range)

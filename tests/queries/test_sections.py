"""The queries behind the pages, over the examples: each says something, and of the thing asked alone."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store

from graph.build import build
from graph.release import open_store
from queries.answer import ask
from queries.catalogue import load_folder
from queries.comparison import compare
from queries.documents import read_document
from queries.errors import UnknownThing
from queries.matrix import commitments_at, cross, matrices, told_apart
from queries.question import Question
from queries.sections import THING, lists, sections_of
from queries.table import Reference, Table
from queries.things import describe, quads_about

EXAMPLES = Path(__file__).parents[2] / "examples"
ID = "https://w3id.org/zeren/id/"
TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
SECTIONS: Mapping[str, Question] = {**load_folder("pages"), **load_folder("document"), **load_folder("compare")}
PLAN = ID + "policy/澜政发-2023-8"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    directory = tmp_path_factory.mktemp("store")
    build([*EXAMPLES.glob("*.txt"), *EXAMPLES.glob("*.html")], directory)
    return open_store(directory)


def things(store: Store, question: Question) -> list[str]:
    parameter = question.parameter(THING)
    assert parameter is not None
    classes = [NamedNode("https://w3id.org/zeren/ns#" + name.removeprefix("zr:")) for name in parameter.of]
    quads = (quad for of in classes for quad in store.quads_for_pattern(None, TYPE, of))
    return sorted({quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)})


def column(table: Table, name: str) -> list[str]:
    return [row[[column.name for column in table.columns].index(name)] for row in table.as_texts()]


NEAR = """
@prefix zr: <https://w3id.org/zeren/ns#> . @prefix id: <https://w3id.org/zeren/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
id:own a zr:Indicator . id:near a zr:Indicator ; rdfs:label "污水集中处理率"@zh . id:far a zr:Indicator .
id:goal zr:indicator id:own ; zr:evidence id:said . id:other zr:indicator id:near ; zr:evidence id:said2 ; zr:value 90 .
id:third zr:indicator id:far ; zr:evidence id:said2 .
id:said zr:source id:plan . id:said2 zr:source id:second .
id:comparison a zr:Comparison ; zr:compares id:goal, id:other .
"""


def test_near_figures_are_those_held_against_its_own() -> None:
    made = Store()
    made.load(NEAR.encode(), format=RdfFormat.TURTLE, to_graph=NamedNode(ID + "graph/test"))
    table = ask(made, SECTIONS["indicator_near"], {THING: ID + "own"})
    assert column(table, "indicator") == ["污水集中处理率"]


@pytest.mark.parametrize("question", SECTIONS.values(), ids=SECTIONS)
def test_a_section_says_something_of_some_thing(question: Question, store: Store) -> None:
    # no two of the examples have near indicators: the test above has
    asked = any(ask(store, question, {THING: thing}).rows for thing in things(store, question))
    assert asked or question.name == "indicator_near"


@pytest.mark.parametrize("question", {**lists(), **matrices()}.values(), ids=lambda question: question.name)
def test_a_list_has_each_thing_once_in_one_order(question: Question, store: Store) -> None:
    table = ask(store, question, {})
    assert table.rows
    if question.name in lists():
        assert len({row[0] for row in table.rows}) == len(table.rows)
    assert table == ask(store, question, {})


def test_a_section_belongs_to_the_classes_it_names_in_the_order_of_their_numbers() -> None:
    of_department = sections_of(["zr:Department"])
    assert [section.number for section in of_department] == sorted(section.number for section in of_department)
    assert {"department_duties", "department_workload"} <= {section.name for section in of_department}
    assert not {"department_duties"} & {section.name for section in sections_of(["zr:Indicator"])}


def test_duties_are_those_of_the_department_asked_for(store: Store) -> None:
    department = NamedNode(ID + "department/澜江市/市发改委")
    agent, concerns = (NamedNode(f"https://w3id.org/zeren/ns#{name}") for name in ("agent", "concerns"))
    held = [quad.subject for quad in store.quads_for_pattern(None, agent, department)]
    concerned = {
        quad.object.value
        for node in held
        if isinstance(node, NamedNode)
        for quad in store.quads_for_pattern(node, concerns, None)
        if isinstance(quad.object, NamedNode)
    }
    table = ask(store, SECTIONS["department_duties"], {THING: department.value})
    place = [one.name for one in table.columns].index("commitment")
    assert {cell.iri for row in table.rows if isinstance(cell := row[place], Reference)} == concerned


def test_workload_counts_every_body_of_the_policy(store: Store) -> None:
    department = ID + "department/澜江市/市发改委"
    (row,) = ask(store, SECTIONS["department_workload"], {THING: department}).as_texts()[:1]
    _, leads, answers, supports, commitments, bodies, busiest = row
    assert int(commitments) <= int(busiest)
    assert max(map(int, (leads, answers, supports))) <= int(commitments) <= sum(map(int, (leads, answers, supports)))
    assert int(bodies) > 1


def test_a_document_is_its_text_with_every_statement_in_it(store: Store) -> None:
    document = read_document(store, PLAN)
    assert document is not None
    assert [statement.begin for statement in document.statements] == sorted(s.begin for s in document.statements)
    kinds = {statement.kind for statement in document.statements}
    assert {"target", "task", "responsibility", "citation"} <= kinds
    places = [heading.begin for heading in document.outline]
    assert places == sorted(places)
    for heading in document.outline[1:]:
        number = heading.thing.label.split(" ")[0].rpartition("/")[2]
        assert document.text[heading.begin : heading.begin + 12].find(number.strip("()")) >= 0


def test_an_instrument_that_was_not_read_has_no_text(store: Store) -> None:
    cited = [iri for iri in things(store, load_folder("pages")["instrument_citations"]) if "/instrument/" in iri]
    assert cited
    assert read_document(store, cited[0]) is None


def test_a_thing_is_described_in_both_directions_with_labels(store: Store) -> None:
    department = describe(store, ID + "department/澜江市/市发改委")
    assert department.label == "市发展改革委"
    assert department.classes == ("zr:Department",)
    assert {"行政区域", "职能"} <= {relation.name.label for relation in department.outgoing}
    (agent,) = [relation for relation in department.incoming if relation.name.iri.endswith("#agent")]
    assert agent.total >= len(agent.values) > 0
    assert len(quads_about(store, department.iri)) >= agent.total


@pytest.mark.parametrize("name", [ID + "department/nowhere", "not an IRI", ""])
def test_what_the_release_does_not_know_is_unknown(name: str, store: Store) -> None:
    with pytest.raises(UnknownThing):
        describe(store, name)
    with pytest.raises(UnknownThing):
        quads_about(store, name)


@pytest.mark.parametrize("question", matrices().values(), ids=matrices())
def test_a_matrix_counts_what_its_cells_hold(question: Question, store: Store) -> None:
    table = ask(store, question, {})
    matrix = told_apart(cross(table))
    assert len({row.label for row in matrix.rows}) == len(matrix.rows)
    for (row, there), crossing in matrix.crossings.items():
        assert len(commitments_at(table, row, there)) == crossing.count
    assert sum(matrix.row_sums.values()) == sum(matrix.column_sums.values())


def test_documents_are_compared_on_what_they_share(store: Store) -> None:
    policies = things(store, SECTIONS["document_statements"])[:2]
    aspects = compare(store, policies)
    assert [aspect.question.name for aspect in aspects] == ["shared_indicators", "tasks_by_theme", "bodies_by_function"]
    for aspect in aspects:
        assert all(len(row.cells) == len(policies) and all(row.cells) for row in aspect.rows)
    assert any(aspect.rows for aspect in aspects)

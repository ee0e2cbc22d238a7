"""Every stored question over its case: ``cases/<question>/`` has data.trig, arguments.toml and expect.csv.

The data name, in lines ``# not in the answer: id:x, why``, what comes near and must stay out.
"""

import csv
import re
import tomllib
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, QuerySolutions, RdfFormat, Store

from queries.answer import ask
from queries.catalogue import load_catalogue
from queries.errors import BadArgument
from queries.measures import MEASURES
from queries.question import Question
from queries.table import Reference, Table

CASES = Path(__file__).parent / "cases"
ID = "https://w3id.org/zeren/id/"
NEAR_MISS = re.compile(r"^# not in the answer: id:(\w+), .+", re.MULTILINE)
QUESTIONS = load_catalogue()

every_question = pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)


def load_case(name: str) -> Store:
    store = Store()
    store.load(path=CASES / "vocabulary.ttl", format=RdfFormat.TURTLE, to_graph=NamedNode(ID + "graph/reference"))
    store.load(path=CASES / name / "data.trig", format=RdfFormat.TRIG)
    return store


def ask_case(name: str, **arguments: str) -> Table:
    return ask(load_case(name), QUESTIONS[name], arguments)


def column(table: Table, name: str) -> list[str]:
    index = [column.name for column in table.columns].index(name)
    return [row[index] for row in table.as_texts()]


def things_in(table: Table) -> set[str]:
    cells = [cell for row in table.rows for cell in row]
    gathered = [value for cell in cells if isinstance(cell, tuple) for value in cell]
    return {value.iri for value in (*cells, *gathered) if isinstance(value, Reference)}


@every_question
def test_a_question_answers_its_case(question: Question) -> None:
    arguments = tomllib.loads((CASES / question.name / "arguments.toml").read_text(encoding="utf-8"))
    with (CASES / question.name / "expect.csv").open(encoding="utf-8", newline="") as file:
        names, *expected = (tuple(row) for row in csv.reader(file))

    table = ask_case(question.name, **arguments)

    assert tuple(column.name for column in table.columns) == names
    assert expected
    assert list(table.as_texts()) == expected


@every_question
def test_what_comes_near_stays_out(question: Question) -> None:
    arguments = tomllib.loads((CASES / question.name / "arguments.toml").read_text(encoding="utf-8"))
    near_misses = NEAR_MISS.findall((CASES / question.name / "data.trig").read_text(encoding="utf-8"))
    store = load_case(question.name)

    answered = things_in(ask(store, question, arguments))

    assert near_misses
    for name in near_misses:
        assert next(store.quads_for_pattern(NamedNode(ID + name), None, None), None), f"the data have no id:{name}"
        assert ID + name not in answered


def test_every_case_belongs_to_a_question() -> None:
    assert {case.name for case in CASES.iterdir() if case.is_dir()} == set(QUESTIONS)


@every_question
def test_the_header_declares_what_the_query_projects(question: Question) -> None:
    solutions = Store().query(question.text)
    assert isinstance(solutions, QuerySolutions)
    asked = [f"asked_{parameter.name}" for parameter in question.parameters]
    measured = MEASURES[question.measure.name].needs if question.measure else ()
    declared = measured or [column.name for column in question.columns]
    assert [variable.value for variable in solutions.variables] == [*declared, *asked]


@every_question
def test_a_measure_gives_what_the_header_declares(question: Question) -> None:
    if question.measure is None:
        return
    arguments = tomllib.loads((CASES / question.name / "arguments.toml").read_text(encoding="utf-8"))
    answered = ask(load_case(question.name), question, arguments)
    assert all(any(row[index] not in {None, ()} for row in answered.rows) for index in _shown(answered))


def _shown(table: Table) -> list[int]:
    """The columns that every case fills: not a number, a place or a sentence that its data leave out."""
    return [i for i, column in enumerate(table.columns) if not column.evidence and column.name != "number"]


@pytest.mark.parametrize("name", ["policy", "jurisdiction", "theme", "department", "basis"])
def test_a_common_parameter_is_the_same_everywhere(name: str) -> None:
    found = [parameter for question in QUESTIONS.values() if (parameter := question.parameter(name))]
    assert len(found) > 1
    assert len({(parameter.label, parameter.of if name != "department" else ()) for parameter in found}) == 1


@every_question
def test_every_question_has_a_column_of_sentences(question: Question) -> None:
    assert any(column.evidence for column in question.columns)


@every_question
def test_every_wording_is_there_in_both_languages(question: Question) -> None:
    wordings = [question.title, question.question, *(column.label for column in question.columns)]
    wordings += [wording for column in question.columns for wording in column.values.values()]
    for parameter in question.parameters:
        wordings += [parameter.label, parameter.help, *parameter.choices.values()]
    for wording in wordings:
        assert wording.zh.strip()
        assert wording.en.strip()
        assert wording.en.isascii() or wording.en == wording.zh in {"≥", "≤"}


@every_question
def test_a_query_orders_its_rows_and_never_filters_by_not_exists(question: Question) -> None:
    assert "ORDER BY" in question.text or question.measure, "a measure orders its rows itself"
    assert "NOT EXISTS" not in question.text, "grows with the square of the store in Oxigraph: use MINUS"


@every_question
def test_a_question_asked_without_arguments_answers_or_says_what_it_needs(question: Question) -> None:
    required = [parameter.name for parameter in question.parameters if parameter.required]
    if required:
        with pytest.raises(BadArgument, match=rf"^{required[0]}: must be given"):
            ask_case(question.name)
    else:
        assert ask_case(question.name).rows


@every_question
def test_a_case_answers_the_same_when_every_graph_says_the_same(question: Question) -> None:
    arguments = tomllib.loads((CASES / question.name / "arguments.toml").read_text(encoding="utf-8"))
    store = load_case(question.name)
    once = ask(store, question, arguments)
    for quad in list(store):
        store.add(quad.__class__(quad.subject, quad.predicate, quad.object, NamedNode(ID + "graph/copy")))
    assert ask(store, question, arguments) == once


def test_stated_leads_only_leaves_a_target_whose_lead_was_inferred_without_any_body() -> None:
    table = ask_case("lead_of_each_target", basis="stated")
    rows = dict(
        zip(column(table, "commitment"), zip(column(table, "status"), column(table, "lead"), strict=True), strict=True)
    )
    assert rows["优良天数 ≥ 330 天"] == ("无任何责任单位", "")
    assert rows["污水处理率 ≥ 95 %"] == ("有牵头", "市生态环境局")


@pytest.mark.parametrize(
    ("arguments", "commitments"),
    [
        ({"theme": "水"}, ["污水处理率 ≥ 95 %", "监测井 ≥ 12 口", "再生水利用率 ≥ 20 %", "治理河道"]),
        ({"theme": "groundwater"}, ["监测井 ≥ 12 口"]),
        ({"theme": "食品安全"}, ["抽检合格率 ≥ 97 %"]),
        ({"jurisdiction": "青川州"}, ["优良天数 ≥ 330 天", "再生水利用率 ≥ 20 %"]),
        ({"policy": "临政发〔2023〕8号", "theme": "地下水"}, ["监测井 ≥ 12 口"]),
        ({"policy": "青川州环境行动计划", "theme": "地下水"}, []),
    ],
)
def test_arguments_narrow_the_answer(arguments: dict[str, str], commitments: list[str]) -> None:
    assert column(ask_case("lead_of_each_target", **arguments), "commitment") == commitments


def test_all_themes_include_what_has_no_theme_at_all() -> None:
    store = load_case("tasks_without_lead")
    name = NamedNode(ID + "lj_patrol")
    for quad in list(store.quads_for_pattern(name, NamedNode("https://w3id.org/zeren/ns#theme"), None)):
        store.remove(quad)
    answer = ask(store, QUESTIONS["tasks_without_lead"], {})
    assert "巡河" in column(answer, "task")
    assert "巡河" not in column(ask(store, QUESTIONS["tasks_without_lead"], {"theme": "环境质量"}), "task")


def test_an_indicator_may_be_asked_for_and_two_policies_must_set_it() -> None:
    name = "targets_on_the_same_indicator"
    assert set(column(ask_case(name, indicator="污水处理率"), "indicator")) == {"污水处理率"}
    assert not ask_case(name, indicator="再生水利用率").rows
    assert not ask_case(name, theme="食品安全").rows


def test_the_same_name_in_two_places_can_be_narrowed_to_one() -> None:
    table = ask_case("roles_of_one_department", department="市水利局", jurisdiction="青川州")
    assert column(table, "commitment") == ["管理水库"]


def test_a_department_may_be_asked_for_by_its_iri_or_another_of_its_names() -> None:
    by_iri = ask_case("roles_of_one_department", department=ID + "linjiang_environment")
    by_name = ask_case("roles_of_one_department", department="临江市生态环境局")
    assert column(by_iri, "commitment") == column(by_name, "commitment") == ["巡河"]


def test_citations_are_counted_for_one_place() -> None:
    table = ask_case("most_cited_instruments", jurisdiction="青川州")
    assert table.without_evidence().as_texts() == (
        ("河道条例", "国令第3号", "行政法规", "1", "0", "青川州环境行动计划"),
    )

import pytest

from queries.catalogue import find_question, load_catalogue, parse_question
from queries.errors import CatalogueError, UnknownQuestion

HEADER = """\
#: number = 40
#: title = { zh = "题", en = "Title" }
#: question = { zh = "问？", en = "Question?" }
#: [columns.task]
#: type = "iri"
#: label = { zh = "任务", en = "task" }
#: [params.theme]
#: type = "iri"
#: of = ["zr:Theme"]
#: label = { zh = "主题", en = "theme" }
#: help = { zh = "主题。", en = "A theme." }
#: [params.basis]
#: type = "choice"
#: choices.stated = { zh = "写明", en = "stated" }
#: default = "stated"
#: label = { zh = "依据", en = "basis" }
#: help = { zh = "依据。", en = "What it rests on." }
SELECT ?task ?asked_theme ?asked_basis WHERE { ?task a ?asked_theme }
"""


def test_a_header_says_all_about_a_question() -> None:
    question = parse_question("tasks_of_a_theme.rq", HEADER)
    assert (question.name, question.number, question.title["en"]) == ("tasks_of_a_theme", 40, "Title")
    assert [(column.name, column.type, column.label["zh"]) for column in question.columns] == [("task", "iri", "任务")]
    assert [parameter.name for parameter in question.parameters] == ["theme", "basis"]
    assert question.parameters[1].choices["stated"]["en"] == "stated"
    assert question.text == HEADER


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("#: number = 40\n", "", "number"),
        ("number = 40", 'number = "forty"', "number"),
        ("number = 40", "number =", "header"),
        ('#: title = { zh = "题", en = "Title" }', '#: title = { zh = "题" }', "title.en"),
        ('#: title = { zh = "题", en = "Title" }', "#: titel = 1", "title"),
        ("number = 40", "number = 40\n#: colour = 1", "colour"),
        ('#: type = "iri"\n#: label = { zh = "任务"', '#: type = "url"\n#: label = { zh = "任务"', "columns.task.type"),
        ('#: label = { zh = "任务", en = "task" }', "#: label = 3", "columns.task.label"),
        ('#: help = { zh = "主题。", en = "A theme." }\n', "", "params.theme.help"),
        ('#: of = ["zr:Theme"]\n', "", "params.theme.of"),
        ('#: choices.stated = { zh = "写明", en = "stated" }\n', "", "params.basis.choices"),
        ('#: default = "stated"\n', '#: default = "guessed"\n', "params.basis.default"),
        ('#: default = "stated"\n', '#: default = "stated"\n#: required = true\n', "params.basis.required"),
        ("[columns.task]", "[columns]\n#: hours = 3\n#: [columns.task]", "columns.hours"),
        ("[columns.task]", '[columns]\n#: hours = "policy_hours"\n#: [columns.task]', "columns.hours"),
        ("number = 40", 'number = 40\n#: measure = { name = "guess", why = { zh = "因", en = "so" } }', "measure.name"),
    ],
)
def test_a_wrong_header_is_reported_by_file_and_key(old: str, new: str, key: str) -> None:
    assert old in HEADER
    with pytest.raises(CatalogueError) as caught:
        parse_question("broken.rq", HEADER.replace(old, new, 1))
    assert (caught.value.file, caught.value.key) == ("broken.rq", key)
    assert str(caught.value).startswith(f"broken.rq, {key}: ")


def test_a_column_or_parameter_may_be_one_that_questions_share() -> None:
    shared = HEADER.replace("[columns.task]", '[columns]\n#: first = "policy"\n#: [columns.task]')
    first = parse_question("shared.rq", shared).columns[0]
    assert (first.name, first.type, first.label["zh"]) == ("first", "iri", "文件")


def test_a_question_says_why_it_needs_a_measure() -> None:
    measured = [question for question in load_catalogue().values() if question.measure]
    assert {question.number for question in measured} >= {4, 19, 20}
    for question in measured:
        assert question.measure
        assert question.measure.why.zh
        assert question.measure.why.en


def test_a_file_without_a_header_is_no_question() -> None:
    with pytest.raises(CatalogueError, match=r"broken\.rq, header"):
        parse_question("broken.rq", "SELECT * WHERE { ?s ?p ?o }")


def test_the_catalogue_is_in_the_order_of_its_numbers() -> None:
    numbers = [question.number for question in load_catalogue().values()]
    assert numbers == sorted(numbers)
    assert set(numbers) >= set(range(1, 31))


@pytest.mark.parametrize("name", ["lead_of_each_target", "lead-of-each-target", "1", "lead", " LEAD "])
def test_a_question_is_found_by_name_number_or_unique_beginning(name: str) -> None:
    assert find_question(load_catalogue(), name).name == "lead_of_each_target"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("3", "departments_with_most_tasks"),
        ("department", "department_pairs_sharing_most_tasks"),
        ("leads_of_target", "lead_of_each_target"),
        ("99", "roles_of_one_department"),
        ("", "roles_of_one_department"),
    ],
)
def test_an_unknown_or_ambiguous_name_is_answered_with_names(name: str, hint: str) -> None:
    with pytest.raises(UnknownQuestion, match=hint):
        find_question(load_catalogue(), name)

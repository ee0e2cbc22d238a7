from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest
from pyoxigraph import Literal, QuerySolutions, Store, Variable

from graph.release import current_release, load_store
from queries.bound_text import with_arguments
from queries.catalogue import load_catalogue
from queries.parameters import Argument, bind_arguments, choices
from queries.question import Question


@pytest.fixture(scope="module")
def store(examples_store: Path) -> Store:
    assert current_release(examples_store)
    return load_store(examples_store)


def rows(store: Store, text: str, arguments: Mapping[Variable, Argument]) -> Counter[tuple[str, ...]]:
    """The solutions without the variables of arguments, which a text with arguments may leave unbound."""
    solutions = store.query(text, use_default_graph_as_union=True, substitutions=dict(arguments))
    assert isinstance(solutions, QuerySolutions)
    kept = [place for place, name in enumerate(solutions.variables) if not name.value.startswith("asked_")]
    return Counter(tuple(str(tuple(solution)[place]) for place in kept) for solution in solutions)


def chosen(store: Store, question: Question) -> dict[str, str]:
    """Something for each parameter: the last of its choices."""
    found = {parameter.name: choices(store, parameter, "zh") for parameter in question.parameters}
    return {name: offered[-1].value for name, offered in found.items() if offered}


@pytest.mark.parametrize("question", load_catalogue().values(), ids=lambda question: question.name)
def test_a_text_with_its_arguments_answers_like_the_question(question: Question, store: Store) -> None:
    required = {p.name: chosen(store, question).get(p.name, "x") for p in question.parameters if p.required}
    for arguments in (required, chosen(store, question)):
        bound = bind_arguments(store, question, arguments)
        assert rows(store, with_arguments(question.text, bound), {}) == rows(store, question.text, bound)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("SELECT ?a { ?a ?b ?asked_x }", 'SELECT ?a { VALUES ?asked_x { "1" } ?a ?b ?asked_x }'),
        ("SELECT ?a { ?a ?b 1 }", "SELECT ?a { ?a ?b 1 }"),
        (
            "SELECT ?a { VALUES ?asked_x { 2 } ?a ?b 1 }",
            'SELECT ?a { VALUES ?asked_x { "1" } VALUES ?asked_x { 2 } ?a ?b 1 }',
        ),
        (
            "SELECT ?a { { SELECT ?a { ?a ?b ?asked_x } } OPTIONAL { ?a ?c 1 } }",
            'SELECT ?a { VALUES ?asked_x { "1" } { SELECT ?a { VALUES ?asked_x { "1" } ?a ?b ?asked_x } }'
            " OPTIONAL { ?a ?c 1 } }",
        ),
        ("SELECT ?a { ?a ?b '{ ?asked_x' } # { ?asked_x", "SELECT ?a { ?a ?b '{ ?asked_x' } # { ?asked_x"),
    ],
)
def test_arguments_are_written_where_they_are_used(text: str, written: str) -> None:
    assert with_arguments(text, {Variable("asked_x"): Literal("1")}) == written

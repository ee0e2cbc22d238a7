"""Every row of every answer leads to a sentence, over the examples and over the corpus."""

import os
from pathlib import Path

import pytest
from pyoxigraph import Store

from graph.build import build
from graph.release import open_store
from queries.answer import ask
from queries.catalogue import load_catalogue
from queries.parameters import choices
from queries.question import Question

SHARED = Path(os.environ.get("ZEREN_SHARED", "../shared"))
QUESTIONS = load_catalogue()
FOLDERS = {"examples": Path(__file__).resolve().parents[2] / "examples", "corpus": SHARED / "corpus"}


@pytest.fixture(scope="module", params=FOLDERS)
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = FOLDERS[request.param]
    if not folder.is_dir():
        pytest.skip(f"no documents in {folder}: set ZEREN_SHARED")
    directory = tmp_path_factory.mktemp(request.param)
    build([folder], directory)
    return open_store(directory)


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_every_row_leads_to_a_sentence(store: Store, question: Question) -> None:
    required = [parameter for parameter in question.parameters if parameter.required]
    offered = {parameter.name: choices(store, parameter, "zh") for parameter in required}
    arguments = {name: found[place].value for place, (name, found) in enumerate(offered.items())}
    table = ask(store, question, arguments)
    evidence = [index for index, column in enumerate(table.columns) if column.evidence]
    for row in table.rows:
        assert any(row[index] for index in evidence), row

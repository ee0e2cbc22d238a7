"""What must hold over the corpus: which figures stand side by side, with what warning, and what is one instrument."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Store

from graph.build import build
from graph.release import open_store

Ask = Callable[[Store, str], list[tuple[str, ...]]]


@pytest.fixture(scope="module")
def corpus(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    directory = tmp_path_factory.mktemp("corpus") / "store"
    build([shared / "corpus"], directory)
    return open_store(directory)


FIGURES = """SELECT ?sign ?value ?how WHERE {{ ?c zr:compares ?t ; zr:comparability ?how .
  ?t zr:indicator/rdfs:label "{name}"@zh ; zr:comparator ?sign ; zr:value ?value }}"""
FACETS = """SELECT DISTINCT ?facet WHERE {{ ?c zr:differsIn ?d ; zr:compares/zr:indicator/rdfs:label "{name}"@zh .
  ?d <http://www.w3.org/2004/02/skos/core#notation> ?facet }}"""


@pytest.mark.parametrize(
    ("name", "figures", "how", "facets"),
    [
        ("其他工程一次验收合格率", [(">=", "98"), (">=", "98"), (">=", "99")], "with_care", ["period"]),
        ("生产性服务业顾客满意度", [(">=", "85"), (">=", "90")], "with_care", ["period"]),
        ("农业标准化生产普及率", [(">", "30"), (">=", "30")], "with_care", ["comparator"]),
    ],
)
def test_figures_of_one_indicator_stand_side_by_side(
    corpus: Store, ask: Ask, name: str, figures: list[tuple[str, str]], how: str, facets: list[str]
) -> None:
    found = ask(corpus, FIGURES.format(name=name))
    assert [(sign, value) for sign, value, _ in found] == sorted(figures)
    assert {verdict for _, _, verdict in found} == {how}
    assert [facet for (facet,) in ask(corpus, FACETS.format(name=name))] == facets


def test_the_two_shares_of_expenditure_are_not_comparable(corpus: Store, ask: Ask) -> None:
    query = """SELECT ?base ?value ?unit ?how WHERE { ?c zr:compares ?t ; zr:comparability ?how .
      ?t zr:denominator ?base ; zr:value ?value ; zr:unit ?unit . FILTER(CONTAINS(?base, "财政")) }"""
    assert ask(corpus, query) == [
        ("上年度财政收入", "1", "‰", "not_comparable"),
        ("年财政公共预算收入", "1", "‰", "not_comparable"),
    ]


def test_the_outline_in_three_spellings_is_one_node_that_three_documents_cite(corpus: Store, ask: Ask) -> None:
    query = """SELECT ?i (COUNT(DISTINCT ?p) AS ?n) WHERE { ?p zr:cites ?i . ?i rdfs:label ?l
      FILTER(STRSTARTS(?l, "质量发展纲要")) } GROUP BY ?i"""
    [(_, citing)] = ask(corpus, query)
    assert citing == "3"

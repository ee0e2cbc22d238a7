"""The engine follows the store's pointer from release to release."""

from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions

from api.engine import Engine
from api.networks import Wanted
from graph.build import build
from graph.errors import StoreMissing
from graph.loading import load_rdf
from queries.catalogue import load_catalogue
from queries.errors import BadArgument

COUNT = "SELECT (COUNT(*) AS ?n) { ?s <http://e/b> ?o }"


def load(number: int, directory: Path) -> None:
    file = directory.parent / "own.nt"
    file.write_text("".join(f"<http://e/a{i}> <http://e/b> <http://e/c> .\n" for i in range(number)), "utf-8")
    load_rdf([file], "http://e/graph", directory)


def test_a_new_release_is_seen_and_the_old_one_answers_to_its_end(tmp_path: Path) -> None:
    load(1, tmp_path / "store")
    engine = Engine(tmp_path / "store")
    first = engine.release()
    begun = engine._current().store  # a query that is still running holds this
    load(2, tmp_path / "store")
    assert engine.release().number == first.number + 1
    assert engine.query(COUNT, "csv").body == b"n\r\n2\r\n"
    rows = begun.query("SELECT ?s { GRAPH <http://e/graph> { ?s <http://e/b> ?o } }")
    assert isinstance(rows, QuerySolutions)
    assert len(list(rows)) == 1


def test_an_unchanged_release_is_opened_once(tmp_path: Path) -> None:
    load(1, tmp_path / "store")
    engine = Engine(tmp_path / "store")
    assert engine.overview() is engine.overview()


def test_a_store_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing, match="gone"):
        Engine(tmp_path / "gone").release()


def test_a_store_that_comes_later_is_found(tmp_path: Path) -> None:
    engine = Engine(tmp_path / "store")
    with pytest.raises(StoreMissing):
        engine.query(COUNT)
    load(1, tmp_path / "store")
    assert engine.query(COUNT, "csv").body == b"n\r\n1\r\n"


def test_the_overview_counts_what_the_documents_hold(store: Path) -> None:
    overview = Engine(store).overview()
    assert overview.counts["policies"] == 1
    assert overview.counts["targets"] >= 1
    (line,) = overview.documents
    assert (line.number, line.place, line.issued) == ("临政办发〔2023〕8号", "临江市", "2023-06-12")
    assert line.targets == overview.counts["targets"]


def test_a_network_is_chosen_by_name(store: Path) -> None:
    engine = Engine(store)
    whole = engine.network(Wanted(limit=100))
    assert {"policy", "department", "target"} <= {data["kind"] for _, data in whole.graph.nodes(data=True)}
    near = engine.network(Wanted(limit=100, focus="市水利局"))
    assert "市水利局" in {data["label"] for _, data in near.graph.nodes(data=True)}
    assert len(near.graph) >= 2
    themed = engine.network(Wanted(limit=100, theme="environment"))
    assert any("污水" in data["label"] for _, data in themed.graph.nodes(data=True))
    of_policy = engine.network(Wanted(limit=100, policy="临政办发〔2023〕8号"))
    assert {data["kind"] for _, data in of_policy.graph.nodes(data=True)} >= {"policy", "task", "department"}


def test_a_limit_keeps_the_best_connected_and_says_how_many_there_were(store: Path) -> None:
    engine = Engine(store)
    whole, part = engine.network(Wanted(limit=100)), engine.network(Wanted(limit=2))
    assert (len(part.graph), part.total) == (2, whole.total)
    degrees = sorted((degree for _, degree in whole.graph.degree()), reverse=True)
    assert sorted((whole.graph.degree(node) for node in part.graph), reverse=True) == degrees[:2]


def test_a_name_that_nothing_has_is_refused(store: Path) -> None:
    with pytest.raises(BadArgument, match="天外局"):
        Engine(store).network(Wanted(limit=9, focus="天外局"))


def test_a_typed_name_is_shown_as_the_choice_it_means(store: Path) -> None:
    engine = Engine(store)
    theme = load_catalogue()["lead_of_each_target"].parameter("theme")
    assert theme is not None
    chosen = engine.meant(theme, "environment_quality")
    assert chosen in {choice.value for choice in engine.choices(theme, "zh")}
    assert engine.meant(theme, "天外") == "天外"


def test_what_is_inferred_can_be_left_out_of_a_network(engine_with_inferred: Engine) -> None:
    def bases(basis: str) -> set[str]:
        graph = engine_with_inferred.network(Wanted(limit=10_000, basis=basis)).graph
        return {data["basis"] for _, _, data in graph.edges(data=True)}

    assert bases("with_inferred") == {"stated", "inferred"}
    assert bases("stated") == {"stated"}


@pytest.fixture(scope="module")
def engine_with_inferred(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Engine:
    directory = tmp_path_factory.mktemp("inferred")
    build([repository / "examples"], directory)
    return Engine(directory)

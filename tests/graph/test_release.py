from datetime import UTC, datetime
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from graph.errors import StoreBroken, StoreMissing
from graph.publishing import Publication
from graph.release import current_release, open_release, open_store, releases
from graph.store import WorkStore


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    with WorkStore(tmp_path) as store:
        for graph in ("a", "b"):
            triple = f'<https://example.org/{graph}> <https://example.org/p> "x" .'
            store.replace_graph(NamedNode(f"https://example.org/graph/{graph}"), [triple])
        store.publish(Publication(datetime(2026, 1, 2, tzinfo=UTC)))
    return tmp_path


def test_rdflib_sees_the_union_of_all_graphs(directory: Path) -> None:
    dataset = open_release(directory)
    assert len(list(dataset.query("SELECT * WHERE { ?s ?p ?o }"))) == 2
    assert len(list(dataset.query("SELECT * WHERE { GRAPH <https://example.org/graph/a> { ?s ?p ?o } }"))) == 1


def test_the_release_is_named_by_number_and_content(directory: Path) -> None:
    release = current_release(directory)
    assert release.id == f"000001-{release.digest[:12]}"
    assert releases(directory) == (release,)


@pytest.mark.parametrize("there", [True, False])
def test_a_missing_store_is_named_with_what_to_do(tmp_path: Path, there: bool) -> None:
    directory = tmp_path if there else tmp_path / "nowhere"
    with pytest.raises(StoreMissing) as caught:
        open_store(directory)
    assert str(caught.value).count("\n") == 0
    assert f"zeren build PATH --store {directory}" in str(caught.value)
    assert releases(directory) == ()


def test_a_file_is_no_store(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("", encoding="utf-8")
    with pytest.raises(StoreMissing, match=str(path)):
        open_store(path)


@pytest.mark.parametrize("damage", ["release.json", "store/CURRENT"])
def test_a_damaged_release_is_named(directory: Path, damage: str) -> None:
    (current_release(directory).path / damage).write_text("{", encoding="utf-8")
    with pytest.raises(StoreBroken, match=str(directory)):
        open_store(directory)


def test_a_pointer_to_nowhere_is_named(directory: Path) -> None:
    (directory / "current").write_text("000009-gone\n", encoding="utf-8")
    with pytest.raises(StoreBroken, match="000009-gone"):
        open_store(directory)

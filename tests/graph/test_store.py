import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Store

from graph.errors import StoreBroken, StoreBusy
from graph.ledger import LEDGER_GRAPH, SourceEntry
from graph.publishing import Publication
from graph.release import current_release, open_store, releases
from graph.store import WorkStore

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
GRAPH = "https://example.org/graph/a"
OTHER = "https://example.org/graph/b"


def line(name: str) -> str:
    return f'<https://example.org/{name}> <https://example.org/p> "x" .'


def entry(graph: str = GRAPH, fingerprint: str = "1") -> SourceEntry:
    return SourceEntry(fingerprint, graph, (0, 1, "text", "hash", "name"))


def subjects(store: Store, graph: str = GRAPH) -> set[str]:
    quads = store.quads_for_pattern(None, None, None, NamedNode(graph))
    return {str(quad.subject).rpartition("/")[2].rstrip(">") for quad in quads}


def test_a_documents_graph_is_replaced_whole(tmp_path: Path) -> None:
    with WorkStore(tmp_path) as store:
        store.replace_document("file:///a", entry(), [line("one"), line("two")], [])
        store.replace_document("file:///a", entry(), [line("two"), line("three")], [])
        assert subjects(store.store) == {"two", "three"}


def test_a_document_that_takes_another_name_leaves_no_graph_behind(tmp_path: Path) -> None:
    with WorkStore(tmp_path) as store:
        store.replace_document("file:///a", entry(), [line("one")], [])
        store.replace_document("file:///a", entry(OTHER), [line("one")], [])
        assert (subjects(store.store), subjects(store.store, OTHER)) == (set(), {"one"})
        assert set(store.ledger.graphs) == {OTHER}


def test_a_name_that_another_source_has_taken_is_left_to_it(tmp_path: Path) -> None:
    with WorkStore(tmp_path) as store:
        store.replace_document("file:///a", entry(), [line("one")], [])
        store.replace_document("file:///b", entry(), [line("two")], [])
        store.replace_document("file:///a", entry(OTHER), [line("three")], [])
        assert (subjects(store.store), subjects(store.store, OTHER)) == ({"two"}, {"three"})


def test_the_ledger_is_what_was_written(tmp_path: Path) -> None:
    with WorkStore(tmp_path) as store:
        store.replace_document("file:///a", entry(), [line("one")], [line("shared")])
        store.note_duplicate("file:///b", entry(fingerprint="2"))
        store.replace_graph(NamedNode(OTHER), [line("own")], made_from="x")
        written = store.ledger
    with WorkStore(tmp_path) as store:
        assert store.ledger == written
        assert store.ledger.shared_lines() == {line("shared"): 1}
        assert store.ledger.document_count() == 1


def test_forgetting_a_source_removes_its_graph_and_lets_its_rivals_be_read_again(tmp_path: Path) -> None:
    with WorkStore(tmp_path) as store:
        store.replace_document("file:///a", entry(), [line("one")], [])
        store.note_duplicate("file:///b", entry())
        store.forget("file:///a")
        assert subjects(store.store) == set()
        assert (store.ledger.sources, store.ledger.graphs) == ({}, {})


def test_forgetting_a_duplicate_leaves_the_graph(tmp_path: Path) -> None:
    with WorkStore(tmp_path) as store:
        store.replace_document("file:///a", entry(), [line("one")], [])
        store.note_duplicate("file:///b", entry())
        store.forget("file:///b")
        assert subjects(store.store) == {"one"}


def test_a_document_that_becomes_a_duplicate_gives_up_its_own_graph(tmp_path: Path) -> None:
    with WorkStore(tmp_path) as store:
        store.replace_document("file:///a", entry(), [line("one")], [])
        store.replace_document("file:///b", entry(OTHER), [line("two")], [])
        store.note_duplicate("file:///b", entry())
        assert set(store.ledger.graphs) == {GRAPH}
        assert store.ledger.sources["file:///b"].graph == GRAPH


def test_replacing_a_graph_says_whether_anything_changed(tmp_path: Path) -> None:
    with WorkStore(tmp_path) as store:
        assert store.replace_graph(NamedNode(GRAPH), [line("one")])
        assert not store.replace_graph(NamedNode(GRAPH), [line("one")])
        assert store.replace_graph(NamedNode(GRAPH), [])


def test_two_builds_cannot_write_at_once(tmp_path: Path) -> None:
    with WorkStore(tmp_path), pytest.raises(StoreBusy, match=str(tmp_path)):
        WorkStore(tmp_path)
    with WorkStore(tmp_path) as store:
        assert store.current() is None


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("", encoding="utf-8")
    with pytest.raises(StoreBroken, match=str(taken)):
        WorkStore(taken)


def test_a_release_holds_the_graphs_and_not_the_ledger(tmp_path: Path) -> None:
    with WorkStore(tmp_path) as store:
        store.replace_document("file:///a", entry(), [line("one"), line("two")], [])
        release = store.publish(Publication(NOON))
    assert (release.number, release.documents, release.quads, release.published_at) == (1, 1, 2, NOON)
    assert current_release(tmp_path) == release
    published = open_store(tmp_path)
    assert subjects(published) == {"one", "two"}
    assert not published.contains_named_graph(LEDGER_GRAPH)


def test_nothing_new_gives_no_new_release(tmp_path: Path) -> None:
    with WorkStore(tmp_path) as store:
        store.replace_document("file:///a", entry(), [line("one")], [])
        first = store.publish(Publication(NOON))
        store.replace_document("file:///a", entry(fingerprint="2"), [line("one")], [])
        assert store.publish(Publication(NOON)) == first


def test_a_release_never_changes_and_only_the_last_ones_are_kept(tmp_path: Path) -> None:
    with WorkStore(tmp_path) as store:
        for name in ("one", "two", "three", "four"):
            store.replace_document("file:///a", entry(), [line(name)], [])
            store.publish(Publication(NOON, keep=2))
    kept = releases(tmp_path)
    assert [release.number for release in kept] == [3, 4]
    assert [subjects(Store.read_only(str(release.store_path))) for release in kept] == [{"three"}, {"four"}]


def test_an_unfinished_release_is_swept_away(tmp_path: Path) -> None:
    unfinished = tmp_path / "releases" / ".unfinished-000001-abc"
    unfinished.mkdir(parents=True)
    with WorkStore(tmp_path) as store:
        store.replace_document("file:///a", entry(), [line("one")], [])
        store.publish(Publication(NOON))
    assert not unfinished.exists()
    assert [release.number for release in releases(tmp_path)] == [1]


CRASHING = """
import sys
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from graph.ledger import SourceEntry
from graph.publishing import Publication
from graph.store import WorkStore

store = WorkStore(Path(sys.argv[1]))
for turn in count():
    lines = [f'<https://example.org/{n}> <https://example.org/turn> "{turn}" .' for n in range(500)]
    entry = SourceEntry(str(turn), "https://example.org/graph/a", (0, 1, "", ""))
    store.replace_document("file:///a", entry, lines, [])
    if turn % 3 == 0:
        store.publish(Publication(datetime(2026, 1, 1, tzinfo=UTC)))
    print(turn, flush=True)
"""


@pytest.mark.parametrize("damage", ["{", "MANIFEST-999999\n"])
def test_a_damaged_work_store_is_named(tmp_path: Path, damage: str) -> None:
    with WorkStore(tmp_path):
        pass
    (tmp_path / "work" / "CURRENT").write_text(damage, encoding="utf-8")
    with pytest.raises(StoreBroken, match=f"{tmp_path}: work/"):
        WorkStore(tmp_path)


@pytest.mark.parametrize("turns", [1, 2, 5])
def test_a_killed_build_leaves_the_last_release_and_whole_graphs(tmp_path: Path, turns: int) -> None:
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    with subprocess.Popen(
        [sys.executable, "-c", CRASHING, str(tmp_path)], stdout=subprocess.PIPE, env=environment, text=True
    ) as child:
        assert child.stdout is not None
        for _ in range(turns):
            child.stdout.readline()
        child.send_signal(signal.SIGKILL)
    query = "SELECT DISTINCT ?turn WHERE { GRAPH <https://example.org/graph/a> { ?s ?p ?turn } }"
    release = open_store(tmp_path)
    assert len(subjects(release)) == 500
    assert len(list(release.query(query))) == 1  # type: ignore[arg-type]
    with WorkStore(tmp_path) as store:
        assert len(subjects(store.store)) == 500
        [turn] = [solution[0].value for solution in store.store.query(query)]  # type: ignore[union-attr]
        assert store.ledger.sources["file:///a"].fingerprint == turn
        store.publish(Publication(NOON))
    assert subjects(open_store(tmp_path)) == {str(number) for number in range(500)}

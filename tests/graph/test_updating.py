"""What an update does to a store: all of it or nothing, and never to the graphs that zeren makes."""

import io
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Store

from graph.backup import restore_backup, save_backup
from graph.build import build
from graph.errors import RefusedUpdate
from graph.identity import Names
from graph.loading import load_rdf, unload
from graph.release import current_release, open_store, releases
from graph.store import WorkStore
from graph.updating import DEFAULT, Operation, update
from graph.validation import BrokenModel
from loaders.exchange import as_json_line
from loaders.limits import Limits
from loaders.record import Record

Ask = Callable[[Store, str], list[tuple[str, ...]]]
MINE, OTHER = "http://e/g", "http://e/h"
DATA = "INSERT DATA {{ GRAPH <http://e/g> {{ <a:s> <a:p> {} }} }}"
OWN = Names().graph("shared").value
DOCUMENT = Names().document_graph("none").value


@pytest.fixture(scope="module")
def plan_file(tmp_path_factory: pytest.TempPathFactory, plan: Record) -> Path:
    path = tmp_path_factory.mktemp("records") / "r.jsonl"
    path.write_text(as_json_line(plan) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory, plan_file: Path) -> Path:
    """A store that the tests of this module change one after the other."""
    path = tmp_path_factory.mktemp("store")
    build([plan_file], path)
    return path


def change(directory: Path, *texts: str, limits: Limits = Limits()) -> str:  # noqa: B008
    """Carry out an update of several operations; the release's id."""
    named = ("CLEAR ALL", "CLEAR NAMED", "DROP ALL", "DROP NAMED")
    operations = [Operation("", text, 0, text if text in named else "") for text in texts]  # type: ignore[arg-type]
    return update(operations, directory, limits=limits).id


def own(directory: Path) -> dict[str, str]:
    """The digests of all graphs that are not the updates'."""
    with WorkStore(directory) as store:
        return {name: entry.digest for name, entry in store.ledger.graphs.items() if not name.startswith("http://e/")}


def statements(directory: Path, graph: str = MINE) -> set[str]:
    found = open_store(directory).query(f"SELECT ?s ?p ?o {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
    return {" ".join(str(term) for term in row) for row in found}  # type: ignore[union-attr]


def test_what_an_update_inserts_is_in_a_new_release_and_what_it_deletes_is_not(directory: Path) -> None:
    before = current_release(directory)
    change(
        directory,
        DATA.format("1, 2"),
        "INSERT { GRAPH <http://e/h> { ?s <a:p> ?o } } WHERE { GRAPH ?g { ?s <a:p> ?o } }",
    )
    assert current_release(directory).number == before.number + 1
    assert len(statements(directory)) == len(statements(directory, OTHER)) == 2
    change(directory, "DELETE WHERE { GRAPH <http://e/g> { ?s ?p 2 } }", "DROP GRAPH <http://e/h>")
    assert (len(statements(directory)), statements(directory, OTHER)) == (1, set())
    with WorkStore(directory) as store:
        assert OTHER not in store.ledger.graphs


def test_an_update_that_changes_nothing_publishes_nothing(directory: Path) -> None:
    change(directory, DATA.format(1))
    before = current_release(directory)
    assert change(directory, DATA.format(1), "CREATE GRAPH <http://e/empty>") == before.id
    assert change(directory) == before.id


@pytest.mark.parametrize(
    ("last", "reason"),
    [
        ("CREATE GRAPH <http://e/g>", "engine"),
        ("DROP GRAPH <http://e/none>", "engine"),
        ("INSERT DATA { broken", "syntax"),
        # what no text shows
        ("INSERT { GRAPH ?g { <a:s> <a:p> 1 } } WHERE { GRAPH ?g { ?s a ?class } }", "own_graph"),
        ("DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }", "own_graph"),
        (f"INSERT {{ GRAPH ?g {{ <a:s> <a:p> 1 }} }} WHERE {{ BIND(<{DOCUMENT}> AS ?g) }}", "own_graph"),
        (f"INSERT {{ GRAPH ?g {{ <a:s> <a:p> 1 }} }} WHERE {{ BIND(IRI('{OWN}') AS ?g) }}", "own_graph"),
        ("INSERT { GRAPH ?g { <a:s> <a:p> 1 } } WHERE { BIND(<urn:zeren:ledger> AS ?g) }", "own_graph"),
        (f"INSERT DATA {{ GRAPH <{Names().base}graph/\\u0073hared> {{ <a:s> <a:p> 1 }} }}", "own_graph"),
        (f"INSERT {{ GRAPH ?g {{ <a:s> <a:p> 1 }} }} WHERE {{ BIND({DEFAULT} AS ?g) }}", "default_graph"),
        ("INSERT { GRAPH ?g { <a:s> <a:p> 1 } } WHERE { BIND(BNODE() AS ?g) }", "blank_graph"),
        ("INSERT DATA { <a:s> <a:p> <<( <a:s> <a:p> 1 )>> }", "triple_term"),
    ],
)
def test_of_an_update_that_is_refused_nothing_stays(directory: Path, last: str, reason: str) -> None:
    change(directory, DATA.format(1))
    before, kept = current_release(directory).id, own(directory)
    with pytest.raises(RefusedUpdate) as caught:
        change(directory, DATA.format(7), last)
    assert caught.value.reason == reason
    assert (current_release(directory).id, own(directory)) == (before, kept)
    assert not any("7" in found for found in statements(directory))
    assert not list(directory.glob(".updating-*"))


def test_a_graph_variable_may_stand_for_a_graph_of_ones_own(directory: Path) -> None:
    change(directory, "CLEAR ALL", DATA.format("1, 2"))
    change(directory, "DELETE { GRAPH ?g { ?s <a:p> 2 } } WHERE { GRAPH ?g { ?s <a:p> 2 } }")
    assert len(statements(directory)) == 1


@pytest.mark.parametrize("empties", ["CLEAR ALL", "CLEAR NAMED", "DROP ALL", "DROP NAMED"])
def test_emptying_many_graphs_reaches_those_only_that_updates_may_write(directory: Path, empties: str) -> None:
    change(directory, DATA.format(1), "INSERT DATA { <a:s> <a:p> 1 }")
    kept = {name: digest for name, digest in own(directory).items() if "derived" not in name and name != DEFAULT.value}
    change(directory, "INSERT DATA { GRAPH <http://e/new> { <a:s> <a:p> 1 } }", empties)
    assert statements(directory) == statements(directory, "http://e/new") == set()
    assert bool(statements(directory, DEFAULT.value)) == empties.endswith("NAMED")
    assert kept.items() <= own(directory).items()


def test_the_ledger_cannot_be_read(directory: Path) -> None:
    change(
        directory,
        "CLEAR ALL",
        "INSERT { GRAPH <http://e/g> { ?s ?p ?o } } WHERE { GRAPH <urn:zeren:ledger> { ?s ?p ?o } }",
    )
    assert statements(directory) == set()


def test_the_default_graph_is_one_for_reading_and_writing_and_a_named_one_to_others(directory: Path, ask: Ask) -> None:
    change(directory, "CLEAR ALL", "INSERT DATA { <a:s> <a:p> 1 }")
    assert ask(open_store(directory), "SELECT ?o { <a:s> <a:p> ?o }") == [("1",)]
    assert len(statements(directory, DEFAULT.value)) == 1
    change(directory, "INSERT { GRAPH <http://e/g> { ?s ?p ?o } } WHERE { ?s ?p ?o }")
    assert statements(directory) == statements(directory, DEFAULT.value)
    change(directory, "DELETE { ?s ?p 1 } INSERT { ?s ?p 2 } WHERE { ?s ?p 1 }", "DROP GRAPH <http://e/g>")
    assert ask(open_store(directory), "SELECT ?o { <a:s> <a:p> ?o }") == [("2",)]
    change(directory, "CLEAR DEFAULT")
    assert statements(directory, DEFAULT.value) == set()


def test_a_blank_node_belongs_to_one_graph(directory: Path) -> None:
    shared = "INSERT DATA { GRAPH <http://e/g> { _:a <a:p> 1 } GRAPH <http://e/h> { _:a <a:p> 2 } }"
    change(directory, "CLEAR ALL", shared)
    change(directory, "INSERT DATA { GRAPH <http://e/g> { <a:s> <a:p> 3 } GRAPH <http://e/h> { <a:s> <a:p> 3 } }")
    found = open_store(directory).query("ASK { GRAPH <http://e/g> { ?s ?p 1 } GRAPH <http://e/h> { ?s ?p 2 } }")
    assert (len(statements(directory)), len(statements(directory, OTHER))) == (2, 2)
    assert not found


def test_what_breaks_a_shape_is_not_published(directory: Path) -> None:
    before, kept = current_release(directory).id, own(directory)
    with pytest.raises(BrokenModel, match="the update: nothing was published"):
        change(directory, "INSERT DATA { GRAPH <http://e/g> { <a:s> <https://w3id.org/zeren/ns#noSuchTerm> 1 } }")
    assert (current_release(directory).id, own(directory)) == (before, kept)


ROWS = " ".join(f"VALUES ?v{place} {{ 0 1 2 3 4 5 6 7 8 9 }}" for place in range(9))


@pytest.mark.parametrize(
    ("text", "limits", "reason"),
    [
        (
            "INSERT { GRAPH <http://e/g> { <a:s> <a:p> ?n } } WHERE { SELECT (COUNT(*) AS ?n) { "
            "GRAPH ?a { ?b ?c ?d } GRAPH ?e { ?f ?g ?h } GRAPH ?i { ?j ?k ?l } } }",
            Limits(seconds=1),
            "too_long",
        ),
        (
            f"INSERT {{ GRAPH <http://e/g> {{ [] <a:p> ?v0 }} }} WHERE {{ {ROWS} }}",
            Limits(memory_bytes=10**8),
            "too_much",
        ),
        (f"INSERT {{ <a:s> <a:p> ?n }} WHERE {{ BIND({'+'.join('1' * 40_000)} AS ?n) }}", Limits(), "too_much"),
        (DATA.format(", ".join(map(str, range(100)))), Limits(expanded_bytes=1000), "too_large"),
    ],
)
def test_an_update_that_takes_too_much_is_ended_and_leaves_nothing(
    directory: Path, text: str, limits: Limits, reason: str
) -> None:
    before, kept = current_release(directory).id, own(directory)
    with pytest.raises(RefusedUpdate) as caught:
        change(directory, DATA.format(7), text, limits=limits)
    assert caught.value.reason == reason
    assert (current_release(directory).id, own(directory)) == (before, kept)
    assert not list(directory.glob(".updating-*"))


def test_a_fault_is_told_with_its_place_in_the_whole_update(directory: Path) -> None:
    text = "CLEAR ALL ;\nPREFIX a: <a:> INSERT DATA { a:b a:c oh }"
    operation = Operation("PREFIX a: <a:>\n", "INSERT DATA { a:b a:c oh }", text.index("INSERT"))
    with pytest.raises(RefusedUpdate) as caught:
        update([operation], directory)
    assert caught.value.place in range(text.index("oh"), len(text))


def test_graphs_of_updates_are_kept_like_loaded_ones(tmp_path: Path, plan_file: Path) -> None:
    store, saved, turtle = tmp_path / "s", io.BytesIO(), tmp_path / "a.ttl"
    build([plan_file], store)
    change(store, DATA.format(1), "INSERT DATA { <a:s> <a:p> 1 }")
    build([plan_file], store)
    assert len(statements(store)) == len(statements(store, DEFAULT.value)) == 1
    save_backup(store, saved, datetime(2026, 1, 2, tzinfo=UTC))
    saved.seek(0)
    restore_backup(saved, Path("b.tar"), tmp_path / "restored")
    change(tmp_path / "restored", DATA.format(2))
    assert len(statements(tmp_path / "restored")) == 2
    turtle.write_text("<a:s> <a:p> 3, 4, 5 .", encoding="utf-8")
    load_rdf([turtle], MINE, store)
    change(store, "DELETE WHERE { GRAPH <http://e/g> { ?s ?p 4 } }")
    assert len(statements(store)) == 2
    unload(MINE, store)
    assert statements(store) == set()
    assert len(releases(store)) == 5


def test_what_a_crash_left_of_a_copy_goes_with_the_next_update(directory: Path) -> None:
    left = directory / ".updating-left" / "work"
    left.mkdir(parents=True)
    change(directory, DATA.format(1))
    assert not left.parent.exists()


UPDATING = """
import sys
from pathlib import Path
from graph.updating import Operation, update

if __name__ == "__main__":
    for number in range(100):
        graphs = (f"GRAPH <http://e/{name}> {{ <a:s> <a:p> {number} }}" for name in "gh")
        inserting = Operation("", f"INSERT DATA {{ {' '.join(graphs)} }}")
        update([Operation("", "CLEAR ALL", 0, "CLEAR ALL"), inserting], Path(sys.argv[1]))
        print(number, flush=True)
"""


@pytest.mark.parametrize("acknowledged", [1, 3])
def test_a_kill_leaves_updates_whole_and_those_that_were_acknowledged(directory: Path, acknowledged: int) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", UPDATING, directory], stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]
    )
    assert child.stdout is not None
    said = [child.stdout.readline().strip() for _ in range(acknowledged)]
    child.kill()
    child.communicate()
    (published,) = statements(directory)
    assert statements(directory, OTHER) == {published}
    assert int(published.split('"')[1]) >= int(said[-1])
    with WorkStore(directory) as work:
        found = [work.store.quads_for_pattern(None, None, None, NamedNode(graph)) for graph in (MINE, OTHER)]
        one, other = ([str(quad.object) for quad in quads] for quads in found)
    assert one == other
    assert len(one) == 1

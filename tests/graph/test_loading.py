from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Store

from graph.build import build
from graph.errors import UnreadableRdf
from graph.identity import Names
from graph.loading import load_rdf
from graph.release import open_store, releases
from loaders.errors import UsageError
from loaders.exchange import as_json_line
from loaders.record import Record

Ask = Callable[[Store, str], list[tuple[str, ...]]]
GRAPH = "https://example.org/mine"
MINE = f"SELECT ?s WHERE {{ GRAPH <{GRAPH}> {{ ?s ?p ?o }} }}"


def turtle(path: Path, *names: str) -> Path:
    path.write_text("".join(f"<https://example.org/{name}> a <https://example.org/C> .\n" for name in names), "utf-8")
    return path


def test_files_become_one_graph_beside_the_documents(tmp_path: Path, plan: Record, ask: Ask) -> None:
    records = tmp_path / "r.jsonl"
    records.write_text(as_json_line(plan) + "\n", encoding="utf-8")
    build([records], tmp_path / "s")
    release = load_rdf([turtle(tmp_path / "a.ttl", "one"), turtle(tmp_path / "b.trig", "two")], GRAPH, tmp_path / "s")
    assert (release.number, release.documents) == (2, 1)
    assert ask(open_store(tmp_path / "s"), MINE) == [("https://example.org/one",), ("https://example.org/two",)]


def test_loading_again_replaces(tmp_path: Path, ask: Ask) -> None:
    load_rdf([turtle(tmp_path / "a.ttl", "one")], GRAPH, tmp_path / "s")
    load_rdf([turtle(tmp_path / "a.ttl", "two")], GRAPH, tmp_path / "s")
    assert ask(open_store(tmp_path / "s"), MINE) == [("https://example.org/two",)]
    assert len(releases(tmp_path / "s")) == 2


@pytest.mark.parametrize(
    ("name", "content"), [("a.ttl", "<broken"), ("a.xyz", ""), ("missing.ttl", None), ("a.rdf", "<rdf")]
)
def test_what_is_no_rdf_is_named_and_changes_nothing(tmp_path: Path, name: str, content: str | None) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(UnreadableRdf, match=name):
        load_rdf([path], GRAPH, tmp_path / "s")
    assert releases(tmp_path / "s") == ()


@pytest.mark.parametrize("graph", ["not an iri", Names().base + "graph/derived", Names().base + "graph/document/x"])
def test_zerens_own_graphs_and_bad_names_are_refused(tmp_path: Path, graph: str) -> None:
    with pytest.raises(UsageError, match=r"graph|IRI"):
        load_rdf([turtle(tmp_path / "a.ttl", "one")], graph, tmp_path / "s")

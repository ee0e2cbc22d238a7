from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Store

from graph.build import build
from graph.errors import UnreadableRdf
from graph.identity import Names
from graph.loading import LOADED, load_rdf, unload
from graph.release import open_store, releases
from graph.validation import BrokenModel
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
    files = [turtle(tmp_path / "a.ttl", "one"), turtle(tmp_path / "b.trig", "two")]
    report = load_rdf(files, GRAPH, tmp_path / "s")
    assert (report.graphs, report.release.number, report.release.documents) == ((GRAPH,), 2, 1)
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


@pytest.mark.parametrize(
    "graph",
    ["not an iri", "urn:zeren:ledger", *(Names().base + f"graph/{own}" for own in ("derived", "shared", "document/x"))],
)
def test_zerens_own_graphs_and_bad_names_are_refused(tmp_path: Path, graph: str) -> None:
    with pytest.raises(UsageError, match=r"graph|IRI"):
        load_rdf([turtle(tmp_path / "a.ttl", "one")], graph, tmp_path / "s")


FORMS = {
    "a.ttl": "<#b> a <https://example.org/C> .",
    "a.nt": f"<{GRAPH}#b> a <https://example.org/C> .".replace(
        " a ", " <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
    ),
    "a.nq": f"<{GRAPH}#b> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://example.org/C> <urn:other> .",
    "a.trig": "<urn:other> { <#b> a <https://example.org/C> . }",
    "a.rdf": '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="https://example.org/">'
    '<e:C r:about="#b"/></r:RDF>',
    "a.jsonld": '{"@id": "#b", "@type": "https://example.org/C"}',
}


@pytest.mark.parametrize(("name", "content"), FORMS.items())
def test_every_syntax_says_the_same(tmp_path: Path, ask: Ask, name: str, content: str) -> None:
    """Relative names are taken from the graph's, so that no folder of this machine gets into the graph."""
    (tmp_path / name).write_text(content, "utf-8")
    load_rdf([tmp_path / name], GRAPH, tmp_path / "s")
    found = ask(open_store(tmp_path / "s"), f"SELECT ?s ?o WHERE {{ GRAPH <{GRAPH}> {{ ?s a ?o }} }}")
    assert found == [(f"{GRAPH}#b", "https://example.org/C")]


REFUSED = [
    ("a.ttl", "<#a> a <#b> .\n<#a> a <broken", "line 2"),
    ("a.nt", "<http://e/a> <http://e/b> .\n", "line 1"),
    ("a.rdf", "<r:RDF>\n<x></r:RDF>", "line [12]"),
    (
        "a.rdf",
        "<?xml version='1.0'?>\n<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/hostname'>]>\n<a>&b;</a>",
        "line 2.*DOCTYPE",
    ),
    ("a.jsonld", '{"@id": "#a",\n"@type" }', "line 2"),
    ("a.jsonld", '{"@id": "#a",\n"@context": "https://example.org/c"}', "line 2.*https://example.org/c"),
    ("a.jsonld", '[{"@context": [{"@import": "https://example.org/c"}], "@id": "#a"}]', "nothing is fetched"),
    ("a.json", "[" * 100_000, "no JSON"),
]


@pytest.mark.parametrize(("name", "content", "reason"), REFUSED)
def test_a_file_that_is_refused_is_named_with_its_line(tmp_path: Path, name: str, content: str, reason: str) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(UnreadableRdf, match=f"(?s){name}: .*{reason}"):
        load_rdf([tmp_path / name], GRAPH, tmp_path / "s")
    assert releases(tmp_path / "s") == ()


def test_each_file_has_a_graph_of_its_own_name(tmp_path: Path) -> None:
    files = [turtle(tmp_path / "部门.ttl", "one"), turtle(tmp_path / "values.ttl", "two")]
    assert load_rdf(files, None, tmp_path / "s").graphs == (f"{LOADED}部门", f"{LOADED}values")
    with pytest.raises(UsageError, match="same name"):
        load_rdf([*files, turtle(tmp_path / "values.nt", "two")], None, tmp_path / "s")


def test_a_loaded_graph_can_be_taken_out_again(tmp_path: Path, ask: Ask) -> None:
    load_rdf([turtle(tmp_path / "a.ttl", "one")], GRAPH, tmp_path / "s")
    assert unload(GRAPH, tmp_path / "s").release.number == 2
    assert ask(open_store(tmp_path / "s"), MINE) == []
    with pytest.raises(UsageError, match="none has been loaded"):
        unload(GRAPH, tmp_path / "s")


def test_blank_nodes_of_two_files_stay_two(tmp_path: Path, ask: Ask) -> None:
    for name in ("a.ttl", "b.ttl"):
        (tmp_path / name).write_text(f'_:x <https://example.org/from> "{name}" .', "utf-8")
    load_rdf([tmp_path / "a.ttl", tmp_path / "b.ttl"], GRAPH, tmp_path / "s")
    assert len(set(ask(open_store(tmp_path / "s"), MINE))) == 2


PREFIXES = """@prefix zr: <https://w3id.org/zeren/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix : <https://w3id.org/zeren/id/> .
"""
BROKEN = [
    (":a a zr:Department .", "AgentShape"),
    (':a a zr:Department ; rdfs:label "甲"@zh ; zr:jurisdiction :nowhere .', "AgentShape"),
    (":a a zr:Taget .", "DeclaredTermShape"),
    (":a zr:leeds :b .", "DeclaredTermShape"),
    ("<{responsibility}> zr:role zr:support .", "ResponsibilityShape"),
]


@pytest.fixture
def built(tmp_path: Path, plan: Record) -> Path:
    """A store with one document."""
    records = tmp_path / "r.jsonl"
    records.write_text(as_json_line(plan) + "\n", encoding="utf-8")
    build([records], tmp_path / "s")
    return tmp_path / "s"


@pytest.mark.parametrize(("content", "shape"), BROKEN)
def test_what_breaks_the_model_is_named_and_changes_nothing(
    tmp_path: Path, built: Path, ask: Ask, content: str, shape: str
) -> None:
    """Also where the thing, or what is wrong with it, stands in a document."""
    stated = ask(open_store(built), "SELECT ?r WHERE { ?r zr:role zr:lead ; zr:basis zr:stated }")[0][0]
    sound, broken = turtle(tmp_path / "sound.ttl", "one"), tmp_path / "broken.ttl"
    broken.write_text(PREFIXES + content.replace("{responsibility}", stated), "utf-8")
    before = set(map(str, open_store(built)))
    with pytest.raises(BrokenModel, match=rf"broken.ttl: .*\({shape}\)"):
        load_rdf([sound, broken], None, built)
    assert set(map(str, open_store(built))) == before
    assert build([tmp_path / "r.jsonl"], built).published is False


def test_what_a_document_says_too_is_counted_once(tmp_path: Path, built: Path, ask: Ask) -> None:
    query = "SELECT ?d WHERE { ?d a zr:Department ; rdfs:label '市水利局'@zh ; zr:jurisdiction ?place }"
    [(department,)] = ask(open_store(built), query)
    register = tmp_path / "register.ttl"
    register.write_text(PREFIXES + f'<{department}> a zr:Department ; rdfs:label "市水利局"@zh .', "utf-8")
    load_rdf([register], None, built)
    assert ask(open_store(built), query) == [(department,)]
    unload(f"{LOADED}register", built)
    assert ask(open_store(built), query) == [(department,)]

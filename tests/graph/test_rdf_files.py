import json
from io import BytesIO
from pathlib import Path

import pytest
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    parse,
)
from rdflib import Dataset as RdflibDataset

from graph.excerpt import quads_of_release
from graph.rdf_files import write_rdf
from graph.release import open_store
from graph.vocabulary import TYPE, ZR_BASE, xsd, zr

DATASETS = (RdfFormat.N_QUADS, RdfFormat.TRIG, RdfFormat.JSON_LD)
GRAPHS = (RdfFormat.TURTLE, RdfFormat.RDF_XML)
GRAPH = NamedNode("https://w3id.org/zeren/id/graph/document/临-1")
TASK = NamedNode("https://w3id.org/zeren/id/task/临-1/3-9")
QUADS = (
    Quad(NamedNode("urn:a"), zr("label"), Literal('甲\n"乙"<丙>&', language="zh"), DefaultGraph()),
    Quad(TASK, TYPE, zr("Task"), GRAPH),
    Quad(TASK, zr("order"), Literal("3", datatype=xsd("integer")), GRAPH),
    Quad(TASK, zr("note"), Literal("plain"), GRAPH),
    Quad(TASK, zr("about"), BlankNode("b1"), GRAPH),
    Quad(BlankNode("b1"), zr("about"), NamedNode("https://w3id.org/zeren/id/"), GRAPH),
    Quad(BlankNode("b1"), zr("about"), NamedNode(ZR_BASE + "//odd"), GRAPH),
)


def written(quads: object, form: RdfFormat) -> bytes:
    target = BytesIO()
    write_rdf(quads, form, target)  # type: ignore[arg-type]
    return target.getvalue()


def canonical(quads: object) -> Dataset:
    dataset = Dataset(quads)  # type: ignore[arg-type]
    dataset.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return dataset


@pytest.mark.parametrize("form", DATASETS, ids=lambda form: form.name)
def test_a_format_with_graphs_gives_back_every_quad(form: RdfFormat) -> None:
    assert canonical(parse(written(QUADS, form), form)) == canonical(QUADS)


@pytest.mark.parametrize("form", GRAPHS, ids=lambda form: form.name)
def test_a_format_of_one_graph_gives_back_every_triple(form: RdfFormat) -> None:
    assert canonical(parse(written(QUADS, form), form)) == canonical(Quad(*quad.triple) for quad in QUADS)


@pytest.mark.parametrize("form", [*DATASETS, *GRAPHS], ids=lambda form: form.name)
def test_a_whole_release_is_given_back(examples_store: Path, form: RdfFormat) -> None:
    quads = list(quads_of_release(open_store(examples_store)))
    wanted = quads if form.supports_datasets else [Quad(*quad.triple) for quad in quads]
    assert canonical(parse(written(quads, form), form)) == canonical(wanted)


@pytest.mark.parametrize("form", [RdfFormat.TRIG, RdfFormat.TURTLE, RdfFormat.RDF_XML], ids=lambda form: form.name)
def test_names_are_shortened_by_prefixes(form: RdfFormat) -> None:
    assert b"zr:" in written(QUADS, form)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of parts of rdflib that its reader uses itself
def test_json_ld_has_its_context_inside_and_another_reader_understands_it() -> None:
    content = written(QUADS, RdfFormat.JSON_LD)
    document = json.loads(content)
    assert document["@context"]["zr"] == ZR_BASE
    assert document["@graph"][1]["@id"] == "id:graph/document/临-1"
    dataset = RdflibDataset()
    dataset.parse(data=content, format="json-ld")
    assert len(list(dataset.quads())) == len(QUADS)


def test_rdf_xml_leaves_out_what_xml_cannot_hold() -> None:
    quad = Quad(TASK, zr("note"), Literal("甲\x01乙\ufffe", language="zh"), GRAPH)
    (read,) = parse(written([quad], RdfFormat.RDF_XML), RdfFormat.RDF_XML)
    assert read.object == Literal("甲乙", language="zh")


def test_nothing_gives_files_that_can_be_read() -> None:
    for form in (*DATASETS, *GRAPHS):
        assert list(parse(written([], form), form)) == []

from datetime import UTC, datetime
from io import BytesIO

import networkx as nx
from lxml import etree

from viz.about import About
from viz.network_files import as_gexf, as_graphml

ABOUT = About(title="全\x01部", release="000003-abc", published_at=datetime(2026, 11, 22, tzinfo=UTC))
GEXF = "{http://www.gexf.net/1.2draft}"


def network() -> "nx.MultiDiGraph[str]":
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    made.add_node("x:a", kind="department", label="市水利局\x02")
    made.add_node("x:t", kind="task", label="清淤", deadline="2025-06")
    made.add_node("x:u", kind="task", label="绿化")
    quote = "甲&<乙>\x03"
    made.add_edge("x:a", "x:t", "leads stated", kind="leads", basis="stated", weight=2, quote=quote, path="一/1")
    made.add_edge("x:a", "x:t", "supports inferred", kind="supports", basis="inferred", weight=1, quote="", path="")
    made.add_edge("x:a", "x:u", "leads stated", kind="leads", basis="stated", weight=1, quote="丙", path="一/2")
    return made


def check(read: "nx.Graph[str]") -> None:
    assert dict(read.nodes["x:a"]).items() >= {"kind": "department", "label": "市水利局"}.items()
    assert dict(read.nodes["x:t"]).items() >= {"deadline": "2025-06", "deadline_year": 2025}.items()
    assert "deadline" not in read.nodes["x:u"]
    edges = {(data["role"], data["basis"], data["weight"], data["quote"]) for _, _, data in read.edges(data=True)}
    assert edges == {("lead", "stated", 2, "甲&<乙>"), ("support", "inferred", 1, ""), ("lead", "stated", 1, "丙")}


def test_graphml_is_read_back_with_its_types() -> None:
    read = nx.read_graphml(BytesIO(as_graphml(network(), ABOUT)), force_multigraph=True)
    check(read)
    assert read.graph.items() >= {"title": "全部", "release": "000003-abc", "published": "2026-11-22"}.items()


def test_gexf_is_read_back_with_its_types() -> None:
    check(nx.read_gexf(BytesIO(as_gexf(network(), ABOUT))))


def test_gexf_names_its_release_and_has_colours() -> None:
    root = etree.fromstring(as_gexf(network(), ABOUT))
    meta = root.find(f"{GEXF}meta")
    assert meta is not None
    assert (meta.get("lastmodifieddate"), meta.findtext(f"{GEXF}creator")) == ("2026-11-22", "zeren")
    assert meta.findtext(f"{GEXF}description") == "全部 · zeren 数据版本 000003-abc(2026-11-22)"
    assert len(list(root.iter("{http://www.gexf.net/1.2draft/viz}color"))) == 3


def test_gexf_has_what_its_schema_allows() -> None:
    """The schema itself (gexf.net, 1.2draft) is not here; these are its rules about what is written."""
    root = etree.fromstring(as_gexf(network(), ABOUT))
    graph = root.find(f"{GEXF}graph")
    assert graph is not None
    assert set(graph.attrib) <= {"defaultedgetype", "mode", "timeformat", "start", "end", "idtype"}
    kinds = {one.get("type") for one in root.iter(f"{GEXF}attribute")}
    assert kinds <= {"integer", "long", "double", "float", "boolean", "liststring", "string", "anyURI"}
    declared = {
        (one.get("class"), attribute.get("id"))
        for one in root.iter(f"{GEXF}attributes")
        for attribute in one.iter(f"{GEXF}attribute")
    }
    used = {("node", value.get("for")) for value in root.iterfind(f".//{GEXF}node/{GEXF}attvalues/{GEXF}attvalue")}
    assert used <= declared


def test_every_edge_has_a_number_of_its_own() -> None:
    for written, name in ((as_graphml(network(), ABOUT), "edge"), (as_gexf(network(), ABOUT), "edge")):
        numbers = [edge.get("id") for edge in etree.fromstring(written).iter(f"{{*}}{name}")]
        assert len(numbers) == len(set(numbers)) == 3


def test_two_exports_are_equal_to_the_byte() -> None:
    assert as_gexf(network(), ABOUT) == as_gexf(network(), ABOUT)
    assert as_graphml(network(), ABOUT) == as_graphml(network(), ABOUT)

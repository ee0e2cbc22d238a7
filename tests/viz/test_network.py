import json
import re
from typing import Any

import networkx as nx
import pytest
from lxml import html

from viz.layout import lay_out
from viz.network import TABLE_ROWS, build_network, draw, network_values

# Whatever makes a browser ask for something; policies of content are no address.
ADDRESSES = re.compile(
    r"(?:src|href|srcset|action)\s*=\s*[\"']?([^\"'\s>]*)|url\(\s*[\"']?([^\"')]{0,16})|@import\s+(\S+)"
)


def parse(page: str) -> Any:
    return html.fromstring(page)


def payload(page: str) -> dict[str, Any]:
    found = parse(page).xpath("//script[@id='network-data']/text()")
    data: dict[str, Any] = json.loads(found[0])
    return data


def test_the_model_is_one_that_pyvis_understands(graph: "nx.MultiDiGraph[str]") -> None:
    network = build_network(graph, lay_out(graph))
    assert network.num_nodes() == graph.number_of_nodes()
    assert network.num_edges() == graph.number_of_edges()
    assert network.get_node("市水利局")["label"] == "市水利局"
    assert network.neighbors("市财政局") == {"城镇污水处理率 ≥ 95 %", "再生水利用率 ≥ 25 %"}


def test_nodes_stand_where_the_layout_puts_them_and_do_not_move(graph: "nx.MultiDiGraph[str]") -> None:
    network = build_network(graph, dict.fromkeys(graph, (12.0, 34.0)))
    assert {(node["x"], node["y"]) for node in network.nodes} == {(12.0, 34.0)}
    assert network.options["physics"] == {"enabled": False}


def test_kinds_are_told_apart_by_colour_and_shape(graph: "nx.MultiDiGraph[str]") -> None:
    nodes = build_network(graph, lay_out(graph)).nodes
    looks = {node["kind"]: (node["shape"], node["filled"], node["color"]) for node in nodes}
    assert len(looks) == len(set(looks.values())) == 10


def test_an_inferred_edge_is_dashed_and_says_so(graph: "nx.MultiDiGraph[str]") -> None:
    edges = build_network(graph, lay_out(graph)).edges
    inferred = [edge for edge in edges if edge["basis"] == "inferred"]
    assert [(edge["to"], edge["title"]) for edge in inferred] == [("完善水质监测网络", "牵头(推断)")]
    assert all(bool(edge["dashes"]) == (edge["basis"] == "inferred") for edge in edges)


def test_edges_between_the_same_nodes_do_not_cover_each_other() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for kind in ("leads", "responsible", "supports"):
        graph.add_edge("a", "b", kind=kind)
    bends = [edge.get("smooth") for edge in build_network(graph, lay_out(graph)).edges]
    assert bends[0] is None
    assert bends[1] != bends[2]


def test_a_sentence_is_given_the_policy_it_stands_in(graph: "nx.MultiDiGraph[str]") -> None:
    edges = build_network(graph, lay_out(graph)).edges
    roles = [edge for edge in edges if edge["kind"] == "leads" and edge["basis"] == "stated"]
    assert {edge["policy"] for edge in roles} == {"临江市水污染防治实施方案"}


def test_a_policy_that_the_edge_names_itself_is_kept() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_edge("a", "b", kind="leads", quote="甲牵头。", policy="青川州防汛方案")
    assert build_network(graph, lay_out(graph)).edges[0]["policy"] == "青川州防汛方案"


def test_an_unknown_kind_of_edge_keeps_its_own_label() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_edge("a", "b", kind="orbits", label="环绕")
    edge = build_network(graph, lay_out(graph)).edges[0]
    assert (edge["kind"], edge["relation"], edge["inverse"]) == ("other", "环绕", "环绕")


def test_names_follow_the_language(graph: "nx.MultiDiGraph[str]") -> None:
    assert payload(draw(graph, "zh"))["words"]["kinds"]["target"] == "目标"
    assert payload(draw(graph, "en"))["words"]["kinds"]["target"] == "Target"


def test_a_drawing_lists_every_kind_it_shows(graph: "nx.MultiDiGraph[str]") -> None:
    page = parse(draw(graph))
    assert len(page.xpath("//input[@data-kind]")) == 10
    assert len(page.xpath("//input[@data-relation]")) == 8
    assert len(page.xpath("//input[@data-basis]")) == 1


def test_a_drawing_says_the_same_as_a_table(graph: "nx.MultiDiGraph[str]") -> None:
    rows = parse(draw(graph)).xpath("//tbody/tr")
    assert len(rows) == graph.number_of_edges()


def test_a_long_table_is_cut_and_says_so() -> None:
    graph: nx.MultiDiGraph[int] = nx.MultiDiGraph(nx.path_graph(TABLE_ROWS + 10, create_using=nx.DiGraph))
    values = network_values(graph, "zh", dict.fromkeys(graph, (0.0, 0.0)))
    assert isinstance(values["rows"], list)
    assert (len(values["rows"]), values["edge_count"]) == (TABLE_ROWS, TABLE_ROWS + 9)


def test_a_drawing_asks_no_machine_for_anything(graph: "nx.MultiDiGraph[str]") -> None:
    page = draw(graph)
    addresses = [
        "".join(groups) for groups in ADDRESSES.findall(re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL))
    ]
    assert [address for address in addresses if not address.startswith("data:")] == []
    assert "sourceMappingURL" not in page
    assert not parse(page).xpath("//link | //script[@src] | //img | //iframe | //a")


def test_a_drawing_lets_the_browser_run_its_two_scripts_only(graph: "nx.MultiDiGraph[str]") -> None:
    policy = parse(draw(graph)).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none';")
    assert policy.count("'sha256-") == 2
    assert "unsafe" not in policy.partition("script-src")[2]


def test_hostile_text_stays_text(hostile_graph: "nx.MultiDiGraph[str]") -> None:
    page = draw(hostile_graph, title="</title><img src=x onerror=alert(1)>")
    parsed = parse(page)
    assert not parsed.xpath("//img | //*[@onerror]")
    assert len(parsed.xpath("//script")) == 3
    names = {node["name"] for node in payload(page)["nodes"]}
    assert len(names) == 1
    assert names.pop().startswith("</script><img")


def test_a_node_leads_to_zerens_own_pages_only(
    hostile_graph: "nx.MultiDiGraph[str]", graph: "nx.MultiDiGraph[str]"
) -> None:
    assert not [node for node in build_network(hostile_graph, lay_out(hostile_graph)).nodes if "href" in node]
    assert [node["id"] for node in build_network(graph, lay_out(graph)).nodes if "href" in node]


def test_a_file_has_no_links_and_leaves_the_graph_as_it_was(graph: "nx.MultiDiGraph[str]") -> None:
    assert not [node for node in payload(draw(graph))["nodes"] if "href" in node]
    assert graph.nodes["plan"]["href"] == "/network?focus=plan"


def test_the_same_graph_gives_the_same_file(graph: "nx.MultiDiGraph[str]") -> None:
    assert draw(graph) == draw(graph)


def test_nothing_to_draw_says_what_to_do() -> None:
    page = draw(nx.MultiDiGraph())
    assert "zeren build" in page
    assert "<script>" not in page


@pytest.mark.parametrize(("title", "shown"), [(None, "责任网络"), ("临江市的责任", "临江市的责任")])
def test_a_drawing_has_a_title(graph: "nx.MultiDiGraph[str]", title: str | None, shown: str) -> None:
    assert parse(draw(graph, title=title)).findtext(".//title") == shown

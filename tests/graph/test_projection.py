from collections.abc import Iterable

import networkx as nx
import pytest
from pyoxigraph import Quad, RdfFormat, Store

from graph.derivation import inferred_leads
from graph.identity import Names
from graph.mapping import map_record
from graph.projection import Network, around, of_policies, of_themes, only, project, shared_work, told_apart
from loaders.record import Record
from ontology import load_vocabularies

NAMES = Names()
PLAN = NAMES.policy("临政发-2023-8").value
ECOLOGY = NAMES.thing("department", "临江市", "市生态环境局").value
AIR = NAMES.base + "theme/air"


@pytest.fixture(scope="module")
def network(plan: Record, forwarding: Record) -> Network:
    store = Store()
    store.load(load_vocabularies().serialize(format="nt").encode(), RdfFormat.N_TRIPLES)
    for record in (plan, forwarding):
        store.extend(map_record(record))
    store.extend(
        [Quad(it.subject, it.predicate, it.object, NAMES.graph("derived")) for it in inferred_leads(store, NAMES)]
    )
    return project(store)


def names(network: Network, nodes: Iterable[str], *kinds: str) -> set[str]:
    return {network.nodes[node]["label"] for node in nodes if network.nodes[node]["kind"] in kinds}


def edges(network: Network, kind: str) -> set[tuple[str, str, str]]:
    return {
        (network.nodes[begin]["label"], network.nodes[end]["label"], data["basis"])
        for begin, end, data in network.edges(data=True)
        if data["kind"] == kind
    }


def test_nodes_have_a_kind_and_a_label(network: Network) -> None:
    assert all({"kind", "label"} <= set(data) for _, data in network.nodes(data=True))
    assert names(network, network, "policy") == {"临江市水污染防治实施方案", "青川省治水规划"}
    assert names(network, network, "department") == {"市生态环境局", "市水利局", "市委宣传部", "市政府"}
    assert names(network, network, "body") == {"市治水工作领导小组"}
    assert names(network, network, "instrument") == {"水污染防治法"}
    assert names(network, network, "duty") == {"负责空气质量监测"}


def test_edges_tell_stated_from_inferred(network: Network) -> None:
    assert edges(network, "leads") == {
        ("市生态环境局", "治理污水", "stated"),
        ("市生态环境局", "城镇污水处理率 ≥ 95 %", "stated"),
        ("市委宣传部", "宣传组", "stated"),
        ("市生态环境局", "空气质量优良天数比例 ≥ 85 %", "inferred"),
    }
    assert edges(network, "office_at") == {("市治水工作领导小组", "市水利局", "stated")}


def test_an_edge_carries_the_words_and_their_place(network: Network) -> None:
    [data] = [data for begin, end, data in network.edges(data=True) if data["kind"] == "leads" and data["path"] == "四"]
    assert (data["quote"], data["weight"], data["basis"]) == ("下设宣传组,由市委宣传部牵头", 1, "stated")


def test_citations_lead_from_policy_to_policy_and_law(network: Network) -> None:
    assert edges(network, "cites") == {
        ("临江市水污染防治实施方案", "青川省治水规划", "stated"),
        ("临江市水污染防治实施方案", "水污染防治法", "stated"),
        ("青川省治水规划", "水污染防治法", "stated"),
    }


def test_kinds_and_bases_can_be_chosen(network: Network) -> None:
    small = only(network, ("department", "target"), ("stated",))
    assert {data["kind"] for _, data in small.nodes(data=True)} == {"department", "target"}
    assert {data["basis"] for _, _, data in small.edges(data=True)} == {"stated"}
    assert ("市生态环境局", "城镇污水处理率 ≥ 95 %", "stated") in edges(small, "leads")


def test_a_policy_comes_with_what_it_states_and_who_answers(network: Network) -> None:
    province = NAMES.policy("青政发-2021-5").value
    assert names(network, of_policies(network, [province]), "policy", "instrument", "department", "task") == {
        "青川省治水规划",
        "水污染防治法",
    }
    city = of_policies(network, [PLAN])
    assert names(city, city, "department") >= {"市生态环境局", "市水利局"}
    assert names(city, city, "target") == names(network, network, "target")


def test_a_theme_comes_with_its_commitments(network: Network) -> None:
    air = of_themes(network, [AIR])
    assert names(air, air, "target", "duty") == {"空气质量优良天数比例 ≥ 85 %", "负责空气质量监测"}
    assert names(air, air, "department") == {"市生态环境局"}


def test_the_neighbourhood_of_a_node_ends_after_some_steps(network: Network) -> None:
    near = around(network, ECOLOGY, hops=1)
    assert names(near, near, "target") == {"城镇污水处理率 ≥ 95 %", "空气质量优良天数比例 ≥ 85 %"}
    assert len(around(network, ECOLOGY, hops=0)) == 1
    assert len(around(network, ECOLOGY, hops=2)) > len(near)
    assert len(around(network, "nowhere")) == 0


def test_filters_leave_the_network_as_it_was(network: Network) -> None:
    before = nx.to_dict_of_dicts(network)
    only(network, ("department",)), of_themes(network, [AIR]), around(network, ECOLOGY)
    assert nx.to_dict_of_dicts(network) == before


def test_departments_are_joined_by_the_tasks_they_share(network: Network) -> None:
    shared = shared_work(network)
    pairs = {
        (frozenset(network.nodes[node]["label"] for node in pair), data["weight"])
        for *pair, data in shared.edges(data=True)
    }
    assert pairs == {(frozenset({"市生态环境局", "市水利局"}), 1)}
    assert "市委宣传部" in {data["label"] for _, data in shared.nodes(data=True)}


def test_agents_of_one_name_in_several_places_are_told_apart(network: Network) -> None:
    apart = told_apart(network)
    assert names(apart, apart, "department") == {"市生态环境局", "市水利局", "市委宣传部", "市政府"}
    elsewhere = network.copy()
    elsewhere.add_node("elsewhere", kind="department", label="市水利局", place="青川州")
    apart = told_apart(elsewhere)
    assert {"市水利局（临江市）", "市水利局（青川州）", "市生态环境局"} <= names(apart, apart, "department")
    assert "市水利局" in names(elsewhere, elsewhere, "department"), "the network itself stays as it is"

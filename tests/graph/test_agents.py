import pytest
from pyoxigraph import Literal, NamedNode

from graph.agents import Agents
from graph.bodies import resolve
from graph.draft import Draft
from graph.identity import Names
from graph.locating import Setting
from graph.vocabulary import LABEL
from loaders.record import DocumentFields, Record
from ontology.places import place_named


def agents(jurisdiction: str | None, title: str = "某方案") -> Agents:
    fields = DocumentFields(title=title, document_number=f"{title}〔2023〕1号", jurisdiction=jurisdiction)
    record = Record(source="a.txt", content_hash="0", extractor="0", text="", document=fields)
    return Agents(Draft(record, Names()))


def path(node: NamedNode) -> str:
    return node.value.removeprefix(Names().base)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("市生态环境局", "Department"),
        ("环保部门", "Department"),
        ("市质量强市办", "Department"),
        ("领导小组办公室", "Department"),
        ("市委宣传部", "Department"),
        ("发展改革委员会", "Department"),
        ("各县(市、区)政府", "AgentGroup"),
        ("各级政府", "AgentGroup"),
        ("各有关部门", "AgentGroup"),
        ("有关部门", "AgentGroup"),
        ("其他相关单位", "AgentGroup"),
        ("市级各有关部门", "AgentGroup"),
        ("市治水委各成员单位", "AgentGroup"),
        ("市治水工作领导小组", "CoordinatingBody"),
        ("联席会议", "CoordinatingBody"),
        ("环境治理专班", "CoordinatingBody"),
        ("环境质量工作组", "CoordinatingBody"),
        ("市治水委员会", "CoordinatingBody"),
    ],
)
def test_kinds_of_agents(name: str, kind: str) -> None:
    assert resolve(name, Setting(bodies=frozenset({"市治水委员会"}))).category == kind


@pytest.mark.parametrize(
    ("name", "place", "canonical"),
    [
        ("临江市人民政府办公室", "临江市", "市政府办公室"),
        ("市 环保局", "临江市", "市环保局"),
        ("青川自治区财政厅", "青川自治区", "自治区财政厅"),
        ("青川州教育局", "青川州", "州教育局"),
        ("财政部", "全国", "财政部"),
        ("区财政局", None, "区财政局"),
    ],
)
def test_names_are_shortened_as_the_places_own_documents_do(name: str, place: str | None, canonical: str) -> None:
    assert resolve(name, Setting(place_named(place) if place else None)).canonical == canonical


def test_one_body_of_one_place_is_one_node_in_all_documents() -> None:
    assert agents("临江市").describe("临江市环保局") == agents("临江市", "另一方案").describe("市环保局")
    assert agents("临江市").describe("市环保局") != agents("河西县").describe("市环保局")


@pytest.mark.parametrize(
    ("jurisdiction", "name", "expected"),
    [
        ("临江市", "市环保局", "department/临江市/市环保局"),
        ("临江市", "各县(市、区)政府", "group/临江市/各县(市、区)政府"),
        ("全国", "海关总署", "department/全国/海关总署"),
        ("临江市", "国家发展改革委", "department/全国/发改委"),
        ("临江市", "省财政厅", "department/未知/某方案-2023-1/省/省财政厅"),
        ("青川省", "省财政厅", "department/青川省/省财政厅"),
        (None, "区财政局", "department/未知/某方案-2023-1/地区/区财政局"),
    ],
)
def test_agents_are_named_by_place(jurisdiction: str | None, name: str, expected: str) -> None:
    assert path(agents(jurisdiction).describe(name)) == expected


def test_bodies_of_unknown_places_are_never_taken_for_each_other() -> None:
    assert agents(None, "甲方案").describe("区财政局") != agents(None, "乙方案").describe("区财政局")
    assert agents(None, "甲方案").jurisdiction() != agents(None, "乙方案").jurisdiction()


def test_an_agent_has_one_label_and_keeps_its_other_form() -> None:
    seat = agents("临江市")
    node = seat.describe("临江市环保局")
    seat.describe("市环保局")
    shared = [quad for quad in seat.draft.quads() if quad.subject == node]
    assert [quad.object for quad in shared if quad.predicate == LABEL] == [Literal("市环保局", language="zh")]
    assert Literal("临江市环保局", language="zh") in [quad.object for quad in shared]


def test_departments_have_their_function() -> None:
    seat = agents("临江市")
    node = seat.describe("市生态环境局")
    functions = {
        quad.object.value
        for quad in seat.draft.quads()
        if quad.subject == node and quad.predicate.value.endswith("function") and isinstance(quad.object, NamedNode)
    }
    assert functions == {"https://w3id.org/zeren/id/function/ecology_environment"}

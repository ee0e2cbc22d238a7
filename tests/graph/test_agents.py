import pytest
from pyoxigraph import Literal, NamedNode, Triple

from graph.agents import Agents
from graph.bodies import resolve
from graph.draft import Draft
from graph.identity import Names
from graph.located import Setting
from graph.vocabulary import LABEL
from loaders.record import Assignment, DocumentFields, Record, Role, Span
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


def shared(seat: Agents, subject: NamedNode, predicate: str) -> set[str]:
    return {
        quad.object.value
        for quad in seat.draft.quads()
        if quad.subject == subject and quad.predicate.value.endswith(predicate) and not isinstance(quad.object, Triple)
    }


def test_a_place_has_its_level_and_what_is_above_it() -> None:
    seat = agents("嘉兴市")
    place = seat.jurisdiction()
    assert path(place) == "place/嘉兴市"
    assert shared(seat, place, "#level") == {"city"}
    assert shared(seat, place, "#parent") == {Names().thing("place", "浙江省").value}
    assert shared(seat, Names().thing("place", "浙江省"), "#parent") == {Names().thing("place", "全国").value}


def from_number(number: str, *names: str) -> Agents:
    fields = DocumentFields(title="某方案", document_number=number)
    span = Span(0, 1)
    assignments = tuple(
        Assignment(provision="", span=span, quote="", rule="", agent=name, role=Role.LEAD, agent_span=span, scope=span)
        for name in names
    )
    record = Record(source="a.txt", content_hash="0", extractor="0", text="", document=fields, assignments=assignments)
    return Agents(Draft(record, Names()))


def test_a_document_without_an_area_takes_it_from_its_number_unless_its_bodies_are_of_another_level() -> None:
    assert path(from_number("嘉政发〔2014〕5号", "市质监局").jurisdiction()) == "place/嘉兴市"
    assert path(from_number("嘉政发〔2014〕5号").jurisdiction()) == "place/嘉兴市"
    assert path(from_number("浙政办发〔2014〕5号", "省质监局").jurisdiction()) == "place/浙江省"
    assert path(from_number("嘉政发〔2014〕5号", "县质监局").jurisdiction()) == "place/未知/嘉政发-2014-5/地区"
    assert path(from_number("临政发〔2014〕5号", "市质监局").jurisdiction()) == "place/未知/临政发-2014-5/地区"


def test_the_issuer_tells_which_citys_district_it_is() -> None:
    fields = DocumentFields(
        title="某方案", document_number="某〔2014〕5号", issuer=("嘉兴市南湖区人民政府",), jurisdiction="南湖区"
    )
    seat = Agents(Draft(Record(source="a.txt", content_hash="0", extractor="0", text="", document=fields), Names()))
    assert path(seat.describe("区教育局")) == "department/嘉兴市南湖区/区教育局"
    assert seat.describe("区教育局") != agents("南京市鼓楼区").describe("区教育局")


def test_all_spellings_of_a_name_are_one_node_that_is_found_by_each() -> None:
    seat = agents("临江市")
    nodes = {
        seat.describe(name) for name in ("市发改委", "市发展改革委", "市发展和改革委员会", "临江市发展和改革委员会")
    }
    (node,) = nodes
    assert path(node) == "department/临江市/市发改委"
    assert shared(seat, node, "prefLabel") == {"临江市发展和改革委员会"}
    assert {"市发展改革委", "市发展和改革委员会"} <= shared(seat, node, "altLabel") | shared(seat, node, "label")
    assert shared(seat, node, "#kind") == {"bureau"}


@pytest.mark.parametrize(
    ("jurisdiction", "bureau"),
    [
        ("嘉兴市南湖区", "department/嘉兴市/市质监局"),
        ("河西区", "department/未知/某方案-2023-1/市/市质监局"),
        (None, "department/未知/某方案-2023-1/市/市质监局"),
    ],
)
def test_a_districts_branch_is_a_body_of_its_own_with_the_citys_bureau_above(
    jurisdiction: str | None, bureau: str
) -> None:
    seat = agents(jurisdiction)
    branch = seat.describe("质监分局")
    assert shared(seat, branch, "branchOf") == {Names().base + bureau}


def test_bodies_of_one_document_with_old_and_new_names_of_different_functions_are_two() -> None:
    seat = agents("嘉兴市")
    assert seat.describe("市质监局") != seat.describe("市市场监管局")


def test_towns_share_names_and_are_told_apart_by_what_they_lie_in() -> None:
    assert path(agents("河西县").describe("云溪镇政府")) == "department/河西县云溪镇/镇政府"
    assert agents("河西县").describe("云溪镇政府") != agents("河东县").describe("云溪镇政府")
    assert path(agents("全国").describe("云溪镇政府")) == "department/全国/云溪镇政府"

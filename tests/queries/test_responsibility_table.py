from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import Store

from graph.mapping import map_record
from graph.release import open_store
from loaders.document import Document
from loaders.extraction import extract
from queries.errors import BadArgument, NothingToExport
from queries.responsibility_table import ResponsibilityTable, Row, responsibility_table


def table_of(text: str, title: str = "临江市水污染防治实施方案") -> ResponsibilityTable:
    store = Store()
    document = Document(source="a.txt", content_hash="", text=f"{title}\n{text}", tables=())
    store.extend(map_record(extract(document)))
    return responsibility_table(store, title)


def row_of(text: str) -> Row:
    (row,) = table_of(text).rows
    return row


def test_a_bracket_says_who_and_the_text_before_it_what() -> None:
    row = row_of(
        "一、主要任务\n(一)治理污水。到2025年，城镇污水处理率达到95%以上。"
        "（牵头单位：市生态环境局；责任单位：市水利局、市财政局；配合单位：市教育局）"
    )
    assert row.section == "一、主要任务"
    assert row.measure == "治理污水。到2025年，城镇污水处理率达到95%以上。"
    assert (row.lead, row.responsible, row.support) == (("市生态环境局",), ("市水利局", "市财政局"), ("市教育局",))
    assert (row.deadlines, row.provisions) == (("2025",), ("一/(一)",))
    assert [(target.indicator, target.comparator, target.value) for target in row.targets] == [
        ("城镇污水处理率", ">=", Decimal(95))
    ]
    assert row.quotes == (
        "治理污水。",
        "城镇污水处理率达到95%以上",
        "（牵头单位：市生态环境局；责任单位：市水利局、市财政局；配合单位：市教育局）",
    )


def test_bodies_are_named_as_the_document_names_them_and_in_its_order() -> None:
    row = row_of("一、主要任务\n(一)整治河道。（责任单位：市水利局、各县（市、区）人民政府、市城管局）")
    assert row.responsible == ("市水利局", "各县(市、区)人民政府", "市城管局")


def test_a_bracket_of_the_section_holds_for_its_items_and_is_cited_with_them() -> None:
    rows = table_of("一、主要任务\n(一)治理污水。（市水利局负责）\n1.改造管网。\n2.建成两座泵站。").rows
    assert [(row.measure, row.responsible, row.provisions) for row in rows][1:] == [
        ("改造管网。", ("市水利局",), ("一/(一)/1", "一/(一)")),
        ("建成两座泵站。", ("市水利局",), ("一/(一)/2", "一/(一)")),
    ]


def test_duties_below_a_bodys_name_are_a_row_each() -> None:
    rows = table_of("一、责任分工\n(一)市水利局\n负责河道清淤;推进管网改造。\n(二)市财政局\n落实治水资金。").rows
    assert [(row.section, row.measure, row.responsible) for row in rows] == [
        ("一、责任分工", "负责河道清淤", ("市水利局",)),
        ("一、责任分工", "推进管网改造", ("市水利局",)),
        ("一、责任分工", "落实治水资金", ("市财政局",)),
    ]


def test_what_nobody_answers_for_is_a_row_with_blanks() -> None:
    row = row_of("一、总体目标\n到2025年，城镇污水处理率达到95%以上，重污染天数不超过2天。")
    assert (row.lead, row.responsible, row.support) == ((), (), ())
    assert len(row.targets) == 2


def test_targets_with_deadlines_of_their_own_keep_them() -> None:
    row = row_of("一、总体目标\n2024年底前，城镇污水处理率达到90%以上；到2025年，再生水利用率达到25%以上。")
    assert row.deadlines == ("2024", "2025")
    assert [target.deadline for target in row.targets] == ["2024", "2025"]


def test_a_merged_cell_is_cited_by_the_row_it_holds_for(examples_store: Path) -> None:
    table = responsibility_table(open_store(examples_store), "南屏县城乡污水垃圾治理实施方案")
    rows = [row for row in table.rows if row.lead == ("县住建局",)]
    assert [row.provisions for row in rows] == [("四/1",), ("四/2",)]


def test_inferred_leads_are_left_out(examples_store: Path) -> None:
    table = responsibility_table(open_store(examples_store), "云泽市环境质量提升工作方案")
    assert not [row for row in table.rows if row.lead]
    assert [row for row in table.rows if row.responsible]


@pytest.mark.parametrize(
    "name", ["东政发〔2022〕36号", "碧水攻坚战", "https://w3id.org/zeren/id/policy/东政发-2022-36"]
)
def test_a_policy_is_meant_by_number_part_of_its_title_or_iri(examples_store: Path, name: str) -> None:
    table = responsibility_table(open_store(examples_store), name)
    assert (table.number, table.policy) == ("东政发〔2022〕36号", "https://w3id.org/zeren/id/policy/东政发-2022-36")


def test_a_name_of_several_policies_lists_them(examples_store: Path) -> None:
    with pytest.raises(BadArgument, match="may be several") as raised:
        responsibility_table(open_store(examples_store), "方案")
    assert any("云泽市环境质量提升工作方案" in candidate for candidate in raised.value.candidates)


def test_a_policy_that_asks_for_nothing_has_no_table() -> None:
    with pytest.raises(NothingToExport, match="临江市节日安排"):
        table_of("春节放假七天。", "临江市节日安排")

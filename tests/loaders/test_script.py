from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.document import Document
from loaders.extraction import extract
from loaders.record import Entry
from loaders.script import in_simplified, is_traditional, simplified

FOLDER = Path(__file__).resolve().parents[2] / "loaders" / "lexicon"
PLAN = """臨江市人民政府關於加強供水保障的實施意見
臨政發〔2026〕12號

一、總體要求
到2027年，全市供水普及率達到98%以上。(牽頭單位：市水務局；責任單位：市發展改革委)
二、重點任務
(一)改造老舊管網。根據《臨江市水資源條例》，市水務局負責，市財政局配合。

臨江市人民政府
2026年3月5日
"""


@pytest.mark.parametrize(
    ("text", "simple"),
    [
        ("市發展改革委牽頭，財政廳配合", "市发展改革委牵头，财政厅配合"),
        ("為落實《規劃》，衞生、環境爲重", "为落实《规划》，卫生、环境为重"),
        ("負責單位:教育局", "负责单位:教育局"),
    ],
)
def test_traditional_text_is_replaced_sign_by_sign(text: str, simple: str) -> None:
    assert simplified(text) == simple


@pytest.mark.parametrize("text", ["市水务局负责维护乾隆年间所建水渠，余姚、馀干两县配合。", "water 2027", ""])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert not is_traditional(text)
    assert simplified(text) == text


@pytest.mark.parametrize("times", [1, 1_000, 125_000])
def test_a_long_text_is_judged_by_stretches_of_it(times: int) -> None:
    assert simplified("市發展改革委牽頭" * times) == "市发展改革委牵头" * times


@given(st.text(st.sampled_from("發髮乾市水務局的責負苧薴爲")) | st.text())
def test_length_is_kept_and_nothing_traditional_is_left(text: str) -> None:
    simple = simplified(text)
    assert len(simple) == len(text)
    assert not is_traditional(simple)


def test_names_are_simplified_and_quotes_are_the_documents_own() -> None:
    record = extract(Document(source="a.txt", content_hash="0", text=PLAN))
    assert record.text == PLAN
    assert record.document.title == "临江市人民政府关于加强供水保障的实施意见"
    assert (record.document.document_number, record.document.issued_on) == ("临政发〔2026〕12号", "2026-03-05")
    assert [(entry.agent, entry.role.value) for entry in record.assignments] == [
        ("市水务局", "lead"),
        ("市发展改革委", "responsible"),
        ("市水务局", "responsible"),
        ("市财政局", "support"),
    ]
    (target,) = record.targets
    assert (target.indicator, str(target.value)) == ("全市供水普及率", "98")
    entries: list[Entry] = [*record.assignments, *record.targets, *record.citations]
    quotes = [(entry.span, entry.quote) for entry in entries]
    quotes += [(evidence.span, evidence.quote) for evidence in record.document.evidence]
    assert [quote for _, quote in quotes] == [PLAN[slice(*span)] for span, _ in quotes]
    assert "臨江市人民政府" in [quote for _, quote in quotes]


def test_labels_of_a_page_are_found_in_both_scripts() -> None:
    document = Document(
        source="a.txt",
        content_hash="0",
        text="發布機構：臨江市人民政府\n發布日期：2026-03-05\n",
        page_title="臨江市政府",
    )
    simple = in_simplified(document)
    assert simple.page_title == "临江市政府"
    assert [field.label for field in simple.page_fields] == ["发布机构", "发布日期"]


def test_no_pair_leads_to_a_sign_that_another_one_replaces() -> None:
    lines = (FOLDER / "traditional.tsv").read_text(encoding="utf-8").splitlines()
    pairs = dict(line.split("\t") for line in lines if not line.startswith("#"))
    assert all(len(sign) == 1 for pair in pairs.items() for sign in pair)
    assert not pairs.keys() & set(pairs.values())

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from graph.identity import Names, normal, normal_title, number_key, policy_key, printed_number, segment, short_hash
from loaders.record import DocumentFields, Record, Span

ANY_TEXT = st.text(st.characters(exclude_categories=()))


def record(title: str | None, number: str | None, jurisdiction: str | None, text: str = "正文") -> Record:
    fields = DocumentFields(title=title, document_number=number, jurisdiction=jurisdiction, issued_on="2014-04-16")
    return Record(source="a.txt", content_hash="0", extractor="0", text=text, document=fields)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("市环保局", "市环保局"),
        ("(三)", "(三)"),
        ("a/b", "a%2Fb"),
        ("100%", "100%25"),
        ("甲 乙", "甲%20乙"),
        ("甲\u3000乙", "甲%E3%80%80乙"),
        ('"<>{}|\\^`', "%22%3C%3E%7B%7D%7C%5C%5E%60"),
        ("..", "%2E%2E"),
        ("", "%FF"),
    ],
)
def test_a_segment_keeps_chinese_and_encodes_what_iris_forbid(text: str, expected: str) -> None:
    assert segment(text) == expected


@given(ANY_TEXT)
def test_any_text_makes_a_valid_iri(text: str) -> None:
    assert NamedNode(f"https://example.org/{segment(text)}").value.count("/") == 3


@given(ANY_TEXT, ANY_TEXT)
def test_different_texts_make_different_segments(one: str, other: str) -> None:
    assert (segment(one) == segment(other)) == (one == other)


@given(st.lists(st.text(), max_size=3), st.lists(st.text(), max_size=3))
def test_parts_cannot_flow_into_each_other(one: list[str], other: list[str]) -> None:
    names = Names()
    assert (names.thing("k", *one) == names.thing("k", *other)) == (one == other)
    assert (short_hash(*one) == short_hash(*other)) == (one == other)


@pytest.mark.parametrize(
    ("number", "key", "printed"),
    [
        ("吐政办〔2018〕13号", "吐政办-2018-13", "吐政办〔2018〕13号"),
        ("国发[2012] 9 号", "国发-2012-9", "国发〔2012〕9号"),
        ("环发（2015）第04号", "环发-2015-4", "环发〔2015〕4号"),
        ("部令第5号", "部令第5号", "部令第5号"),
        ("A-1", "A%2D1", "A-1"),
    ],
)
def test_a_number_in_any_brackets_is_one_key_and_one_spelling(number: str, key: str, printed: str) -> None:
    assert number_key(number) == key
    assert printed_number(number) == printed


def test_a_policy_is_named_by_its_number_else_by_place_year_and_title() -> None:
    assert policy_key(record("某方案", "临政发〔2014〕8号", "临江市")) == "临政发-2014-8"
    assert re.fullmatch(r"临江市-2014-h[0-9a-f]{10}", policy_key(record("某方案", None, "临江市")))
    assert re.fullmatch(r"临江市-2014-h[0-9a-f]{10}", policy_key(record("某方案", "\u3000", "临江市")))


def test_without_number_the_title_tells_policies_of_a_place_apart() -> None:
    one, other = record("某方案", None, "临江市"), record("另一方案", None, "临江市")
    assert policy_key(one) != policy_key(other)
    assert policy_key(one) == policy_key(replace(one, text="改过的正文"))


@pytest.mark.parametrize(("title", "place"), [(None, "临江市"), ("实施方案", None), (None, None)])
def test_where_title_or_place_is_unknown_the_text_tells_policies_apart(title: str | None, place: str | None) -> None:
    assert policy_key(record(title, None, place, "甲")) != policy_key(record(title, None, place, "乙"))


def test_a_hash_never_looks_like_a_serial_number() -> None:
    hashed = policy_key(record("某方案", None, "临江市")).rsplit("-", 1)[1]
    assert hashed.startswith("h")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("《质量发展纲要（2011—2020年）》", "质量发展纲要(2011-2020年)"),
        ("《关于贯彻〈纲要〉的意见》", "关于贯彻《纲要》的意见"),
        ("水 污染\n防治法", "水污染防治法"),
        ("“十四五”规划", '"十四五"规划'),
    ],
)
def test_titles_are_equal_whatever_the_marks(one: str, other: str) -> None:
    assert normal_title(one) == normal_title(other)


def test_titles_with_two_inner_titles_keep_their_marks() -> None:
    assert normal_title("《甲》和《乙》") == "《甲》和《乙》"


def test_normal_removes_blanks_and_width() -> None:
    assert normal(" 市 环保局（Ａ） ") == "市环保局(A)"


def test_provisions_are_named_by_their_path() -> None:
    names = Names("https://example.org/")
    assert names.provision("p", "四/(三)").value == "https://example.org/provision/p/四/(三)"
    assert names.provision("p", "").value == "https://example.org/provision/p/"


def test_a_cited_number_is_the_name_of_the_policy_with_that_number() -> None:
    names = Names()
    assert names.instrument("某方案", "临政发〔2014〕8号") == names.policy(
        policy_key(record("x", "临政发[2014]8号", None))
    )
    assert names.instrument("《某 方案》", None) == names.thing("instrument", "某方案")


def test_things_of_a_document_are_named_by_their_stretch() -> None:
    names = Names()
    assert names.at("passage", "p", Span(812, 818)).value == names.base + "passage/p/812-818"
    assert names.document_graph("p").value == names.base + "graph/document/p"
    assert names.graph("derived").value == names.base + "graph/derived"

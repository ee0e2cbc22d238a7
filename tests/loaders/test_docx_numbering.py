"""Automatic numbers as they come out in the lines of a file: what a list defines, and what its paragraphs print."""

import pytest

from loaders.docx import read_docx
from tests.loaders.office_files import CHINESE_LEVELS, item, level, lists, paragraph, styled, write_docx


def lines(*body: str, numbering: str = "", styles: str = "") -> list[str]:
    blocks = read_docx(write_docx(*body, numbering=numbering, styles=styles), "a.docx")
    return [block for block in blocks if isinstance(block, str)]


def test_levels_count_for_themselves_and_begin_again_below_a_new_heading() -> None:
    body = [
        item("总体要求"),
        item("目标", depth=1),
        item("任务", depth=1),
        item("清淤", depth=2),
        item("保障"),
        item("经费", depth=1),
    ]
    assert lines(*body, numbering=lists(*CHINESE_LEVELS)) == [
        "一、总体要求", "（一）目标", "（二）任务", "1. 清淤", "二、保障", "（一）经费",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("definition", "printed"),
    [
        (level(0, "decimal", "第%1条"), ["第1条 甲", "第2条 乙"]),
        (level(0, "chineseCounting", "第%1章", '<w:suff w:val="space"/>'), ["第一章 甲", "第二章 乙"]),
        (level(0, "chineseCounting", "第%1条　", '<w:suff w:val="nothing"/>'), ["第一条　甲", "第二条　乙"]),
        (level(0, "decimal", "%1", '<w:suff w:val="nothing"/>'), ["1甲", "2乙"]),
        (level(0, "decimal", "%1．", start=5), ["5． 甲", "6． 乙"]),
        (level(0, "decimalEnclosedCircle", "%1"), ["① 甲", "② 乙"]),
        (level(0, "lowerLetter", "%1)"), ["a)甲", "b)乙"]),
        (level(0, "bullet", "\uf0b7"), ["甲", "乙"]),
        (level(0, "none", "附"), ["附 甲", "附 乙"]),
        (level(0, "decimal", ""), ["甲", "乙"]),
    ],
)
def test_a_label_is_what_the_level_says(definition: str, printed: list[str]) -> None:
    assert lines(item("甲"), item("乙"), numbering=lists(definition)) == printed


def test_a_label_may_hold_the_numbers_of_higher_levels() -> None:
    definition = [
        level(0, "chineseCounting", "%1、"),
        level(1, "decimal", "%1.%2"),
        level(2, "decimal", "%1.%2.%3", "<w:isLgl/>"),
    ]
    body = [item("甲"), item("乙", depth=1), item("丙", depth=2)]
    assert lines(*body, numbering=lists(*definition)) == ["一、甲", "一.1 乙", "1.1.1 丙"]


def test_a_level_without_a_heading_above_it_shows_where_that_would_begin() -> None:
    assert lines(item("乙", depth=1), numbering=lists(level(0, "decimal", "%1"), level(1, "decimal", "%1.%2"))) == [
        "1.1 乙"
    ]


@pytest.mark.parametrize(
    ("restart", "printed"),
    [
        ("", ["1. 甲", "1) 子", "2. 乙", "1) 丑"]),
        ('<w:lvlRestart w:val="0"/>', ["1. 甲", "1) 子", "2. 乙", "2) 丑"]),
        ('<w:lvlRestart w:val="1"/>', ["1. 甲", "1) 子", "2. 乙", "1) 丑"]),
    ],
)
def test_a_level_may_count_on_through_the_document(restart: str, printed: list[str]) -> None:
    definition = lists(level(0, "decimal", "%1."), level(1, "decimal", "%2) ", restart))
    assert lines(item("甲"), item("子", depth=1), item("乙"), item("丑", depth=1), numbering=definition) == printed


def test_lists_of_one_definition_count_on_together() -> None:
    assert lines(item("甲"), item("乙", identifier=2), item("丙"), numbering=lists(*CHINESE_LEVELS)) == [
        "一、甲", "二、乙", "三、丙",
    ]  # fmt: skip


def test_a_list_that_says_where_it_starts_does_so_once() -> None:
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    body = [item("甲"), item("乙"), item("丙", identifier=2), item("丁", identifier=2)]
    assert lines(*body, numbering=lists(*CHINESE_LEVELS, overrides=start)) == ["一、甲", "二、乙", "一、丙", "二、丁"]


def test_a_list_may_replace_a_level() -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "decimal", "%1)")}</w:lvlOverride>'
    assert lines(item("甲", identifier=2), numbering=lists(*CHINESE_LEVELS, overrides=own)) == ["1)甲"]


STYLES = """
<w:style w:type="paragraph" w:styleId="Heading1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading2"><w:basedOn w:val="Heading1"/><w:pPr><w:numPr><w:ilvl w:val="1"/>
</w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Third"><w:basedOn w:val="Heading1"/></w:style>
<w:style w:type="paragraph" w:styleId="Round"><w:basedOn w:val="Round"/></w:style>
"""


def test_numbers_come_through_styles_and_what_those_are_based_on() -> None:
    body = [styled("甲", "Heading1"), styled("乙", "Heading2"), styled("丙", "Third"), styled("丁", "Round")]
    assert lines(*body, numbering=lists(*CHINESE_LEVELS), styles=STYLES) == ["一、甲", "（一）乙", "二、丙", "丁"]


def test_a_level_may_name_the_style_that_prints_it() -> None:
    definition = lists(level(0, "decimal", "%1."), level(1, "decimal", "%1.%2", '<w:pStyle w:val="Heading1"/>'))
    assert lines(styled("甲", "Heading1"), numbering=definition, styles=STYLES) == ["1.1 甲"]


def test_a_paragraph_may_refuse_the_number_of_its_style() -> None:
    refused = paragraph("乙", properties='<w:pStyle w:val="Heading1"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    body = [styled("甲", "Heading1"), refused, styled("丙", "Heading1")]
    assert lines(*body, numbering=lists(*CHINESE_LEVELS), styles=STYLES) == ["一、甲", "乙", "二、丙"]


def test_a_definition_may_stand_in_a_style_of_lists() -> None:
    linked = (
        f'<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="Own"/>{"".join(CHINESE_LEVELS)}</w:abstractNum>'
        '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="Own"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="2"/></w:num><w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num>'
    )
    own = '<w:style w:type="numbering" w:styleId="Own"><w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>'
    assert lines(item("甲"), numbering=linked, styles=own) == ["一、甲"]


@pytest.mark.parametrize(
    "numbering", ["", '<w:num w:numId="1"/>', '<w:num w:numId="1"><w:abstractNumId w:val="9"/></w:num>']
)
def test_a_list_that_is_not_defined_prints_nothing(numbering: str) -> None:
    assert lines(item("甲"), item("乙", depth=8), numbering=numbering) == ["甲", "乙"]

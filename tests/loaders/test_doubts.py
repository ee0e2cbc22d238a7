"""Places read with less than certainty: each kind once, with what is quoted, and none on a plain document."""

import re
from typing import Literal

import pytest

from loaders.document import Document, Table
from loaders.doubts import doubt_text
from loaders.extraction import extract
from loaders.lexicon import load_lexicon
from loaders.record import Doubt, Span

HEAD = "临江市水环境整治工作方案\n\n一、主要任务\n"


def doubts_of(text: str, tables: tuple[Table, ...] = ()) -> tuple[Doubt, ...]:
    return extract(Document(source="临江.txt", content_hash="0", text=text, tables=tables)).doubts


@pytest.mark.parametrize(
    ("item", "kind", "detail", "quote"),
    [
        (
            "(一)市水务局依照规程负责日常巡查。",
            "unread-responsibility",
            "负责",
            "(一)市水务局依照规程负责日常巡查",
        ),
        ("(一)完善管网。(责任单位:水星管家)", "unknown-body", "水星管家", "水星管家"),
        (
            "(一)落实《临江市供水规定》(临政发〔20143号)要求。",
            "damaged-document-number",
            "临政发〔20143号",
            "《临江市供水规定》",
        ),
        ("(一)完善管网。(本文有删减)", "text-cut", "本文有删减", "本文有删减"),
    ],
)
def test_a_doubt_has_a_kind_and_quotes_its_place(item: str, kind: str, detail: str, quote: str) -> None:
    doubts = [doubt for doubt in doubts_of(f"{HEAD}{item}\n(二)整治河道。\n") if doubt.kind == kind]
    assert [(one.provision, one.detail) for one in doubts] == [("一/(一)", detail)]
    assert doubts[0].quote.startswith(quote)
    assert doubts[0].rule == f"doubt-{kind}"


def test_a_plain_document_leaves_no_doubt() -> None:
    assert doubts_of(f"{HEAD}(一)完善管网。(牵头单位:市水务局;责任单位:各县(市、区)政府)\n(二)整治河道。\n") == ()


def test_a_sentence_is_doubted_once_however_many_words_it_has() -> None:
    doubts = doubts_of(f"{HEAD}(一)市水务局依照规程负责巡查,依照标准负责维修。\n")
    assert [(one.kind, one.detail) for one in doubts] == [("unread-responsibility", "负责")]


def test_quotes_are_of_the_text_as_it_is_printed() -> None:
    text = f"{HEAD}（一）完善管网。（责任单位：水星管家ＡＢ）\n"
    assert [(one.detail, one.quote) for one in doubts_of(text)] == [("水星管家AB", "水星管家ＡＢ")]


def table_of(*rows: str) -> tuple[str, Table]:
    """A document that ends in a table of these rows, cells parted by ``|``."""
    text, grid = HEAD, []
    begin = len(text)
    for row in rows:
        cells = []
        for cell in row.split("|"):
            cells.append(Span(len(text), len(text) + len(cell)))
            text += f"{cell}\t"
        grid.append(tuple(cells))
        text = f"{text[:-1]}\n"
    return text, Table(Span(begin, len(text) - 1), tuple(grid))


def test_a_row_of_a_table_of_responsibilities_that_gave_nothing_is_doubted() -> None:
    text, table = table_of("序号|任务|责任单位", "1|完善管网|市水务局", "2|整治河道|全年推进", "3|清理淤泥|")
    doubts = [one for one in doubts_of(text, (table,)) if one.kind == "row-without-body"]
    assert [(one.provision, one.detail) for one in doubts] == [("一/2", "全年推进"), ("一/3", "3 清理淤泥")]


def test_a_body_that_an_earlier_row_of_the_section_named_is_no_doubt() -> None:
    text, table = table_of("任务|责任单位", "完善管网|市水务局、市财政局", "整治河道|市水务局")
    assert [one for one in doubts_of(text, (table,)) if one.kind == "row-without-body"] == []


def test_a_heading_across_a_table_is_no_row() -> None:
    text, table = table_of("序号|任务|责任单位", "治污|完善管网|市水务局")
    across = (table.rows[1][0],) * 3
    doubts = doubts_of(text, (Table(table.span, (table.rows[0], across, table.rows[1])),))
    assert [one for one in doubts if one.kind == "row-without-body"] == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_kind_is_told_in_both_languages(language: Literal["zh", "en"]) -> None:
    for kind, texts in load_lexicon("doubt_kinds").words.items():
        assert len(texts) == 2, kind
        told = doubt_text(kind, language)
        assert bool(re.search("[一-龥]{3}", told.replace("分别", ""))) == (language == "zh"), kind
    assert doubt_text("a-kind-of-another-program", language) == "a-kind-of-another-program"

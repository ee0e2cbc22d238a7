from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from viz import document_pages, matrix_pages, search_pages, thing_pages
from viz.document_pages import Entry, mark
from viz.dot_plot import Figure, plot_by_unit
from viz.pages import Field, Frame, Link
from viz.results import Cell, Column, ResultTable, Row, Sentence
from viz.text import LANGUAGES, Language

HOSTILE = "</script><img src=x onerror=alert(1)>\u2028{{ 7*7 }}&<!--\"'"


def entry(begin: int, end: int, kind: str = "target") -> Entry:
    return Entry(kind=kind, begin=begin, end=end, thing=Cell(text="城镇污水处理率"))


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Entry]]:
    text = draw(st.text("甲乙丙,\n ", min_size=1, max_size=40))
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).filter(lambda span: span[0] < span[1])
    return text, [entry(*span) for span in draw(st.lists(spans, max_size=6))]


@given(marked())
def test_the_pieces_are_the_text_with_every_entry_over_its_own_stretch(given: tuple[str, list[Entry]]) -> None:
    text, entries = given
    pieces = [piece for paragraph in mark(text, entries) for piece in paragraph]
    assert "".join(piece.text for piece in pieces) == "".join(
        line for line in text.splitlines(keepends=True) if line.strip()
    )
    for number, one in enumerate(entries):
        covered = "".join(piece.text for piece in pieces if number in piece.entries)
        assert [letter for letter in covered if letter.strip()] == [c for c in text[one.begin : one.end] if c.strip()]


def test_stretches_that_overlap_share_pieces_and_each_has_its_anchor() -> None:
    (line,) = mark("一二三四五六", [entry(0, 4), entry(2, 6, "doubt")])
    assert [(piece.text, piece.kinds, piece.anchors) for piece in line] == [
        ("一二", ("target",), ("at-0-4",)),
        ("三四", ("target", "doubt"), ("at-2-6",)),
        ("五六", ("doubt",), ()),
    ]


def test_figures_of_different_units_share_no_axis() -> None:
    figures = [
        Figure(name=name, value=value, text=str(value), unit=unit)
        for name, value, unit in [("甲", 90, "%"), ("乙", 4, "个"), ("丙", 45, "%")]
    ]
    percent, count = plot_by_unit(figures)
    assert (percent.unit, count.unit) == ("%", "个")
    first, second = percent.dots
    assert first.x > second.x
    assert first.y != second.y
    assert percent.ticks[0][1] == "0"


@pytest.mark.parametrize("value", [0.0, -5.0])
def test_a_figure_of_nothing_or_less_stands_on_the_axis(value: float) -> None:
    (plot,) = plot_by_unit([Figure(name="甲", value=value, text="", unit="%")])
    assert plot.ticks[0][0] <= plot.dots[0].x <= plot.ticks[-1][0]


def pages(language: Language, text: str) -> dict[str, str]:
    """Each page with ``text`` wherever a document's or a user's text stands."""
    frame = Frame(language=language, path="/id/x")
    cell = Cell(text=text, href="/id/x")
    table = ResultTable(
        columns=(Column(text),), rows=(Row((cell,), (Sentence(quote=text, href="/id/x#at-1-2"),)),), total=1
    )
    (plot,) = plot_by_unit([Figure(name=text, value=1, text=text, unit=text)])
    section = thing_pages.Section(name="part", title=text, note=text, table=table, plots=(plot,))
    fact = thing_pages.Fact(text, (cell, Cell(text=text)), 30)
    link = Link(text, "/id/x.ttl")
    found = Entry(kind="doubt", begin=0, end=2, thing=cell, about=(cell,), details=(text,), rules=(text,))
    field = Field(name="policy", label=text, value=text)
    aspect = document_pages.ComparedAspect(text, text, text, ((cell, ((cell,), ())),))
    around = {"before": text, "match": text, "after": text}
    line = search_pages.FoundLine(kind=text, thing=cell, policy=cell, sentence="/id/x", **around)
    facet = search_pages.Facet("kind", (search_pages.Choice(text, 1, "/search?q=1", True),))
    row = matrix_pages.MatrixRow(cell, (matrix_pages.Meeting(1, ("leads",), 5, "/matrix"), None), 1)
    listed = thing_pages.ListPage(title=text, note=text, table=table, first=2, words=text, earlier="/x", later="/x")
    compared = document_pages.ComparePage(
        fields=(field, field), documents=(cell, cell), aspects=(aspect,), message=text
    )
    return {
        "thing": thing_pages.thing(
            thing_pages.ThingPage(
                title=text, kinds=(text,), iri=text, facts=(fact,), sections=(section,), incoming=(fact,),
                links=(link,), downloads=(link,), text=text,
            ),
            frame,
        ),
        "list": thing_pages.listing(listed, frame),
        "document": document_pages.document(
            document_pages.DocumentPage(
                title=text, iri=text, facts=(fact,), outline=(document_pages.OutlineLine(text, 1, 0, 2),),
                paragraphs=mark(text, (found,), (0,)), entries=(found,), kinds=(("doubt", 1),), sections=(section,),
            ),
            frame,
        ),
        "compare": document_pages.compare(compared, frame),
        "search": search_pages.search(
            search_pages.SearchPage(words=text, total=1, lines=(line,), facets=(facet,)), frame
        ),
        "matrix": matrix_pages.matrix(
            matrix_pages.MatrixPage(
                title=text, note=text, kinds=(link,), fields=(field,), kind=text, columns=((cell, 1), (cell, 2)),
                rows=(row,), row_label=text, total_rows=1, total_columns=2, chosen=text, duties=table,
            ),
            frame,
        ),
    }  # fmt: skip


def parse(page: str) -> Any:
    return html.fromstring(page)


def test_hostile_text_stays_text() -> None:
    for name, page in pages("zh", HOSTILE).items():
        parsed = parse(page)
        assert not parsed.xpath("//img | //@onerror | //script[not(@src)]"), name
        assert "alert(1)" in parsed.text_content(), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_can_be_used_by_everyone(language: Language) -> None:
    for name, page in pages(language, "市水利局").items():
        parsed = parse(page)
        assert len(parsed.xpath("//h1")) == 1, name
        assert not parsed.xpath("//style | //@style | //th[not(@scope)]"), name
        ids = parsed.xpath("//@id")
        assert len(ids) == len(set(ids)), name
        fields = parsed.xpath("(//input[not(@type='hidden')] | //select)[not(ancestor::label)]/@id")
        assert set(fields) <= set(parsed.xpath("//label/@for")), name
        assert not parsed.xpath("//a[not(normalize-space())] | //button[not(normalize-space())]"), name
        assert not [a for a in parsed.xpath("//@href | //@src | //@action") if not a.startswith(("/", "#"))], name


def test_a_column_in_which_nothing_stands_is_left_out() -> None:
    rows = (Row((Cell(text="甲"), Cell(text=""))), Row((Cell(text=""), Cell(text=""))))
    table = ResultTable(columns=(Column("a"), Column("b")), rows=rows, total=2).without_empty_columns()
    assert [column.label for column in table.columns] == ["a"]
    assert [len(row.cells) for row in table.rows] == [1, 1]

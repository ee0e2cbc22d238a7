from collections.abc import Sequence

import pytest

from viz.answer_views import chart_of, links_of, views_of
from viz.pages import Frame
from viz.results import Cell, Column, ResultTable, Row

FRAME = Frame(language="en", path="/questions/x", root="/policy", usual="zh")


def thing(kind: str, name: str) -> Cell:
    return Cell(text=name, href=f"/id/{kind}/{name}")


def table(headings: Sequence[str], *lines: Sequence[Cell]) -> ResultTable:
    columns = tuple(Column(heading, is_number=heading == "count") for heading in headings)
    return ResultTable(columns=columns, rows=tuple(Row(tuple(line)) for line in lines), total=len(lines))


def number(value: str) -> Cell:
    return Cell(text=value)


@pytest.mark.parametrize(
    ("answer", "views"),
    [
        (table(["department", "count"], [thing("department", "水利局"), number("3")]), ("table", "chart")),
        (table(["department", "task"], [thing("department", "水利局"), thing("task", "1")]), ("table", "network")),
        (table(["department", "word"], [thing("department", "水利局"), Cell(text="x")]), ()),
        (table(["count"], [number("3")]), ()),
        (table(["department", "count"], [thing("department", "水利局"), number("many")]), ()),
        (table(["department", "count"]), ()),
    ],
)
def test_an_answer_offers_the_forms_that_its_columns_allow(answer: ResultTable, views: tuple[str, ...]) -> None:
    assert views_of(answer) == views


def test_a_chart_has_a_dot_for_each_row_named_by_what_stands_before_the_number() -> None:
    pair = [thing("department", "市水利局"), thing("department", "市住房和城乡建设局及其所属各单位")]
    [plot] = chart_of(table(["one", "other", "count"], [*pair, number("3")], [*pair[:1], pair[0], number("1.5")]))
    assert [(dot.figure.name, dot.figure.value) for dot in plot.dots] == [
        ("市水利局 · 市住房和城乡建设局及其所…", 3.0),
        ("市水利局 · 市水利局", 1.5),
    ]


def test_rows_are_links_from_what_they_are_about_to_the_rest() -> None:
    both = Cell(text="a", links=(thing("department", "水利局"), thing("department", "财政局")))
    place = thing("place", "临江市")
    lines = [[place, thing("target", "1"), both], [place, thing("target", "2"), Cell(text="")]]
    graph = links_of(table(["place", "target", "lead"], *lines), FRAME)
    edges = {(begin, end, data["label"]) for begin, end, data in graph.edges(data=True)}
    assert edges == {
        ("/id/target/1", "/id/place/临江市", "place"),
        ("/id/target/2", "/id/place/临江市", "place"),
        ("/id/target/1", "/id/department/水利局", "lead"),
        ("/id/target/1", "/id/department/财政局", "lead"),
    }
    assert graph.nodes["/id/target/1"]["kind"] == "target"
    assert graph.nodes["/id/target/1"]["href"] == "/policy/id/target/1?lang=en"

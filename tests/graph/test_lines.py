import rdflib
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from graph.lines import canonical_lines, line_of, lines_of_rdflib

S, P = NamedNode("https://example.org/s"), NamedNode("https://example.org/p")


def test_a_statement_is_one_line_without_its_graph() -> None:
    quad = Quad(S, P, Literal('甲"\n', language="zh"), NamedNode("https://example.org/g"))
    assert line_of(quad) == '<https://example.org/s> <https://example.org/p> "甲\\"\\n"@zh .'
    assert line_of(Triple(S, P, S)) == "<https://example.org/s> <https://example.org/p> <https://example.org/s> ."


def test_blank_nodes_are_named_by_what_they_say() -> None:
    one = "_:a <https://example.org/p> _:b . _:b <https://example.org/p> 1 ."
    other = "_:y <https://example.org/p> 1 . _:x <https://example.org/p> _:y ."
    lines = [canonical_lines(parse(text.encode(), RdfFormat.TURTLE)) for text in (one, other)]
    assert lines[0] == lines[1]
    assert len(lines[0]) == 2


def test_an_rdflib_graph_has_the_same_lines_however_it_was_written() -> None:
    one = rdflib.Graph().parse(data="@prefix e: <https://example.org/> . e:s e:p [ e:p 1 ] , 2 .", format="turtle")
    other = rdflib.Graph() + one
    assert lines_of_rdflib(one) == lines_of_rdflib(other)
    assert len(lines_of_rdflib(one)) == 3

from rdflib import BNode, Graph, Literal, URIRef

from ontology.turtle import canonical_turtle

NODE = URIRef("https://w3id.org/zeren/id/x")
TERM = URIRef("https://w3id.org/zeren/ns#y")


def graph_of(*values: str) -> Graph:
    graph = Graph()
    for value in values:
        blank = BNode()
        graph.add((NODE, TERM, blank))
        graph.add((blank, TERM, Literal(value)))
    return graph


def test_neither_the_order_of_triples_nor_the_names_of_blank_nodes_show() -> None:
    assert canonical_turtle(graph_of("a", "b", "c")) == canonical_turtle(graph_of("c", "b", "a"))


def test_what_is_read_back_is_written_the_same() -> None:
    text = canonical_turtle(graph_of("a", "b"))
    assert canonical_turtle(Graph().parse(data=text, format="turtle")) == text


def test_only_prefixes_in_use_are_declared() -> None:
    assert canonical_turtle(graph_of("a")).count("@prefix") == 1

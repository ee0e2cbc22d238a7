import pytest

from api.prefixes import with_usual_prefixes

RDFS = "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "


@pytest.mark.parametrize(
    ("query", "added"),
    [
        ("ASK { ?s rdfs:label ?o }", RDFS),
        ("ASK { ?s a/rdfs:label ?o }", RDFS),
        ("ASK { ?s (^rdfs:label|rdfs:comment) ?o }", RDFS),
        ("PREFIX rdfs: <http://e/>\nASK { ?s rdfs:label ?o }", ""),
        ("prefix rdfs:<http://e/> ASK { ?s rdfs:label ?o }", ""),
        ("ASK { ?s <http://e/rdfs:label> ?o }", ""),
        ("ASK { ?s unknown:label ?o }", ""),
        ("SELECT * { ?s ?p ?o }", ""),
    ],
)
def test_a_usual_prefix_is_declared_where_it_is_used_and_missing(query: str, added: str) -> None:
    assert with_usual_prefixes(query) == added + query

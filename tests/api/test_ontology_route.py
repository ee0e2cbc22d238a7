import httpx
import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from ontology import load_ontology, load_vocabularies
from ontology.description import describe_terms

PUBLISHED = load_ontology() + load_vocabularies("roles")


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # what rdflib's own JSON-LD reader uses
@pytest.mark.parametrize(("ending", "form"), [("ttl", "turtle"), ("rdf", "xml"), ("jsonld", "json-ld")])
def test_the_ontology_can_be_had_as_a_file(client: httpx.Client, ending: str, form: str) -> None:
    answer = client.get(f"/ontology.{ending}")
    assert answer.status_code == 200
    assert isomorphic(Graph().parse(data=answer.text, format=form), PUBLISHED)


def test_a_program_gets_rdf_where_a_browser_gets_the_page(client: httpx.Client) -> None:
    page = client.get("/ontology", headers={"Accept": "text/html"})
    assert page.headers["content-type"].startswith("text/html")
    file = client.get("/ontology", headers={"Accept": "text/turtle"})
    assert file.headers["content-type"].startswith("text/turtle")
    assert client.get("/ontology.papyrus").status_code == 404


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_index_names_every_term_in_the_readers_language(client: httpx.Client, language: str) -> None:
    page = client.get("/ontology", params={"lang": language}, headers={"Accept": "text/html"}).text
    for term in describe_terms():
        assert f"/ontology/{term.name}" in page
        assert term.label[language] in page


def test_a_term_has_a_page_with_the_number_of_its_uses(client: httpx.Client) -> None:
    page = client.get("/ontology/Target", headers={"Accept": "text/html"}).text
    count = "SELECT (COUNT(DISTINCT ?t) AS ?n) { ?t a zr:Target }"
    number = client.get("/sparql", params={"query": count, "format": "csv"}).text.split()[-1]
    for said in ("zr:Target", "目标", "target", "zr:Commitment", "zr:EnvironmentalTarget", f"<dd>{number}</dd>"):
        assert said in page
    assert client.get("/ontology/Taget").status_code == 404

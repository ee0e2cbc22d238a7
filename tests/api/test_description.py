"""The OpenAPI description says what answers may be, of which the server gives no other."""

from typing import Any

import httpx
import pytest

from api.description import WRITTEN
from api.roles import NEEDED

Description = dict[str, Any]


@pytest.fixture(scope="module")
def description(client: httpx.Client) -> Description:
    found: Description = client.get("/openapi.json").json()
    return found


def test_what_it_names_is_there(description: Description) -> None:
    declared = {path.replace(":path", "") for _, path in NEEDED}
    assert set(WRITTEN) <= set(description["paths"]) <= declared


@pytest.mark.parametrize(
    ("path", "asked", "headers"),
    [
        ("/", "/?lang=x", {}),
        ("/policies", "/policies?first=0", {}),
        ("/network", "/network?limit=0", {}),
        ("/network", "/network", {"Accept": "text/html"}),
        ("/network/gexf", "/network/gexf", {}),
        ("/questions/{name}", "/questions/none", {}),
        ("/questions/{name}", "/questions/lead_of_each_target", {"Accept": "text/csv"}),
        ("/questions/{name}", "/questions/lead_of_each_target", {"Accept": "image/png"}),
        ("/id/{name}", "/id/nothing", {"Accept": "text/html"}),
        ("/id/{name}", "/id/theme/water", {"Accept": "text/turtle"}),
        ("/sparql", "/sparql", {"Accept": "application/rdf+xml"}),
        ("/sparql", "/sparql?query=ASK{}", {}),
        ("/sparql", "/sparql?query=SELECT", {}),
        ("/rdf-graph-store", "/rdf-graph-store", {}),
        ("/export/{form}", "/export/turtle", {}),
        ("/export/{form}", "/export/none", {}),
        ("/ontology", "/ontology", {"Accept": "text/html"}),
        ("/ontology.{ending}", "/ontology.rdf", {}),
    ],
)
def test_an_answer_is_one_of_those_described(
    path: str, asked: str, headers: dict[str, str], description: Description, client: httpx.Client
) -> None:
    answer = client.get(asked, headers=headers)
    described = description["paths"][path]["get"]["responses"]
    assert str(answer.status_code) in described
    assert answer.headers["content-type"].partition(";")[0] in described[str(answer.status_code)]["content"]


def test_wrong_parameters_are_answered_as_described(description: Description, client: httpx.Client) -> None:
    answer = client.get("/policies?first=0")
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    assert set(answer.json()) == set(description["components"]["schemas"]["Problem"]["required"])

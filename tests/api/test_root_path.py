"""Under a path every address of zeren's own has it, whether or not the proxy takes it off."""

import re
from pathlib import Path

import pytest

from api.app import create_app
from api.settings import InvalidSetting, read_settings
from tests.api.in_process import InProcess


@pytest.fixture
def http(store: Path) -> InProcess:
    return InProcess(create_app(read_settings(store=store, root_path="/zeren")), follow_redirects=False)


@pytest.mark.parametrize(
    "asked", ["/", "/questions", "/network", "/sparql", "/ontology", "/docs", "/account", "/nowhere"]
)
@pytest.mark.parametrize("before", ["", "/zeren"])
def test_every_address_on_a_page_lies_under_the_path(http: InProcess, asked: str, before: str) -> None:
    answer = http.get(before + asked, headers={"Accept": "text/html", "Accept-Encoding": "identity"})
    assert answer.status_code == (404 if asked == "/nowhere" else 200)
    addresses = re.findall(r"""(?:\s(?:href|src|action)=["']|"href": ?")(/[^"']*)""", answer.text)
    assert addresses
    assert [address for address in addresses if not address.startswith("/zeren/")] == []
    assert int(answer.headers["content-length"]) == len(answer.content)


def test_what_is_no_page_is_left_as_it_is(http: InProcess) -> None:
    assert http.get("/health").json()["status"] == "ok"
    assert http.get("/zeren/static/zeren.css").status_code == 200


def test_redirects_and_the_description_know_the_path(http: InProcess) -> None:
    assert http.get("/openapi.json").json()["servers"] == [{"url": "/zeren"}]
    assert http.post("/session/end").headers["location"] == "/zeren/account"


@pytest.mark.parametrize("path", ["zeren", "/zeren/", "/a b", "//x", '/"x'])
def test_a_path_that_is_none_is_refused(path: str) -> None:
    with pytest.raises(InvalidSetting, match="ZEREN_ROOT_PATH"):
        read_settings(root_path=path)

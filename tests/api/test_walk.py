"""Every kind of page that links lead to: no link is broken, none leads out of zeren, no console complains."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser

from bench.walk import kind_of, walk
from tests.api.watched_browser import watched

Serving = Callable[..., AbstractContextManager[str]]
KINDS = {f"/id/{kind}" for kind in ("policy", "department", "indicator", "theme", "place", "target", "provision")}
KINDS |= {"/policies", "/departments", "/indicators", "/instruments", "/questions", "/network", "/matrix", "/sparql"}


@pytest.fixture(scope="module")
def under_a_path(examples_store: Path, serving: Serving) -> Iterator[str]:
    with serving(examples_store, "/zeren") as address:
        yield address.rstrip("/")


@pytest.mark.parametrize(
    ("served", "root", "language", "most"),
    [
        ("under_a_path", "/zeren", "zh-CN", 2),
        ("examples_address", "", "en", 1),
        ("corpus_address", "", "zh-CN", 1),
    ],
)
def test_no_link_is_broken_none_leads_out_and_no_console_complains(
    served: str, root: str, language: str, most: int, browser: Browser, request: pytest.FixtureRequest
) -> None:
    complaints: list[str] = []
    address = request.getfixturevalue(served)
    with httpx.Client(base_url=address, timeout=60) as visitor, watched(browser, complaints, locale=language) as page:
        walked = walk(visitor, root, language, most)
        assert walked.wrong == ()
        kinds = walked.one_of_each_kind()
        assert kinds.keys() >= KINDS
        for kind, path in kinds.items():
            before = len(complaints)
            page.goto(address + path)
            complaints[before:] = [f"{kind}: {complaint}" for complaint in complaints[before:]]
    assert complaints == []


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/", "/"),
        ("/policies", "/policies"),
        ("/id/department/澜江市/市水利局", "/id/department"),
        ("/id/department/澜江市/市水利局?lang=en", "/id/department"),
        ("/id/department/澜江市/市水利局.ttl", "/id/department.ttl"),
        ("/questions/leads", "/questions/…"),
        ("/questions/leads.csv?theme=x", "/questions/….csv?theme"),
        ("/matrix?row=x&kind=department_theme", "/matrix?kind,row"),
    ],
)
def test_addresses_of_one_kind_are_known(address: str, kind: str) -> None:
    assert kind_of(address) == kind


PAGES = {
    "/": '<a href="/a?x=1&amp;y=2#p"></a><img alt="" src="//elsewhere.invalid/x.png"><a href="/gone"></a><p id="q">',
    "/a": '<a href="#nowhere"></a><form class="f" action="https://elsewhere.invalid/"></form><p id="p"><a href="/#q">',
}


def test_a_walk_finds_what_is_wrong() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        text = PAGES.get(request.url.path)
        return httpx.Response(200 if text else 404, html=text or "")

    with httpx.Client(base_url="http://zeren.invalid", transport=httpx.MockTransport(answer)) as visitor:
        walked = walk(visitor)
    assert set(walked.wrong) == {
        "//elsewhere.invalid/x.png leads out of zeren, from /",
        "https://elsewhere.invalid/ leads out of zeren, from /a?x=1&y=2",
        "404 /gone from /",
        "/a?x=1&y=2#nowhere: no such place, from /a?x=1&y=2",
    }

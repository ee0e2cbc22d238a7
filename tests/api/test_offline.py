"""Everything a reader can reach from the first page is there, and stays within zeren."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import parse_qs, urljoin, urlsplit

import httpx
import pytest

OUTSIDE = "(?:https?:)?//"
FETCHED_IN_SCRIPTS = re.compile(
    rf"(?:fetch|import|importScripts|Worker|EventSource)\(\s*[\"'`]{OUTSIDE}", re.IGNORECASE
)
FETCHED_IN_STYLES = re.compile(rf"(?:url\(|@import)\s*[\"']?{OUTSIDE}", re.IGNORECASE)
FETCHING_ATTRIBUTES = {"src", "href", "srcset", "action", "formaction", "data", "poster", "xlink:href"}


class Addresses(HTMLParser):
    """Every address a page refers to; ``states`` only show it in another state, ``posted`` are not for looking at."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.states: set[str] = set()
        self.posted: set[str] = set()
        self.feed(html)

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        addresses = [value for name, value in attrs if name in FETCHING_ATTRIBUTES and value is not None]
        self.found += addresses
        if ("rel", "nofollow") in attrs:
            self.states.update(addresses)
        if ("method", "post") in attrs:
            self.posted.update(addresses)


def is_outside(address: str) -> bool:
    return bool(urlsplit(address).netloc) or urlsplit(address).scheme not in {"", "data"}


def walk(client: httpx.Client, start: str) -> Iterator[tuple[str, str, str]]:
    """Yield (address, media type, text) of everything that can be reached, following each local address once.

    Of the states of a page, of which there are more than can be counted, one for each set of parameters.
    """
    waiting, seen = [start], {start}
    shapes: set[tuple[str, tuple[str, ...]]] = set()
    while waiting:
        address = waiting.pop()
        answer = client.get(address, headers={"Accept": "text/html, */*;q=0.5"})
        assert answer.status_code < 400, address
        media_type = answer.headers["content-type"].partition(";")[0]
        yield address, media_type, answer.text
        if media_type == "text/html":
            page = Addresses(answer.text)
            for link in dict.fromkeys(page.found):
                target = urljoin(address, link).partition("#")[0]
                shape = (urlsplit(target).path, tuple(sorted(parse_qs(urlsplit(target).query))))
                known = target in seen or link in page.posted or (link in page.states and shape in shapes)
                if known or is_outside(target):
                    continue
                seen.add(target)
                waiting.append(target)
                if link in page.states:
                    shapes.add(shape)


@pytest.mark.parametrize(
    ("link", "outside"),
    [
        ("https://e/x.js", True),
        ("//e/x.js", True),
        ("javascript:alert(1)", True),
        ("/static/x.js", False),
        ("x.js?y#z", False),
        ("data:image/png;base64,", False),
    ],
)
def test_an_outside_address_is_known_as_such(link: str, outside: bool) -> None:
    assert is_outside(link) is outside


def test_no_page_script_or_style_refers_to_an_outside_address(client: httpx.Client) -> None:
    reached = list(walk(client, "/"))
    offences = []
    for address, media_type, text in reached:
        if media_type == "text/html":
            offences += [(address, link) for link in Addresses(text).found if is_outside(link)]
        if media_type in {"text/html", "text/javascript"}:
            offences += [(address, found) for found in FETCHED_IN_SCRIPTS.findall(text)]
        if media_type in {"text/html", "text/css"}:
            offences += [(address, found) for found in FETCHED_IN_STYLES.findall(text)]
    assert offences == []
    addresses = {urlsplit(address).path for address, _, _ in reached}
    assert {"/", "/questions", "/questions/lead_of_each_target", "/network", "/sparql", "/docs"} <= addresses
    assert any(path.startswith("/static/") for path in addresses)


@pytest.mark.parametrize("path", ["/", "/questions", "/network", "/sparql", "/docs", "/health", "/nothing-here"])
def test_each_answer_keeps_the_browser_inside(path: str, client: httpx.Client) -> None:
    headers = client.get(path, headers={"Accept": "text/html"}).headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "script-src 'self' 'unsafe-inline'" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"

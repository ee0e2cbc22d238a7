"""Whatever documents, records, file names and addresses say, it stays text: nothing of it runs in a browser."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from html import unescape
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Dialog, Page

from api.cli import run
from graph.build import build
from loaders.exchange import as_json_line
from tests.api.hostile_strings import HOSTILE, hostile_record, nameless_record
from tests.api.watched_browser import until, watched

Serving = Callable[..., AbstractContextManager[str]]
NUMBERS = range(len(HOSTILE))

# Elements and attributes that only a string from outside could have brought in: zeren's pages have none of them.
INTRUDERS = """() => {
  const addresses = ["href", "src", "action", "formaction", "data", "xlink:href"];
  const foreign = (value) => {
    const address = new URL(value, location.href);
    return address.origin !== location.origin || !["http:", "file:"].includes(address.protocol);
  };
  const styled = "main [style]:not(#network-canvas *, .editor *)";
  const bringers = `base, iframe, object, embed, math, style:not(head > style), ${styled}`;
  const found = [...document.querySelectorAll(bringers)];
  for (const element of document.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name) || (addresses.includes(name) && foreign(value))) found.push(element);
    }
  }
  return found.map((element) => element.outerHTML.slice(0, 200));
}"""

LISTS = (
    "",
    "policies",
    "departments?first=1",
    "departments?first=101",
    "indicators",
    "instruments",
    "places",
    "matrix",
    "matrix?kind=department_task",
    "matrix?kind=indicator_place",
    "questions/lead_of_each_target",
    "questions/office_of_each_coordinating_body",
    "questions/superior_documents",
    "network",
    "audit",
    "search?q=alert",
    "sparql?query=SELECT+*+WHERE+{+%3Fthing+rdfs:label+%3Flabel+}",
)
ADDRESSES = (
    "search?q={}",
    "questions/lead_of_each_target?jurisdiction={}&theme={}",
    "network?focus={}",
    "sparql?query={}",
    "departments?q={}",
    "matrix?policy={}&kind={}",
    "compare?policy={}&policy={}",
    "id/{}",
    "search?kind={}&lang={}",
    "audit?rule={}&department={}&open={}",
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release in which everything that has a name is named after each of the strings."""
    folder = tmp_path_factory.mktemp("hostile")
    records = [make(number) for make in (hostile_record, nameless_record) for number in NUMBERS]
    (folder / "records.jsonl").write_text("\n".join(map(as_json_line, records)), encoding="utf-8")
    report = build([folder / "records.jsonl"], folder / "store")
    assert (len(report.built), report.failed) == (len(records), [])
    return folder / "store"


@pytest.fixture(scope="module")
def address(store: Path, serving: Serving) -> Iterator[str]:
    with serving(store) as served:
        yield served


@pytest.fixture(scope="module")
def heard() -> list[str]:
    """What the browser complained about since somebody emptied it, with every window that opened."""
    return []


@pytest.fixture(scope="module")
def page(browser: Browser, heard: list[str]) -> Iterator[Page]:
    with watched(browser, heard) as opened:

        def dismiss(dialog: Dialog) -> None:
            heard.append(f"ran {dialog.message}")
            dialog.dismiss()

        opened.on("dialog", dismiss)
        opened.context.on("page", lambda other: heard.append(f"opened {other.url}"))
        yield opened


def assert_nothing_runs(page: Page, heard: list[str]) -> None:
    assert page.evaluate(INTRUDERS) == []
    assert [
        complaint for complaint in heard if not re.search(r"the server responded with a status of 4\d\d", complaint)
    ] == []


@pytest.mark.parametrize("path", LISTS)
def test_nothing_runs_where_all_are_listed(path: str, page: Page, address: str, heard: list[str]) -> None:
    heard.clear()
    answer = page.goto(address + path)
    assert answer is not None
    assert answer.status == HTTPStatus.OK
    assert "alert(1)" in answer.text() or path == "places"
    assert_nothing_runs(page, heard)


@pytest.fixture(scope="module")
def things(address: str, page: Page) -> list[str]:
    """The addresses of the documents called after the strings, or after files called so, and of the bodies."""
    listed = [page.context.request.get(address + path).text() for path in ("policies", "departments")]
    return sorted(
        {unescape(link) for text in listed for link in re.findall(r'href="(/id/(?:policy|department)/[^"]+)"', text)}
    )


@pytest.mark.parametrize("number", NUMBERS)
def test_nothing_runs_on_the_pages_of_what_is_called_so(
    number: int, things: list[str], page: Page, address: str, heard: list[str]
) -> None:
    heard.clear()
    ours = things[number :: len(NUMBERS)]
    assert ours
    for link in (ours[0], ours[-1]):  # a body and a document
        answer = page.goto(address.rstrip("/") + link)
        assert answer is not None
        assert answer.status == HTTPStatus.OK
        assert_nothing_runs(page, heard)


@pytest.mark.parametrize("number", NUMBERS)
def test_nothing_runs_when_it_is_typed_or_stands_in_an_address(
    number: int, page: Page, address: str, heard: list[str]
) -> None:
    heard.clear()
    text = HOSTILE[number]
    template = ADDRESSES[number % len(ADDRESSES)]
    sent = quote(text, safe="")
    page.goto(address + template.replace("{}", sent))
    assert_nothing_runs(page, heard)
    page.locator("#find").fill(text)
    with page.expect_navigation():
        page.locator("#find").press("Enter")
    assert_nothing_runs(page, heard)


@pytest.mark.parametrize("written", ["drawing", "report"])
def test_nothing_runs_in_a_file_to_pass_on(
    written: str, store: Path, tmp_path: Path, page: Page, heard: list[str]
) -> None:
    heard.clear()
    file = tmp_path / "written.html"
    commands = {"drawing": ["draw", "--limit", "500", "--output"], "report": ["audit", "--report"]}
    assert run([*commands[written], str(file), "--store", str(store)]) == 0
    page.goto(file.as_uri())
    if written == "drawing":
        _look_at_every_node(page)
    assert "alert(1)" in page.locator("body").inner_text()
    assert_nothing_runs(page, heard)


def _look_at_every_node(page: Page) -> None:
    """Show what the panel says of each node and edge, and the tooltip of each."""
    until(page, "() => window.network && document.querySelector('#network-canvas canvas')")
    place = page.evaluate("""() => {
      const node = network.body.nodeIndices[0];
      network.moveTo({ position: network.getPosition(node), scale: 1 });
      return network.canvasToDOM(network.getPosition(node));
    }""")
    page.locator("#network-canvas").hover(position=place)
    page.locator(".vis-tooltip").wait_for()
    shown = page.evaluate("""() => {
      const { nodes, edges, emitter } = network.body;
      const { popup } = network.interactionHandler;
      const shown = [];
      for (const [kind, items] of Object.entries({ nodes, edges })) {
        for (const item of Object.values(items)) {
          emitter.emit("click", { nodes: [], edges: [], [kind]: [item.id] });
          popup.setText(item.getTitle());
          shown.push([popup.frame.querySelectorAll(':not(br)').length, popup.frame.innerText]);
        }
      }
      return shown;
    }""")
    assert sum("alert(1)" in text for _, text in shown) > len(NUMBERS)
    assert {elements for elements, _ in shown} == {0}

"""Networks and pages in a real browser that cannot reach any machine."""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import networkx as nx
import pytest
from playwright.sync_api import Browser, Page, Route

from tests.api.watched_browser import until
from viz.assets import static_files
from viz.network import draw

SCREENSHOTS = Path(__file__).parents[2] / "test-artifacts"
ORIGIN = "http://zeren.invalid"
STRICT = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'"
ANSWER = """<!DOCTYPE html><section id="sparql-result"><h2>结果</h2><p class="note">2 行</p>
<table class="sortable"><thead><tr><th>n</th></tr></thead><tbody><tr><td>10</td></tr>
<tr><td>&lt;b>9</td></tr></tbody></table></section>"""


@pytest.fixture
def complaints() -> list[str]:
    """What the browser asked other machines for, and what its console complained about."""
    return []


@pytest.fixture
def page(browser: Browser, complaints: list[str]) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1280, "height": 800})
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))

    def refuse(route: Route) -> None:
        if urlsplit(route.request.url).scheme in {"file", "data", "blob"}:
            route.continue_()
        else:
            complaints.append(f"asked for {route.request.url}")
            route.abort()

    opened.route("**/*", refuse)
    yield opened
    opened.close()


def serve(page: Page, text: str, answer: str = ANSWER, status: int = 200) -> None:
    """Opens ``text`` as a page of zeren's, with its static files, and an endpoint that always says the same."""

    def respond(route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path.startswith("/static/"):
            asset = static_files()[path.removeprefix("/static/")]
            route.fulfill(body=asset.content, content_type=asset.media_type)
        elif route.request.method == "POST":
            route.fulfill(status=status, body=answer, content_type="text/html; charset=utf-8")
        else:
            headers = {"content-type": "text/html; charset=utf-8", "content-security-policy": STRICT}
            route.fulfill(body=text, headers=headers)

    page.route(f"{ORIGIN}/**", respond)
    page.goto(ORIGIN)


def open_drawing(page: Page, folder: Path, graph: "nx.MultiDiGraph[str]") -> None:
    file = folder / "network.html"
    file.write_text(draw(graph), encoding="utf-8")
    page.goto(file.as_uri())
    until(page, "() => window.network && document.querySelector('#network-canvas canvas')")


def click_on(page: Page, x: float, y: float) -> None:
    """Clicks a point of the drawing's own coordinates."""
    point = page.evaluate("([x, y]) => window.network.canvasToDOM({x, y})", [x, y])
    page.locator("#network-canvas").click(position={"x": point["x"], "y": point["y"]})


def place(page: Page, node: str) -> dict[str, float]:
    found: dict[str, float] = page.evaluate("node => window.network.getPosition(node)", node)
    return found


def test_a_drawing_shows_its_nodes_and_tells_what_was_clicked(
    page: Page, complaints: list[str], tmp_path: Path, graph: "nx.MultiDiGraph[str]"
) -> None:
    open_drawing(page, tmp_path, graph)
    assert set(graph) <= set(page.evaluate("Object.keys(window.network.body.nodes)"))
    assert page.evaluate("window.network.physics.physicsEnabled") is False
    point = place(page, "市生态环境局")
    click_on(page, point["x"], point["y"])
    panel = page.locator("#network-panel")
    panel.get_by_role("heading", name="市生态环境局", exact=True).wait_for()
    text = panel.inner_text()
    for expected in (
        "部门",
        "牵头 (3)",
        "责任 (3)",
        "城镇污水处理率 ≥ 95 %",
        "到2025年城镇污水处理率达到95%以上",
        "二/(一)/1",
        "推断",
    ):
        assert expected in text
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / "network.png")
    assert complaints == []


def test_a_click_on_an_edge_tells_its_sentence(page: Page, tmp_path: Path) -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("a", kind="department", label="市水利局")
    graph.add_node("b", kind="target", label="再生水利用率 ≥ 25 %")
    graph.add_edge("a", "b", kind="leads", basis="inferred", quote="市水利局管再生水。", policy="节水方案", path="三/2")
    open_drawing(page, tmp_path, graph)
    ends = [place(page, node) for node in ("a", "b")]
    click_on(page, *(sum(end[axis] for end in ends) / 2 for axis in ("x", "y")))
    panel = page.locator("#network-panel")
    panel.get_by_role("heading", name="牵头").wait_for()
    for expected in ("市水利局", "再生水利用率 ≥ 25 %", "文件未明说", "市水利局管再生水。", "节水方案 · 三/2"):
        assert expected in panel.inner_text()


def test_kinds_can_be_hidden_and_names_found(page: Page, tmp_path: Path, graph: "nx.MultiDiGraph[str]") -> None:
    open_drawing(page, tmp_path, graph)
    page.get_by_label("指标", exact=False).first.uncheck()
    assert (
        page.evaluate("Object.values(window.network.body.nodes).some(node => node.options.kind === 'indicator')")
        is False
    )
    assert "indicator 1" not in page.evaluate("Object.keys(window.network.body.nodes)")
    page.locator("#network-search").fill("水利")
    page.locator("#network-panel").get_by_role("button", name="市水利局").click()
    page.locator("#network-panel").get_by_role("heading", name="市水利局", exact=True).wait_for()
    assert page.evaluate("window.network.getSelectedNodes()") == ["市水利局"]


def test_a_large_network_names_its_landmarks_on_arrival(page: Page, tmp_path: Path) -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("plan", kind="policy", label="临江市水污染防治实施方案")
    graph.add_node("hub", kind="department", label="市生态环境局")
    for number in range(150):
        graph.add_node(f"t{number}", kind="target", label=f"完成治理任务的第 {number} 项指标")
        graph.add_edge("plan" if number % 2 else "hub", f"t{number}", kind="leads")
    graph.add_edge("plan", "hub", kind="states")
    open_drawing(page, tmp_path, graph)
    size = "([node, least]) => window.network.body.nodes[node].options.font.size * window.network.getScale() >= least"
    for landmark in ("plan", "hub"):
        until(page, size, [landmark, 12.9])
    assert sum(page.evaluate(size, [f"t{number}", 12.9]) for number in range(150)) == 0
    page.evaluate("window.network.moveTo({ scale: 1 })")
    until(page, "() => window.network.body.nodes.plan.options.font.size === 14")


def test_hostile_text_does_not_run(
    page: Page, complaints: list[str], tmp_path: Path, hostile_graph: "nx.MultiDiGraph[str]", hostile_text: str
) -> None:
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    open_drawing(page, tmp_path, hostile_graph)
    point = place(page, hostile_text)
    click_on(page, point["x"], point["y"])
    page.locator("#network-panel h2").wait_for()
    assert "onerror=alert(1)" in page.locator("#network-panel h2").inner_text()
    assert page.locator("#network-panel img").count() == 0
    assert complaints == []


@pytest.mark.parametrize("name", ["home", "questions", "question", "network", "sparql", "drawn answer", "error"])
def test_a_page_works_with_zerens_own_files_alone(
    name: str,
    page: Page,
    complaints: list[str],
    graph: "nx.MultiDiGraph[str]",
    render_pages: Callable[..., dict[str, str]],
) -> None:
    serve(page, render_pages(graph, "zh")[name])
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size({"width": 380, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert complaints == []


def test_a_table_can_be_sorted(
    page: Page, graph: "nx.MultiDiGraph[str]", render_pages: Callable[..., dict[str, str]]
) -> None:
    serve(page, render_pages(graph, "zh")["home"])
    targets = "[...document.querySelectorAll('tbody tr')].map(row => row.cells[4].textContent)"
    page.get_by_role("button", name="目标").click()
    assert page.evaluate(targets) == ["0", "6"]
    page.get_by_role("button", name="目标").click()
    assert page.evaluate(targets) == ["6", "0"]
    assert page.locator("th[aria-sort='descending']").inner_text().startswith("目标")


def run_query(page: Page) -> str:
    page.get_by_role("button", name="运行").click()
    page.locator("#sparql-result > h2, #sparql-result > .failure").wait_for()
    return page.locator("#sparql-result").inner_text()


def test_the_workbench_takes_over_an_answer_without_loading_the_page_anew(
    page: Page, graph: "nx.MultiDiGraph[str]", render_pages: Callable[..., dict[str, str]]
) -> None:
    serve(page, render_pages(graph, "zh")["sparql"])
    page.evaluate("window.stayed = true")
    page.locator("#sparql-query").fill("SELECT ?n {}")
    shown = run_query(page)
    assert "2 行" in shown
    assert "<b>9" in shown
    assert "query=SELECT" in page.url
    assert page.evaluate("window.stayed")
    page.locator("#sparql-result th button").click()
    assert page.locator("th[aria-sort='ascending']").count() == 1


def test_the_workbench_marks_what_was_wrong(
    page: Page, graph: "nx.MultiDiGraph[str]", render_pages: Callable[..., dict[str, str]]
) -> None:
    alarm = '<div class="failure" data-line="1" data-column="3">1:3: expected</div>'
    refused = f'<section id="sparql-result">{alarm}</section>'
    serve(page, render_pages(graph, "zh")["sparql"], refused, status=400)
    assert "1:3: expected" in run_query(page)
    assert page.locator(".editor .wrong").is_visible()
    assert page.locator("#sparql-query").get_attribute("aria-invalid") == "true"

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import networkx as nx
import pytest
from lxml import html

from viz import network_pages, pages, question_pages, sparql_pages
from viz.assets import static_files
from viz.results import Cell, Column, ResultTable, Row, Sentence
from viz.text import LANGUAGES, Language

Render = Callable[..., dict[str, str]]

ZH = pages.Frame(language="zh", path="/questions", release="r1", built="2023-06-12")
EN = pages.Frame(language="en", path="/questions")


def parse(page: str) -> Any:
    return html.fromstring(page)


def addresses(page: str) -> list[str]:
    return [str(address) for address in parse(page).xpath("//@href | //@src | //@action | //@srcset")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_address_is_zerens_own(language: Language, render_pages: Render, graph: "nx.MultiDiGraph[str]") -> None:
    for name, page in render_pages(graph, language).items():
        assert [a for a in addresses(page) if not re.match(r"[/#](?![/\\])", a)] == [], name
        assert not re.search(r"url\(|@import|https?://", page.partition("network-data")[0]), name


def test_every_static_file_a_page_names_exists(render_pages: Render, graph: "nx.MultiDiGraph[str]") -> None:
    named = {a for page in render_pages(graph, "zh").values() for a in addresses(page) if a.startswith("/static/")}
    assert named
    assert named <= {asset.address for asset in static_files().values()}


def test_hostile_text_stays_text(
    render_pages: Render, hostile_graph: "nx.MultiDiGraph[str]", hostile_text: str
) -> None:
    for name, page in render_pages(hostile_graph, "zh", hostile_text).items():
        parsed = parse(page)
        assert not parsed.xpath("//img | //@onerror"), name
        assert not parsed.xpath("//script[not(@src) and not(@type='application/json')]"), name
        assert not [a for a in addresses(page) if a.startswith(("javascript:", "//"))], name
        assert "&lt;/script&gt;" in page or "\\u003c/script\\u003e" in page, name


def test_pages_hold_no_script_or_style_of_their_own(render_pages: Render, graph: "nx.MultiDiGraph[str]") -> None:
    for name, page in render_pages(graph, "zh").items():
        assert not parse(page).xpath("//style | //@style | //@*[starts-with(name(), 'on')]"), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_can_be_used_by_everyone(language: Language, render_pages: Render, graph: "nx.MultiDiGraph[str]") -> None:
    for name, page in render_pages(graph, language).items():
        parsed = parse(page)
        assert parsed.get("lang", "").startswith(language), name
        assert parsed.xpath("//a[@class='skip' and @href='#main']"), name
        assert parsed.xpath("//main[@id='main']"), name
        assert len(parsed.xpath("//h1")) == 1, name
        assert not parsed.xpath("//th[not(@scope)]"), name
        ids = parsed.xpath("//@id")
        assert len(ids) == len(set(ids)), name
        fields = parsed.xpath("(//input[not(@type='hidden')] | //select | //textarea)[not(ancestor::label)]/@id")
        assert set(fields) <= set(parsed.xpath("//label/@for")), name


def test_english_pages_have_no_chinese_but_names(render_pages: Render) -> None:
    empty = pages.home(pages.HomePage(counts=(), questions=(), documents=()), EN)
    texts = parse(empty).xpath("//text()[not(ancestor::*[@lang='zh-CN'])]")
    assert not re.search("[一-鿿]", "".join(texts))


def test_the_other_language_is_one_click_away_and_keeps_the_parameters() -> None:
    frame = pages.Frame(language="zh", path="/questions/lead", query="theme=water&lang=zh")
    assert frame.switch == "/questions/lead?theme=water&lang=en"
    assert pages.Frame(language="en", path="/", query="lang=en").switch == "/"


def test_links_keep_the_language() -> None:
    card = pages.QuestionCard(title="Lead of each target", text="Who leads?", href="/questions/lead")
    links = parse(pages.questions((card,), EN)).xpath("//main//a/@href")
    assert links == ["/questions/lead?lang=en"]


def test_the_release_is_named_on_every_page() -> None:
    assert "数据版本 r1 · 2023-06-12" in pages.questions((), ZH)
    assert "Release" not in pages.questions((), EN)


def test_the_place_in_the_site_is_marked() -> None:
    current = parse(pages.questions((), ZH)).xpath("//nav/a[@aria-current='page']/@href")
    assert current == ["/questions"]


def test_home_counts_lists_and_leads_on() -> None:
    page = pages.HomePage(
        counts=(pages.Count("targets", 12345), pages.Count("comets", 2)),
        questions=(pages.QuestionCard(title="牵头部门", text="谁牵头?", href="/questions/lead"),),
        documents=(pages.DocumentLine(title="临江市防汛方案", number="临政发〔2023〕8号", targets=6, tasks=5),),
    )
    parsed = parse(pages.home(page, ZH))
    assert [item.text_content() for item in parsed.xpath("//dl//dt")] == ["目标", "comets"]
    assert [item.text_content() for item in parsed.xpath("//dl//dd")] == ["12\u202f345", "2"]
    assert {"/questions/lead", "/questions", "/network", "/sparql", "/docs"} <= set(parsed.xpath("//main//a/@href"))
    row = parsed.xpath("//tbody/tr")[0]
    assert row.text_content().split() == ["临江市防汛方案", "临政发〔2023〕8号", "6", "5"]


def test_an_empty_home_says_what_to_do() -> None:
    assert "zeren build" in pages.home(pages.HomePage(counts=(), questions=(), documents=()), ZH)


def answer(rows: int, total: int) -> ResultTable:
    row = Row(
        (
            Cell(text="市水利局", href="/network?focus=1"),
            Cell(text="牵头", role="leads"),
            Cell(text="推断", basis="inferred"),
        ),
        (Sentence(quote="由市水利局牵头。", source="临江市防汛方案 二/1", href="/policy/1"),),
    )
    return ResultTable(columns=(Column("部门"), Column("角色"), Column("依据")), rows=(row,) * rows, total=total)


def question(result: ResultTable | None, message: str = "") -> Any:
    fields = (
        pages.Field(name="theme", label="主题", value="b", options=(pages.Option("a", "水"), pages.Option("b", "气"))),
        pages.Field(name="limit", label="上限", type="number", value="5", help="行数", required=True),
    )
    page = question_pages.QuestionPage(
        title="牵头部门",
        text="谁牵头?",
        sparql="SELECT ?a WHERE { ?a ?b 1 FILTER(1 < 2 && true) }",
        fields=fields,
        result=result,
        downloads=(pages.Link("CSV", "/questions/lead.csv?theme=b"),),
        message=message,
    )
    return parse(question_pages.question(page, ZH))


def test_a_question_is_a_form_with_its_last_values() -> None:
    form = question(None).xpath("//main//form")[0]
    assert form.get("method") == "get"
    assert form.xpath(".//select[@name='theme']/option/@value") == ["", "a", "b"]
    assert form.xpath(".//option[@selected]/@value") == ["b"]
    assert form.xpath(".//input[@name='limit' and @type='number' and @required]/@value") == ["5"]


@pytest.mark.parametrize(
    ("value", "offered", "chosen"), [("", ["", "a"], []), ("gone", ["", "a"], []), ("a", ["a"], ["a"])]
)
def test_a_required_choice_waits_for_one(value: str, offered: list[str], chosen: list[str]) -> None:
    field = pages.Field(name="body", label="部门", value=value, required=True, options=(pages.Option("a", "水利局"),))
    page = question_pages.QuestionPage(title="t", text="t", sparql="", fields=(field,))
    select = parse(question_pages.question(page, ZH)).xpath("//select[@name='body']")[0]
    assert select.xpath("option/@value") == offered
    assert select.xpath("option[@selected]/@value") == chosen
    assert [option.text for option in select.xpath("option[@value='']")] == ["请选择"] * (not chosen)
    assert ("required" in select.attrib) == (not chosen)


def test_a_form_keeps_the_language() -> None:
    page = question_pages.QuestionPage(title="t", text="t", sparql="", fields=(pages.Field(name="a", label="A"),))
    assert parse(question_pages.question(page, EN)).xpath(
        "//main//form//input[@type='hidden' and @name='lang']/@value"
    ) == ["en"]


def test_an_answer_shows_role_basis_and_sentence() -> None:
    row = question(answer(1, 1)).xpath("//tbody/tr")[0]
    assert row.xpath(".//*[contains(@class, 'role-leads')]")[0].text_content() == "牵头"
    assert row.xpath(".//*[contains(@class, 'basis-inferred')]")[0].text_content() == "推断"
    assert row.xpath(".//details/blockquote")[0].text_content() == "由市水利局牵头。"
    assert row.xpath(".//cite/a/@href") == ["/policy/1"]


def test_an_answer_can_be_downloaded_and_its_query_read() -> None:
    parsed = question(answer(1, 1))
    download, workbench = parsed.xpath("//p[@class='downloads']/a/@href")
    assert download == "/questions/lead.csv?theme=b"
    assert workbench.startswith("/sparql?query=SELECT")
    assert parsed.xpath("//pre")[0].text_content() == "SELECT ?a WHERE { ?a ?b 1 FILTER(1 < 2 && true) }"
    opened = parsed.xpath("//details[@class='source']//a/@href")[0]
    assert parse_qs(urlsplit(opened).query)["query"] == ["SELECT ?a WHERE { ?a ?b 1 FILTER(1 < 2 && true) }"]


@pytest.mark.parametrize(("rows", "total", "caption"), [(2, 2, "2 行"), (2, 1500, "1\u202f500 行 · 只列出前 2 行")])
def test_a_table_says_how_long_it_is(rows: int, total: int, caption: str) -> None:
    assert question(answer(rows, total)).xpath("//caption")[0].text_content() == caption


def test_no_answer_and_no_question_yet_are_different() -> None:
    assert question(answer(0, 0)).xpath("//p[@class='empty']")
    assert not question(None).xpath("//p[@class='empty'] | //table")


def test_a_wrong_parameter_is_named() -> None:
    assert question(None, "theme: 没有“木”").xpath("//*[@role='alert']")[0].text_content() == "theme: 没有“木”"


def network(graph: "nx.MultiDiGraph[str]", total: int) -> Any:
    return parse(network_pages.network(network_pages.NetworkPage(graph=graph, total=total), EN))


def test_a_network_says_how_much_of_it_is_shown(graph: "nx.MultiDiGraph[str]") -> None:
    size = graph.number_of_nodes()
    part, whole = (network(graph, total).xpath("//p[@class='note']")[0].text_content() for total in (1540, size))
    assert f"Showing {size} of 1\u202f540 nodes" in part
    assert "raise the limit" in part
    assert "raise the limit" not in whole


def test_a_network_is_drawn_by_zerens_own_files(graph: "nx.MultiDiGraph[str]") -> None:
    scripts = [urlsplit(address).path for address in network(graph, 1).xpath("//script/@src")]
    assert scripts[1:] == ["/static/vis-network.min.js", "/static/network.js", "/static/zeren.js"]


def test_an_empty_network_says_what_to_do() -> None:
    parsed = network(nx.MultiDiGraph(), 0)
    assert "Clear the filters" in parsed.text_content()
    assert not parsed.xpath("//script[contains(@src, 'network')]")


@pytest.mark.parametrize("query", ["ASK { ?a ?b 1 }", "\n# begins with an empty line\nASK {}", "</textarea><b>"])
def test_a_query_stays_as_it_was_typed(query: str) -> None:
    area = parse(sparql_pages.sparql(sparql_pages.SparqlPage(query=query), ZH)).xpath("//textarea")[0]
    assert area.text_content().removeprefix("\n") == query


def test_the_workbench_works_without_scripts() -> None:
    form = parse(sparql_pages.sparql(sparql_pages.SparqlPage(query=""), ZH)).xpath("//main//form")[0]
    assert (form.get("method"), form.get("action")) == ("get", "/sparql")
    assert form.xpath(".//textarea/@name") == ["query"]


def test_a_refused_query_shows_the_message_of_the_parser() -> None:
    parsed = parse(sparql_pages.sparql(sparql_pages.SparqlPage(query="SELEC", message="line 1: expected SELECT"), ZH))
    assert parsed.xpath("//*[@role='alert']")[0].text_content() == "line 1: expected SELECT"


def test_an_error_says_what_happened_and_what_to_do() -> None:
    page = pages.ErrorPage(status=404, message="没有这个问题:comet", hint="见问题列表。")
    text = parse(pages.error(page, ZH)).xpath("//main")[0].text_content()
    assert all(part in text for part in ("404", "没有这个问题:comet", "见问题列表。"))

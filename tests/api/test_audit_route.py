"""``/audit``: findings by address, with their sentences; judgements as the command line keeps them; the report."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from shutil import copytree
from threading import Event
from typing import Any, cast
from urllib.parse import quote, urldefrag

import pytest
from lxml import html
from openpyxl import load_workbook

from api.app import create_app
from api.audits import Audit
from api.current_audit import CurrentAudit
from api.engine import Engine
from api.roles import Role
from api.settings import read_settings
from api.tokens import create_token
from graph.build import build
from graph.judgements import Verdict, read_judgements
from graph.release import open_store
from tests.api.in_process import InProcess
from tests.api.test_documents_route import sign_in

HOSTILE = "<img src=x onerror=alert(1)>"
PLAN = f"""临江市人民政府办公室关于印发临江市河湖治理实施方案的通知
临政办发〔2023〕8号
临江市人民政府办公室
2023年6月12日

临江市河湖治理实施方案
一、重点任务
1.清理河道{HOSTILE}。清除河道垃圾。(牵头单位:市水利局、市林业局;责任单位:市财政局)
2.管护河堤。修补河堤。(责任单位:各有关部门)
二、部门职责
(一)市水利局:依法查处向河道倾倒垃圾的行为;管理河湖生态补水工程。
(二)市生态环境局:依法查处向河道倾倒垃圾的行为;监测地表水的水质。

附件:责任分解表
"""
HEADERS = {"Accept": "text/html", "Accept-Language": "zh"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("audited")
    (folder / "plan.txt").write_text(PLAN, encoding="utf-8")
    build([folder / "plan.txt"], folder / "store")
    return folder / "store"


@pytest.fixture(scope="module")
def readers(built: Path) -> InProcess:
    """A client that only reads."""
    return InProcess(create_app(read_settings(store=built)))


@pytest.fixture
def store(built: Path, tmp_path: Path) -> Path:
    """A store of its own, to write into."""
    return copytree(built, tmp_path / "store")


@pytest.fixture
def http(store: Path) -> Iterator[InProcess]:
    with InProcess(create_app(read_settings(store=store))) as client:
        yield client


@pytest.fixture
def csrf(http: InProcess, store: Path) -> str:
    return sign_in(http, create_token(store / "tokens.json", "li", Role.CONTRIBUTOR))


def page_of(http: InProcess, address: str = "/audit") -> Any:
    answer = http.get(address, headers=HEADERS)
    assert answer.status_code == 200, answer.text
    return html.fromstring(answer.text)


def finding(http: InProcess, rule: str = "multiple_leads") -> str:
    return str(page_of(http, f"/audit?rule={rule}").xpath("//details[@id]/@id")[0]).removeprefix("f-")


def verdict(http: InProcess, identifier: str) -> str:
    [shown] = page_of(http).xpath(f"//details[@id='f-{identifier}']/summary/span[contains(@class,'verdict')]")
    return str(shown.text)


def test_findings_are_counted_and_narrowed_by_the_address(readers: InProcess) -> None:
    everything = page_of(readers)
    assert len(everything.xpath("//details[@id]")) > 3
    for link in everything.xpath("//aside//li/a"):
        count = int(link.getnext().text)
        narrowed = page_of(readers, link.get("href"))
        assert len(narrowed.xpath("//details[@id]")) == count, link.text
        assert narrowed.xpath("//aside//li[@class='chosen']/a/@href") == ["/audit"]


def test_a_finding_shows_its_sentences_its_subjects_and_its_rule(readers: InProcess) -> None:
    [shown] = page_of(readers, "/audit?rule=multiple_leads").xpath("//details[@id]")
    text = shown.text_content()
    assert all(words in text for words in ("市水利局、市林业局", "不算发现的情形", "建议", "条款 一/1"))
    assert shown.xpath(".//dd/a[starts-with(@href, '/id/department/')]")


def test_identical_duties_stand_side_by_side_and_lead_to_their_sentences(readers: InProcess) -> None:
    [shown] = page_of(readers, "/audit?rule=identical_duties").xpath("//details[@id]")
    places = shown.xpath(".//div[@class='sentences']/blockquote//a/@href")
    assert len(places) == 2
    for place in places:
        address, anchor = urldefrag(place)
        assert page_of(readers, quote(address, safe="/%")).xpath(f"//*[@id='{anchor}']")


def test_an_address_opens_one_finding_wherever_it_is_in_the_list(readers: InProcess) -> None:
    identifier = finding(readers)
    for query in ("", "&rule=missing_annex"):
        page = page_of(readers, f"/audit?open={identifier}{query}")
        assert page.xpath("//details[@open]/@id") == [f"f-{identifier}"]
        assert len(page.xpath("//@id")) == len(set(page.xpath("//@id")))


@pytest.mark.parametrize(
    "query", ["first=99", "rule=nothing", "open=ffff", f"policy={quote(HOSTILE)}", "state=x&lang=en"]
)
def test_an_address_that_finds_nothing_is_a_page(readers: InProcess, query: str) -> None:
    page = page_of(readers, f"/audit?{query}")
    assert not page.xpath("//img | //@onerror")


def test_text_of_a_document_stays_text(readers: InProcess) -> None:
    page = page_of(readers)
    assert HOSTILE in page.text_content()
    assert not page.xpath("//img | //@onerror")


def test_readers_see_no_form(readers: InProcess) -> None:
    assert not page_of(readers).xpath("//form[@method='post']")
    assert page_of(readers).xpath("//main//a[@href='/account']")


def judge(http: InProcess, identifier: str, csrf: str, verdict: str, note: str = "") -> tuple[int, str]:
    answer = http.post(
        f"/audit/{identifier}?rule=multiple_leads",
        data={"csrf": csrf, "verdict": verdict, "note": note},
        headers=HEADERS,
        follow_redirects=False,
    )
    return answer.status_code, answer.headers.get("location", answer.text)


def test_a_judgement_is_kept_like_those_of_the_command_line(http: InProcess, store: Path, csrf: str) -> None:
    identifier = finding(http)
    status, address = judge(http, identifier, csrf, "dismissed", f"两局合署办公{HOSTILE}")
    assert (status, address) == (303, f"/audit?rule=multiple_leads&open={identifier}#f-{identifier}")
    kept = read_judgements(open_store(store))[identifier]
    assert [(act.verdict, act.note, act.by) for act in kept.judgements] == [
        (Verdict.DISMISSED, f"两局合署办公{HOSTILE}", "li")
    ]
    page = page_of(http, urldefrag(address)[0])
    assert "两局合署办公" in page.xpath("//ol[@class='acts']")[0].text_content()
    assert not page.xpath("//img")
    assert page.xpath("//progress/@value") == ["1"]


def test_a_judgement_is_taken_back_and_every_act_stays(http: InProcess, store: Path, csrf: str) -> None:
    identifier = finding(http)
    for act, note, name in [("confirmed", "", "属实"), ("noted", "去函", "属实"), ("reopened", "", "待定")]:
        assert judge(http, identifier, csrf, act, note)[0] == 303
        assert verdict(http, identifier) == name
    assert len(read_judgements(open_store(store))[identifier].judgements) == 3


@pytest.mark.parametrize(
    ("verdict", "note", "status", "words"),
    [
        ("dismissed", " ", 400, "请写明理由"),
        ("noted", "", 400, "请写明理由"),
        ("king", "x", 400, "one of confirmed, dismissed"),
        ("confirmed", "长" * 2001, 400, "at most 2000"),
    ],
)
def test_a_judgement_that_says_too_little_or_too_much_is_refused(
    http: InProcess, store: Path, csrf: str, verdict: str, note: str, status: int, words: str
) -> None:
    got, text = judge(http, finding(http), csrf, verdict, note)
    assert (got, words in text) == (status, True)
    assert read_judgements(open_store(store)) == {}


def test_nobody_judges_without_the_forms_secret_or_what_is_not_there(http: InProcess, store: Path, csrf: str) -> None:
    assert judge(http, finding(http), "guessed", "confirmed")[0] == 403
    assert judge(http, "ffffffffffff", csrf, "confirmed")[0] == 404
    assert read_judgements(open_store(store)) == {}


def test_the_report_is_a_page_and_a_workbook(readers: InProcess) -> None:
    links = page_of(readers).xpath("//p[@class='downloads']/a/@href")
    page, workbook = (readers.get(link) for link in links)
    assert "多头牵头" in page.text
    assert "attachment" in page.headers["content-disposition"]
    assert len(load_workbook(BytesIO(workbook.content)).sheetnames) > 1


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("/", "//section[@aria-labelledby='latest']//a[contains(@href, 'open=')]"),
        ("/id/department/临江市/市水利局", "//section[@aria-labelledby='audited']//a[contains(@href, 'department=')]"),
        ("/id/policy/临政办发-2023-8", "//p[@class='ways']/a[starts-with(@href, '/audit?policy=')]"),
        ("/", "//nav/a[@href='/audit']"),
    ],
)
def test_pages_lead_to_the_findings_about_them(readers: InProcess, address: str, path: str) -> None:
    [link, *_] = page_of(readers, quote(address)).xpath(path)
    assert page_of(readers, urldefrag(link.get("href"))[0]).xpath("//details[@id]")


def test_while_an_audit_is_worked_out_the_page_says_so(built: Path) -> None:
    app = create_app(read_settings(store=built))
    app.state.engine = Waiting(built)
    app.state.audit = Impatient()
    answer = InProcess(app).get("/audit", headers=HEADERS)
    assert (answer.status_code, answer.headers["refresh"]) == (202, "3")
    assert "正在审计" in answer.text
    app.state.engine.go.set()
    assert page_of(InProcess(app)).xpath("//details[@id]")


class Waiting(Engine):
    """An engine whose audit waits for a sign."""

    def __init__(self, directory: Path) -> None:
        super().__init__(directory)
        self.go = Event()
        self.audits = 0

    def audit(self, *arguments: Any, **keywords: Any) -> Audit:
        self.audits += 1
        assert self.go.wait(20)
        return super().audit(*arguments, **keywords)


class Impatient(CurrentAudit):
    """Waits for an audit only when it was told to go."""

    def get(self, engine: Engine, patience: float = 0) -> Audit | None:
        return super().get(engine, 20 if cast("Waiting", engine).go.is_set() else min(patience, 0))


def test_a_release_is_audited_once_and_the_one_before_is_shown_meanwhile(
    http: InProcess, store: Path, csrf: str
) -> None:
    engine = http.app.state.engine = Waiting(store)
    http.app.state.audit = Impatient()
    engine.go.set()
    identifier = finding(http)
    page_of(http)
    assert engine.audits == 1
    engine.go.clear()
    assert judge(http, identifier, csrf, "confirmed")[0] == 303
    page = page_of(http)
    assert verdict(http, identifier) == "属实"
    assert re.search("正在审计", page.xpath("//p[@role='status']")[0].text_content())
    engine.go.set()
    assert not page_of(http).xpath("//p[@role='status']")
    assert verdict(http, identifier) == "属实"
    assert engine.audits == 2


def test_an_audit_that_fails_is_tried_again(built: Path) -> None:
    class Failing(Engine):
        def audit(self, *_: Any, **__: Any) -> Audit:
            raise OSError("no memory")

    kept = CurrentAudit()
    with pytest.raises(OSError, match="no memory"):
        kept.get(Failing(built), 20)
    assert kept.get(Engine(built), 20) is not None


def test_a_facet_with_many_values_lists_the_first_and_the_chosen_one(
    readers: InProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.findings.CHOICES", 1)
    page = page_of(readers, "/audit?rule=missing_annex")
    rules = page.xpath("//aside/ul[2]/li/a/text()")
    assert len(rules) == 2
    assert rules[1].endswith("✕")
    assert "未列出" in page.xpath("//aside")[0].text_content()

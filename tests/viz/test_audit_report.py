"""The report of an audit, as text, in a browser that cannot reach any machine, and as a workbook."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, Route

from graph.judgements import Judged, Judgement, Verdict
from graph.release import Release
from queries.audit.auditing import audit
from queries.audit.reading import read_facts
from queries.audit.review import Review, review
from queries.audit.rules import load_rules, load_severities
from queries.audit.survey import Survey, survey
from tests.queries.audit_cases import store_of
from viz.audit_report import about_report, audit_report
from viz.audit_workbook import audit_workbook
from viz.text import Language

SCREENSHOTS = Path(__file__).parents[2] / "test-artifacts"
HOSTILE = "<script>alert(1)</script>"
PLAN = f"""临江市人民政府办公室关于印发临江市河湖治理实施方案的通知
临政办发〔2023〕8号
临江市人民政府办公室
2023年6月12日

临江市河湖治理实施方案
一、主要目标
到2025年,全市主要食品安全监测合格率达到96%以上。
二、重点任务
1.清理河道{HOSTILE}。清除河道垃圾。(牵头单位:市水利局、市林业局;责任单位:市财政局)
三、部门职责
(一)市市场监管局
负责食品监管;食品质量抽检合格率达到95%以上。
(二)市教育局
负责校园食堂管理;开展食堂检查。

附件:责任分解表
"""
RELEASE = Release("000007-abcdef", "abcdef", datetime(2026, 11, 22, tzinfo=UTC), 1, 1000, Path())
RULES = load_rules()


@pytest.fixture(scope="module")
def reviewed() -> tuple[Review, Survey]:
    """The audit of the plan: one finding dismissed, and one judgement whose finding is gone."""
    store = store_of(PLAN)
    facts = read_facts(store)
    findings = audit(store, facts, RULES.values(), load_severities())
    annex = next(one for one in findings if one.rule == "missing_annex")
    gone = _judged("000000000000", "旧发现", Verdict.CONFIRMED, "已改")
    judged = {annex.id: _judged(annex.id, "附件", Verdict.DISMISSED, "附件另发"), gone.finding: gone}
    return review(findings, judged), survey(facts, [plan.iri for plan in facts.plans])


def _judged(finding: str, statement: str, verdict: Verdict, note: str) -> Judged:
    at = datetime(2026, 11, 20, tzinfo=UTC)
    act = Judgement(finding=finding, verdict=verdict, note=note, by="李某", at=at)
    policy = "https://w3id.org/zeren/id/policy/临政办发-2023-8"
    one = Judged(finding=finding, rule="missing_annex", policy=policy, zh=statement, en="earlier")
    return replace(one, judgements=(act,))


def html(reviewed: tuple[Review, Survey], language: Language = "zh") -> str:
    return audit_report(*reviewed, RULES, about_report(["临江市河湖治理实施方案"], RELEASE, language))


def test_the_report_says_what_it_is_of(reviewed: tuple[Review, Survey]) -> None:
    text = html(reviewed)
    assert "<h1>责任审计报告:临江市河湖治理实施方案</h1>" in text
    assert "000007-abcdef(2026-11-22)" in text


def test_no_address_leads_outside(reviewed: tuple[Review, Survey]) -> None:
    text = html(reviewed)
    assert set(re.findall(r"""(?:src|href|action)\s*=\s*["']([^"']*)""", text)) <= {
        *("#summary", "#findings", "#matrix", "#workload", "#coverage", "#open", "#method")
    }
    assert "url(" not in text
    assert "@import" not in text
    assert "<script" not in text.replace("&lt;script", "")


def test_what_documents_say_is_text_and_never_markup(reviewed: tuple[Review, Survey]) -> None:
    assert HOSTILE not in html(reviewed)
    assert "&lt;script&gt;alert(1)" in html(reviewed)


def test_every_finding_is_there_with_its_sentences_and_what_was_said_of_it(reviewed: tuple[Review, Survey]) -> None:
    text = html(reviewed)
    for one in reviewed[0].findings:
        assert text.count(f'id="f-{one.finding.id}"') == 1
    assert "<mark>食品质量抽检合格率达到95%以上</mark>" in text
    assert "附件另发 (李某, 2026-11-20)" in text
    assert "旧发现" in text


def test_a_dismissed_finding_is_not_counted(reviewed: tuple[Review, Survey]) -> None:
    counts = re.findall(r'<div class="level-(\w+)"><dt>[^<]*</dt><dd>(\d+)</dd>', html(reviewed))
    found = [one.finding.severity.value for one in reviewed[0].findings if one.finding.rule != "missing_annex"]
    assert {level: int(count) for level, count in counts} == {
        level: found.count(level) for level in ("high", "medium", "low", "note")
    }


def test_in_english_only_names_and_quotes_are_chinese(reviewed: tuple[Review, Survey]) -> None:
    text = html(reviewed, "en")
    named_or_quoted = r"<(blockquote|style|td|th|h1|h4|title)\b.*?</\1>"
    said_of_documents = r"<p class=\"(?:statement|judgement)\">.*?</p>"
    bare = re.sub(f"{named_or_quoted}|{said_of_documents}", "", text, flags=re.DOTALL)
    assert re.findall(r"[一-鿿]+", bare) == []


def test_two_reports_of_one_release_are_equal(reviewed: tuple[Review, Survey]) -> None:
    assert html(reviewed) == html(reviewed)
    about = about_report([], RELEASE, "zh")
    assert audit_workbook(*reviewed, RULES, about) == audit_workbook(*reviewed, RULES, about)


@pytest.fixture
def complaints() -> list[str]:
    """What the browser asked other machines for, and what its console complained about."""
    return []


@pytest.fixture
def page(browser: Browser, complaints: list[str]) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1000, "height": 800})
    opened.on("console", lambda message: complaints.append(message.text))

    def refuse(route: Route) -> None:
        if urlsplit(route.request.url).scheme == "file":
            route.continue_()
        else:
            complaints.append(f"asked for {route.request.url}")
            route.abort()

    opened.route("**/*", refuse)
    yield opened
    opened.close()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_browser_shows_it_whole_and_asks_for_nothing(
    reviewed: tuple[Review, Survey], page: Page, complaints: list[str], tmp_path: Path, language: Language
) -> None:
    file = tmp_path / "report.html"
    file.write_text(html(reviewed, language), encoding="utf-8")
    page.goto(file.as_uri())
    assert page.locator("article.finding").count() == len(reviewed[0].findings)
    first, second = page.locator("article.finding:has(mark) .sentences").first.locator("blockquote").all()[:2]
    boxes = [one.bounding_box() for one in (first, second)]
    assert boxes[0]
    assert boxes[1]
    assert boxes[0]["y"] == boxes[1]["y"]
    assert boxes[0]["x"] < boxes[1]["x"], "two sentences stand side by side"
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "nothing is cut at the side"
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"audit_report_{language}.png", full_page=True)
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type /Page\b", printed)) > 1
    assert complaints == []


def test_the_workbook_has_every_finding_and_every_sentence(reviewed: tuple[Review, Survey]) -> None:
    workbook = load_workbook(BytesIO(audit_workbook(*reviewed, RULES, about_report([], RELEASE, "zh"))))
    assert workbook.sheetnames[:3] == ["概要", "发现", "原文"]
    assert {"部门与主题", "工作量", "责任覆盖", "待核实"} <= set(workbook.sheetnames)
    findings = workbook["发现"]
    assert findings.freeze_panes == "A2"
    assert findings.max_row - 1 == len(reviewed[0].findings)
    sentences = [row[3].value for row in workbook["原文"].iter_rows(min_row=2)]
    assert any("食品质量抽检合格率达到95%以上" in str(sentence) for sentence in sentences)

"""``/documents/add``: several documents are sent, each is looked at, then published or discarded."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, urldefrag

import pytest
from lxml import html

from api.app import create_app
from api.roles import Role
from api.settings import read_settings
from api.tokens import create_token
from graph.lock import take_lock
from graph.previews import PREVIEWS, Bounds, Previews
from graph.release import current_release
from graph.uploads import UPLOADS, uploaded_sources
from tests.api.hostile_strings import HOSTILE as HOSTILE_STRINGS
from tests.api.in_process import InProcess
from tests.api.test_documents_route import sign_in

HOSTILE = "<img src=x onerror=alert(1)>"
PLAN = f"""临江市供水保障方案{HOSTILE}
一、主要任务
(一)改造管网。到2026年供水管网漏损率降至9%以下。(牵头单位:市水务局)

附件:责任分解表
"""
HEADERS = {"Accept": "text/html", "Accept-Language": "zh"}


@pytest.fixture
def store(tmp_path: Path) -> Path:
    (tmp_path / "s").mkdir()
    return tmp_path / "s"


@pytest.fixture
def http(store: Path) -> Iterator[InProcess]:
    with InProcess(create_app(read_settings(store=store, document_bytes=100_000))) as client:
        yield client


@pytest.fixture
def csrf(http: InProcess, store: Path) -> str:
    return sign_in(http, create_token(store / "tokens.json", "li", Role.CONTRIBUTOR))


def parse(text: str) -> Any:
    return html.fromstring(text)


def send(http: InProcess, csrf: str, *files: tuple[str, bytes], **headers: str) -> Any:
    sent = [("document", file) for file in files]
    return http.post("/documents/add", files=sent, data={"csrf": csrf}, headers={**HEADERS, **headers})


def settle(http: InProcess, csrf: str, act: str, *identifiers: str) -> Any:
    return http.post("/documents/previews", data={"csrf": csrf, "act": act, "id": list(identifiers)}, headers=HEADERS)


def rows(http: InProcess) -> dict[str, str]:
    """What the page says of each document, by its name."""
    page = parse(http.get("/documents/add", headers=HEADERS).text)
    assert not page.xpath("//img | //@onerror")
    return {row.xpath("./th")[0].text: row.text_content() for row in page.xpath("//table[@class='sent']/tbody/tr")}


def identifier(http: InProcess) -> str:
    page = parse(http.get("/documents/add", headers=HEADERS).text)
    return str(page.xpath("//a[contains(@href, '/documents/previews/')]/@href")[0]).rpartition("/")[2]


def kept(store: Path, folder: str) -> list[str]:
    return sorted(path.name for path in (store / folder).glob("*"))


def test_one_bad_file_hinders_no_other_and_what_was_looked_at_is_published(
    http: InProcess, store: Path, csrf: str
) -> None:
    name = f"供水{HOSTILE}.txt"
    answer = send(http, csrf, (name, PLAN.encode()), ("坏.docx", b"PK\x03\x04"), ("a.exe", b"x"))
    assert answer.status_code == 200
    shown = rows(http)
    assert "未能读取:is damaged" in shown["坏.docx"]
    assert "unknown suffix .exe" in shown["a.exe"]
    assert re.search(r"目标\s*1", shown[name])
    assert kept(store, UPLOADS) == []

    look = http.get(f"/documents/previews/{identifier(http)}", headers=HEADERS)
    page = parse(look.text)
    assert not page.xpath("//img | //@onerror")
    assert page.xpath("//*[contains(@class, 'mark-target')]")
    [doubts] = page.xpath("//section[@aria-labelledby='doubts']")
    [place] = doubts.xpath(".//a/@href")
    assert page.xpath(f"//*[@id='{place.removeprefix('#')}']")
    assert not page.xpath("//main//a[starts-with(@href, '/id/')]")
    assert "no-store" in look.headers["cache-control"]

    settle(http, csrf, "publish", identifier(http))
    assert f"已发布,数据版本 {current_release(store).id}" in rows(http)[name]
    [source] = uploaded_sources(store)
    assert (source.called, source.path.read_bytes()) == (name, PLAN.encode())
    published = parse(http.get("/documents/add", headers=HEADERS).text)
    [address] = published.xpath("//td[last()]//a[starts-with(@href, '/id/policy/')]/@href")
    document = http.get(quote(urldefrag(address)[0], safe="/%"), headers=HEADERS)
    assert document.status_code == 200
    assert not parse(document.text).xpath("//img | //@onerror")


def test_what_is_discarded_vanishes_and_what_cannot_be_published_waits_on(
    http: InProcess, store: Path, csrf: str
) -> None:
    send(http, csrf, ("方案.txt", PLAN.encode()))
    waiting = identifier(http)
    with take_lock(store):
        assert settle(http, csrf, "publish", waiting).status_code == 200
    assert "未能发布" in rows(http)["方案.txt"]
    assert kept(store, UPLOADS) == []
    (store / "aliases.tsv").write_text("alias\tname\tjurisdiction\tfrom\tto\n水办\t市水务局\t\t\t\n", encoding="utf-8")
    settle(http, csrf, "publish", waiting)
    assert "have changed since it was read" in rows(http)["方案.txt"]
    (store / "aliases.tsv").unlink()
    assert http.get(f"/documents/previews/{waiting}", headers=HEADERS).status_code == 200
    settle(http, csrf, "discard", waiting)
    assert (rows(http), kept(store, PREVIEWS)) == ({}, [])
    assert http.get(f"/documents/previews/{waiting}", headers=HEADERS).status_code == 404
    assert settle(http, csrf, "publish", waiting).status_code == 404


def test_a_program_gets_json_and_another_person_sees_nothing_of_it(http: InProcess, store: Path, csrf: str) -> None:
    answer = send(http, csrf, ("方案.txt", PLAN.encode()), ("空.txt", b""), Accept="application/json")
    one, other = answer.json()
    assert (one["name"], one["refused"], one["counts"]["target"]) == ("方案.txt", "", 1)
    assert "is empty" in other["refused"]
    token = create_token(store / "tokens.json", "wang", Role.ADMINISTRATOR)
    headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
    stranger = InProcess(http.app)
    assert stranger.get(f"/documents/previews/{one['id']}", headers=headers).status_code == 404
    answer = stranger.post("/documents/previews", data={"act": "discard", "id": one["id"]}, headers=headers)
    assert answer.status_code == 404
    assert one["id"] in http.get("/documents/add", headers=HEADERS).text


@pytest.mark.parametrize(
    ("path", "form"),
    [("/documents/add", {}), ("/documents/previews", {"act": "publish", "id": "x"})],
)
def test_nothing_is_done_without_the_forms_secret(
    http: InProcess, store: Path, csrf: str, path: str, form: dict[str, str]
) -> None:
    files = [("document", ("方案.txt", PLAN.encode()))] if path.endswith("add") else None
    assert http.post(path, data={**form, "csrf": "guessed"}, files=files).status_code == 403
    assert kept(store, PREVIEWS) == []


def test_other_bodies_are_refused_by_name(http: InProcess, store: Path, csrf: str) -> None:
    assert http.post("/documents/add", data={"csrf": csrf}).status_code == 415
    assert http.post("/documents/add", files={"other": ("a.txt", b"x")}, data={"csrf": csrf}).status_code == 400
    assert send(http, csrf, ("a.txt", b"x" * 200_000)).status_code == 413
    many = [(f"{number}.txt", b"x") for number in range(51)]
    assert send(http, csrf, *many).status_code == 400
    assert settle(http, csrf, "burn", "x").status_code == 400
    assert kept(store, PREVIEWS) == []


@pytest.mark.parametrize("text", HOSTILE_STRINGS)
def test_a_hostile_file_name_stays_text(http: InProcess, store: Path, csrf: str, text: str) -> None:
    previews = Previews(store, Bounds(documents=9, bytes=1_000_000, seconds=3600))
    kept, _ = previews.keep("token:li", f"{text}a.txt", [PLAN.encode()], datetime.now(UTC))
    previews.note(replace(kept, name=text, title=text, problem=text, counts={"doubt": 1}), "{}")
    previews.refuse("token:li", text, text, None, datetime.now(UTC))
    page = parse(http.get("/documents/add", headers=HEADERS).text)
    assert not page.xpath("//img | //svg | //iframe | //@*[starts-with(name(), 'on')] | //script[not(@src)]")
    assert [a for a in page.xpath("//@href | //@src | //@action") if not a.startswith(("/", "#"))] == []
    assert len(page.xpath("//table[@class='sent']/tbody/tr")) == 2


def test_who_may_not_add_is_told_how_to_get_there(http: InProcess) -> None:
    page = parse(http.get("/documents/add", headers=HEADERS).text)
    assert not page.xpath("//input[@type='file']")
    assert page.xpath("//main//a/@href") == ["/account"]

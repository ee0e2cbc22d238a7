"""``POST /documents`` and the session of a browser: added when the answer says so, and only for who may."""

import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from api.app import create_app
from api.roles import Role
from api.settings import read_settings
from api.tokens import create_token, revoke_token
from graph.lock import take_lock
from graph.release import current_release, open_store
from graph.uploads import UPLOADS, uploaded_sources
from tests.api.in_process import InProcess

PLAN = "临江市供水保障方案\n一、主要任务\n(一)改造管网。到2026年供水管网漏损率降至9%以下。(牵头单位:市水务局)\n"
NAME = "供水方案.txt"


@pytest.fixture
def token(tmp_path: Path) -> str:
    return create_token(tmp_path / "s" / "tokens.json", "li", Role.CONTRIBUTOR)


@pytest.fixture
def http(tmp_path: Path) -> Iterator[InProcess]:
    (tmp_path / "s").mkdir(exist_ok=True)
    with InProcess(create_app(read_settings(store=tmp_path / "s", document_bytes=100_000))) as client:
        yield client


def send(
    http: InProcess,
    token: str | None,
    content: bytes = PLAN.encode(),
    name: str = NAME,
    form: dict[str, str] | None = None,
) -> tuple[int, dict[str, str]]:
    headers = {"Accept": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    answer = http.post("/documents", files={"document": (name, content)}, data=form or {}, headers=headers)
    return answer.status_code, answer.json()


def kept(directory: Path) -> list[Path]:
    return sorted((directory / UPLOADS).glob("*"))


def test_an_added_document_is_in_the_release_that_the_answer_names(http: InProcess, token: str, tmp_path: Path) -> None:
    status, added = send(http, token)
    release = current_release(tmp_path / "s")
    assert (status, added) == (201, {"name": NAME, "release": release.id, "kept": None})
    assert (release.documents, http.get("/health").json()["release"]) == (1, release.id)
    assert NAME not in {path.name for path in kept(tmp_path / "s")}
    assert [source.called for source in uploaded_sources(tmp_path / "s")] == [NAME]
    assert any(NAME in str(quad.object) for quad in open_store(tmp_path / "s"))


@pytest.mark.parametrize(
    ("content", "name", "status", "reason"),
    [
        (b"", NAME, 422, "is empty"),
        (b"PK\x03\x04", "坏.docx", 422, "坏.docx: is damaged"),
        (b"x", "a.exe", 400, "unknown suffix .exe"),
        (b"x", "a.jsonl", 400, "unknown suffix .jsonl"),
        (b"x", "a", 400, "unknown suffix (none)"),
        (b"x" * 100_001, NAME, 422, "is larger than"),
        (b"x" * 200_000, NAME, 413, "larger than"),
    ],
)
def test_what_is_not_added_leaves_nothing_behind(
    http: InProcess, token: str, tmp_path: Path, content: bytes, name: str, status: int, reason: str
) -> None:
    got, problem = send(http, token, content, name)
    assert (got, reason in problem["detail"]) == (status, True)
    assert kept(tmp_path / "s") == []
    assert str(tmp_path) not in problem["detail"]


@pytest.mark.parametrize("name", ["../../outside.txt", "/etc/outside.txt", "C:\\outside.txt", "\u202eoutside.txt"])
def test_a_name_leads_nowhere(http: InProcess, token: str, tmp_path: Path, name: str) -> None:
    status, added = send(http, token, name=name)
    assert (status, added["name"]) == (201, "outside.txt")
    assert all(path.parent == tmp_path / "s" / UPLOADS for path in tmp_path.rglob("*.txt"))


def test_the_same_policy_again_is_said_to_be_kept(http: InProcess, token: str) -> None:
    send(http, token)
    status, added = send(http, token, PLAN.replace("改造管网。", "").encode(), "短.txt")
    assert (status, added["name"], added["kept"]) == (201, "短.txt", NAME)


def test_while_another_writes_the_client_is_told_to_come_back(http: InProcess, token: str, tmp_path: Path) -> None:
    with take_lock(tmp_path / "s"):
        status, problem = send(http, token)
    assert (status, kept(tmp_path / "s")) == (503, [])
    assert "is writing here" in problem["detail"]


async def pieces() -> AsyncIterator[bytes]:
    yield b"x"


def test_other_bodies_are_refused_by_name(http: InProcess, token: str) -> None:
    headers = {"Authorization": f"Bearer {token}"}
    assert http.post("/documents", content=b"x", headers=headers).status_code == 415
    assert http.post("/documents", files={"other": ("a.txt", b"x")}, headers=headers).status_code == 400
    form = {**headers, "Content-Type": "multipart/form-data; boundary=x"}
    assert http.post("/documents", content=pieces(), headers=form).status_code == 411


def test_a_revoked_token_ends_at_once(http: InProcess, token: str, tmp_path: Path) -> None:
    assert send(http, token)[0] == 201
    revoke_token(tmp_path / "s" / "tokens.json", "li")
    assert send(http, token)[0] == 401


def sign_in(http: InProcess, token: str) -> str:
    """Sign in as a browser does; returns the secret that its forms repeat."""
    assert http.post("/session", data={"token": token}).status_code == 200
    found = re.search(r'name="csrf" value="([^"]+)"', http.get("/account").text)
    assert found
    return found[1]


def test_a_browser_adds_a_document_with_its_session(http: InProcess, token: str) -> None:
    secret = sign_in(http, token)
    assert send(http, None, form={"csrf": secret})[0] == 201


@pytest.mark.parametrize("form", [{}, {"csrf": ""}, {"csrf": "guessed"}], ids=["none", "empty", "wrong"])
def test_a_session_without_its_secret_adds_nothing(
    http: InProcess, token: str, tmp_path: Path, form: dict[str, str]
) -> None:
    sign_in(http, token)
    assert send(http, None, form=form)[0] == 403
    assert kept(tmp_path / "s") == []


def test_the_cookie_is_for_zerens_own_pages_only(http: InProcess, token: str) -> None:
    answer = http.post("/session", data={"token": token}, follow_redirects=False)
    cookie = answer.headers["set-cookie"].lower()
    assert all(word in cookie for word in ("httponly", "samesite=strict", "path=/"))
    assert token not in cookie


def test_signing_out_ends_the_session(http: InProcess, token: str) -> None:
    secret = sign_in(http, token)
    cookies = dict(http.cookies)
    assert http.post("/session/end", data={"csrf": secret}).status_code == 200
    http.cookies.update(cookies)
    assert send(http, None, form={"csrf": secret})[0] == 401


def test_a_wrong_token_opens_no_session(http: InProcess) -> None:
    answer = http.post("/session", data={"token": "zeren_wrong"})
    assert (answer.status_code, dict(http.cookies)) == (401, {})
    assert (
        http.post("/session", data={"token": "x"}, headers={"Origin": "https://elsewhere.example"}).status_code == 403
    )

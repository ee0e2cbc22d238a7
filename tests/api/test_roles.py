"""Routes × roles: what each kind of visitor gets at each route of the application."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

from api.app import create_app
from api.roles import NEEDED, Role
from api.settings import read_settings
from api.tokens import create_token
from tests.api.in_process import InProcess


@pytest.fixture(scope="module")
def tokens(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tokens") / "tokens.json"


@pytest.fixture(scope="module")
def secrets(tokens: Path) -> dict[Role, str]:
    roles = (Role.READER, Role.CONTRIBUTOR, Role.ADMINISTRATOR)
    return {role: create_token(tokens, role.name, role) for role in roles}


@pytest.fixture(scope="module")
def app(store: Path, tokens: Path) -> FastAPI:
    return create_app(read_settings(store=store, tokens=tokens))


@pytest.fixture(scope="module")
def http(app: FastAPI) -> Iterator[InProcess]:
    with InProcess(app, follow_redirects=False) as client:
        yield client


def routes(found: Iterable[BaseRoute]) -> Iterator[tuple[str, str]]:
    """Methods and paths of the application's routes; a router that was included has its own."""
    for route in found:
        if isinstance(route, APIRoute):
            yield from ((method, route.path) for method in route.methods or ())
        else:
            yield from routes(getattr(getattr(route, "original_router", None), "routes", ()))


def test_every_route_says_who_may_use_it_and_no_other_is_named(app: FastAPI) -> None:
    assert set(routes(app.routes)) == set(NEEDED)


def test_a_route_that_nobody_was_given_is_closed(app: FastAPI, secrets: dict[Role, str]) -> None:
    other = create_app(app.state.settings)
    other.get("/forgotten")(lambda: "open")
    answer = InProcess(other).get("/forgotten", headers=bearer(secrets[Role.ADMINISTRATOR]))
    assert answer.status_code == 403
    assert "api/roles.py" in answer.json()["detail"]


def bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}", "Accept": "application/json"}


def address(path: str) -> str:
    """A route's path with its slots filled."""
    return path.replace(":path", "").format(
        name="leads", form="csv", ending="ttl", finding="0123456789ab", identifier="0123456789ab"
    )


@pytest.mark.parametrize(("method", "path"), NEEDED)
@pytest.mark.parametrize("role", [None, Role.READER, Role.CONTRIBUTOR, Role.ADMINISTRATOR], ids=str)
def test_a_visitor_gets_what_their_role_allows(
    http: InProcess, secrets: dict[Role, str], role: Role | None, method: str, path: str
) -> None:
    headers = {"Accept": "application/json"} if role is None else bearer(secrets[role])
    answer = http.request(method, address(path), headers=headers)
    needed = NEEDED[method, path]
    if (role or Role.READER) >= needed:
        assert answer.status_code not in {401, 403}
    else:
        assert answer.status_code == (401 if role is None else 403)
        assert f"the role {needed.name.lower()}" in answer.json()["detail"]


def test_without_anonymous_readers_only_the_door_is_open(store: Path, tokens: Path, secrets: dict[Role, str]) -> None:
    app = create_app(read_settings(store=store, tokens=tokens, anonymous_reads=False))
    http = InProcess(app, follow_redirects=False)
    for (method, path), needed in NEEDED.items():
        answer = http.request(method, address(path))
        assert (answer.status_code == 401) == (needed > Role.NOBODY)
    assert http.get("/questions", headers=bearer(secrets[Role.READER])).status_code == 200


def test_a_token_that_is_none_is_refused_even_where_nobody_needs_one(http: InProcess) -> None:
    assert http.get("/health", headers=bearer("zeren_wrong")).status_code == 401


PROXY = {"proxy_address": "127.0.0.0/8", "proxy_user_header": "X-Remote-User", "proxy_role_header": "X-Role"}


@pytest.mark.parametrize(
    ("peer", "headers", "status"),
    [
        ("127.0.0.1", {"X-Remote-User": "li", "X-Role": "contributor"}, 415),
        ("127.0.0.1", {"X-Remote-User": "li", "X-Role": "reader"}, 403),
        ("127.0.0.1", {"X-Remote-User": "li", "X-Role": "king"}, 403),
        ("127.0.0.1", {"X-Remote-User": "li"}, 403),
        ("127.0.0.1", {"X-Role": "contributor"}, 401),
        ("10.0.0.1", {"X-Remote-User": "li", "X-Role": "contributor"}, 401),
        ("10.0.0.1", {"X-Remote-User": "li", "X-Role": "contributor", "X-Forwarded-For": "127.0.0.1"}, 401),
        ("127.0.0.1", {"X-Remote-User": "li", "X-Role": "contributor", "Origin": "https://elsewhere.example"}, 403),
        ("127.0.0.1", {"X-Remote-User": "li", "X-Role": "contributor", "Sec-Fetch-Site": "cross-site"}, 403),
        ("127.0.0.1", {"X-Remote-User": "li", "X-Role": "contributor", "Origin": "http://testserver"}, 415),
    ],
)
def test_a_proxy_is_believed_only_from_its_address(
    store: Path, tokens: Path, peer: str, headers: dict[str, str], status: int
) -> None:
    app = create_app(read_settings(store=store, tokens=tokens, **PROXY))
    assert InProcess(app, client=(peer, 5)).post("/documents", headers=headers).status_code == status


def test_a_proxys_header_means_nothing_where_no_proxy_is_named(http: InProcess) -> None:
    headers = {"X-Remote-User": "li", "X-Role": "administrator"}
    assert http.post("/documents", headers=headers).status_code == 401

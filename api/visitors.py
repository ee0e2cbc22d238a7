"""Who asks, and whether they may: by API token, by session, by the header of a trusted proxy, or as anybody.

A browser sends its cookie, and a proxy its header, whoever made it ask. So what changes something must come with the
session's own secret, or at least from zeren's own pages (Origin, Sec-Fetch-Site), unless it comes with a token.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from http import HTTPStatus
from ipaddress import ip_address, ip_network
from secrets import compare_digest
from typing import Literal, cast
from urllib.parse import urlsplit

from fastapi import Request

from api.protocol import ProtocolError
from api.roles import NEEDED, Role
from api.sessions import COOKIE, Session, Sessions
from api.settings import Settings
from api.tokens import TokenFile

FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")
CSRF_HEADER = "x-csrf-token"
CSRF_FIELD = "csrf"
_FORM_BYTES = 64 * 1024  # what a form may hold beside its document


class NotAllowed(ProtocolError):
    """The visitor may not do this; 401 for who has not said who they are, else 403."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks: a name for the log, what they may do, how they are known, and their session if they have one."""

    name: str
    role: Role
    known_by: Literal["nothing", "token", "session", "proxy"] = "nothing"
    session: Session | None = None


class Doorkeeper:
    """What it takes to know visitors: the settings, the tokens and the sessions of one process."""

    def __init__(self, settings: Settings, tokens: TokenFile, sessions: Sessions) -> None:
        self.settings = settings
        self.tokens = tokens
        self.sessions = sessions

    def visitor(self, request: Request) -> Visitor:
        """Who asks. Raises NotAllowed for a token that is none: a mistake should not look like a missing right."""
        scheme, _, secret = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            token = self.tokens.find(secret.strip())
            if token is None:
                raise NotAllowed(HTTPStatus.UNAUTHORIZED, "no such token; it may have been revoked")
            return Visitor(token.name, Role.named(token.role), "token")
        return self._by_session(request) or self._by_proxy(request) or self._anybody()

    def _by_session(self, request: Request) -> Visitor | None:
        session = self.sessions.find(request.cookies.get(COOKIE, ""))
        token = self.tokens.by_digest(session.digest) if session else None
        return Visitor(token.name, Role.named(token.role), "session", session) if token else None

    def _by_proxy(self, request: Request) -> Visitor | None:
        settings = self.settings
        if not settings.proxy_user_header or not self.is_trusted(request):
            return None
        name = request.headers.get(settings.proxy_user_header, "").strip()
        if not name:
            return None
        given = request.headers.get(settings.proxy_role_header or "", "").strip().lower()
        try:
            return Visitor(name, Role.named(given or settings.proxy_role), "proxy")
        except KeyError:
            return Visitor(name, Role.READER, "proxy")

    def is_trusted(self, request: Request) -> bool:
        """Whether the request comes straight from the proxy that the settings name."""
        if not self.settings.proxy_address or request.client is None:
            return False
        try:
            return ip_address(request.client.host) in ip_network(self.settings.proxy_address, strict=False)
        except ValueError:
            return False

    def _anybody(self) -> Visitor:
        return Visitor("", Role.READER if self.settings.anonymous_reads else Role.NOBODY)


def doorkeeper_of(request: Request) -> Doorkeeper:
    """The doorkeeper of the application a request came to."""
    return cast("Doorkeeper", request.app.state.doorkeeper)


async def admit(request: Request) -> AsyncIterator[None]:
    """Let a request in whose visitor has the role its route needs; every route depends on this. Raises NotAllowed."""
    try:
        await _check(request)
        yield
    finally:
        await request.close()  # a form's files, whoever read it


async def _check(request: Request) -> None:
    path = request.scope["route"].path
    needed = NEEDED.get((request.method, path))
    if needed is None:
        raise NotAllowed(HTTPStatus.FORBIDDEN, f"{request.method} {path}: nobody may, until api/roles.py says who may")
    visitor = doorkeeper_of(request).visitor(request)
    request.state.visitor = visitor
    request.scope["zeren.visitor"] = visitor.name
    if visitor.role < needed:
        wanted = needed.name.lower()
        if visitor.known_by == "nothing":
            raise NotAllowed(HTTPStatus.UNAUTHORIZED, f"this needs the role {wanted}: send an API token, or sign in")
        raise NotAllowed(HTTPStatus.FORBIDDEN, f"this needs the role {wanted}; yours is {visitor.role.name.lower()}")
    if request.method not in {"GET", "HEAD"} and (needed > Role.READER or visitor.session) and path != "/sparql":
        check_origin(request, visitor)
        if visitor.session is not None:
            await _check_secret(request, visitor.session)


def check_origin(request: Request, visitor: Visitor) -> None:
    """Refuse what another site made a browser send. Raises NotAllowed."""
    if visitor.known_by == "token":
        return
    origin = request.headers.get("origin")
    elsewhere = origin is not None and urlsplit(origin).netloc != request.headers.get("host")
    if elsewhere or request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        raise NotAllowed(HTTPStatus.FORBIDDEN, "another site asked for this; do it from zeren's own pages")


async def _check_secret(request: Request, session: Session) -> None:
    given = request.headers.get(CSRF_HEADER)
    if given is None and request.headers.get("content-type", "").startswith(FORMS):
        check_length(request)
        given = str((await request.form()).get(CSRF_FIELD, ""))
    check_secret(given, session)


def check_secret(given: str | None, session: Session) -> None:
    """Refuse what does not come with the session's own secret. Raises NotAllowed."""
    if given is None or not compare_digest(given.encode(), session.csrf.encode()):
        raise NotAllowed(
            HTTPStatus.FORBIDDEN, f"the form's secret is missing or old: send it as {CSRF_FIELD} or {CSRF_HEADER}"
        )


def check_length(request: Request) -> None:
    """Refuse a form before it is read when it holds more than one document may. Raises ProtocolError: 411, 413."""
    most = request.app.state.settings.document_bytes + _FORM_BYTES
    length = request.headers.get("content-length", "")
    if not length.isdecimal():
        raise ProtocolError(HTTPStatus.LENGTH_REQUIRED, "send the form's Content-Length")
    if int(length) > most:
        raise ProtocolError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"larger than {most} bytes; see ZEREN_DOCUMENT_BYTES")

"""Answers that follow from a release alone: an ETag that says which, 304 for who has it, and a memory of the last ones.

The tag is made from the release, the address, the language and what else an answer may depend on, so that it is known
before there is an answer. Only what anybody may see is remembered; a visitor who has said who they are may be shown
something else, and such an answer is for that browser alone.
"""

import asyncio
import hashlib
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Final, NamedTuple

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.cache import Cache
from api.negotiation import preferred_language
from api.roles import declared_path
from api.sessions import COOKIE
from api.settings import Settings
from api.version import installed_version
from api.workers.pool import Pool
from loaders.errors import ZerenError

FOLLOWING: Final = frozenset(
    {
        *("/", "/questions", "/questions/{name}", "/id/{name:path}", "/search", "/search/suggestions"),
        *("/policies", "/departments", "/indicators", "/instruments", "/themes", "/places"),
        *("/matrix", "/compare", "/network", "/network/drawing", "/network/gexf"),
        *("/ontology", "/ontology/{name}", "/ontology.{ending}"),
        *("/export/{form}", "/rdf-graph-store", "/sparql"),
    }
)
"""Routes, as they are declared, whose answers to GET follow from the release and the request alone."""
ASKING: Final = frozenset({"/sparql"})
"""Of these, those that do so only without a query: an answer to one may tell the time."""
PRIVATE: Final = {"cache-control": "private, no-cache", "vary": "Cookie"}
LARGEST_PART: Final = 8
"""An answer of more than one part in so many of the memory is not kept."""
OVERHEAD: Final = 1000
"""Bytes that an answer takes beside its body."""


class Declared(NamedTuple):
    """A route as the log knows it."""

    path: str


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it was sent: the messages of ASGI."""

    messages: tuple[Message, ...]


class Freshness:
    """Tag answers by their release, and keep the last ones. Stands outside of what compresses them."""

    def __init__(self, app: ASGIApp, settings: Settings, pool: Pool) -> None:
        self.app = app
        self.settings = settings
        self._pool = pool
        self._kept: Cache[Kept] = Cache(settings.page_cache)
        self._making: dict[Hashable, asyncio.Event] = {}
        self._made_by = f"{installed_version()} {settings.model_dump_json()}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, unless the client or the memory has its answer."""
        follows = scope["type"] == "http" and scope["method"] == "GET" and self._pool.started and self._follows(scope)
        if not follows:
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if self._is_personal(headers):
            await self.app(
                scope, receive, _with_headers(send, {"cache-control": "private, no-cache", "vary": "Cookie"})
            )
            return
        try:
            release = await self._pool.release()
        except ZerenError:
            await self.app(scope, receive, send)
            return
        tag = self._tag(release.id, scope, headers)
        fresh = {"etag": tag, "cache-control": "no-cache", "vary": "Accept, Accept-Language, Cookie"}
        if tag in (part.strip() for part in headers.get("if-none-match", "").split(",")):
            names = [(name.encode(), value.encode()) for name, value in fresh.items()]
            await send({"type": "http.response.start", "status": 304, "headers": names})
            await send({"type": "http.response.body", "body": b""})
            return
        await self._answer(
            (tag, "gzip" in headers.get("accept-encoding", "")), scope, receive, _with_headers(send, fresh)
        )

    def _follows(self, scope: Scope) -> bool:
        """Whether the answer follows from the release; if so, its route is noted for the log."""
        path = declared_path(scope["path"].removeprefix(self.settings.root_path) or "/")
        if path not in FOLLOWING or (path in ASKING and scope["query_string"]):
            return False
        scope["route"] = Declared(path)
        return True

    def _is_personal(self, headers: Headers) -> bool:
        """Whether the answer may depend on who asks."""
        by_proxy = self.settings.proxy_user_header
        return (
            not self.settings.anonymous_reads
            or "authorization" in headers
            or COOKIE in headers.get("cookie", "")
            or (by_proxy is not None and by_proxy in headers)
        )

    def _tag(self, release: str, scope: Scope, headers: Headers) -> str:
        """A weak tag: compressed or not, the answer is the same."""
        parts = (
            *(release, self._made_by, scope["path"], scope["query_string"].decode("latin-1")),
            *(headers.get("accept", ""), preferred_language(headers.get("accept-language")), headers.get("host", "")),
        )
        return f'W/"{release}-{hashlib.sha256(repr(parts).encode()).hexdigest()[:20]}"'

    async def _answer(self, key: Hashable, scope: Scope, receive: Receive, send: Send) -> None:
        """The answer that is kept, or that is being made for somebody else, or one made now."""
        making = self._making.get(key)
        if making is not None:
            await making.wait()  # once: what failed for one is not tried by each of the others in turn
        kept = self._kept.get(key)
        if kept is not None:
            for message in kept.messages:
                await send(dict(message))
            return
        made = self._making.setdefault(key, asyncio.Event())
        record = _Record(send, self._kept.most // LARGEST_PART)
        try:
            await self.app(scope, receive, record.send)
            if record.messages:
                self._kept.put(key, Kept(tuple(record.messages)), record.size)
        finally:
            made.set()
            self._making.pop(key, None)


class _Record:
    """Sends an answer on and writes it down, unless it is no success, may not be kept, or becomes too long."""

    def __init__(self, send: Send, most: int) -> None:
        self.messages: list[Message] = []
        self.size = OVERHEAD
        self._send = send
        self._most = most
        self._is_worth_keeping = True

    async def send(self, message: Message) -> None:
        """Send one message on."""
        if message["type"] == "http.response.start":
            may_be_kept = Headers(raw=message["headers"]).get("cache-control") != "no-store"
            self._is_worth_keeping = message["status"] == 200 and may_be_kept
        self.size += len(message.get("body", b""))
        self._is_worth_keeping &= self.size <= self._most
        if self._is_worth_keeping:
            self.messages.append({**message, "headers": list(message["headers"])} if "headers" in message else message)
        else:
            self.messages.clear()
        await self._send(message)


def _with_headers(send: Send, headers: dict[str, str]) -> Send:
    """Add headers to an answer that succeeds and has not said itself how long it may be kept."""

    async def send_with(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] == 200:
            found = MutableHeaders(raw=list(message["headers"]))
            if "cache-control" not in found:
                found.update(headers | {"vary": _union(headers["vary"], found.get("vary", ""))})
                message = {**message, "headers": found.raw}
        await send(message)

    return send_with


def _union(*lists: str) -> str:
    """Comma-separated lists as one, each entry once."""
    return ", ".join(dict.fromkeys(entry.strip() for names in lists for entry in names.split(",") if entry.strip()))

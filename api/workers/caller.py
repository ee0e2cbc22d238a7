"""Who asks: the client of the request that is being answered, and whether it still waits."""

import asyncio
from contextvars import ContextVar
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Caller:
    """One request's client: its address, and the work that is being done for it."""

    def __init__(self, client: str) -> None:
        self.client = client
        self.gone = asyncio.Event()
        self.work: set[asyncio.Task[object]] = set()

    def leave(self) -> None:
        """The connection has closed: end the work."""
        self.gone.set()
        for task in self.work:
            task.cancel()


CALLER: Final[ContextVar[Caller | None]] = ContextVar("caller", default=None)
"""Set for each request; threads that answer one have it too."""


class Callers:
    """Watch the connection while its request is answered, so that nobody computes for a client that has gone."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its caller."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        caller = Caller((scope.get("client") or ("", 0))[0])
        begun = CALLER.set(caller)
        watch = Watch(receive, caller)
        if scope["method"] in {"GET", "HEAD"}:
            watch.begin({"type": "http.request", "body": b"", "more_body": False})
        try:
            await self.app(scope, watch.receive, send)
        finally:
            watch.end()
            CALLER.reset(begun)


class Watch:
    """A request's messages: its body is passed on as it is asked for; then the end of the connection is awaited."""

    def __init__(self, receive: Receive, caller: Caller) -> None:
        self._receive = receive
        self._visitor = caller
        self._waiting: asyncio.Task[None] | None = None
        self._owed: list[Message] = []

    def begin(self, *owed: Message) -> None:
        """Wait for the end of the connection; ``owed`` are messages that the application may still ask for."""
        self._owed.extend(owed)
        self._waiting = asyncio.create_task(self._wait())

    async def _wait(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self._visitor.leave()

    async def receive(self) -> Message:
        """The request's next message."""
        if self._waiting is None:
            message = await self._receive()
            if message["type"] == "http.disconnect":
                self._visitor.leave()
            elif not message.get("more_body", False):
                self.begin()
            return message
        if self._owed:
            return self._owed.pop()
        await self._visitor.gone.wait()
        return {"type": "http.disconnect"}

    def end(self) -> None:
        """The request is answered."""
        if self._waiting is not None:
            self._waiting.cancel()

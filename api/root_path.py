"""Pages under a path: a proxy shows the service at ``/zeren``, and may take that off; here it is put into addresses.

Pages and redirects write zeren's own addresses from the root on. They are changed on their way out, in one place, so
that no page, drawing or message needs to know where it will be shown.
"""

import re

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_ADDRESS = re.compile(rb"""(\s(?:href|src|action)=["']|"href": ?")/(?![/\\])""")


class UnderPath:
    """Put the path before every address of zeren's own in the pages and redirects of an application."""

    def __init__(self, app: ASGIApp, path: str) -> None:
        self.app = app
        self.path = path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; a page is held back until it is whole."""
        if scope["type"] != "http" or not self.path:
            await self.app(scope, receive, send)
            return
        scope = {**scope, "root_path": self.path}
        if not scope["path"].startswith(f"{self.path}/"):
            # the proxy took it off; an application finds its mounted parts by the whole path (ASGI, HTTP scope)
            scope["path"] = self.path + scope["path"]
            scope["raw_path"] = self.path.encode() + scope.get("raw_path", b"")
        start: Message | None = None
        body = bytearray()

        async def send_changed(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                location = headers.get("location", "")
                if location.startswith("/") and not location.startswith((f"{self.path}/", "//")):
                    headers["location"] = self.path + location
                if headers.get("content-type", "").startswith("text/html"):
                    start = message
                    return
            elif message["type"] == "http.response.body" and start is not None:
                body.extend(message.get("body", b""))
                if message.get("more_body", False):
                    return
                changed = _under(bytes(body), self.path)
                MutableHeaders(scope=start)["content-length"] = str(len(changed))
                await send(start)
                await send({**message, "body": changed})
                return
            await send(message)

        await self.app(scope, receive, send_changed)


def _under(page: bytes, path: str) -> bytes:
    """The page with the path before its addresses, where it is not already (the page of ``/docs`` knows it)."""
    prefix = path.encode() + b"/"

    def put_before(found: re.Match[bytes]) -> bytes:
        return found.group() if page.startswith(prefix, found.end() - 1) else found[1] + prefix

    return _ADDRESS.sub(put_before, page)

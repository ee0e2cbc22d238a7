"""Headers that keep a page to itself: no outside address, no framing, no guessing of types.

Scripts and styles come from zeren's own files. A page with a script inside it (a drawn network, the API's page)
allows just that script, by its hash (CSP Level 3, 6.7.3).
"""

import base64
import hashlib
import re

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

INLINE_SCRIPT = re.compile(r"<script(?![^>]*\ssrc\s*=)[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)


def content_policy(html: str = "") -> str:
    """The Content-Security-Policy under which a page works: zeren's own files, and what is written in ``html``.

    Give ``html`` only for a page whose scripts zeren itself wrote: the hash of an injected script would let it run.
    """
    styles = " 'unsafe-inline'" if html else ""
    scripts = "".join(f" '{_hash(script)}'" for script in dict.fromkeys(INLINE_SCRIPT.findall(html)) if script)
    return (
        f"default-src 'self'; script-src 'self'{scripts}; style-src 'self'{styles}; img-src 'self' data:; "
        "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )


def _hash(script: str) -> str:
    # a browser hashes what its parser made of the page, in which a line ends with one character
    digest = hashlib.sha256(script.replace("\r\n", "\n").encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"


HEADERS = {
    "Content-Security-Policy": content_policy(),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class SecurityHeaders:
    """Add the headers to every answer that does not set its own."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and the answer back with its headers."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers)

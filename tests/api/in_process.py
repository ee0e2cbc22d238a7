"""A client of an application in the same process, from whatever address a test says it comes."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Self

import httpx
from fastapi import FastAPI


class InProcess:
    """Sends requests one by one, and keeps cookies as a browser does."""

    def __init__(self, app: FastAPI, client: tuple[str, int] = ("127.0.0.1", 5), follow_redirects: bool = True) -> None:
        self.app = app
        self.cookies = httpx.Cookies()
        self._peer = client
        self._follow = follow_redirects

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return

    def request(self, method: str, path: str, **more: Any) -> httpx.Response:
        """Send a request and wait for its answer; a failure of the application is answered with 500.

        In a thread of its own, since the browser of other tests keeps an event loop running in this one.
        """
        with ThreadPoolExecutor(max_workers=1) as thread:
            return thread.submit(lambda: asyncio.run(self._request(method, path, more))).result()

    def get(self, path: str, **more: Any) -> httpx.Response:
        """GET."""
        return self.request("GET", path, **more)

    def post(self, path: str, **more: Any) -> httpx.Response:
        """POST."""
        return self.request("POST", path, **more)

    async def _request(self, method: str, path: str, more: dict[str, Any]) -> httpx.Response:
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False, client=self._peer)
        async with httpx.AsyncClient(
            transport=transport,
            base_url="http://testserver",
            cookies=self.cookies,
            follow_redirects=more.pop("follow_redirects", self._follow),
        ) as client:
            answer = await client.request(method, path, **more)
            self.cookies = client.cookies
            return answer

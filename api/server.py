"""The HTTP server of an application with workers."""

from types import FrameType
from typing import Final

import uvicorn
from fastapi import FastAPI

from api.workers.pool import Pool

KEPT_OPEN: Final = 75
"""Seconds that a connection may be idle: longer than proxies keep theirs, lest one is closed as a request comes."""


class Server(uvicorn.Server):
    """uvicorn, whose end does not wait for queries; ``patience`` is what downloads are given, in seconds."""

    def __init__(self, app: FastAPI, patience: int | None) -> None:
        configuration = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            ws="none",
            # whose word counts on where a request comes from is for ZEREN_PROXY_ADDRESS to say
            proxy_headers=False,
            server_header=False,
            timeout_keep_alive=KEPT_OPEN,
            timeout_graceful_shutdown=patience,
        )
        super().__init__(configuration)
        self._pool: Pool = app.state.pool

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """End every query, and then the server."""
        super().handle_exit(sig, frame)
        self._pool.hurry_soon()

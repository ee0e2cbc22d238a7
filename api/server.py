"""The HTTP server of an application with workers."""

from types import FrameType
from typing import Final

import uvicorn
from fastapi import FastAPI

from api.workers.pool import Pool

PATIENCE: Final = 2
"""Seconds that downloads under way are given at the end; queries are ended at once."""


class Server(uvicorn.Server):
    """uvicorn, whose end does not wait for queries."""

    def __init__(self, app: FastAPI, log_level: str = "warning") -> None:
        super().__init__(uvicorn.Config(app, log_level=log_level, ws="none", timeout_graceful_shutdown=PATIENCE))
        self._pool: Pool = app.state.pool

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """End every query, and then the server."""
        super().handle_exit(sig, frame)
        self._pool.hurry_soon()

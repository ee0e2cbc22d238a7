"""The HTTP application over the store of one directory."""

import asyncio
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import BoundedSemaphore, Lock

from anyio.to_thread import current_default_thread_limiter
from fastapi import Depends, FastAPI
from fastapi_offline import FastAPIOffline
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware

from api import problems
from api.current_audit import CurrentAudit
from api.description import describe
from api.engine import Engine
from api.freshness import Freshness
from api.head import HeadAsGet
from api.journal import Journal
from api.metrics import Metrics
from api.root_path import UnderPath
from api.routes import (
    account,
    adding,
    audit,
    compare,
    documents,
    exports,
    graphs,
    matrix,
    network,
    ontology,
    pages,
    search,
    service,
    sparql,
    things,
)
from api.security import SecurityHeaders
from api.sessions import Sessions
from api.settings import Settings
from api.tokens import TokenFile
from api.version import installed_version
from api.visitors import Doorkeeper, admit
from api.workers.caller import Callers
from api.workers.limits import Limits
from api.workers.pool import Pool
from api.workers.remote_engine import RemoteEngine

DESCRIPTION = "Who must reach what by when: answers from policy documents, each with its sentence."


SMALL = 1000
"""Bytes; compressing less is not worth it."""
READ_AT_ONCE = 2
"""Documents that are read for their previews at one time; others wait."""
SHOWN_HEADERS = ("X-Zeren-Truncated", "Retry-After")
"""What pages of other origins may read, beside what they always may."""


def create_app(settings: Settings) -> FastAPI:
    """The application; its workers follow the store's current release."""
    app: FastAPI = FastAPIOffline(
        title="zeren",
        version=installed_version(),
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        dependencies=[Depends(admit)],
        lifespan=_lifespan,
    )
    app.state.settings = settings
    app.state.engine = Engine(settings.store)  # until it is started, an application has no workers
    app.state.pool = Pool(settings.store, limits_of(settings))
    app.state.metrics = Metrics()
    app.state.doorkeeper = Doorkeeper(
        settings, TokenFile(settings.token_file), Sessions(settings.session_seconds, time.monotonic)
    )
    app.state.contributing = Lock()
    app.state.audit = CurrentAudit()
    app.state.reading = BoundedSemaphore(READ_AT_ONCE)
    parts = (
        sparql,  # a route is looked for in this order, and that of programs is asked for most
        pages,
        things,
        search,
        matrix,
        compare,
        audit,
        network,
        graphs,
        exports,
        ontology,
        documents,
        adding,
        account,
        service,
    )
    for part in parts:
        app.include_router(part.router)
    describe(app)
    problems.register(app)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(UnderPath, path=settings.root_path)
    app.add_middleware(GZipMiddleware, minimum_size=SMALL, compresslevel=3)
    app.add_middleware(Freshness, settings=settings, pool=app.state.pool)
    app.add_middleware(Journal, metrics=app.state.metrics)
    app.add_middleware(HeadAsGet)
    if settings.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.cors_origins.split(),
            allow_methods=["GET", "HEAD", "POST"],
            allow_headers=["*"],
            expose_headers=SHOWN_HEADERS,
        )
    app.add_middleware(Callers)
    return app


def limits_of(settings: Settings) -> Limits:
    """The settings that concern the workers."""
    processors = os.cpu_count() or 1
    return Limits(
        workers=settings.workers or max(3, processors + 1),
        slow_workers=settings.slow_workers or max(2, processors),
        seconds=settings.query_seconds,
        slow_after=settings.slow_seconds,
        memory=settings.query_memory,
        release_memory=settings.release_memory,
        waiting=settings.waiting,
        waiting_seconds=settings.waiting_seconds,
        client_queries=settings.client_queries,
        client_share=settings.client_share,
    )


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Have workers from the first request to the last."""
    settings: Settings = app.state.settings
    pool: Pool = app.state.pool
    app.state.engine = RemoteEngine(
        pool, asyncio.get_running_loop(), settings.answer_cache, file_seconds=settings.export_seconds
    )
    # a thread for every handler that may wait for a worker, so that those who ask for none are not kept waiting
    current_default_thread_limiter().total_tokens += settings.waiting
    await pool.start()
    yield
    await pool.stop()

"""The HTTP application over the store of one directory."""

import time
from threading import Lock

from fastapi import Depends, FastAPI
from fastapi_offline import FastAPIOffline

from api import problems
from api.engine import Engine
from api.head import HeadAsGet
from api.journal import Journal
from api.metrics import Metrics
from api.root_path import UnderPath
from api.routes import (
    account,
    compare,
    documents,
    exports,
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

DESCRIPTION = "Who must reach what by when: answers from policy documents, each with its sentence."


def create_app(settings: Settings) -> FastAPI:
    """The application; it opens the store when first asked, and follows the store's current release from then on."""
    app: FastAPI = FastAPIOffline(
        title="zeren",
        version=installed_version(),
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        dependencies=[Depends(admit)],
    )
    app.state.settings = settings
    app.state.engine = Engine(settings.store)
    app.state.metrics = Metrics()
    app.state.doorkeeper = Doorkeeper(
        settings, TokenFile(settings.token_file), Sessions(settings.session_seconds, time.monotonic)
    )
    app.state.contributing = Lock()
    parts = (pages, things, search, matrix, compare, network, sparql, exports, ontology, documents, account, service)
    for part in parts:
        app.include_router(part.router)
    service.add_documentation(app)
    problems.register(app)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(UnderPath, path=settings.root_path)
    app.add_middleware(Journal, metrics=app.state.metrics)
    app.add_middleware(HeadAsGet)
    return app

"""The HTTP application over the store of one directory."""

from fastapi import FastAPI
from fastapi_offline import FastAPIOffline

from api import problems
from api.engine import Engine
from api.head import HeadAsGet
from api.routes import compare, exports, matrix, network, ontology, pages, search, service, sparql, things
from api.security import SecurityHeaders
from api.settings import Settings
from api.version import installed_version

DESCRIPTION = "Who must reach what by when: answers from policy documents, each with its sentence."


def create_app(settings: Settings) -> FastAPI:
    """The application; it opens the store when first asked, and follows the store's current release from then on."""
    app: FastAPI = FastAPIOffline(
        title="zeren",
        version=installed_version(),
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
    )
    app.state.settings = settings
    app.state.engine = Engine(settings.store)
    for part in (pages, things, search, matrix, compare, network, sparql, exports, ontology, service):
        app.include_router(part.router)
    service.add_documentation(app)
    problems.register(app)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(HeadAsGet)
    return app

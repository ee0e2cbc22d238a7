"""What machines and browsers need besides the pages: ``/health``, ``/static/{name}``, ``/docs``."""

from typing import Literal, cast

from fastapi import APIRouter, FastAPI, Response
from fastapi.responses import HTMLResponse, PlainTextResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from api.access import VARY, VisitHere
from api.metrics import MEDIA_TYPE, Metrics
from loaders.errors import ZerenError
from viz import pages
from viz.assets import static_files

FOR_A_YEAR = "public, max-age=31536000, immutable"
SWAGGER = "/static-offline-docs"
"""Where fastapi-offline has the application serve its files."""

router = APIRouter()


class Health(BaseModel):
    """Whether zeren answers, and from what."""

    status: Literal["ok"]
    release: str
    published_at: str
    counts: dict[str, int]


@router.get("/health", tags=["Service"], summary="Whether zeren answers, and from which release")
def health(visit: VisitHere) -> Health:
    """The release in use and what it holds; 503 when no release can be opened."""
    release, counts = visit.engine.release(), visit.engine.counts()
    return Health(
        status="ok",
        release=release.id,
        published_at=release.published_at.isoformat(),
        counts={"documents": release.documents, "quads": release.quads, **counts},
    )


@router.get("/metrics", tags=["Service"], summary="Numbers for Prometheus", response_class=PlainTextResponse)
def metrics(visit: VisitHere) -> Response:
    """Requests by route and status, their times, and what the release in use holds."""
    gauges: dict[str, tuple[str, float]] = {}
    try:
        release = visit.engine.release()
    except ZerenError:
        gauges["zeren_release_ready"] = ("Whether a release can be read.", 0.0)
    else:
        gauges = {
            "zeren_release_ready": ("Whether a release can be read.", 1.0),
            "zeren_release_number": ("Place of the release in their sequence.", float(release.number)),
            "zeren_release_published_seconds": ("When it was published.", release.published_at.timestamp()),
            "zeren_release_documents": ("Documents in it.", float(release.documents)),
            "zeren_release_quads": ("Statements in it.", float(release.quads)),
        }
    counted = cast("Metrics", visit.request.app.state.metrics)
    return Response(counted.as_text(gauges), media_type=MEDIA_TYPE)


@router.get("/static/{name}", include_in_schema=False)
def static(name: str, v: str = "") -> Response:
    """A file that pages need; for long, when the address holds the digest of the content."""
    asset = static_files().get(name)
    if asset is None:
        raise HTTPException(404, f"{name}: no such file")
    lasting = FOR_A_YEAR if v == asset.digest else "no-cache"
    return Response(asset.content, media_type=asset.media_type, headers={"Cache-Control": lasting})


@router.get("/docs", include_in_schema=False)
def documentation(visit: VisitHere) -> HTMLResponse:
    """The description of the interface, shown by Swagger UI, whose files fastapi-offline brings."""
    app = cast("FastAPI", visit.request.app)
    page = pages.DocsPage(
        operations=tuple(
            pages.Operation(method.upper(), path, operation.get("summary", ""))
            for path, operations in app.openapi()["paths"].items()
            for method, operation in operations.items()
        ),
        description=str(app.openapi_url),
        script=f"{SWAGGER}/swagger-ui-bundle.js",
        style=f"{SWAGGER}/swagger-ui.css",
    )
    return HTMLResponse(pages.docs(page, visit.frame()), headers=VARY)

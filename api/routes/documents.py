"""``POST /documents``: a document that a contributor sends, kept, read, and published before the answer says so."""

from http import HTTPStatus
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from api.access import Visit, VisitHere
from api.protocol import ProtocolError
from api.visitors import check_length
from graph.aliasing import load_aliases
from graph.build import BuildReport, build_uploaded
from graph.publishing import Publication
from graph.sources import key_name
from graph.uploads import drop_upload, keep_upload, uploaded_sources
from loaders.errors import ZerenError

FIELD = "document"
PIECE = 1 << 20

router = APIRouter(tags=["Documents"])


class Added(BaseModel):
    """A document that is in the graph now, whatever happens to this machine: its name and the release that has it.

    ``kept`` names another source of the same policy that is kept in its place.
    """

    name: str
    release: str
    kept: str | None = None


FORM = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": [FIELD],
                    "properties": {FIELD: {"type": "string", "format": "binary"}},
                }
            }
        },
    }
}


async def sent_document(request: Request) -> UploadFile:
    """The document of a form. Raises ProtocolError: 411, 413, 415, 400."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise ProtocolError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"send multipart/form-data with the field {FIELD}")
    check_length(request)
    document = (await request.form(max_files=1, max_fields=10)).get(FIELD)
    if not isinstance(document, UploadFile) or not document.filename:
        raise ProtocolError(HTTPStatus.BAD_REQUEST, f"send the document, with its name, in the field {FIELD}")
    return document


@router.post("/documents", status_code=201, summary="Add a document", openapi_extra=FORM)
async def add_document(visit: VisitHere, document: Annotated[UploadFile, Depends(sent_document)]) -> Added:
    """Add one document (contributor). 201 when a release that holds it is on the disk; else nothing has changed.

    422 with the reason when it cannot be read within the limits, 507 when the disk is full.
    """
    return await run_in_threadpool(_add, visit, document)


def _add(visit: Visit, document: UploadFile) -> Added:
    settings = visit.settings
    pieces = iter(lambda: document.file.read(PIECE), b"")
    source = keep_upload(settings.store, document.filename or "", pieces)
    try:
        with visit.request.app.state.contributing:
            report = build_uploaded(
                source,
                settings.store,
                publication=Publication.now(settings.releases_kept),
                aliases=load_aliases(settings.aliases, settings.store),
                limits=settings.limits,
            )
    except ZerenError:
        drop_upload(source)
        raise
    return _added(source.name, settings.store, report)


def _added(name: str, store: Path, report: BuildReport) -> Added:
    assert report.release is not None
    return Added(name=name, release=report.release.id, kept=kept_instead(report, store))


def kept_instead(report: BuildReport, store: Path) -> str | None:
    """The name of the other source of the same policy that the release holds in the document's place, if one does."""
    if report.built or not report.duplicates:
        return None
    called = {key_name(source.key): source.called for source in uploaded_sources(store)}
    path = report.duplicates[0].kept
    return called.get(path, path.rpartition("/")[2])  # where files lie is nobody's business over HTTP

"""``/documents/add``: documents are sent, looked at, and published or discarded, each for itself."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from api.access import Visit, VisitHere
from api.addresses import address_of
from api.findings import NEVER_KEPT
from api.negotiation import negotiate
from api.preview_values import preview_of
from api.protocol import ProtocolError
from api.roles import Role
from api.routes.documents import FIELD, PIECE, kept_instead
from api.visitors import check_length
from graph.aliasing import load_aliases
from graph.build import publish_uploaded
from graph.errors import RefusedUpload
from graph.previews import Bounds, Preview, Previews
from graph.publishing import Publication
from graph.uploads import UPLOADS, drop_upload, move_upload
from loaders.errors import UnreadableFile, ZerenError
from loaders.reading import ARCHIVE, RECORDS, known_suffixes
from ontology.aliases import Alias
from queries.preview import as_text, check_fresh, parse_preview, preview
from viz import adding_pages
from viz.markup import in_language
from viz.results import Cell

MOST_FILES = 50
"""Files of one form."""
MEGABYTE = 1_000_000
SECONDS_TO_SHOW = 20.0
"""How long an answer waits until pages are made from the release it has published."""

router = APIRouter(tags=["Documents"])


# -- sending


@router.get("/documents/add", summary="The form to add documents, and what waits", response_class=HTMLResponse)
def adding(visit: VisitHere) -> Response:
    """The documents that the visitor sent and what became of each; without the role, how to get it."""
    settings = visit.settings
    may_add = visit.visitor.role >= Role.CONTRIBUTOR
    sent = previews_of(visit).of(_owner(visit), _now()) if may_add else ()
    page = adding_pages.AddPage(
        may_add=may_add,
        csrf=_csrf(visit),
        suffixes=tuple(sorted(known_suffixes() - {ARCHIVE, RECORDS})),
        megabytes=max(1, settings.document_bytes // MEGABYTE),
        most=settings.previews,
        hours=max(1, settings.preview_seconds // 3600),
        lines=tuple(_line(one, visit) for one in sent),
    )
    return HTMLResponse(adding_pages.add(page, visit.frame()), headers=NEVER_KEPT)


async def sent_documents(request: Request) -> list[UploadFile]:
    """The documents of a form. Raises ProtocolError: 411, 413, 415, 400."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise ProtocolError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"send multipart/form-data with fields {FIELD}")
    check_length(request)
    form = await request.form(max_files=MOST_FILES, max_fields=10)
    found = [part for part in form.getlist(FIELD) if isinstance(part, UploadFile) and part.filename]
    if not 0 < len(found) <= MOST_FILES:
        raise ProtocolError(HTTPStatus.BAD_REQUEST, f"send 1 to {MOST_FILES} documents, each in a field {FIELD}")
    return found


@router.post("/documents/add", summary="Send documents to look at before they are published", status_code=303)
async def send(visit: VisitHere, documents: Annotated[list[UploadFile], Depends(sent_documents)]) -> Response:
    """Keep and read documents (contributor). 303 to the page of what waits; a program gets JSON on each.

    A document that cannot be read is refused with the reason, and hinders no other.
    """
    kept = await run_in_threadpool(lambda: [_keep(visit, document) for document in documents])
    if negotiate(visit.accept, ("text/html", "application/json")) == "application/json":
        return JSONResponse([_told(one) for one in kept])
    return _back(visit)


def _told(kept: Preview) -> dict[str, object]:
    return {
        "id": kept.id,
        "name": kept.name,
        "title": kept.title,
        "counts": dict(kept.counts),
        "refused": kept.refused,
    }


def _keep(visit: Visit, document: UploadFile) -> Preview:
    """Keep a document with what is read of it, or note why not."""
    previews, owner, now = previews_of(visit), _owner(visit), _now()
    name = document.filename or ""
    pieces = iter(lambda: document.file.read(PIECE), b"")
    with visit.request.app.state.reading:
        try:
            kept, source = previews.keep(owner, name, pieces, now)
        except RefusedUpload as error:
            return previews.refuse(owner, name, _reason(error, error.name), None, now)
        try:
            found = preview(source, _aliases(visit), visit.settings.limits)
        except UnreadableFile as error:
            return previews.refuse(owner, name, _reason(error, kept.name), kept, now)
        except BaseException:
            drop_upload(source)
            raise
    kept = replace(kept, title=found.title, policy=found.policy, counts=found.counts)
    previews.note(kept, as_text(found))
    return kept


# -- looking


@router.get("/documents/previews/{identifier}", summary="A document as its page would be", response_class=HTMLResponse)
def look(identifier: str, visit: VisitHere) -> Response:
    """What was read of a document that waits, doubts first; 404 for one that the visitor has not sent."""
    previews = previews_of(visit)
    kept = previews.find(_owner(visit), identifier, _now())
    if kept is None or not kept.waits:
        raise _none(identifier)
    found = parse_preview(previews.read(kept))
    page = adding_pages.PreviewPage(
        id=kept.id,
        name=kept.name,
        csrf=_csrf(visit),
        document=preview_of(found.looks[visit.language], visit.language),
        known=_known(kept, visit),
    )
    return HTMLResponse(adding_pages.preview(page, visit.frame()), headers=NEVER_KEPT)


# -- publishing and discarding


async def chosen(request: Request) -> tuple[Literal["publish", "discard"], tuple[str, ...]]:
    """What a form asks for, and of which documents. Raises ProtocolError."""
    check_length(request)
    form = await request.form(max_files=0, max_fields=1000)
    act = form.get("act")
    if act not in {"publish", "discard"}:
        raise ProtocolError(HTTPStatus.BAD_REQUEST, "act: one of publish, discard")
    identifiers = tuple(str(value) for value in form.getlist("id"))
    return ("publish" if act == "publish" else "discard"), identifiers


@router.post("/documents/previews", summary="Publish or discard documents that wait", status_code=303)
async def settle(
    visit: VisitHere, form: Annotated[tuple[Literal["publish", "discard"], tuple[str, ...]], Depends(chosen)]
) -> Response:
    """Publish or discard documents (contributor): fields ``act`` and ``id``, the latter once for each.

    What was looked at is what is published. 303 to the page that says what became of each; 404 when none of them is
    there any more.
    """
    act, identifiers = form
    return await run_in_threadpool(_settle, visit, _publish if act == "publish" else _discard, identifiers)


def _settle(visit: Visit, act: Callable[[Visit, Preview], None], identifiers: tuple[str, ...]) -> Response:
    previews, owner = previews_of(visit), _owner(visit)
    found = [one for identifier in identifiers if (one := previews.find(owner, identifier, _now())) is not None]
    if not found:
        raise _none(", ".join(identifiers[:3]) or "id")
    for one in found:
        act(visit, one)
    if act is _publish:
        with suppress(ZerenError):  # nothing may have been published yet
            visit.engine.catch_up(SECONDS_TO_SHOW)
    return _back(visit)


def _discard(visit: Visit, kept: Preview) -> None:
    previews_of(visit).discard(kept)


def _publish(visit: Visit, kept: Preview) -> None:
    """Publish what was read of a document that waits; why it cannot be is noted, and it waits on."""
    if not kept.waits:
        return
    previews, settings, state = previews_of(visit), visit.settings, visit.request.app.state
    with state.contributing:
        source = previews.source(kept)
        if source is None:  # published or discarded just now, in another window
            return
        try:
            found = parse_preview(previews.read(kept))
            check_fresh(found, source, _aliases(visit))
            moved = move_upload(source, settings.store / UPLOADS)
            try:
                report = publish_uploaded(
                    moved, found.read, settings.store, publication=Publication.now(settings.releases_kept)
                )
            except BaseException:
                move_upload(moved, previews.folder)
                raise
        except ZerenError as error:
            previews.note(replace(kept, problem=_reason(error, kept.name)))
            return
    assert report.release is not None
    instead = kept_instead(report, settings.store) or ""
    previews.note(replace(kept, release=report.release.id, instead=instead, problem=""))


# -- what they share


def previews_of(visit: Visit) -> Previews:
    """What waits in the visitor's store."""
    settings = visit.settings
    bounds = Bounds(settings.previews, settings.preview_bytes, settings.preview_seconds)
    return Previews(settings.store, bounds)


def _owner(visit: Visit) -> str:
    """Whose a document is: who signs in with a token is who sends it by token."""
    visitor = visit.visitor
    return f"{'proxy' if visitor.known_by == 'proxy' else 'token'}:{visitor.name}"


def _line(kept: Preview, visit: Visit) -> adding_pages.SentLine:
    return adding_pages.SentLine(
        id=kept.id,
        name=kept.name,
        title=kept.title,
        counts=kept.counts,
        waits=kept.waits,
        look=f"/documents/previews/{kept.id}" if kept.waits else "",
        refused=kept.refused,
        problem=kept.problem,
        release=kept.release,
        instead=kept.instead,
        policy=_known(kept, visit),
    )


def _known(kept: Preview, visit: Visit) -> Cell | None:
    """The policy's page, where the release has it."""
    try:
        # what documents only cite has a page, too
        is_known = bool(kept.policy) and "zr:Policy" in visit.engine.thing(kept.policy, visit.language).classes
    except ZerenError:  # there is no release yet
        is_known = False
    return Cell(text=kept.title, href=address_of(kept.policy)) if is_known else None


def _aliases(visit: Visit) -> tuple[Alias, ...]:
    return tuple(load_aliases(visit.settings.aliases, visit.settings.store))


def _csrf(visit: Visit) -> str:
    return visit.visitor.session.csrf if visit.visitor.session else ""


def _reason(error: Exception, name: str) -> str:
    return str(error).removeprefix(f"{name}: ").removeprefix(f"{name}, ")


def _now() -> datetime:
    return datetime.now(UTC)


def _none(identifier: str) -> ProtocolError:
    return ProtocolError(HTTPStatus.NOT_FOUND, f"{identifier}: no such document waits; it may have been discarded")


def _back(visit: Visit) -> RedirectResponse:
    return RedirectResponse(
        visit.root + in_language("/documents/add", visit.language, visit.usual), HTTPStatus.SEE_OTHER
    )

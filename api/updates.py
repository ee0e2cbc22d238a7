"""SPARQL updates: who may send them, and how one is carried out; off unless ``zeren serve --allow-update``."""

from http import HTTPStatus
from typing import Final

from fastapi import Response
from fastapi.concurrency import run_in_threadpool

from api.access import Visit
from api.problems import PROBLEM
from api.protocol import ProtocolError, UpdateRequest
from api.roles import Role
from api.visitors import CSRF_HEADER, NotAllowed, check_origin, check_secret
from graph.errors import Reason, RefusedUpdate
from graph.publishing import Publication
from graph.updating import update
from queries.errors import BadQuery
from queries.guard import Bounds, place_of
from queries.updates import Using, read_update, syntax_fault
from viz.text import LANGUAGES, Texts

RELEASE: Final = "X-Zeren-Release"
"""The header that names the release with which an update is to be seen."""
SECONDS_TO_SHOW: Final = 120.0
"""How long an answer waits until queries are answered from the release that has the update."""
FORBIDDEN: Final = frozenset[Reason](["own_graph", "default_graph"])
COSTLY: Final = frozenset[Reason](["too_long", "too_much", "too_large"])


def refuse_unless_allowed(visit: Visit) -> None:
    """Refuse any update where the service takes none. Raises ProtocolError: 403."""
    if not visit.settings.allow_update:
        raise ProtocolError(HTTPStatus.FORBIDDEN, _said(visit, "off"))


async def carry_out(visit: Visit, posted: UpdateRequest, bounds: Bounds) -> Response:
    """Carry out an administrator's update; 204 when queries are answered from a release that holds it.

    Raises ProtocolError: 401, 403; 400 for what is wrong in it, 503 for what takes too long or too much; BadQuery.
    """
    _admit(visit, posted)
    return await run_in_threadpool(_carry_out, visit, posted, bounds)


def _admit(visit: Visit, posted: UpdateRequest) -> None:
    """Refuse who is no administrator, and what a browser sends without one's will. Raises NotAllowed."""
    visitor = visit.visitor
    if visitor.role < Role.ADMINISTRATOR:
        status = HTTPStatus.UNAUTHORIZED if visitor.known_by == "nothing" else HTTPStatus.FORBIDDEN
        raise NotAllowed(status, _said(visit, "role"))
    check_origin(visit.request, visitor)
    if visitor.session is not None:
        check_secret(visit.request.headers.get(CSRF_HEADER, posted.secret), visitor.session)


def _carry_out(visit: Visit, posted: UpdateRequest, bounds: Bounds) -> Response:
    settings = visit.settings
    try:
        operations = read_update(posted.text, Using(posted.using_graphs, posted.using_named_graphs), bounds)
        with visit.request.app.state.contributing:
            release = update(
                operations,
                settings.store,
                limits=settings.limits,
                publication=Publication.now(settings.releases_kept),
            )
    except RefusedUpdate as error:
        raise _refusal(visit, posted.text, error) from error
    shown = visit.engine.catch_up(SECONDS_TO_SHOW)
    status = HTTPStatus.NO_CONTENT if shown.number >= release.number else HTTPStatus.ACCEPTED
    return Response(status_code=status, headers={RELEASE: release.id})


def _refusal(visit: Visit, text: str, error: RefusedUpdate) -> ProtocolError | BadQuery:
    if error.reason == "syntax" and error.place is not None:
        return syntax_fault(text, error.place, str(error.slots["message"]))
    said = _said(visit, error.reason, **error.slots)
    place = None if error.place is None else place_of(text, error.place)
    if error.reason in FORBIDDEN:
        return ProtocolError(HTTPStatus.FORBIDDEN, said)
    if error.reason in COSTLY:
        return ProtocolError(HTTPStatus.SERVICE_UNAVAILABLE, said)
    return BadQuery(said if place is None else f"{place[0]}:{place[1]}: {said}", place)


def _said(visit: Visit, reason: str, **slots: object) -> str:
    """The reason in words: on a page in its reader's language, for a program in both."""
    languages = (visit.language,) if visit.prefers_page(PROBLEM, "application/json") else LANGUAGES
    return " ".join(Texts(language)(f"update.{reason}", **slots) for language in languages)

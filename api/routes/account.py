"""``/account`` and ``/session``: a browser says who it is, adds documents, and leaves."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from api.access import VisitHere
from api.protocol import ProtocolError
from api.roles import Role
from api.sessions import COOKIE
from api.visitors import Visitor, check_origin, doorkeeper_of
from viz import pages

router = APIRouter(include_in_schema=False)


@router.get("/account")
def account(visit: VisitHere) -> Response:
    """Who the visitor is; the form to sign in, or what they may do."""
    visitor = visit.visitor
    page = pages.AccountPage(
        name=visitor.name,
        role=visitor.role.name.lower(),
        csrf=visitor.session.csrf if visitor.session else "",
        may_add=visitor.role >= Role.CONTRIBUTOR,
    )
    return HTMLResponse(pages.account(page, visit.frame()), headers={"Cache-Control": "no-store"})


@router.post("/session")
def begin(request: Request, token: Annotated[str, Form(max_length=200)]) -> Response:
    """Sign in with a token; the cookie is for zeren's own pages and for no script."""
    check_origin(request, Visitor("", Role.NOBODY))
    keeper = doorkeeper_of(request)
    known = keeper.tokens.find(token.strip())
    if known is None:
        raise ProtocolError(HTTPStatus.UNAUTHORIZED, "no such token; it may have been revoked")
    session = keeper.sessions.begin(known.digest)
    encrypted = request.url.scheme == "https" or (
        keeper.is_trusted(request) and request.headers.get("x-forwarded-proto") == "https"
    )
    answer = _to_account(request)
    answer.set_cookie(
        COOKIE,
        session.key,
        max_age=int(keeper.sessions.seconds),
        path=request.scope.get("root_path") or "/",
        secure=encrypted,
        httponly=True,
        samesite="strict",
    )
    return answer


@router.post("/session/end")
def end(request: Request, visit: VisitHere) -> Response:
    """Sign out."""
    if visit.visitor.session is not None:
        doorkeeper_of(request).sessions.end(visit.visitor.session.key)
    answer = _to_account(request)
    answer.delete_cookie(COOKIE, path=request.scope.get("root_path") or "/", httponly=True, samesite="strict")
    return answer


def _to_account(request: Request) -> RedirectResponse:
    return RedirectResponse(f"{request.scope.get('root_path', '')}/account", HTTPStatus.SEE_OTHER)

"""Errors over HTTP: a page for a browser, problem JSON (RFC 9457) for a program."""

from http import HTTPStatus
from urllib.parse import unquote

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse
from starlette.exceptions import HTTPException

from api.access import visit_of
from api.errors import outcome_of
from api.protocol import ProtocolError
from api.roles import methods_at
from api.workers.errors import NoAnswer
from loaders.errors import ZerenError
from queries.errors import BadQuery
from viz import pages
from viz.text import Texts

PROBLEM = "application/problem+json"


def register(app: FastAPI) -> None:
    """Answer every error of the application in the form its client reads."""
    app.exception_handler(ZerenError)(_on_zeren_error)
    app.exception_handler(HTTPException)(_on_http_error)
    app.exception_handler(RequestValidationError)(_on_wrong_parameter)
    app.exception_handler(Exception)(_on_defect)


def problem(request: Request, status: HTTPStatus, detail: str, place: tuple[int, int] | None = None) -> Response:
    """The answer for one problem; ``detail`` says what is wrong and what to do, ``place`` the line and column."""
    visit = visit_of(request)
    if visit.prefers_page(PROBLEM, "application/json"):
        page = pages.ErrorPage(status=status, title=status.phrase, message=detail)
        return HTMLResponse(pages.error(page, visit.frame()), status)
    content = {"type": "about:blank", "title": status.phrase, "status": status.value, "detail": detail}
    if place:
        content |= {"line": place[0], "column": place[1]}
    return JSONResponse(content, status, media_type=PROBLEM)


def _on_zeren_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, ZerenError)
    status = error.status if isinstance(error, ProtocolError) else outcome_of(error).status
    answer = problem(request, status, str(error), error.place if isinstance(error, BadQuery) else None)
    if isinstance(error, NoAnswer) and error.retry_after:
        answer.headers["Retry-After"] = str(error.retry_after)
    return answer


def _on_http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    detail = error.detail
    if error.status_code == HTTPStatus.NOT_FOUND and detail == HTTPStatus.NOT_FOUND.phrase:
        visit = visit_of(request)
        detail = Texts(visit.language)("error.no_page", path=unquote(visit.path))
    answer = problem(request, HTTPStatus(error.status_code), detail)
    answer.headers.update(error.headers or {})
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        answer.headers["Allow"] = ", ".join(methods_at(unquote(visit_of(request).path)))
    return answer


def _on_wrong_parameter(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    details = [f"{entry['loc'][-1]}: {entry['msg']}" for entry in error.errors()]
    return problem(request, HTTPStatus.BAD_REQUEST, "; ".join(details))


def _on_defect(request: Request, _: Exception) -> Response:
    """The traceback goes to the server's log; the client learns only that it is our fault."""
    return problem(request, HTTPStatus.INTERNAL_SERVER_ERROR, "zeren failed; its log says where")

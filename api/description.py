"""The OpenAPI description: what FastAPI finds in the handlers, and what every answer may be besides.

Errors come as problem JSON or as a page, whatever the route (``api.problems``); wrong parameters are answered with 400.
What is written as the client likes best is named here, for handlers decide that themselves.
"""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI

from api.access import HTML
from api.answer_formats import ANSWER_FORMATS, bare
from api.exports import EXPORTS
from api.problems import PROBLEM
from api.roles import NEEDED, Role
from queries.formats import FORMATS, Kind, formats_of

JSON: Final = "application/json"
_RDF: Final = tuple(form.media_type for form in formats_of(Kind.GRAPH))
_ONTOLOGY: Final = ("text/turtle", "application/rdf+xml", "application/ld+json")
WRITTEN: Final[Mapping[str, tuple[str, ...]]] = {
    "/questions": (HTML, JSON),
    "/questions/{name}": (HTML, *(bare(form.media_type) for form in ANSWER_FORMATS)),
    "/id/{name}": (HTML, "text/turtle", "application/ld+json", "application/n-triples"),
    "/network": (HTML, JSON),
    "/network/gexf": ("application/gexf+xml",),
    "/sparql": (HTML, *(form.media_type for form in FORMATS)),
    "/rdf-graph-store": _RDF,
    "/export/{form}": tuple(dict.fromkeys(bare(export.media_type) for export in EXPORTS)),
    "/ontology": (HTML, *_ONTOLOGY),
    "/ontology.{ending}": _ONTOLOGY,
}
"""The media types of an answer, by path as the description has it, where there is more to say than FastAPI finds."""
ALWAYS: Final = (
    *(HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND, HTTPStatus.NOT_ACCEPTABLE, HTTPStatus.REQUEST_TIMEOUT),
    *(HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.INTERNAL_SERVER_ERROR, HTTPStatus.SERVICE_UNAVAILABLE),
)
OF_ROLES: Final = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)
OF_BODIES: Final = (
    *(HTTPStatus.LENGTH_REQUIRED, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
    *(HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.INSUFFICIENT_STORAGE),
)
OF_PAGES: Final = (HTTPStatus.SEE_OTHER, HTTPStatus.NOT_MODIFIED)
_PROBLEM_SCHEMA: Final = {
    "type": "object",
    "description": "RFC 9457",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "what is wrong and what to do"},
    },
}


def describe(app: FastAPI) -> None:
    """Let the application's description say all that its answers may be."""
    plain = app.openapi

    def description() -> dict[str, Any]:
        if app.openapi_schema is None:
            found = plain()
            parts = found.setdefault("components", {})
            parts.setdefault("schemas", {})["Problem"] = _PROBLEM_SCHEMA
            parts["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
            for path, operations in found["paths"].items():
                for method, operation in operations.items():
                    _complete(path, method.upper(), operation)
        assert app.openapi_schema is not None
        return app.openapi_schema

    app.openapi = description  # type: ignore[method-assign]


def _complete(path: str, method: str, operation: dict[str, Any]) -> None:
    responses = operation["responses"]
    responses.pop("422", None)
    for success, answer in responses.items():
        if success == "200" and path in WRITTEN:
            answer["content"] = {media_type: {} for media_type in WRITTEN[path]}
    statuses = [*ALWAYS, *OF_ROLES, *(OF_PAGES if method == "GET" else OF_BODIES)]
    for status in statuses:
        responses[str(status.value)] = _without_body(status) if status in OF_PAGES else _failure(status)
    named = {parameter["name"] for parameter in operation.get("parameters", ())}
    if "{name}" in path and "name" not in named:
        operation.setdefault("parameters", []).append(
            {"name": "name", "in": "path", "required": True, "schema": {"type": "string"}}
        )
    needed = NEEDED.get((method, path), Role.READER)
    if needed > Role.READER:
        operation["security"] = [{"token": []}]


def _without_body(status: HTTPStatus) -> dict[str, Any]:
    return {"description": status.phrase}


def _failure(status: HTTPStatus) -> dict[str, Any]:
    schema = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {"description": status.phrase, "content": {PROBLEM: schema, HTML: {"schema": {"type": "string"}}}}

"""Requests of the SPARQL 1.1 Protocol (W3C, 2013, 2.1 and 2.2).

A query by GET, by POST of a form, by POST of the query itself; an update by POST only. Whether updates are carried out,
and whose, ``api.updates`` decides.
"""

from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import parse_qs

from loaders.errors import UsageError

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"


class ProtocolError(UsageError):
    """A request that the protocol does not allow, or that zeren refuses, with its status."""

    def __init__(self, status: HTTPStatus, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class QueryRequest:
    """A query as it was sent: its text, the graphs it names as its dataset, and a format asked for by name."""

    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    format: str | None = None


@dataclass(frozen=True, slots=True)
class UpdateRequest:
    """An update as it was sent: its text, the graphs it names for what it reads, and the secret of a page's form."""

    text: str
    using_graphs: tuple[str, ...] = ()
    using_named_graphs: tuple[str, ...] = ()
    secret: str | None = None


def read_get(query_string: str) -> QueryRequest:
    """The query in a GET request's address. Raises ProtocolError."""
    parameters = parse_qs(query_string, keep_blank_values=True)
    if "update" in parameters:
        raise ProtocolError(HTTPStatus.BAD_REQUEST, "an update changes the graph: send it by POST")
    return _query(parameters)


def read_post(query_string: str, content_type: str, body: bytes) -> QueryRequest | UpdateRequest:
    """The query or the update in a POST request's body; the dataset of one directly posted is in the address.

    Raises ProtocolError: 415 for any other content type, 400 for a body that is not UTF-8 or not one request.
    """
    media_type = content_type.partition(";")[0].strip().lower()
    if media_type not in {FORM, QUERY, UPDATE}:
        raise ProtocolError(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            f"content type {media_type or 'missing'}: send the query as {FORM} or {QUERY}",
        )
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ProtocolError(HTTPStatus.BAD_REQUEST, f"the body is not UTF-8: {error.reason}") from error
    if media_type == FORM:
        parameters = parse_qs(text, keep_blank_values=True)
        return _update(parameters) if "update" in parameters else _query(parameters)
    in_address = parse_qs(query_string, keep_blank_values=True)
    return _update(in_address | {"update": [text]}) if media_type == UPDATE else _query(in_address | {"query": [text]})


def _query(parameters: dict[str, list[str]]) -> QueryRequest:
    texts = parameters.get("query", [])
    if len(texts) != 1 or not texts[0].strip():
        raise ProtocolError(HTTPStatus.BAD_REQUEST, f"{len(texts)} queries: send one, as the parameter `query`")
    return QueryRequest(
        text=texts[0],
        default_graphs=tuple(parameters.get("default-graph-uri", ())),
        named_graphs=tuple(parameters.get("named-graph-uri", ())),
        format=parameters.get("format", [None])[-1] or None,
    )


def _update(parameters: dict[str, list[str]]) -> UpdateRequest:
    texts = parameters["update"]
    if len(texts) != 1 or "query" in parameters:
        raise ProtocolError(HTTPStatus.BAD_REQUEST, "several requests: send one update, or one query")
    return UpdateRequest(
        text=texts[0],
        using_graphs=tuple(parameters.get("using-graph-uri", ())),
        using_named_graphs=tuple(parameters.get("using-named-graph-uri", ())),
        secret=parameters.get("csrf", [None])[-1],
    )

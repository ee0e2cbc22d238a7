"""Requests of the SPARQL 1.1 Protocol (W3C, 2013, 2.1): a query by GET, by POST of a form, by POST of the query itself.

zeren's endpoint only reads: an update is refused whatever form it comes in.
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


def read_get(query_string: str) -> QueryRequest:
    """The query in a GET request's address. Raises ProtocolError."""
    return _from_parameters(parse_qs(query_string, keep_blank_values=True))


def read_post(query_string: str, content_type: str, body: bytes) -> QueryRequest:
    """The query in a POST request's body; the dataset of a directly posted query is in the address.

    Raises ProtocolError: 415 for any other content type, 403 for an update, 400 for a body that is not UTF-8.
    """
    media_type = content_type.partition(";")[0].strip().lower()
    if media_type == UPDATE:
        raise _refused_update()
    if media_type not in {FORM, QUERY}:
        raise ProtocolError(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            f"content type {media_type or 'missing'}: send the query as {FORM} or {QUERY}",
        )
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ProtocolError(HTTPStatus.BAD_REQUEST, f"the body is not UTF-8: {error.reason}") from error
    if media_type == FORM:
        return _from_parameters(parse_qs(text, keep_blank_values=True))
    return _from_parameters(parse_qs(query_string, keep_blank_values=True) | {"query": [text]})


def _from_parameters(parameters: dict[str, list[str]]) -> QueryRequest:
    if "update" in parameters:
        raise _refused_update()
    texts = parameters.get("query", [])
    if len(texts) != 1 or not texts[0].strip():
        raise ProtocolError(HTTPStatus.BAD_REQUEST, f"{len(texts)} queries: send one, as the parameter `query`")
    return QueryRequest(
        text=texts[0],
        default_graphs=tuple(parameters.get("default-graph-uri", ())),
        named_graphs=tuple(parameters.get("named-graph-uri", ())),
        format=parameters.get("format", [None])[-1] or None,
    )


def _refused_update() -> ProtocolError:
    return ProtocolError(HTTPStatus.FORBIDDEN, "updates are refused: the graph changes only through `zeren build`")

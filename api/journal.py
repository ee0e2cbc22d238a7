"""The log of the service: a line of JSON for each request and each failure, with an id, without what people wrote.

No query, no parameter, no text of a document stands in it: a request is known by its route, a failure by the class of
its error and the places in the code.
"""

import json
import logging
import re
import sys
import time
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.metrics import Metrics

LOG = logging.getLogger("zeren")
REQUEST_ID = "x-request-id"
UNKNOWN_ROUTE = "(no route)"
_GIVEN_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


class JsonLines(logging.Formatter):
    """A record as one line of JSON: time, level, event, and the fields it was given."""

    def format(self, record: logging.LogRecord) -> str:
        """The line. Of an error, the class and the places in the code, not the message: it may quote a document."""
        fields: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage() if record.name.startswith("zeren") else record.msg,
        }
        given = getattr(record, "fields", {})
        fields |= given if isinstance(given, Mapping) else {}
        if record.exc_info and record.exc_info[0] is not None:
            fields["error"] = record.exc_info[0].__name__
            fields["at"] = [f"{place.filename}:{place.lineno}" for place in traceback.extract_tb(record.exc_info[2])]
        return json.dumps(fields, ensure_ascii=False, default=str)


def write_json_lines(level: str) -> None:
    """Send the log of this process to standard error, as lines of JSON from the level on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    LOG.setLevel(level.upper())


class Journal:
    """Give each request an id, count it, and write its line when it is answered."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; its answer has the id in the header X-Request-ID."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = Headers(scope=scope).get(REQUEST_ID, "")
        identifier = given if _GIVEN_ID.fullmatch(given) else uuid4().hex
        begun = time.perf_counter()
        answered = {"status": 500, "bytes": 0}

        async def note(message: Message) -> None:
            if message["type"] == "http.response.start":
                answered["status"] = message["status"]
                MutableHeaders(scope=message)[REQUEST_ID] = identifier
            elif message["type"] == "http.response.body":
                answered["bytes"] += len(message.get("body", b""))
            await send(message)

        try:
            with self.metrics.in_progress():
                await self.app(scope, receive, note)
        except Exception:
            LOG.exception("failure", extra={"fields": {"id": identifier, "route": _route(scope)}})
            raise
        finally:
            seconds = time.perf_counter() - begun
            self.metrics.count(scope["method"], _route(scope), answered["status"], seconds)
            fields = {"id": identifier, "method": scope["method"], "route": _route(scope), **answered}
            fields |= {"milliseconds": round(seconds * 1000, 1), "visitor": scope.get("zeren.visitor", "")}
            LOG.info("request", extra={"fields": fields})


def _route(scope: Scope) -> str:
    """The path as it was declared: what is asked for stands in no log, and there are few of them to count."""
    return getattr(scope.get("route"), "path", UNKNOWN_ROUTE)

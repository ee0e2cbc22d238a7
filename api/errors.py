"""What a failure looks like from outside: one table from the class of an error to an exit code and an HTTP status.

Anything that is not in zeren's family of errors is a defect of zeren: it keeps its traceback, and answers 500.
"""

from http import HTTPStatus
from typing import NamedTuple

from api.workers.errors import ClientGone, NoAnswer, TooMany, WorkerFailed
from graph.errors import StoreBroken, StoreBusy, StoreFull, StoreMissing, UnknownGraph
from graph.validation import BrokenModel
from loaders.errors import InvalidRecord, LexiconError, NoDocuments, UnreadableFile, UsageError, ZerenError
from queries.errors import BadArgument, BadQuery, TextTooLong, UnknownFormat, UnknownQuestion, UnknownThing


class Outcome(NamedTuple):
    """How one class of error ends: the command's exit code, and the status of the HTTP answer."""

    exit_code: int
    status: HTTPStatus


FINISHED = 0
PROBLEMS = 1
WRONG_USE = 2

OUTCOMES: dict[type[ZerenError], Outcome] = {
    ZerenError: Outcome(PROBLEMS, HTTPStatus.INTERNAL_SERVER_ERROR),
    LexiconError: Outcome(PROBLEMS, HTTPStatus.INTERNAL_SERVER_ERROR),
    UnreadableFile: Outcome(PROBLEMS, HTTPStatus.UNPROCESSABLE_ENTITY),
    InvalidRecord: Outcome(PROBLEMS, HTTPStatus.UNPROCESSABLE_ENTITY),
    UsageError: Outcome(WRONG_USE, HTTPStatus.BAD_REQUEST),
    NoDocuments: Outcome(WRONG_USE, HTTPStatus.BAD_REQUEST),
    StoreMissing: Outcome(WRONG_USE, HTTPStatus.SERVICE_UNAVAILABLE),
    StoreBusy: Outcome(PROBLEMS, HTTPStatus.SERVICE_UNAVAILABLE),
    StoreFull: Outcome(PROBLEMS, HTTPStatus.INSUFFICIENT_STORAGE),
    StoreBroken: Outcome(PROBLEMS, HTTPStatus.SERVICE_UNAVAILABLE),
    BadQuery: Outcome(WRONG_USE, HTTPStatus.BAD_REQUEST),
    TextTooLong: Outcome(WRONG_USE, HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    BrokenModel: Outcome(PROBLEMS, HTTPStatus.UNPROCESSABLE_ENTITY),
    UnknownGraph: Outcome(WRONG_USE, HTTPStatus.NOT_FOUND),
    NoAnswer: Outcome(PROBLEMS, HTTPStatus.SERVICE_UNAVAILABLE),
    TooMany: Outcome(PROBLEMS, HTTPStatus.TOO_MANY_REQUESTS),
    WorkerFailed: Outcome(PROBLEMS, HTTPStatus.INTERNAL_SERVER_ERROR),
    ClientGone: Outcome(PROBLEMS, HTTPStatus.REQUEST_TIMEOUT),
    BadArgument: Outcome(WRONG_USE, HTTPStatus.BAD_REQUEST),
    UnknownQuestion: Outcome(WRONG_USE, HTTPStatus.NOT_FOUND),
    UnknownFormat: Outcome(WRONG_USE, HTTPStatus.NOT_ACCEPTABLE),
    UnknownThing: Outcome(WRONG_USE, HTTPStatus.NOT_FOUND),
}


def outcome_of(error: ZerenError) -> Outcome:
    """The outcome of the nearest class in the table; every ZerenError has one."""
    return next(OUTCOMES[kind] for kind in type(error).__mro__ if kind in OUTCOMES)


def one_line(error: Exception) -> str:
    """The error's message without line breaks, as a terminal shows it."""
    return " ".join(str(error).split())

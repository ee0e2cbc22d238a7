from http import HTTPStatus
from pathlib import Path

import pytest

from api.errors import OUTCOMES, one_line, outcome_of
from loaders.errors import NoDocuments, UnreadableFile, UsageError, ZerenError


class Unlisted(NoDocuments):
    pass


@pytest.mark.parametrize(
    ("error", "exit_code", "status"),
    [
        (ZerenError("x"), 1, HTTPStatus.INTERNAL_SERVER_ERROR),
        (UnreadableFile(Path("f.txt"), "empty"), 1, HTTPStatus.UNPROCESSABLE_ENTITY),
        (UsageError("x"), 2, HTTPStatus.BAD_REQUEST),
        (Unlisted("x"), 2, HTTPStatus.BAD_REQUEST),
    ],
)
def test_an_error_ends_as_its_nearest_listed_class_says(error: ZerenError, exit_code: int, status: HTTPStatus) -> None:
    assert outcome_of(error) == (exit_code, status)


@pytest.mark.parametrize("kind", OUTCOMES)
def test_a_mistake_of_the_caller_ends_with_2_and_everything_else_with_1(kind: type[ZerenError]) -> None:
    assert OUTCOMES[kind].exit_code == (2 if issubclass(kind, UsageError) else 1)


def test_a_message_is_one_line() -> None:
    assert one_line(ZerenError("two\n  lines")) == "two lines"

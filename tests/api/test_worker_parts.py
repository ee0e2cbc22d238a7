"""What a pool of workers is made of: expectations, shares, errors on their way."""

import pytest

from api.workers.expectation import Expectation
from api.workers.messages import Failure
from api.workers.shares import HALF_LIFE, Shares
from queries.errors import BadArgument


def test_what_was_quick_is_expected_to_be_and_what_was_slow_is_not() -> None:
    expectation = Expectation()
    assert expectation.quick("a", unknown=True)
    assert not expectation.quick("a", unknown=False)
    expectation.learn("a", 5)
    assert not expectation.quick("a", unknown=True)
    for _ in range(10):
        expectation.learn("a", 0.001)
    assert expectation.quick("a", unknown=False)


def test_time_that_was_used_fades() -> None:
    now = [0.0]
    shares = Shares(lambda: now[0])
    assert shares.of("a") == 0
    shares.add("a", 8)
    now[0] = HALF_LIFE
    shares.add("b", 4)
    assert shares.of("a") == pytest.approx(0.5)


def test_errors_come_back_as_they_were() -> None:
    error = Failure.of(BadArgument("theme", "is unknown", ["环境"])).error()
    assert isinstance(error, BadArgument)
    assert (str(error), error.parameter, error.candidates) == (
        "theme: is unknown; did you mean 环境?",
        "theme",
        ("环境",),
    )

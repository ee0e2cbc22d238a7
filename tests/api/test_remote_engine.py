"""Who asks the same at the same time shares one answer, or why there is none."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Thread
from types import SimpleNamespace
from typing import cast

import pytest

from api.workers.errors import ClientGone, TooLong
from api.workers.pool import Pool
from api.workers.remote_engine import RemoteEngine


class Slow:
    """A pool whose calls end when all who ask have asked, as ``outcomes`` say, the first one first."""

    def __init__(self, askers: int, *outcomes: object) -> None:
        self.calls = 0
        self._asked = askers
        self._outcomes = list(outcomes)

    async def release(self) -> SimpleNamespace:
        self._asked -= 1
        return SimpleNamespace(id="r")

    async def settled(self) -> None:
        pass

    async def answer(self, *_call: object, **_expected: object) -> object:
        self.calls += 1
        while self._asked > 0:
            await asyncio.sleep(0)
        for _ in range(1000):  # the last one is on its way to wait for this
            await asyncio.sleep(0)
        outcome = self._outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome


@pytest.fixture
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    running = asyncio.new_event_loop()
    thread = Thread(target=running.run_forever)
    thread.start()
    yield running
    running.call_soon_threadsafe(running.stop)
    thread.join()
    running.close()


def ask_at_once(pool: Slow, number: int, loop: asyncio.AbstractEventLoop) -> list[object]:
    engine, together = RemoteEngine(cast("Pool", pool), loop, 1000, 1), Barrier(number)

    def ask(_: int) -> object:
        together.wait()
        try:
            return engine.counts()
        except (TooLong, ClientGone) as error:
            return type(error)

    with ThreadPoolExecutor(number) as threads:
        return list(threads.map(ask, range(number)))


def test_one_answer_is_for_all(loop: asyncio.AbstractEventLoop) -> None:
    pool = Slow(4, {"policies": 1})
    assert ask_at_once(pool, 4, loop) == [{"policies": 1}] * 4
    assert pool.calls == 1


def test_what_takes_too_long_is_not_tried_again_by_each(loop: asyncio.AbstractEventLoop) -> None:
    pool = Slow(4, *(TooLong("too long") for _ in range(4)))
    assert ask_at_once(pool, 4, loop).count(TooLong) == 4
    assert pool.calls < 4


def test_who_goes_away_leaves_the_others_their_answer(loop: asyncio.AbstractEventLoop) -> None:
    pool = Slow(4, ClientGone("gone"), {"policies": 1})
    answers = ask_at_once(pool, 4, loop)
    assert (answers.count({"policies": 1}), answers.count(ClientGone)) == (3, 1)

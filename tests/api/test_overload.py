"""Who waits for whom when more is asked than workers can answer."""

import asyncio
from pathlib import Path

import pytest

from api.workers.errors import NoAnswer, Overloaded, TooMany
from api.workers.ticket import Ticket
from tests.api.worker_pools import COUNT, ENDLESS, ask, load, run, until, working


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return load(50, tmp_path_factory.mktemp("small") / "store")


def test_quick_queries_pass_slow_ones(small: Path) -> None:
    async def test() -> None:
        async with working(small, slow_after=0.05) as workers:
            slow = [asyncio.create_task(ask(workers, ENDLESS)) for _ in range(3)]
            await until(lambda: len(workers._slow) == 1)
            for _ in range(5):
                assert await ask(workers, COUNT, quick=True) == b"n\r\n50\r\n"
            for task in slow:
                task.cancel()
            await asyncio.gather(*slow, return_exceptions=True)

    run(test)


def test_a_worker_waits_for_a_quick_call_however_many_are_busy(small: Path) -> None:
    async def test() -> None:
        async with working(small, workers=1, slow_workers=1, slow_after=0.05) as workers:
            slow = [asyncio.create_task(ask(workers, ENDLESS)) for _ in range(2)]
            generation = await workers.crew.current()
            await until(lambda: generation.busy == 2 and [one.stands_back for one in generation.idle] == [False])
            for task in slow:
                task.cancel()
            await asyncio.gather(*slow, return_exceptions=True)

    run(test)


def test_a_call_that_was_just_given_up_takes_no_place(small: Path) -> None:
    async def test() -> None:
        async with working(small) as workers:
            given_up = Ticket("", True, 0.0, asyncio.get_running_loop().create_future())
            given_up.place.cancel()
            workers._waiting.append(given_up)
            assert await ask(workers, COUNT) == b"n\r\n50\r\n"
            assert given_up not in workers._running

    run(test)


def test_the_longest_of_too_many_slow_ones_makes_room(small: Path) -> None:
    async def test() -> None:
        async with working(small, workers=1, slow_after=0.05) as workers:
            slow = [asyncio.create_task(ask(workers, ENDLESS)) for _ in range(2)]
            await until(lambda: len(workers._slow) == 1 and len(workers._running) == 1)
            assert await ask(workers, COUNT, quick=True) == b"n\r\n50\r\n"
            ended, running = await asyncio.wait(slow, return_when=asyncio.FIRST_COMPLETED)
            with pytest.raises(Overloaded, match="before its time limit"):
                await ended.pop()
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)

    run(test)


@pytest.mark.parametrize(
    ("chosen", "error"),
    [
        ({"waiting": 0, "workers": 1}, Overloaded),
        ({"waiting_seconds": 0.1, "workers": 1}, Overloaded),
        ({"client_queries": 1}, TooMany),
    ],
    ids=["too many wait", "waited too long", "too many of one client"],
)
def test_overload_is_said_with_when_to_come_again(small: Path, chosen: dict[str, float], error: type[NoAnswer]) -> None:
    async def test() -> None:
        async with working(small, slow_after=30, **chosen) as workers:
            first = asyncio.create_task(ask(workers, ENDLESS))
            await until(lambda: bool(workers._running))
            with pytest.raises(error) as caught:
                await ask(workers, COUNT)
            assert caught.value.retry_after
            first.cancel()
            await asyncio.gather(first, return_exceptions=True)

    run(test)

"""Workers: what they answer, how they end, how they move to a new release, and who waits for whom."""

import asyncio
import subprocess
from collections.abc import AsyncIterator, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from api.app import limits_of
from api.engine import Written
from api.settings import read_settings
from api.workers import breeding, crew
from api.workers.caller import CALLER, Caller
from api.workers.errors import ClientGone, Ending, NoAnswer, Overloaded, TooLarge, TooLong, TooMany
from api.workers.limits import Limits
from api.workers.messages import Call
from api.workers.pool import Pool, Ticket
from graph.errors import StoreBroken, StoreMissing
from graph.loading import load_rdf
from queries.errors import BadQuery
from queries.guard import USUAL

COUNT = "SELECT (COUNT(*) AS ?n) { ?s <http://e/b> ?o }"
ENDLESS = f"SELECT (COUNT(*) AS ?n) {{ {' '.join(f'?a{i} ?b{i} ?c{i} .' for i in range(9))} }}"
LARGE = "SELECT (SUM(STRLEN(?x)) AS ?n) { BIND('xxxxxxxxxxxxxxxxxxxxxxxxx' AS ?a) " + (
    " ".join(f"BIND(CONCAT({', '.join([f'?{x}'] * 30)}) AS ?{y})" for x, y in zip("abcde", "bcdex", strict=True)) + " }"
)


def limits(**chosen: float) -> Limits:
    return replace(limits_of(read_settings()), **{"workers": 2, "slow_workers": 1, "seconds": 60, **chosen})  # type: ignore[arg-type]


def query(text: str) -> Call:
    return Call("write_query", (text, "csv", 100, USUAL))


@asynccontextmanager
async def working(store: Path, **chosen: float) -> AsyncIterator[Pool]:
    workers = Pool(store, limits(**chosen))
    await workers.start()
    try:
        yield workers
    finally:
        await workers.stop()


async def ask(workers: Pool, text: str, *, quick: bool = False, shape: str = "", seconds: float | None = None) -> bytes:
    found = await workers.answer(query(text), shape=shape or text, quick=quick, seconds=seconds)
    assert isinstance(found, Written)
    assert found.content is not None
    return found.content.read()


def run(test: Callable[[], Coroutine[object, object, None]]) -> None:
    # in a thread of its own: a browser that other tests opened keeps a loop running in this one
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(asyncio.wait_for(test(), 240))).result()


async def until(condition: Callable[[], bool]) -> None:
    while not condition():
        await asyncio.sleep(0.01)


def load(number: int, directory: Path) -> Path:
    file = directory.parent / "own.nt"
    file.write_text("".join(f"<http://e/a{i}> <http://e/b> <http://e/c> .\n" for i in range(number)), "utf-8")
    load_rdf([file], "http://e/graph", directory)
    return directory


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return load(50, tmp_path_factory.mktemp("small") / "store")


@pytest.mark.parametrize("memory", [0, 1_000_000_000], ids=["on disk", "in memory"])
def test_a_release_is_read_on_disk_or_in_memory(small: Path, memory: int) -> None:
    async def test() -> None:
        async with working(small, release_memory=memory) as workers:
            assert await ask(workers, COUNT) == b"n\r\n50\r\n"

    run(test)


@pytest.mark.skipif(not breeding.CAN_FORK, reason="needs forks")
def test_a_large_release_is_answered_from_disk_until_it_is_in_memory(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start, loaded = breeding.Nursery.start, asyncio.Event()

    async def start_late(nursery: breeding.Nursery) -> None:
        if nursery.in_memory:
            await loaded.wait()
        await start(nursery)

    monkeypatch.setattr(crew, "SOON", 1)
    monkeypatch.setattr(breeding.Nursery, "start", start_late)

    async def test() -> None:
        async with working(small) as workers:
            from_disk = workers.crew.generation
            assert await ask(workers, COUNT) == b"n\r\n50\r\n"
            loaded.set()
            await until(lambda: workers.crew.generation is not from_disk)
            assert await ask(workers, COUNT) == b"n\r\n50\r\n"

    run(test)


def test_workers_can_be_started_without_forks(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "CAN_FORK", False)

    async def test() -> None:
        async with working(small, workers=1) as workers:
            assert await ask(workers, COUNT) == b"n\r\n50\r\n"
            with pytest.raises(TooLong):
                await ask(workers, ENDLESS, seconds=0.3)
            assert await ask(workers, COUNT) == b"n\r\n50\r\n"

    run(test)


@pytest.mark.parametrize(
    ("text", "error", "seconds", "memory"),
    [
        (ENDLESS, TooLong, 0.3, 1_000_000_000),
        (LARGE, TooLarge, 60, 100_000_000),
        ("SELECT", BadQuery, 60, 1_000_000_000),
    ],
    ids=["time", "memory", "syntax"],
)
def test_a_query_that_breaks_a_limit_ends_and_the_next_is_answered(
    small: Path, text: str, error: type[Exception], seconds: float, memory: int
) -> None:
    async def test() -> None:
        async with working(small, memory=memory) as workers:
            with pytest.raises(error):
                await ask(workers, text, seconds=seconds)
            assert await ask(workers, COUNT) == b"n\r\n50\r\n"

    run(test)


def test_a_new_release_is_moved_to_without_a_failed_query(tmp_path: Path) -> None:
    store = load(1, tmp_path / "store")

    async def test() -> None:
        async with working(store) as workers:
            first = await workers.release()
            await asyncio.to_thread(load, 2, store)
            answers = [await ask(workers, COUNT)]
            while answers[-1] != b"n\r\n2\r\n":
                answers.append(await ask(workers, COUNT))
            assert set(answers) <= {b"n\r\n1\r\n", b"n\r\n2\r\n"}
            assert (await workers.release()).number == first.number + 1

    run(test)


def test_a_store_that_comes_later_is_found(tmp_path: Path) -> None:
    async def test() -> None:
        async with working(tmp_path / "store") as workers:
            with pytest.raises(StoreMissing):
                await ask(workers, COUNT)
            await asyncio.to_thread(load, 3, tmp_path / "store")
            assert await ask(workers, COUNT) == b"n\r\n3\r\n"

    run(test)


def test_a_damaged_release_is_named_and_the_last_good_one_stays(tmp_path: Path) -> None:
    store = load(1, tmp_path / "store")

    async def test() -> None:
        async with working(store) as workers:
            good = await workers.release()
            await asyncio.to_thread(load, 2, store)
            for file in (store / "releases" / (store / "current").read_text().strip() / "store").iterdir():
                file.unlink()
            assert await ask(workers, COUNT) == b"n\r\n1\r\n"
            await until(lambda: workers.crew._moving is None or workers.crew._moving.done())
            assert await workers.release() == good
        async with working(store) as workers:
            with pytest.raises(StoreBroken):
                await ask(workers, COUNT)

    run(test)


def test_a_client_that_goes_ends_its_query(small: Path) -> None:
    async def test() -> None:
        async with working(small) as workers:
            caller = Caller("a")
            CALLER.set(caller)
            asking = asyncio.create_task(ask(workers, ENDLESS))
            await until(lambda: bool(workers._running))
            caller.leave()
            with pytest.raises(ClientGone):
                await asking
            assert not workers._running
            with pytest.raises(ClientGone):
                await ask(workers, COUNT)

    run(test)


def test_the_end_does_not_wait_for_queries(small: Path) -> None:
    async def test() -> None:
        async with working(small) as workers:
            asking = asyncio.create_task(ask(workers, ENDLESS))
            await until(lambda: bool(workers._running))
            workers.hurry()
            with pytest.raises(Ending):
                await asking
            with pytest.raises(Ending):
                await ask(workers, COUNT)

    run(test)


def test_nothing_is_left_when_the_pool_has_stopped(small: Path) -> None:
    async def test() -> None:
        async with working(small) as workers:
            assert workers.crew.generation is not None
            pids = [worker.pid for worker in workers.crew.generation.idle]
            assert len(pids) == 2
        await until(lambda: not any(_alive(pid) for pid in pids))

    run(test)


def _alive(pid: int) -> bool:
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return bool(state) and not state.startswith("Z")


@pytest.mark.skipif(not breeding.CAN_FORK, reason="needs forks")
def test_the_parent_of_workers_has_one_thread(small: Path) -> None:
    async def test() -> None:
        async with working(small) as workers:
            assert workers.crew.generation is not None
            breeder = workers.crew.generation.breeder
            assert isinstance(breeder, breeding.Nursery)
            assert len(list(Path(f"/proc/{breeder._process.pid}/task").iterdir())) == 1

    run(test)


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

"""Workers: what they answer, how they end, and how they move to a new release."""

import asyncio
import os
import subprocess
from pathlib import Path

import pytest

from api.workers import breeding, crew
from api.workers.caller import CALLER, Caller
from api.workers.errors import ClientGone, Ending, TooLarge, TooLong
from graph.errors import StoreBroken, StoreMissing
from queries.errors import BadQuery
from tests.api.worker_pools import COUNT, ENDLESS, LARGE, ask, load, run, until, working
from tests.networks import needs_leaving


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
            settling = asyncio.create_task(workers.settled())
            await asyncio.sleep(0)
            assert not settling.done()
            loaded.set()
            await settling
            assert workers.crew.generation is not from_disk
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


@pytest.mark.skipif(not hasattr(os, "SCHED_IDLE"), reason="only Linux lets a process wait until no other would run")
def test_what_has_long_had_the_processor_stands_aside_and_its_worker_is_not_used_again(small: Path) -> None:
    async def test() -> None:
        async with working(small, workers=1, slow_after=0.05) as workers:
            asking = asyncio.create_task(ask(workers, ENDLESS))
            await until(lambda: any(ticket.worker for ticket in workers._slow))
            worker = next(iter(workers._slow)).worker
            assert worker
            await until(lambda: os.sched_getscheduler(worker.pid) == os.SCHED_IDLE)
            asking.cancel()
            await asyncio.gather(asking, return_exceptions=True)
            assert await ask(workers, COUNT) == b"n\r\n50\r\n"
            assert worker not in (await workers.crew.current()).idle

    run(test)


@pytest.mark.skipif(not breeding.CAN_FORK, reason="needs forks")
def test_the_same_workers_answer_one_busy_moment_after_the_other(small: Path) -> None:
    async def test() -> None:
        async with working(small) as workers:
            generation = workers.crew.generation
            assert generation is not None
            alive = []
            for _ in range(20):
                await asyncio.gather(*(ask(workers, COUNT, quick=True) for _ in range(4)))
                await until(lambda: len(generation.idle) == 3)
                alive.append({worker.pid for worker in generation.idle})
            assert alive[-1] == alive[0]

    run(test)


def test_nothing_is_left_when_the_pool_has_stopped(small: Path) -> None:
    async def test() -> None:
        async with working(small) as workers:
            assert workers.crew.generation is not None
            pids = [worker.pid for worker in workers.crew.generation.idle]
            assert len(pids) == 2
        await until(lambda: not any(_alive(pid) for pid in pids))

    run(test)


@needs_leaving
@pytest.mark.parametrize("memory", [0, 1_000_000_000], ids=["on disk", "in memory"])
def test_workers_share_no_network_with_the_server(small: Path, memory: int) -> None:
    async def test() -> None:
        async with working(small, release_memory=memory) as workers:
            await ask(workers, COUNT)
            assert workers.crew.generation
            networks = {Path(f"/proc/{worker.pid}/ns/net").readlink() for worker in workers.crew.generation.idle}
            assert networks
            assert Path("/proc/self/ns/net").readlink() not in networks

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


def test_no_two_workers_draw_the_same_numbers(examples_store: Path) -> None:
    async def test() -> None:
        async with working(examples_store, workers=4, slow_workers=4) as workers:
            drawn = await asyncio.gather(*(ask(workers, f"SELECT (UUID() AS ?n{i}) {{}}") for i in range(4)))
            assert len({one.split()[1] for one in drawn}) == 4

    run(test)

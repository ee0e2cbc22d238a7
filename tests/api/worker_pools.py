"""Pools of workers over small stores, and what is asked of them."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from api.app import limits_of
from api.settings import read_settings
from api.workers.limits import Limits
from api.workers.messages import Call
from api.workers.pool import Pool
from api.written import Written
from graph.loading import load_rdf
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

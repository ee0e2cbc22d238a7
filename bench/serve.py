"""How many requests a second the endpoint answers, and how it holds under load.

    python -m bench.serve throughput --store FOLDER [--seconds 10] [--clients 4] [--oxigraph PROGRAM]
    python -m bench.serve load --store FOLDER [--seconds 60] [--clients 32]
    python -m bench.serve crowd --store FOLDER [--seconds 60] [--clients 500]

`throughput` asks for one policy's label, each time another, over open connections; then the same of the `oxigraph`
server (PyPI package `oxigraph`, installed only for this), which is given the same release. `load` is 80 % pages and
20 % SPARQL; it prints times, statuses, memory and open files as they go. `crowd` is the same from many more clients,
some of which may be told to come again. Exit code 1 when `throughput` is below a quarter of Oxigraph's, `load` sees an
answer that failed or a p95 above a second, or `crowd` sees another status than 200, 429 and 503 or a connection that
was dropped (printed as status 0).
"""

import argparse
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import httpx
from pyoxigraph import Store

from bench.pages import pages
from bench.server import await_answer, free_port, open_files, percentile, resident_megabytes, serving
from graph.release import current_release, open_store

JSON: Final = "application/sparql-results+json"
WANTED: Final = 0.25
POLICIES: Final = "SELECT ?p { ?p a <https://w3id.org/zeren/ns#Policy> } ORDER BY ?p LIMIT 1000"
DROPPED: Final = 0
"""What counts as the status of a request without an answer."""
CROWD: Final = frozenset({200, 429, 503})
PAGES: Final = ("/", "/questions", "/questions/lead_of_each_target?theme=environment", "/network", "/sparql", "/health")
"""Asked for half of the time; else one of all pages of ``bench/pages.py``, with things drawn at random."""


def lookups(store: Store) -> list[str]:
    """A query for the label of each policy."""
    found = store.query(POLICIES, use_default_graph_as_union=True)
    label = "<http://www.w3.org/2000/01/rdf-schema#label>"
    return [f"SELECT ?label WHERE {{ {solution['p']} {label} ?label }}" for solution in found]  # type: ignore[union-attr]


def drive(
    clients: int, seconds: float, ask: Callable[[httpx.Client, random.Random], int]
) -> tuple[list[float], Counter[int]]:
    """Let so many clients ask one request after the other; the seconds of each, and how often each status came."""
    over = time.monotonic() + seconds

    def run(number: int) -> tuple[list[float], Counter[int]]:
        chance, taken, statuses = random.Random(number), [], Counter[int]()
        with httpx.Client(timeout=60) as client:
            while (begin := time.monotonic()) < over:
                try:
                    statuses[ask(client, chance)] += 1
                except httpx.TransportError:
                    statuses[DROPPED] += 1
                taken.append(time.monotonic() - begin)
        return taken, statuses

    with ThreadPoolExecutor(clients) as threads:
        ran = list(threads.map(run, range(clients)))
    return [entry for taken, _ in ran for entry in taken], sum((statuses for _, statuses in ran), Counter[int]())


def rate(name: str, address: str, queries: list[str], clients: int, seconds: float) -> float:
    """Print and return the requests a second that an endpoint answers."""

    def ask(client: httpx.Client, chance: random.Random) -> int:
        return client.get(address, params={"query": chance.choice(queries)}, headers={"Accept": JSON}).status_code

    drive(clients, 1, ask)  # connections, caches
    taken, statuses = drive(clients, seconds, ask)
    answered = statuses[200] / seconds
    sys.stdout.write(
        f"{name}: {answered:.0f} a second, p50 {percentile(taken, 0.5) * 1000:.1f} ms, "
        f"p95 {percentile(taken, 0.95) * 1000:.1f} ms, {dict(statuses)}\n"
    )
    return answered


def throughput(store: Path, clients: int, seconds: float, oxigraph: str) -> int:
    """Measure zeren, then Oxigraph's own server over a copy of the release."""
    queries = lookups(open_store(store))
    with serving(store) as (_, address):
        time.sleep(1 + current_release(store).quads / 50_000)  # until the release is in memory
        ours = rate("zeren", f"{address}/sparql", queries, clients, seconds)
    with TemporaryDirectory() as scratch, ExitStack() as opened:
        copy = Path(scratch) / "store"
        shutil.copytree(current_release(store).store_path, copy)
        port = free_port()
        command = [oxigraph, "serve-read-only", "--location", str(copy), "--bind", f"127.0.0.1:{port}"]
        process = subprocess.Popen([*command, "--union-default-graph"], stderr=subprocess.DEVNULL)
        opened.callback(process.terminate)
        await_answer(process, f"http://127.0.0.1:{port}/")
        theirs = rate("oxigraph", f"http://127.0.0.1:{port}/query", queries, clients, seconds)
    sys.stdout.write(f"zeren / oxigraph: {ours / theirs:.2f}\n")
    return int(ours < WANTED * theirs)


def load(store: Path, clients: int, seconds: float) -> int:
    """Measure a mixture of pages and queries; 1 when an answer failed, or too many took long."""
    taken, statuses = mixture(store, clients, seconds)
    failed = any(status >= 500 or status == DROPPED for status in statuses)
    return int(failed or percentile(taken, 0.95) > 1)


def crowd(store: Path, clients: int, seconds: float) -> int:
    """Measure it with more clients than can be served; 1 when one was answered otherwise than with CROWD."""
    _, statuses = mixture(store, clients, seconds)
    return int(not statuses.keys() <= CROWD)


def mixture(store: Path, clients: int, seconds: float) -> tuple[list[float], Counter[int]]:
    """The seconds that pages and queries took, and how often each status came."""
    opened = open_store(store)
    queries = lookups(opened)
    others = [page.address for page in pages(opened, 20, random.Random(1))]
    with serving(store) as (process, address):
        time.sleep(1 + current_release(store).quads / 25_000)  # until the release is in memory

        def ask(client: httpx.Client, chance: random.Random) -> int:
            if chance.random() < 0.8:
                page = chance.choice(PAGES if chance.random() < 0.5 else others)
                return client.get(address + page, headers={"Accept": "text/html"}).status_code
            return client.get(f"{address}/sparql", params={"query": chance.choice(queries)}).status_code

        taken: list[float] = []
        statuses = Counter[int]()
        for part in range(4):
            some, counted = drive(clients, seconds / 4, ask)
            taken, statuses = taken + some, statuses + counted
            sys.stdout.write(
                f"{(part + 1) * seconds / 4:.0f} s: {len(some)} answers, p50 {percentile(some, 0.5) * 1000:.0f} ms, "
                f"p95 {percentile(some, 0.95) * 1000:.0f} ms, {resident_megabytes(process.pid):.0f} MB, "
                f"{open_files(process.pid)} open files, {dict(counted)}\n"
            )
    return taken, statuses


def main() -> int:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("throughput", "load", "crowd"))
    parser.add_argument("--store", type=Path, required=True)
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--clients", type=int)
    parser.add_argument("--oxigraph", default="oxigraph", help="the server's program")
    chosen = parser.parse_args()
    if chosen.what == "load":
        return load(chosen.store, chosen.clients or 32, chosen.seconds or 60)
    if chosen.what == "crowd":
        return crowd(chosen.store, chosen.clients or 500, chosen.seconds or 60)
    return throughput(chosen.store, chosen.clients or 4, chosen.seconds or 10, chosen.oxigraph)


if __name__ == "__main__":
    sys.exit(main())

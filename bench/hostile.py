"""Every hostile query at full size, with a light client beside them.

    python -m bench.hostile --store FOLDER [--statements 1000000] [--clients 4] [--quiet 20]

Serves a generated release of so many statements (made once, FOLDER is kept), sends all of
`bench/hostile_queries.py` with the default limits from so many clients at once, and meanwhile asks a simple question
ten times a second. Those that send are processes of their own and stand back, for what they do with answers is no part
of the server's work: in one process with the light client they doubled its times. Prints what did not end as it should,
and how long the simple question took, before and beside.
Exit code 1 when a query ended wrongly or late, the server's process changed, or the light client was kept waiting.
"""

import argparse
import os
import sys
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from http.server import BaseHTTPRequestHandler, HTTPServer
from multiprocessing import get_context
from pathlib import Path
from typing import Final

import httpx

from api.settings import Settings
from bench.hostile_queries import HOSTILE, Hostile
from bench.questions import release_of
from bench.server import percentile, resident_megabytes, serving

LATE: Final = 3.0
LIGHT: Final = "SELECT ?label { ?policy a zr:Policy ; rdfs:label ?label } LIMIT 5"
PAUSE: Final = 0.1
STANDING_BACK: Final = 10


class LightClient:
    """Asks the simple question again and again, until the block ends."""

    def __init__(self, address: str) -> None:
        self.seconds: list[float] = []
        self.failed = 0
        self._address = address
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._ask)

    def __enter__(self) -> "LightClient":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _ask(self) -> None:
        with httpx.Client(timeout=30) as client:
            while not self._over.wait(PAUSE):
                begin = time.monotonic()
                try:
                    status = client.get(f"{self._address}/sparql", params={"query": LIGHT}).status_code
                except httpx.TransportError:
                    status = 0
                self.seconds.append(time.monotonic() - begin)
                self.failed += status != 200


class Listener:
    """A server on the loopback that counts who calls."""

    def __init__(self) -> None:
        listener = self
        self.calls = 0

        class Counting(BaseHTTPRequestHandler):
            def handle(self) -> None:
                listener.calls += 1

        self._server = HTTPServer(("127.0.0.1", 0), Counting)
        self.address = f"http://127.0.0.1:{self._server.server_port}/data.nt"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()


def send(query: Hostile, address: str, calls: str) -> tuple[Hostile, int, float, str]:
    """The query with its status (0: no answer), its seconds, and the beginning of what came back."""
    text = query.text.replace("{calls}", calls).replace("{file}", Path(__file__).as_uri())
    begin = time.monotonic()
    try:
        answer = httpx.post(f"{address}/sparql", data={"query": text}, timeout=60)
        status, words = answer.status_code, answer.text[:200]
    except httpx.TransportError as error:
        status, words = 0, repr(error)
    return query, status, time.monotonic() - begin, words


def main() -> int:
    """Print what was measured; 1 when something is not as it should be."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", type=Path, required=True, help="where the generated release is kept")
    parser.add_argument("--statements", type=int, default=1_000_000)
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--quiet", type=float, default=20, help="seconds of the light client alone")
    chosen = parser.parse_args()
    release = release_of(chosen.statements, chosen.store)
    sys.stdout.write(f"{release.quads:,} statements, {len(HOSTILE)} queries, {chosen.clients} at once\n")
    listener, latest = Listener(), Settings().query_seconds + LATE
    with serving(chosen.store) as (process, address):
        time.sleep(chosen.quiet)  # until the release is in memory
        with LightClient(address) as quiet:
            time.sleep(chosen.quiet)
        senders = ProcessPoolExecutor(chosen.clients, get_context("spawn"), os.nice, (STANDING_BACK,))
        with LightClient(address) as beside, senders as clients:
            ended = list(clients.map(partial(send, address=address, calls=listener.address), HOSTILE))
        alive, memory = process.poll() is None, resident_megabytes(process.pid)
    wrong = [entry for entry in ended if entry[1] not in entry[0].right or entry[2] > latest]
    for query, status, seconds, words in wrong:
        sys.stdout.write(f"wrong: {query.name}: {status} after {seconds:.1f} s; {words}\n")
    before, meanwhile = percentile(quiet.seconds, 0.95), percentile(beside.seconds, 0.95)
    sys.stdout.write(
        f"slowest {max(entry[2] for entry in ended):.1f} s, {len(wrong)} wrong, {listener.calls} calls to outside\n"
        f"server {'alive' if alive else 'dead'}, {memory:.0f} MB at the end\n"
        f"light client: p95 {before * 1000:.0f} ms alone, {meanwhile * 1000:.0f} ms beside, "
        f"{beside.failed} of {len(beside.seconds)} failed\n"
    )
    kept_waiting = meanwhile > 0.5 or meanwhile > 2 * before or beside.failed
    return int(bool(wrong or listener.calls or not alive or kept_waiting))


if __name__ == "__main__":
    sys.exit(main())

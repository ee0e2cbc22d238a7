"""How long each page takes: the first time it is asked for after the server has started, and once it is known.

    python -m bench.pages --store FOLDER [--each 5] [--seed 1] [--processor]

Asks for every page without parameters, for things of each class drawn at random and for the one of each class that
most refers to, and for the other pages with what a reader would choose. Prints each page's time, its bytes as sent and
its slowest address; at the end the medians. Exit code 1 when the median of first times is above 100 ms (300 ms for
a release of more than 500,000 statements) or a page did not answer with 200. With ``--processor`` the pages are made
in this process, over a copy of the release in memory, and the times are its processor's: so a busy machine counts less.
"""

import argparse
import asyncio
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import urlencode

import httpx
from pyoxigraph import NamedNode, Store

from api.addresses import address_of
from api.app import create_app
from api.engine import ReleaseEngine
from api.settings import read_settings
from bench.server import serving
from graph.release import Release, current_release, load_store, open_store
from ontology import ZR
from queries.catalogue import load_catalogue
from queries.matrix import matrices
from queries.sections import lists

CLASSES: Final = (
    *("Policy", "Provision", "Department", "Indicator", "Theme", "Instrument", "Jurisdiction"),
    *("Target", "Task", "Duty", "CoordinatingBody", "Citation"),
)
LARGE: Final = 500_000
WORDS: Final = ("污水", "水利局", "2025", "教育")


@dataclass(frozen=True, slots=True)
class Page:
    """A kind of page, and one address of it."""

    kind: str
    address: str


def things_of(store: Store, name: str) -> list[str]:
    """The IRIs of a class, in order."""
    kind = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    found = store.quads_for_pattern(None, kind, NamedNode(ZR[name]))
    return sorted({quad.subject.value for quad in found if isinstance(quad.subject, NamedNode)})


def busiest(store: Store, things: list[str]) -> str:
    """The one that most statements refer to, of at most 2,000."""
    return max(things[:2000], key=lambda iri: sum(1 for _ in store.quads_for_pattern(None, None, NamedNode(iri))))


def pages(store: Store, each: int, chance: random.Random) -> Iterator[Page]:
    """The addresses to ask for."""
    yield Page("home", "/")
    for name in ("questions", "network", "sparql", "ontology"):
        yield Page(name, f"/{name}")
    yield Page("term", "/ontology/Target")
    yield from (Page("list", f"/{name}") for name in lists())
    yield Page("list, page 2", "/departments?first=101")
    yield Page("list, words", "/departments?q=水")
    yield from (Page(f"matrix {name}", f"/matrix?kind={name}") for name in matrices())
    for word in WORDS:
        yield Page("search", f"/search?q={word}")
        yield Page("suggestions", f"/search/suggestions?q={word}")
    for question in load_catalogue().values():
        if not any(parameter.required for parameter in question.parameters):
            yield Page("question", f"/questions/{question.name}")
    drawn = {name: things for name in CLASSES if (things := things_of(store, name))}
    for name, things in drawn.items():
        for iri in chance.sample(things, min(each, len(things))):
            yield Page(name, address_of(iri))
        yield Page(f"{name}, busiest", address_of(busiest(store, things)))
    policies = drawn["Policy"]
    for policy in chance.sample(policies, min(each, len(policies))):
        yield Page("network of policy", f"/network?{urlencode({'policy': policy})}")
        yield Page("matrix of policy", f"/matrix?{urlencode({'policy': policy})}")
    for department in chance.sample(drawn["Department"], each):
        yield Page("network around", f"/network?{urlencode({'focus': department})}")
    two = urlencode([("policy", policy) for policy in chance.sample(policies, 2)])
    yield Page("compare", f"/compare?{two}")


class Asked(NamedTuple):
    """The seconds of one answer, its status and its bytes."""

    seconds: float
    status: int
    length: int


HEADERS: Final = {"Accept": "text/html", "Accept-Encoding": "gzip"}


@contextmanager
def served(store: Path, release: Release) -> Iterator[Callable[[Page], Asked]]:
    """How to ask a server."""
    with serving(store) as (_, address), httpx.Client(base_url=address, timeout=60) as client:
        time.sleep(1 + release.quads / 25_000)  # until the release is in memory

        def ask(page: Page) -> Asked:
            begin = time.perf_counter()
            with client.stream("GET", page.address, headers=HEADERS) as answer:
                length = sum(len(piece) for piece in answer.iter_raw())
            return Asked(time.perf_counter() - begin, answer.status_code, length)

        yield ask


@contextmanager
def in_process(store: Path, release: Release) -> Iterator[Callable[[Page], Asked]]:
    """How to ask an application in this process."""
    app = create_app(read_settings(store=store))
    engine = ReleaseEngine(release, load_store(store))
    engine.prepare()
    app.state.engine = engine

    async def get(address: str) -> httpx.Response:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
            return await client.get(address, headers=HEADERS)

    def ask(page: Page) -> Asked:
        begin = time.process_time()
        answer = asyncio.run(get(page.address))
        return Asked(time.process_time() - begin, answer.status_code, int(answer.headers.get("content-length", 0)))

    yield ask


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", type=Path, required=True)
    parser.add_argument("--each", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processor", action="store_true", help="processor time of one process")
    chosen = parser.parse_args()
    release = current_release(chosen.store)
    asked = list(dict.fromkeys(pages(open_store(chosen.store), chosen.each, random.Random(chosen.seed))))
    first: dict[Page, float] = {}
    again: dict[Page, float] = {}
    wrong = 0
    sizes: dict[Page, int] = {}
    with (in_process if chosen.processor else served)(chosen.store, release) as ask:
        for page in asked:
            first[page], status, sizes[page] = ask(page)
            again[page] = ask(page).seconds
            if status not in {200, 303}:
                wrong += 1
                sys.stdout.write(f"{status} {page.address}\n")
    for kind in dict.fromkeys(page.kind for page in asked):
        of_kind = [page for page in asked if page.kind == kind]
        slowest = max(of_kind, key=lambda page: first[page])
        middle = statistics.median(first[page] for page in of_kind)
        sys.stdout.write(
            f"{kind:28} {len(of_kind):3} first {middle * 1000:6.0f} ms, slowest {first[slowest] * 1000:6.0f} ms, "
            f"again {statistics.median(again[page] for page in of_kind) * 1000:5.0f} ms, "
            f"{max(sizes[page] for page in of_kind) / 1000:6.0f} kB {slowest.address[:60]}\n"
        )
    median = statistics.median(first.values()) * 1000
    sys.stdout.write(
        f"{release.quads:,} statements, {len(asked)} pages: first {median:.0f} ms, "
        f"again {statistics.median(again.values()) * 1000:.0f} ms (medians), {wrong} wrong; "
        f"largest {max(sizes.values()) / 1000:.0f} kB\n"
    )
    return int(bool(wrong) or median > (300 if release.quads > LARGE else 100))


if __name__ == "__main__":
    sys.exit(main())

"""Kills zeren at random moments and looks at what is left: ``python -m bench.kills 100 --seed 1``.

Three kinds of kill, in turn: a build; a server, and the build that publishes beside it; a server in the middle of
uploads. After each: every document that was acknowledged is there whole (each graph of a document is what a build that
nobody disturbed makes of it), none is there in part, and a server over what was left answers within ten seconds without
any repair. In the end the build is run once more and must give the release of an undisturbed build.
"""

import argparse
import http.client
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from pyoxigraph import Store

from api.roles import Role
from api.tokens import create_token
from bench.documents import generate_documents
from graph.build import build
from graph.errors import StoreMissing
from graph.ledger import digest_of
from graph.lines import line_of
from graph.release import open_store
from graph.store import WorkStore

READY_SECONDS = 10.0
DOCUMENTS = 12
UPLOADS_AT_ONCE = 3
CHANGE = "三、附则\n本方案自印发之日起施行。\n"
ROOT = Path(__file__).parents[1]


@dataclass(slots=True)
class Tally:
    """What the kills showed: how many of each kind, what was wrong, the slowest restart."""

    kills: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    slowest: float = 0.0
    acknowledged: int = 0


class Trial:
    """A store that is killed again and again.

    ``expected`` are the digests that each document's graph may have, by its name: of its text, and of the same with
    another line. ``seen`` are graphs of other names, which must turn out to be of documents that were sent.
    """

    def __init__(self, folder: Path, documents: int, chance: random.Random, ready_seconds: float) -> None:
        self.chance = chance
        self.ready_seconds = ready_seconds
        self.tally = Tally()
        self.store = folder / "store"
        self.documents = folder / "documents"
        self.documents.mkdir()
        self.texts = [document.text for document in generate_documents(documents + 500)]
        for number in range(documents):
            (self.documents / f"{number:03d}.txt").write_text(self.texts[number], encoding="utf-8")
        self.first = self._undisturbed(folder / "first")
        for path in self.documents.iterdir():
            path.write_text(path.read_text(encoding="utf-8") + CHANGE, encoding="utf-8")
        second = self._undisturbed(folder / "second")
        self.expected = {graph: {digest, second[graph]} for graph, digest in self.first.items()}
        self.seen: set[tuple[str, str]] = set()
        self.token = create_token(self.store / "tokens.json", "bench", Role.CONTRIBUTOR)
        self.sent = documents
        self.acknowledged: set[str] = set()

    def _undisturbed(self, store: Path) -> dict[str, str]:
        build([self.documents], store)
        return graphs_of(open_store(store))

    def disturb_build(self) -> None:
        """Kill a build that begins anew or goes on, then see what it left."""
        if self.chance.random() < 0.3:
            self._touch_some()
        with process("build", self.documents, "--store", self.store, "--jobs", "2") as building:
            self._wait_and_kill(building, 4.0)
        self._examine("build")

    def disturb_serving(self) -> None:
        """Kill a server while a build publishes beside it, and now and then the build, too."""
        self._finish_first()
        self._touch_some()
        with serving(self.store) as (server, port), process("build", self.documents, "--store", self.store) as building:
            ready_after(port)
            self._wait_and_kill(server, 3.0)
            if self.chance.random() < 0.5:
                building.send_signal(signal.SIGKILL)
            building.wait()
        self._examine("serving")

    def disturb_upload(self) -> None:
        """Kill a server while documents are sent to it; those it acknowledged must be there afterwards."""
        self._finish_first()
        with serving(self.store) as (server, port):
            ready_after(port)
            sender = [
                subprocess.Popen(
                    [sys.executable, __file__, "--send", str(port), self.token, str(self._next_text())],
                    stdout=subprocess.PIPE,
                    text=True,
                    env={**os.environ, "PYTHONPATH": str(ROOT)},
                )
                for _ in range(UPLOADS_AT_ONCE)
            ]
            if self.chance.random() < 0.7:
                sender[0].wait()  # acknowledged, or refused: then the others are under way
            self._wait_and_kill(server, 6.0)
            for sending in sender:
                said, _ = sending.communicate()
                for name in said.split():
                    self.acknowledged.add(name)
                    self.tally.acknowledged += 1
        self._examine("upload")

    def _next_text(self) -> Path:
        path = self.store.parent / f"sent-{uuid4().hex}.txt"
        path.write_text(self.texts[self.sent], encoding="utf-8")
        self.sent += 1
        return path

    def _touch_some(self) -> None:
        """Change the text of some documents back and forth, so that there is something to build."""
        for path in self.chance.sample(sorted(self.documents.iterdir()), 4):
            number = int(path.stem)
            original = self.texts[number]
            other = original + CHANGE
            path.write_text(other if path.read_text(encoding="utf-8") == original else original, encoding="utf-8")

    def _wait_and_kill(self, victim: "subprocess.Popen[bytes]", most: float) -> None:
        with suppress(subprocess.TimeoutExpired):
            victim.wait(self.chance.uniform(0.1, most))
        victim.send_signal(signal.SIGKILL)
        victim.wait()

    def _finish_first(self) -> None:
        """See that there is something to serve."""
        if not (self.store / "current").exists():
            self._finish()

    def _finish(self) -> None:
        """Let a build end undisturbed."""
        with process("build", self.documents, "--store", self.store) as building:
            if building.wait() != 0:
                self.tally.faults.append("a build after a kill did not finish")

    def _examine(self, kind: str) -> None:
        """Look at what is left, and serve it."""
        self.tally.kills[kind] += 1
        try:
            release = open_store(self.store)
        except StoreMissing:
            return  # nothing was published yet: nothing was promised
        found = graphs_of(release)
        self._compare(kind, found)
        names = {str(getattr(quad.object, "value", "")) for quad in release}
        for name in self.acknowledged:
            if name not in names:
                self.tally.faults.append(f"{kind}: {name} was acknowledged and is not there")
        with serving(self.store) as (_, port):
            seconds = ready_after(port, self.ready_seconds)
            self.tally.slowest = max(self.tally.slowest, seconds)
            if seconds > self.ready_seconds:
                self.tally.faults.append(f"{kind}: ready after {seconds:.1f} s only")

    def _compare(self, kind: str, found: dict[str, str]) -> None:
        for graph, digest in found.items():
            if graph not in self.expected:
                self.seen.add((graph, digest))
            elif digest not in self.expected[graph]:
                self.tally.faults.append(f"{kind}: {graph} is not whole")

    def conclude(self) -> None:
        """Build once more, over the documents as they were, and compare with a build that nobody disturbed."""
        for path in self.documents.iterdir():
            path.write_text(self.texts[int(path.stem)], encoding="utf-8")
        self._finish()
        found = graphs_of(open_store(self.store))
        self._compare("end", found)
        if differing := [graph for graph, digest in self.first.items() if found.get(graph) != digest]:
            self.tally.faults.append(f"end: {len(differing)} documents differ from an undisturbed build")
        sent = sorted(self.store.parent.glob("sent-*.txt"))
        if sent:
            build(sent, self.store.parent / "sent")
            whole = graphs_of(open_store(self.store.parent / "sent"))
            half = [graph for graph, digest in self.seen if whole.get(graph) != digest]
            self.tally.faults += [f"upload: {graph} is not whole" for graph in half]
        with WorkStore(self.store) as work:
            for graph, kept in work.ledger.graphs.items():
                if kept.owner and graphs_of(work.store).get(graph) is None:
                    self.tally.faults.append(f"end: {graph} stands in the ledger only")


def graphs_of(store: Store) -> dict[str, str]:
    """The digest of each document's graph."""
    lines: dict[str, list[str]] = {}
    for quad in store:
        name = str(quad.graph_name.value) if hasattr(quad.graph_name, "value") else ""
        if "/graph/document/" in name:
            lines.setdefault(name, []).append(line_of(quad))
    return {graph: digest_of(found) for graph, found in lines.items()}


@contextmanager
def process(*arguments: str | Path) -> Iterator["subprocess.Popen[bytes]"]:
    """A command of zeren as a process, which is ended when the work with it is."""
    command = [sys.executable, "-m", "api.cli", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "ZEREN_LOG_LEVEL": "error"}
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    try:
        yield running
    finally:
        running.kill()
        running.wait()


@contextmanager
def serving(store: Path) -> Iterator[tuple["subprocess.Popen[bytes]", int]]:
    """A server over a store, and its port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with process("serve", "--store", store, "--port", str(port)) as running:
        yield running, port


def ready_after(port: int, most: float = 60.0) -> float:
    """How many seconds it takes until the server's health is good; more than ``most`` when it never is."""
    begun = time.perf_counter()
    while (seconds := time.perf_counter() - begun) <= most:
        asking = closing(http.client.HTTPConnection("127.0.0.1", port, timeout=most))
        with suppress(OSError, http.client.HTTPException), asking as connection:
            connection.request("GET", "/health")
            if connection.getresponse().status == 200:
                return seconds
        time.sleep(0.05)
    return seconds


def send(port: int, token: str, path: Path) -> None:
    """Send one document; say its name when it is acknowledged."""
    name, boundary = path.name, uuid4().hex
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="document"; filename="{name}"\r\n\r\n'
    body = head.encode() + path.read_bytes() + f"\r\n--{boundary}--\r\n".encode()
    headers = {"Authorization": f"Bearer {token}", "Content-Type": f"multipart/form-data; boundary={boundary}"}
    sending = closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60))
    with suppress(OSError, http.client.HTTPException), sending as connection:
        connection.request("POST", "/documents", body, headers)
        if connection.getresponse().status == 201:
            sys.stdout.write(f"{name}\n")


def kill_often(
    kills: int, seed: int, folder: Path, documents: int = DOCUMENTS, ready_seconds: float = READY_SECONDS
) -> Tally:
    """Kill so many times, the kinds in turn, and say what was found."""
    trial = Trial(folder, documents, random.Random(seed), ready_seconds)
    ways = (trial.disturb_build, trial.disturb_serving, trial.disturb_upload)
    for number in range(kills):
        ways[number % len(ways)]()
    trial.conclude()
    return trial.tally


def main(arguments: Sequence[str]) -> None:
    """Kill, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kills", type=int, nargs="?", default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    parser.add_argument("--send", nargs=3, metavar=("PORT", "TOKEN", "FILE"), help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if chosen.send:
        send(int(chosen.send[0]), chosen.send[1], Path(chosen.send[2]))
        return
    with TemporaryDirectory(prefix="zeren-kills-") as name:
        tally = kill_often(chosen.kills, chosen.seed, Path(name), chosen.documents)
    kinds = ", ".join(f"{number} of {kind}" for kind, number in sorted(tally.kills.items()))
    sys.stdout.write(
        f"{tally.kills.total()} kills ({kinds}), seed {chosen.seed}\n"
        f"{tally.acknowledged} uploads acknowledged; slowest restart {tally.slowest:.1f} s\n"
        f"{len(tally.faults)} faults\n" + "".join(f"  {fault}\n" for fault in tally.faults)
    )


if __name__ == "__main__":
    main(sys.argv[1:])

"""Queries written to do harm: each ends in time with the right status, calls nobody and reads nothing."""

import os
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from bench.hostile_queries import HOSTILE
from bench.server import serving

SECONDS = 0.4
CANARY = "canary-that-nobody-may-see"


@pytest.fixture(scope="module")
def listener() -> Iterator[tuple[str, list[object]]]:
    """An address on the loopback, and who called it."""
    calls: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def accept() -> None:
            while True:
                try:
                    connection, caller = listening.accept()
                except OSError:
                    return
                calls.append(caller)
                connection.close()

        threading.Thread(target=accept, daemon=True).start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/data.nt", calls
        listening.shutdown(socket.SHUT_RDWR)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="limits on memory need Linux")
def test_hostile_queries_end_in_time_and_harm_nobody(
    examples_store: Path, tmp_path: Path, listener: tuple[str, list[object]]
) -> None:
    address, calls = listener
    file = tmp_path / "canary.nt"
    file.write_text(f"<http://e/a> <http://e/b> '{CANARY}' .\n", "utf-8")
    wrong: list[str] = []

    with serving(examples_store, ZEREN_QUERY_SECONDS=str(SECONDS), ZEREN_QUERY_ROWS="1000") as (process, server):

        def send(number: int) -> None:
            query = HOSTILE[number]
            text = query.text.replace("{calls}", address).replace("{file}", file.as_uri())
            answer = httpx.post(f"{server}/sparql", data={"query": text}, timeout=30)
            problem = answer.headers["content-type"] == "application/problem+json"
            if answer.status_code not in query.right or problem != (answer.status_code != 200) or CANARY in answer.text:
                wrong.append(f"{query.name}: {answer.status_code} {answer.text[:200]}")

        with ThreadPoolExecutor(2) as clients:
            list(clients.map(send, range(len(HOSTILE))))
        assert wrong == []
        assert process.poll() is None
        assert httpx.get(f"{server}/sparql", params={"query": "ASK {}"}).json() == {"head": {}, "boolean": True}
    assert calls == []


def test_the_listener_would_have_noticed(listener: tuple[str, list[object]]) -> None:
    address, calls = listener
    with pytest.raises(httpx.TransportError):
        httpx.get(address)
    deadline = time.monotonic() + 10
    while not calls and time.monotonic() < deadline:
        pass
    assert len(calls) == 1


def test_there_are_enough_of_each_kind() -> None:
    kinds = [query.name.partition(":")[0] for query in HOSTILE]
    assert len(HOSTILE) > 70
    assert {kind: kinds.count(kind) >= 7 for kind in set(kinds)} == dict.fromkeys(kinds, True)

"""A server of zeren's own over a store, as users start it, for the time of a measurement."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import httpx

ROOT: Final = Path(__file__).parents[1]
SECONDS_TO_START: Final = 120


def free_port() -> int:
    """A port of the loopback that nothing listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@contextmanager
def serving(store: Path, **environment: str) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """The process and its address; it ends with the block. Its log goes where ZEREN_BENCH_LOG says, if it does."""
    port = free_port()
    log = os.environ.get("ZEREN_BENCH_LOG", os.devnull)
    command = [sys.executable, "-m", "api.cli", "serve", "--store", str(store.resolve()), "--port", str(port)]
    with Path(log).open("ab") as errors:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        )
    try:
        address = f"http://127.0.0.1:{port}"
        await_answer(process, f"{address}/ontology.ttl")
        yield process, address
    finally:
        process.terminate()
        process.wait(30)


def await_answer(process: subprocess.Popen[bytes], address: str) -> None:
    """Wait until the server answers. Raises RuntimeError when it ends instead, or takes too long."""
    deadline = time.monotonic() + SECONDS_TO_START
    while process.poll() is None and time.monotonic() < deadline:
        try:
            httpx.get(address, timeout=10)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"no answer from {address}")


def family(pid: int) -> Iterator[int]:
    """A process and all that it started, from /proc."""
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in children.read_text("ascii").split():
            yield from family(int(child))


def resident_megabytes(pid: int) -> float:
    """The memory of a process and all that it started in MB of 1,000,000 bytes; what they share counts in parts."""
    total = 0
    for member in family(pid):
        try:
            lines = Path(f"/proc/{member}/smaps_rollup").read_text("ascii").splitlines()
        except OSError:  # it has ended
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total * 1024 / 1e6


def open_files(pid: int) -> int:
    """How many files and sockets the process holds open."""
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


def percentile(values: list[float], part: float) -> float:
    """The value below which that part of them lies; 0 of none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))] if ordered else 0.0

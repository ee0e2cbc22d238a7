"""What ends a worker costs one item; the task here is Python's own ``eval``, each item what it does."""

import os
import signal
import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest

from loaders.limits import Limits
from loaders.workers import Refused, Start, Workers

KILLED = "__import__('signal').raise_signal({})"
LIMITS = Limits(seconds=20, memory_bytes=300_000_000)


def outcomes(*items: str, limits: Limits = LIMITS, processes: int = 1, start: Start = "forkserver") -> list[object]:
    with Workers(eval, limits, processes, start) as workers:
        return list(workers.answers(items))


@pytest.mark.parametrize("start", ["fork", "forkserver"])
@pytest.mark.parametrize("processes", [1, 3])
def test_answers_come_in_order(start: Start, processes: int) -> None:
    items = [f"{number} * {number}" for number in range(60)]
    assert outcomes(*items, processes=processes, start=start) == [number * number for number in range(60)]


def test_nothing_to_do_starts_nothing() -> None:
    assert outcomes() == []


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        ("1 / 0", "a defect of zeren: ZeroDivisionError: division by zero"),
        ("bytearray(1_000_000_000)", "needs more than 300 MB of memory to be read"),
        ("bytearray(200_000_000)", "needs more than 300 MB of memory to be read"),
        ("__import__('json').loads('[' * 100_000)", "is nested too deeply to be read"),
        (KILLED.format(signal.SIGSEGV), "crashed its reader (signal 11)"),
        (KILLED.format(signal.SIGABRT), "crashed its reader (signal 6), most likely for want of memory"),
        (KILLED.format(signal.SIGKILL), "the system ended its reader, most likely for want of memory"),
        ("__import__('os')._exit(3)", "crashed its reader (exit code 3)"),
    ],
)
@pytest.mark.parametrize("processes", [1, 2])
def test_what_is_too_much_is_refused_and_the_others_are_not(item: str, reason: str, processes: int) -> None:
    first, second, *others = outcomes("1", item, "3", "4", processes=processes)
    assert isinstance(second, Refused)
    assert reason in second.reason
    assert (first, others) == (1, [3, 4])


def test_what_takes_too_long_is_refused_even_in_code_that_looks_at_no_signal() -> None:
    endless = "__import__('re').match('(a*)*b', 'a' * 64)"
    assert outcomes("1", endless, "3", limits=Limits(seconds=1)) == [
        1,
        Refused("was not read within 1 seconds", "time"),
        3,
    ]


def test_large_items_and_large_answers_pass_each_other() -> None:
    items = [f"'{letter * 300_000}'" for letter in "abcd"]
    assert outcomes(*items) == [letter * 300_000 for letter in "abcd"]


def test_items_far_ahead_wait_for_whoever_takes_the_answers() -> None:
    with Workers(eval, LIMITS) as workers:
        assert list(islice(workers.answers(["1"] * 1_000), 2)) == [1, 1]


def test_an_interrupt_is_not_the_workers_matter() -> None:
    assert outcomes(KILLED.format(signal.SIGINT), "2") == [None, 2]


ORPHANED = """
import os, signal
from loaders.limits import Limits
from loaders.workers import Workers
with Workers(eval, Limits(), start="{start}") as workers:
    print(workers.answer("__import__('os').getpid()"), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("start", ["fork", "forkserver"])
def test_workers_end_with_their_parent_however_it_ends(start: Start) -> None:
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    command = [sys.executable, "-c", ORPHANED.format(start=start)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as parent:
        assert parent.stdout is not None
        assert int(parent.stdout.readline()) != parent.pid
        # the pipe ends when the last process that holds it does: the worker, too
        assert parent.stdout.read() == b""

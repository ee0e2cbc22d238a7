"""Forty hostile files and some damaged ones, within narrow limits: each is read, or refused with a reason."""

from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path

import pytest

from bench.crafted_files import Hostile
from bench.hostile_documents import SECRET, Listener, Outcome, mutations, read_all
from bench.hostile_files import (
    bombs,
    depths,
    disguises,
    entities,
    outside_addresses,
    pages,
    sheets,
)
from loaders.limits import Limits

LIMITS = Limits(expanded_bytes=20_000_000, expansion=50, seconds=10, memory_bytes=600_000_000)


def forty(outside: str, canary: Path) -> Iterator[Hostile]:
    """Some of each family; texts that take a minute are left to the whole set."""
    families = (
        (bombs(12_000_000), 3),
        (entities(outside, canary), 5),
        (outside_addresses(outside, canary), 4),
        (depths(), 5),
        (sheets(), 5),
        (pages(outside), 5),
        (disguises(), 3),
    )
    return chain.from_iterable(islice(files, 0, None, step) for files, step in families)


@pytest.fixture
def listener() -> Iterator[Listener]:
    listener = Listener()
    yield listener
    listener.close()


def check(outcome: Outcome, listener: Listener) -> None:
    harmless = ("was not read within", "of memory to be read", "for want of memory", "nested too deeply")
    assert [line for line in outcome.remarkable if not any(reason in line for reason in harmless)] == []
    assert outcome.megabytes < LIMITS.memory_bytes / 1e6
    assert (outcome.leaked, listener.calls) == ([], 0)


def test_hostile_files_stop_nobody_call_nobody_and_read_nothing_else(tmp_path: Path, listener: Listener) -> None:
    canary = tmp_path / "canary.txt"
    canary.write_text(SECRET, encoding="utf-8")
    outcome = read_all(forty(listener.address, canary), tmp_path, LIMITS)
    check(outcome, listener)
    assert outcome.counts.total() >= 40
    assert outcome.counts["refused with a reason"] >= 20


def test_damaged_documents_are_read_or_refused(tmp_path: Path, listener: Listener) -> None:
    check(outcome := read_all(mutations(60, seed=3), tmp_path, LIMITS), listener)
    assert outcome.counts.total() == 60


def test_the_same_seed_gives_the_same_damage() -> None:
    assert list(mutations(20, seed=3)) == list(mutations(20, seed=3))

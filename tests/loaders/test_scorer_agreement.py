"""The figures of an evaluation are those of the shared scorer, on what is read and on records made worse on purpose."""

import json
import random
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import pytest

from loaders.evaluation import Scores, evaluate
from loaders.exchange import as_json_line
from loaders.extraction import load_records
from loaders.gold import read_gold
from loaders.reading import find_documents
from loaders.record import Kind, Record, Role

EntryT = TypeVar("EntryT")


def some(entries: Sequence[EntryT], chance: random.Random) -> tuple[EntryT, ...]:
    """Most of the entries, out of order."""
    kept = [entry for entry in entries if chance.random() < 0.85]
    chance.shuffle(kept)
    return tuple(kept)


def disturbed(record: Record, chance: random.Random) -> Record:
    """The record as a worse reader would make it: entries lost, out of order, with other roles, values, places."""

    def perhaps(entry: Any, **changes: Any) -> Any:
        taken = {name: value for name, value in changes.items() if chance.random() < 0.15}
        return replace(entry, **taken)

    def place(path: str) -> str:
        return path.rpartition("/")[0] if chance.random() < 0.5 else f"{path}/1"

    fields = replace(record.document, title=chance.choice([record.document.title, "方案"]), issuer=("临江市水务局",))
    return replace(
        record,
        document=fields,
        assignments=tuple(
            perhaps(one, role=chance.choice(list(Role)), provision=place(one.provision), agent=one.agent[1:])
            for one in some(record.assignments, chance)
        ),
        targets=tuple(
            perhaps(
                one,
                value=chance.choice([None, Decimal("1.5")]),
                comparator="<",
                deadline="2031-05",
                kind=Kind.DECREASE,
                upper=Decimal(7),
                unit="家",
                indicator=one.indicator[: len(one.indicator) // 2 + 1],
                provision=place(one.provision),
            )
            for one in some(record.targets, chance)
        ),
        citations=tuple(
            perhaps(one, title="水法", document_number="令第1号") for one in some(record.citations, chance)
        ),
        phases=tuple(perhaps(one, start="2031") for one in some(record.phases, chance)),
        bodies=tuple(perhaps(one, office_at="市水务局", name=one.name[2:]) for one in some(record.bodies, chance)),
    )


def figures(scores: Scores) -> dict[str, dict[str, float]]:
    """The figures in the shape in which the scorer prints them, to four digits."""
    found: dict[str, dict[str, float]] = {}
    for name, counts in scores.counts.items():
        shares = {"precision": counts.precision, "recall": counts.recall, "f1": counts.f1}
        rounded = {key: round(value, 4) for key, value in shares.items()}
        found[name] = {**rounded, "tp": counts.right, "fp": counts.extra, "fn": counts.missed}
    for name, one in scores.accuracies.items():
        if one.all:
            found[name] = {"accuracy": round(one.share, 4), "right": one.right, "all": one.all}
    return found


@pytest.fixture(scope="module")
def corpus(shared: Path) -> list[Record]:
    return [record for file in find_documents([shared / "corpus"]) for record in load_records(file)]


@pytest.mark.parametrize("seed", [None, *range(6)])
def test_the_figures_are_those_of_the_shared_scorer(
    seed: int | None, corpus: list[Record], shared: Path, tmp_path: Path
) -> None:
    records = corpus if seed is None else [disturbed(one, random.Random(f"{seed} {one.source}")) for one in corpus]
    file = tmp_path / "records.jsonl"
    file.write_text("\n".join(map(as_json_line, records)), "utf-8")
    gold = shared / "gold" / "dev"
    command = [sys.executable, str(shared / "gold" / "score.py"), str(gold), str(file), "--json"]
    finished = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, timeout=60)
    scores = evaluate(read_gold(gold), records).totals
    assert figures(scores) == json.loads(finished.stdout)
    if seed is not None:
        assert 0 < scores.counts["assignments"].f1 < 1
        assert 0 < scores.counts["targets"].f1 < 1

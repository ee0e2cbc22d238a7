"""Gold records of the corpus, in plain Python, for tests that work answers out by hand."""

import json
import os
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

SHARED = Path(os.environ.get("ZEREN_SHARED", "../shared"))
GOLD = SHARED / "gold" / "dev"
Values = Mapping[str, Any]


@cache
def gold() -> tuple[Values, ...]:
    return tuple(json.loads(path.read_text(encoding="utf-8")) for path in sorted(GOLD.glob("*.json")))


def entries(record: Values, kind: str) -> list[Values]:
    """The entries that count; of several fair readings the first."""
    return [entry for entry in record[kind] if not entry.get("optional")]


def first(value: str | None) -> str:
    return (value or "").split("|")[0]


def place(record: Values) -> str:
    return first(record["document"]["jurisdiction"])


def of_source(source: str) -> Values:
    return next(record for record in gold() if record["source"].startswith(source))


def agreement(wanted: Counter[Any], found: Counter[Any]) -> float:
    """The share of both that agrees: F1 of the two multisets, 0 to 1."""
    total = wanted.total() + found.total()
    return 2 * (wanted & found).total() / total if total else 1.0

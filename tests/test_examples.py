"""The examples are read as a careful reader reads them: every entry held against ``gold/examples``."""

import json
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from loaders.exchange import as_json
from loaders.extraction import extract
from loaders.reading import read_document

HERE = Path(__file__).resolve().parent
EXAMPLES = HERE.parent / "examples"
GOLD = HERE / "gold" / "examples"
NAMES = sorted(path.stem for path in GOLD.glob("*.json"))
ENTRIES = ("provisions", "assignments", "targets", "tasks", "duties", "citations", "phases", "bodies", "doubts")

Values = Mapping[str, Any]

# What must agree, to the letter, for an entry to be found, and the F1 (0 to 1) over all examples that must be reached.
COMPARED: dict[str, tuple[tuple[str, ...], float]] = {
    "assignments": (("provision", "agent", "role"), 1.0),
    "targets": (("provision", "indicator", "comparator", "value", "unit", "deadline", "kind"), 0.95),
    "citations": (("title", "document_number"), 1.0),
    "phases": (("provision", "name", "start", "finish"), 1.0),
    "bodies": (("name", "office_at", "chair"), 1.0),
}
DOCUMENT_FIELDS = 1.0  # share of the fields of all examples that must be right


@cache
def gold_of(name: str) -> dict[str, Any]:
    return dict(json.loads((GOLD / f"{name}.json").read_text(encoding="utf-8")))


@cache
def record_of(name: str) -> dict[str, Any]:
    return as_json(extract(read_document(EXAMPLES / gold_of(name)["source"])))


def test_every_example_has_a_gold_record() -> None:
    documents = {path.name for path in EXAMPLES.iterdir() if path.suffix in {".txt", ".html"}}
    assert documents == {gold_of(name)["source"] for name in NAMES}


def test_document_fields_agree_with_gold() -> None:
    fields = [(name, key, want) for name in NAMES for key, want in gold_of(name)["document"].items()]
    read = {(name, key): record_of(name)["document"][key] for name, key, _ in fields}
    wrong = {f"{name}: {key}": (want, got) for name, key, want in fields if not agrees(want, got := read[name, key])}
    assert 1 - len(wrong) / len(fields) >= DOCUMENT_FIELDS, wrong


@pytest.mark.parametrize("kind", COMPARED)
def test_entries_agree_with_gold(kind: str) -> None:
    keys, floor = COMPARED[kind]
    results = {name: compare(gold_of(name)[kind], record_of(name)[kind], matcher(keys)) for name in NAMES}
    right, missed, extra = (sum(len(result[index]) for result in results.values()) for index in range(3))
    wrong = {name: {"missed": result[1], "extra": result[2]} for name, result in results.items() if any(result[1:])}
    assert 2 * right / (2 * right + missed + extra) >= floor, json.dumps(wrong, ensure_ascii=False, indent=1)


def compare(
    gold: list[Values], found: list[Values], fits: Callable[[Values, Values], bool]
) -> tuple[list[Values], list[Values], list[Values]]:
    """Entries right, missed and extra; an optional entry of gold takes a found one without counting."""
    right: list[Values] = []
    missed: list[Values] = []
    left = list(found)
    for want in sorted(gold, key=lambda entry: bool(entry.get("optional"))):
        match = next((entry for entry in left if fits(want, entry)), None)
        if match is not None:
            left.remove(match)
        if not want.get("optional"):
            (missed if match is None else right).append(want)
    keys = {key for entry in gold for key in entry}
    return right, missed, [{key: entry[key] for key in keys & entry.keys()} for entry in left]


def matcher(keys: tuple[str, ...]) -> Callable[[Values, Values], bool]:
    return lambda want, got: all(agrees(want[key], got[key]) for key in keys)


def agrees(want: object, got: object) -> bool:
    """Equal but for the width of punctuation; ``a|b`` accepts either, an empty part accepts null."""
    if isinstance(want, list) and isinstance(got, list):
        return len(want) == len(got) and all(map(agrees, want, got))
    if isinstance(want, str):
        return narrow(got) in {narrow(part) for part in want.split("|")}
    return want == got


def narrow(text: object) -> str:
    return unicodedata.normalize("NFKC", str(text or ""))


@pytest.mark.parametrize("name", NAMES)
def test_every_span_quotes_its_entry(name: str) -> None:
    record = record_of(name)
    entries = [entry for kind in ENTRIES[1:] for entry in record[kind]]
    assert entries
    assert not [entry for entry in entries if record["text"][slice(*entry["span"])] != entry["quote"]]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_in_an_example_is_unreadable(name: str) -> None:
    assert not [doubt for doubt in record_of(name)["doubts"] if doubt["kind"] == "unreadable"]


@pytest.mark.parametrize("name", NAMES)
def test_gold_quotes_stand_in_the_document(name: str) -> None:
    """Gold is itself checked: a quote of several cells joins them with a bar."""
    text = record_of(name)["text"]
    kinds = ("assignments", "targets", "phases", "bodies")
    quotes = [part for kind in kinds for entry in gold_of(name)[kind] for part in entry["quote"].split("|")]
    assert not [quote for quote in quotes if quote not in text]

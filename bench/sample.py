"""Draw entries at random from a folder's records, each in its sentence, for a person to judge.

    python -m bench.sample FOLDER --kind targets --count 60 --seed 7

Kinds: assignments, targets, citations, phases, bodies, and ``unread`` (sentences with a word of duty or a number that
no entry covers). One line each: number, file, provision, what was read, the rule, and the text around it with the
entry's own words in brackets. The same folder, kind, count and seed give the same lines.
"""

import argparse
import random
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from loaders.extraction import load_records
from loaders.reading import find_documents
from loaders.record import Assignment, Body, Citation, Entry, Phase, Record, Span, Target
from loaders.sentences import sentences

KINDS = ("assignments", "targets", "citations", "phases", "bodies", "unread")
_WORTH_READING = re.compile(r"牵头|负责|会同|配合|责任单位|主办|协办|\d+(?:\.\d+)?[%‰个家项万亿亩吨公里]")
_BLANKS = re.compile(r"\s+")
_AROUND = 40


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the sample; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kind", choices=KINDS, required=True)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--seed", type=int, default=7)
    chosen = parser.parse_args(arguments)
    lines = [line for path in find_documents([chosen.folder]) for line in _lines_of(path, chosen.kind)]
    drawn = random.Random(chosen.seed).sample(lines, min(chosen.count, len(lines)))
    sys.stdout.write("".join(f"{number}\t{line}\n" for number, line in enumerate(drawn, start=1)))
    return 0


def _lines_of(path: Path, kind: str) -> Iterator[str]:
    for record in load_records(path):
        if kind == "unread":
            yield from _unread(record)
        else:
            entries: Sequence[Entry] = getattr(record, kind)
            yield from (_line(record, entry) for entry in entries)


def _line(record: Record, entry: Entry) -> str:
    begin, end = entry.span
    before = record.text[max(0, begin - _AROUND) : begin]
    after = record.text[end : end + _AROUND]
    words = re.sub(r"\s+", " ", f"{before}[{entry.quote}]{after}")
    return f"{record.source}\t{entry.provision}\t{_said(entry)}\t{entry.rule}\t{words}"


def _said(entry: Entry) -> str:
    match entry:
        case Assignment():
            return f"{entry.agent} {entry.role}"
        case Target():
            bound = f"{entry.value}–{entry.upper}" if entry.upper is not None else f"{entry.value}"
            return f"{entry.indicator} {entry.comparator} {bound} {entry.unit} {entry.kind} {entry.deadline}"
        case Citation():
            return f"《{entry.title}》 {entry.document_number}"
        case Phase():
            return f"{entry.name} {entry.start}..{entry.finish}"
        case Body():
            return f"{entry.name} office {entry.office_at} chair {entry.chair}"
        case _:
            return entry.quote


def _unread(record: Record) -> Iterator[str]:
    """The sentences worth reading that no assignment and no target touches."""
    touched = sorted(entry.span for entries in (record.assignments, record.targets) for entry in entries)
    for sentence in sentences(record.text, Span(0, len(record.text))):
        words = record.text[sentence.begin : sentence.end]
        read = any(begin < sentence.end and sentence.begin < end for begin, end in touched)
        if not read and _WORTH_READING.search(words):
            yield f"{record.source}\t\t\t\t{_BLANKS.sub(' ', words)[:300]}"


if __name__ == "__main__":
    raise SystemExit(main())

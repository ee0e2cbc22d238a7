"""``extract``: what documents say, as records."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from api import terminal
from api.commands.options import LanguageOption, Paths
from api.commands.reporting import RecordFormat, print_reports
from api.errors import FINISHED, PROBLEMS
from api.settings import read_settings
from loaders.exchange import as_json, as_json_line
from loaders.extraction import FileRead, read_file
from loaders.limits import Limits
from loaders.reading import RECORDS, find_documents
from loaders.record import Record
from loaders.report import report_on
from loaders.workers import Refused, Workers

ENTRIES = ("assignments", "targets", "tasks", "duties", "citations", "phases", "bodies", "doubts")


def extract(
    paths: Paths,
    form: Annotated[
        RecordFormat | None,
        typer.Option("--format", help="How to print: jsonl, for a report a table, unless given. 输出格式。"),
    ] = None,
    report: Annotated[
        bool, typer.Option("--report", help="Instead of records, print what was not read. 报告未读懂之处。")
    ] = False,
    language: LanguageOption = None,
) -> int:
    """Print what documents say, one record for each. 打印文件所载的责任、指标与引用。

    Example: `zeren extract plan.txt --format table`, `zeren extract plans/ --report`
    """
    settings = read_settings(language=language)
    records = Records(find_documents(paths), settings.limits)
    if report:
        spoken = settings.language
        print_reports(map(report_on, records), form or RecordFormat.TABLE, spoken)
        records.report()
    else:
        print_records(records, form or RecordFormat.JSONL)
    return PROBLEMS if records.problems else FINISHED


class Records:
    """The records of files, one by one; a file that cannot be read is named and the next one taken."""

    def __init__(self, files: Sequence[Path], limits: Limits) -> None:
        self.files = files
        self.limits = limits
        self.read = 0
        self.problems = 0
        self.entries: Counter[str] = Counter()
        self.doubts: Counter[str] = Counter()

    def __iter__(self) -> Iterator[Record]:
        documents = [file for file in self.files if file.suffix.lower() != RECORDS]
        read = partial(read_file, limits=self.limits)
        with Workers(read, self.limits, start="fork") as workers:
            answers = workers.answers(documents)
            for file in self.files:
                yield from self._records(file, read(file) if file.suffix.lower() == RECORDS else next(answers))

    def _records(self, file: Path, given: FileRead | Refused) -> Iterator[Record]:
        for record in given.records if isinstance(given, FileRead) else ():
            self._count(record)
            yield record
        reason = given.failure if isinstance(given, FileRead) else given.reason
        if reason is not None:
            self.problems += 1
            terminal.complain(f"{file}: {reason}")

    def _count(self, record: Record) -> None:
        self.read += 1
        self.entries.update({name: len(getattr(record, name)) for name in ENTRIES})
        self.doubts.update(doubt.kind for doubt in record.doubts)

    def report(self) -> None:
        """Say how much was read, and how much of it was doubtful."""
        counts = ", ".join(f"{self.entries[name]} {name}" for name in ENTRIES)
        terminal.say(f"{self.read} documents read, {self.problems} files not: {counts}")
        for kind, count in self.doubts.most_common():
            terminal.say(f"  doubt {kind}: {count}")


def print_records(records: Records, form: RecordFormat) -> None:
    """Print all records; a line of JSON as soon as its document is read."""
    match form:
        case RecordFormat.JSONL:
            for record in records:
                terminal.write(as_json_line(record))
        case RecordFormat.JSON:
            terminal.write(json.dumps([as_json(record) for record in records], ensure_ascii=False, indent=2))
        case RecordFormat.TABLE:
            terminal.write_table(("file 文件", "title 标题", *ENTRIES), [_line(record) for record in records])


def _line(record: Record) -> tuple[str, ...]:
    return (record.source, record.document.title or "", *(str(len(getattr(record, name))) for name in ENTRIES))

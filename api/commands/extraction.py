"""``extract``: what documents say, as records."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from api import terminal
from api.commands.options import LanguageOption, Paths
from api.commands.reporting import RecordFormat, print_reports
from api.errors import FINISHED, PROBLEMS
from api.settings import read_settings
from loaders.errors import ZerenError
from loaders.exchange import as_json, as_json_line
from loaders.extraction import load_records
from loaders.reading import find_documents
from loaders.record import Record
from loaders.report import report_on

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
    records = Records(find_documents(paths))
    if report:
        spoken = read_settings(language=language).language
        print_reports(map(report_on, records), form or RecordFormat.TABLE, spoken)
        records.report()
    else:
        print_records(records, form or RecordFormat.JSONL)
    return PROBLEMS if records.problems else FINISHED


class Records:
    """The records of files, one by one; a file that cannot be read is named and the next one taken."""

    def __init__(self, files: Sequence[Path]) -> None:
        self.files = files
        self.read = 0
        self.problems = 0
        self.entries: Counter[str] = Counter()
        self.doubts: Counter[str] = Counter()

    def __iter__(self) -> Iterator[Record]:
        for file in self.files:
            try:
                for record in load_records(file):
                    self._count(record)
                    yield record
            except ZerenError as error:
                self.problems += 1
                terminal.complain(str(error))

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

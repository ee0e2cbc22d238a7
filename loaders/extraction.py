"""Everything one document says: the one module that knows the order of the readers."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from pathlib import Path

from loaders.assignments import as_assignments, find_letter_statements, find_statements
from loaders.bodies import find_bodies
from loaders.citations import find_citations
from loaders.deadlines import Deadlines, read_deadlines
from loaders.document import Document
from loaders.doubts import find_doubts
from loaders.errors import UnreadableFile, ZerenError
from loaders.exchange import parse_record
from loaders.indicator_tables import find_table_targets
from loaders.kinds import kind_that_only_tells
from loaders.lexicon import load_lexicon
from loaders.limits import USUAL, Limits
from loaders.masthead import read_masthead
from loaders.outline import Headings, read_outline
from loaders.phases import find_phases
from loaders.reading import RECORDS, read_documents, unreadable
from loaders.record import DocumentFields, Provision, Record, Span, Target
from loaders.responsibility_tables import find_table_statements, row_deadlines
from loaders.script import in_simplified, is_traditional, quoting
from loaders.statements import Statement
from loaders.tables import ReadTable, read_tables, with_rows, without_quotes
from loaders.targets import find_targets, places_of_promises
from loaders.tasks import as_tasks, find_duties, find_tasks
from loaders.width import narrow

_FOUR_DIGITS = re.compile(r"(?:19|20)\d\d")
_LEVEL = re.compile(r"(?:特别行政区|自治区|自治州|自治县|自治旗|省|市|区|县|州|盟|旗|地区)$")


@dataclass(frozen=True, slots=True)
class _Reading:
    """A document as the readers of responsibilities and targets see it: narrowed text, outline, tables.

    ``home`` is the name of its place without the level, ``year`` that of its date; ``provisions`` and ``tables`` are
    empty where nothing can be promised; ``letter`` is the text of a document without either.
    """

    text: str
    original: str
    provisions: tuple[Provision, ...]
    preface: Span | None
    letter: Span | None
    tables: tuple[ReadTable, ...]
    home: str | None
    year: int | None


def extract(document: Document) -> Record:
    """The record of a document; what is odd in it becomes a doubt, never an error."""
    original = document.text
    if is_traditional(original):
        return quoting(extract(in_simplified(document)), original)
    printed = narrow(original)
    sections = read_outline(printed, [table.span for table in document.tables])
    tables = read_tables(printed, document.tables, sections)
    text = without_quotes(printed, tables)
    provisions = with_rows(text, sections, tables)
    masthead = read_masthead(document, sections)
    fields = masthead.fields
    reading = _reading(text, original, provisions, tables, fields)
    statements = _statements(reading)
    deadlines = read_deadlines(text, reading.provisions, row_deadlines(text, tables, reading.year), reading.year)
    targets = _targets(reading, statements, deadlines)
    assignments = as_assignments(text, original, statements, [table.span for table in tables])
    record = Record(
        source=document.source,
        content_hash=document.content_hash,
        extractor=extractor_version(),
        text=original,
        document=fields,
        provisions=provisions,
        assignments=assignments,
        targets=targets,
        tasks=as_tasks(text, original, find_tasks(text, reading.provisions, statements, targets), deadlines),
        duties=find_duties(text, original, reading.provisions, statements),
        citations=find_citations(printed, original, provisions, fields, masthead.notice),
        phases=find_phases(printed, original, document.tables, provisions),
        bodies=find_bodies(printed, original, provisions),
    )
    return replace(record, doubts=find_doubts(text, record, reading.tables, statements))


def _reading(
    text: str, original: str, provisions: tuple[Provision, ...], tables: tuple[ReadTable, ...], fields: DocumentFields
) -> _Reading:
    home = _LEVEL.sub("", fields.jurisdiction) if fields.jurisdiction else None
    if kind_that_only_tells(text, fields.title):
        ahead = tuple(_work_ahead(provisions))  # 二、下一步工作 of an answer
        return _Reading(text, original, ahead, None, Span(0, len(text)), (), home, _year(fields))
    letter = None if provisions else Span(0, len(text))
    return _Reading(
        text, original, provisions, _preface(fields, provisions, tables), letter, tables, home, _year(fields)
    )


def _work_ahead(provisions: Sequence[Provision]) -> Iterator[Provision]:
    """The provisions under a heading of work to come, in a document that otherwise tells of others."""
    ahead = load_lexicon("kinds").rule("work-ahead").pattern
    headings = Headings(provisions)
    return (one for one in provisions if any(ahead.search(heading) for heading in headings.above(one.path)))


def _year(fields: DocumentFields) -> int | None:
    """The year of the document's date, number or title; a page's date says nothing of it."""
    stated = (fields.issued_on, fields.document_number, fields.title)
    years = (match for field in stated if field and (match := _FOUR_DIGITS.search(field)))
    return next((int(match.group()) for match in years), None)


def _preface(fields: DocumentFields, provisions: Sequence[Provision], tables: Sequence[ReadTable]) -> Span | None:
    """The text between the title and the first numbered part; where nothing is numbered, its tables, if it has any."""
    if not provisions and tables:
        return Span(tables[0].span.begin, tables[-1].span.end)
    title = next((found.span for found in fields.evidence if found.field == "title"), None)
    begin = title.end if title else 0
    return Span(begin, provisions[0].span.begin) if provisions and begin < provisions[0].span.begin else None


def _statements(reading: _Reading) -> tuple[Statement, ...]:
    of_text = find_statements(reading.text, reading.provisions, reading.preface, reading.home)
    of_tables = find_table_statements(reading.text, reading.tables, reading.home)
    of_letter = find_letter_statements(reading.text, reading.letter, reading.home) if reading.letter else ()
    return tuple(
        sorted((*of_text, *of_tables, *of_letter), key=lambda statement: (statement.span, statement.provision))
    )


def _targets(reading: _Reading, statements: Sequence[Statement], deadlines: Deadlines) -> tuple[Target, ...]:
    text, tables, year = reading.text, reading.tables, reading.year
    of_tables = tuple(find_table_targets(text, reading.original, tables, year))
    inside = [table.span for table in tables if table.states_indicators]
    outside: Sequence[Provision] = reading.provisions
    if inside:
        outside = [p for p in outside if not any(begin <= p.span.begin < end for begin, end in inside)]
    stated = sorted({statement.span for statement in statements if text[statement.span.begin] in "([【〔"})
    places = places_of_promises(text, outside, reading.preface, stated)
    of_text = find_targets(text, reading.original, places, deadlines)
    return tuple(sorted((*of_text, *of_tables), key=lambda target: target.span))


@dataclass(frozen=True, slots=True)
class FileRead:
    """What a file gave: its records, and why there are none, or no more, in words that follow its name."""

    records: tuple[Record, ...]
    failure: str | None = None


def read_file(path: Path, limits: Limits = USUAL) -> FileRead:
    """The records of a file, and what could not be read of it: what a worker process does."""
    records: list[Record] = []
    try:
        records.extend(load_records(path, limits))
    except ZerenError as error:
        return FileRead(tuple(records), str(error).removeprefix(f"{path}, ").removeprefix(f"{path}: "))
    return FileRead(tuple(records))


def load_records(path: Path, limits: Limits = USUAL) -> Iterator[Record]:
    """The records of a file: one of a document, several of a zip file, as many as a saved ``.jsonl`` has lines.

    Raises UnreadableFile, InvalidRecord; what can be read before that comes before that.
    """
    if path.suffix.lower() != RECORDS:
        yield from map(extract, read_documents(path, limits))
        return
    try:
        lines = path.read_text(encoding="utf-8").split("\n")  # JSON Lines: a string may hold other line separators
    except OSError as error:
        raise unreadable(path, error) from error
    except UnicodeDecodeError as error:
        raise UnreadableFile(path, "is not UTF-8, which saved records are; save it so") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield parse_record(line, f"{path}, line {number}")


@cache
def extractor_version() -> str:
    """A digest of the readers' code and rules: records of another version are read anew."""
    digest = hashlib.sha256()
    folder = resources.files("loaders")
    files = sorted((*folder.iterdir(), *folder.joinpath("lexicon").iterdir()), key=lambda file: file.name)
    for file in files:
        if file.is_file() and file.name.endswith((".py", ".toml", ".tsv")):
            digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]

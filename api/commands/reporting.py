"""``extract --report``: what was not read, document by document, and how much was."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any, Literal

from api import terminal
from loaders.coverage import Coverage, Subject
from loaders.doubts import doubt_text
from loaders.report import Place, Report

PLACE_COLUMNS = ("provision 条款", "what 疑点", "detail 所指", "sentence 原句")
COVERAGE_COLUMNS = ("file 文件", "of 对象", "covered 已读", "dismissed 已排除", "open 待看", "accounted for 覆盖率")
SUBJECTS = {Subject.DUTY: "duty words 责任词", Subject.QUANTITY: "numbers 数字"}
TOTAL = "total 合计"

Language = Literal["zh", "en"]


class RecordFormat(StrEnum):
    """How ``extract`` prints."""

    JSONL = "jsonl"
    JSON = "json"
    TABLE = "table"


def print_reports(reports: Iterable[Report], form: RecordFormat, language: Language) -> None:
    """Print the reports, each as soon as its document is read; JSON and tables end with the coverage of all."""
    match form:
        case RecordFormat.JSONL:
            for report in reports:
                terminal.write(json.dumps(_as_json(report, language), ensure_ascii=False))
        case RecordFormat.JSON:
            read = list(reports)
            documents = [_as_json(report, language) for report in read]
            total = _coverage_as_json(_total(report.coverage for report in read))
            terminal.write(json.dumps({"documents": documents, "total": total}, ensure_ascii=False, indent=2))
        case RecordFormat.TABLE:
            _print_tables(reports, language)


def _print_tables(reports: Iterable[Report], language: Language) -> None:
    coverages: list[tuple[str, Mapping[Subject, Coverage]]] = []
    for report in reports:
        if report.places:
            terminal.write_table(PLACE_COLUMNS, (_row(place, language) for place in report.places), report.source)
            terminal.write("\n")
        coverages.append((report.source, report.coverage))
    coverages.append((TOTAL, _total(coverage for _, coverage in coverages)))
    terminal.write_table(COVERAGE_COLUMNS, (row for name, of in coverages for row in _coverage_rows(name, of)))


def _row(place: Place, language: Language) -> Sequence[str]:
    return place.provision, doubt_text(place.kind, language), place.detail, place.sentence


def _coverage_rows(name: str, coverage: Mapping[Subject, Coverage]) -> Iterator[Sequence[str]]:
    for subject, of in coverage.items():
        dismissed = sum(of.dismissed.values())
        yield name, SUBJECTS[subject], str(of.covered), str(dismissed), str(of.open), f"{of.share:.1%}"


def _total(coverages: Iterable[Mapping[Subject, Coverage]]) -> dict[Subject, Coverage]:
    total = {subject: Coverage() for subject in Subject}
    for coverage in coverages:
        total = {subject: total[subject] + coverage[subject] for subject in Subject}
    return total


def _as_json(report: Report, language: Language) -> dict[str, Any]:
    places = [
        {
            "kind": place.kind,
            "text": doubt_text(place.kind, language),
            "provision": place.provision,
            "span": list(place.span),
            "detail": place.detail,
            "sentence": place.sentence,
        }
        for place in report.places
    ]
    return {"source": report.source, "places": places, "coverage": _coverage_as_json(report.coverage)}


def _coverage_as_json(coverage: Mapping[Subject, Coverage]) -> dict[str, Any]:
    return {
        subject.value: {
            "share": round(of.share, 4),
            "covered": of.covered,
            "dismissed": dict(of.dismissed),
            "open": of.open,
        }
        for subject, of in coverage.items()
    }

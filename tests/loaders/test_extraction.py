"""What holds for every text, however odd: nothing is raised, every span is true, and a record survives its own JSON."""

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]  # its stubs are no dependency
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from loaders.exchange import as_json, as_json_line, parse_record, record_schema
from loaders.extraction import extract, extractor_version, load_records
from loaders.reading import read_document
from loaders.record import Entry, Kind, Record, Role
from tests.loaders.case_tables import record_of
from tests.loaders.strategies import SIGNS, damaged_documents, documents

VALIDATOR = jsonschema.Draft202012Validator(record_schema())


def entries(record: Record) -> Iterator[Entry]:
    yield from record.assignments
    yield from record.targets
    yield from record.tasks
    yield from record.duties
    yield from record.citations
    yield from record.phases
    yield from record.bodies
    yield from record.doubts


def check_spans(record: Record) -> None:
    """Every entry quotes the text at its place, and stands in a provision there is."""
    text = record.text
    paths = {provision.path for provision in record.provisions} | {""}
    for entry in entries(record):
        begin, end = entry.span
        assert 0 <= begin < end <= len(text), entry
        assert text[begin:end] == entry.quote, entry
        assert entry.provision in paths, entry
        assert entry.rule, entry
    for field in record.document.evidence:
        assert text[slice(*field.span)] == field.quote != "", field


def check_assignments(record: Record) -> None:
    for one in record.assignments:
        assert 0 <= one.agent_span.begin < one.agent_span.end <= len(record.text), one
        assert 0 <= one.scope.begin <= one.scope.end <= len(record.text), one
        assert one.agent == one.agent.strip() != "", one
        assert one.role in Role
    stated = [(one.provision, one.agent, one.role) for one in record.assignments]
    assert len(set(stated)) == len(stated)


def check_targets(record: Record) -> None:
    for one in record.targets:
        assert one.indicator == one.indicator.strip() != "", one
        assert (one.comparator == "range") == (one.upper is not None), one
        assert one.value is None or one.value >= 0, one
        assert one.kind in Kind
    begins = [one.span.begin for one in record.targets]
    assert begins == sorted(begins)


def check_outline(record: Record) -> None:
    assert [provision.order for provision in record.provisions] == list(range(len(record.provisions)))
    assert all(0 <= one.span.begin < one.span.end <= len(record.text) for one in record.provisions)
    assert all(first.span.end <= second.span.begin for first, second in pairwise(record.provisions))


def check_exchange(record: Record) -> None:
    line = as_json_line(record)
    assert "\n" not in line
    assert parse_record(line, "here") == record
    VALIDATOR.validate(json.loads(line))


def check(record: Record) -> None:
    check_spans(record)
    check_assignments(record)
    check_targets(record)
    check_outline(record)
    check_exchange(record)


@given(documents)
def test_a_document_of_any_shape(text: str) -> None:
    check(record_of(text))


@settings(max_examples=max(500, settings.default.max_examples if settings.default else 0))
@given(damaged_documents())
@example("")
@example("\n" * 5)
@example("(" * 200)
@example("一、" * 100)
@example("《" * 50 + "》" * 50)
@example("(牵头单位:")
@example("| 序号 | 责任单位 |\n| 1 |")
def test_a_document_however_damaged(text: str) -> None:
    check(record_of(text))


@given(st.text(max_size=200) | st.text(SIGNS, max_size=200))
def test_any_text_at_all(text: str) -> None:
    check(record_of(text))


@given(damaged_documents())
def test_the_same_text_gives_the_same_record(text: str) -> None:
    assert as_json_line(record_of(text)) == as_json_line(record_of(text))


@given(documents)
def test_full_width_signs_change_no_statement(text: str) -> None:
    wide = text.translate(str.maketrans(",;:()%", "，；：（）％"))

    def said(record: Record) -> list[Any]:
        return [(one.provision, one.agent, one.role, one.span) for one in record.assignments]

    def promised(record: Record) -> list[Any]:
        return [(one.provision, one.indicator, one.value, one.unit, one.deadline) for one in record.targets]

    narrow, full = record_of(text), record_of(wide)
    assert said(full) == said(narrow)
    assert promised(full) == promised(narrow)


def test_every_document_of_the_corpus_is_quoted_truly(shared: Path) -> None:
    files = sorted((shared / "corpus").iterdir())
    assert len(files) >= 7
    for file in files:
        check(extract(read_document(file)))


def test_documents_never_read_before_are_quoted_truly(shared: Path) -> None:
    files = sorted((shared / "corpus_more").iterdir())[::4]
    assert len(files) >= 20
    for file in files:
        check(extract(read_document(file)))


def test_records_are_loaded_from_documents_and_from_saved_lines(tmp_path: Path) -> None:
    document = tmp_path / "a.txt"
    document.write_text("一、任务\n1.治理河道。(牵头单位:市水务局)", encoding="utf-8")
    (record,) = load_records(document)
    saved = tmp_path / "a.jsonl"
    saved.write_text(f"{as_json_line(record)}\n\n{as_json_line(record)}\n", encoding="utf-8")
    assert list(load_records(saved)) == [record, record]


def test_only_a_line_feed_ends_a_saved_record(tmp_path: Path) -> None:
    record = replace(record_of("一、任务"), source="甲\u2028乙\u0085丙")
    saved = tmp_path / "a.jsonl"
    saved.write_text(f"{as_json_line(record)}\n", encoding="utf-8")
    assert list(load_records(saved)) == [record]


def test_the_extractors_version_is_stated_in_its_records() -> None:
    record = record_of("一、任务")
    assert record.extractor == extractor_version()
    assert len(extractor_version()) == 16


@pytest.mark.parametrize(
    "title",
    ["关于市人大第12号建议的答复", "《临江市治水方案》政策解读", "关于张某某等任职的通知"],
)
def test_a_document_that_tells_of_others_gives_nobody_work(title: str) -> None:
    record = record_of(f"{title}\n\n一、任务\n1.治理河道,达标率达到95%。(牵头单位:市水务局)")
    assert (record.assignments, record.targets) == ((), ())


def test_numbers_are_numbers_in_json() -> None:
    record = record_of("一、目标\n达标率达到94%,漏损率控制在8.5%以内。")
    assert [target["value"] for target in as_json(record)["targets"]] == [94, 8.5]

import json
from dataclasses import replace
from typing import Any

import jsonschema  # type: ignore[import-untyped]  # its stubs are no dependency
import pytest

from loaders.errors import InvalidRecord
from loaders.exchange import as_json, as_json_line, parse_record, record_schema
from loaders.record import Record
from tests.loaders.case_tables import record_of

TEXT = "临江市治水方案\n\n一、目标\n到2027年,达标率达到94.5%以上。(牵头单位:市水务局)\n二、任务\n1.推进清淤。"


@pytest.fixture(scope="module")
def record() -> Record:
    return record_of(TEXT)


def test_a_record_has_the_keys_of_the_published_form(record: Record) -> None:
    published = as_json(record)
    assert {"source", "document", "assignments", "targets", "citations", "phases", "bodies"} <= published.keys()
    assert {"provision", "agent", "role", "span", "quote", "rule"} <= published["assignments"][0].keys()
    assert {"indicator", "comparator", "value", "unit", "upper", "deadline", "kind"} <= published["targets"][0].keys()
    assert published["targets"][0]["value"] == 94.5
    assert published["targets"][0]["span"] == list(record.targets[0].span)


def test_a_line_is_one_line_of_readable_text(record: Record) -> None:
    line = as_json_line(record)
    assert "\n" not in line
    assert "达标率" in line


def test_a_record_comes_back_as_it_was(record: Record) -> None:
    assert parse_record(as_json_line(record), "a.jsonl, line 1") == record


@pytest.mark.parametrize(("before", "now"), [("basis", "based_on"), ("mention", "mentions"), ("repeals", "repeals")])
def test_the_relations_of_earlier_records_are_read_as_what_they_meant(before: str, now: str) -> None:
    cited = as_json(record_of("一、依据\n根据《节水条例》制定本方案。"))
    assert [one["relation"] for one in cited["citations"]] == ["based_on"]
    cited["citations"][0]["relation"] = before
    assert parse_record(json.dumps(cited), "a.jsonl, line 1").citations[0].relation == now


def test_the_schema_admits_records_and_nothing_else(record: Record) -> None:
    validator = jsonschema.Draft202012Validator(record_schema())
    published = as_json(record)
    validator.validate(published)
    published["assignments"][0]["role"] = "chief"
    assert not validator.is_valid(published)


def broken(record: Record, change: str) -> str:
    published: dict[str, Any] = as_json(record)
    if change == "no text":
        del published["text"]
    elif change == "an unknown role":
        published["assignments"][0]["role"] = "chief"
    elif change == "a span of words":
        published["targets"][0]["span"] = ["a", "b"]
    elif change == "a false quote":
        published["targets"][0]["quote"] = "别的话"
    return json.dumps(published, ensure_ascii=False)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("no text", "text"),
        ("an unknown role", "assignments.0.role"),
        ("a span of words", "targets.0.span"),
        ("a false quote", "does not quote '别的话'"),
    ],
)
def test_a_wrong_record_is_refused_with_its_place(record: Record, change: str, told: str) -> None:
    with pytest.raises(InvalidRecord) as caught:
        parse_record(broken(record, change), "a.jsonl, line 7")
    assert "a.jsonl, line 7" in str(caught.value)
    assert told in str(caught.value)


@pytest.mark.parametrize("line", ["", "{", "[]", "null", "42"])
def test_what_is_no_record_is_refused(line: str) -> None:
    with pytest.raises(InvalidRecord, match="line 7"):
        parse_record(line, "a.jsonl, line 7")


def test_spans_of_every_list_are_checked(record: Record) -> None:
    task = record.tasks[0]
    line = as_json_line(replace(record, tasks=(replace(task, quote="x"),)))
    with pytest.raises(InvalidRecord, match="does not quote 'x'"):
        parse_record(line, "here")

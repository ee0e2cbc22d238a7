"""Records to and from JSON: the published form, its schema, and the reading of records made elsewhere."""

import json
from functools import cache
from typing import Any, cast

from pydantic import TypeAdapter, ValidationError

from loaders.errors import InvalidRecord
from loaders.record import Record


@cache
def _adapter() -> TypeAdapter[Record]:
    return TypeAdapter(Record)


def as_json(record: Record) -> dict[str, Any]:
    """The record as JSON values: spans as ``[begin, end]``, numbers as numbers."""
    return cast("dict[str, Any]", _adapter().dump_python(record, mode="json"))


def as_json_line(record: Record) -> str:
    """One line of JSON without a line break, Chinese text unescaped."""
    return json.dumps(as_json(record), ensure_ascii=False, separators=(",", ":"))


def record_schema() -> dict[str, Any]:
    """The JSON Schema of a record, generated from the types."""
    return _adapter().json_schema(mode="serialization")


def parse_record(line: str, where: str) -> Record:
    """The record written in a line of JSON.

    ``where`` names the file and line for the message. Raises InvalidRecord when the form or a span is wrong.
    """
    try:
        record = _adapter().validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise InvalidRecord(f"{where}: {place}: {first['msg']}; see the record's JSON Schema") from error
    _check_spans(record, where)
    return record


def _check_spans(record: Record, where: str) -> None:
    lists = (record.assignments, record.targets, record.tasks, record.duties, record.citations, record.phases)
    for entry in [entry for entries in (*lists, record.bodies, record.doubts) for entry in entries]:
        if record.text[entry.span.begin : entry.span.end] != entry.quote:
            raise InvalidRecord(f"{where}: span {list(entry.span)} does not quote {entry.quote[:30]!r}")

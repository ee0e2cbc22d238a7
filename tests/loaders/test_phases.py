import tomllib
from pathlib import Path
from typing import Any

import pytest

from loaders.markdown import find_tables
from loaders.outline import read_outline
from loaders.phases import find_phases
from loaders.record import Phase
from loaders.width import narrow

FILE = Path(__file__).parent / "cases" / "phases.toml"
CASES: list[dict[str, Any]] = tomllib.loads(FILE.read_text(encoding="utf-8"))["case"]


def phases(text: str) -> tuple[Phase, ...]:
    return find_phases(narrow(text), text, find_tables(text), read_outline(narrow(text)))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_dated_stages(case: dict[str, Any]) -> None:
    found = phases(case["text"])
    assert [[one.provision, one.name, one.start or "", one.finish or ""] for one in found] == case["want"]
    for one in found:
        assert case["text"][one.span.begin : one.span.end] == one.quote


def test_a_table_of_progress() -> None:
    text = "六、进度安排\n\n|阶段|时间|内容|\n|-|-|-|\n|准备|2023年1月-3月|动员|\n|实施|2023年4月-6月|整改|\n"
    assert [(one.name, one.start, one.finish) for one in phases(text)] == [
        ("准备", "2023-01", "2023-03"),
        ("实施", "2023-04", "2023-06"),
    ]

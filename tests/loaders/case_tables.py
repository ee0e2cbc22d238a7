"""Tables of cases: ``cases/<name>.toml``, each case with what is read, why it is so, and what is wanted."""

import tomllib
from pathlib import Path
from typing import Any

from loaders.document import Document
from loaders.extraction import extract
from loaders.markdown import find_tables
from loaders.record import Record
from loaders.text_tables import find_text_tables

FOLDER = Path(__file__).parent / "cases"


def read_cases(name: str) -> list[Any]:
    """The cases of a table, in order; two of one name would hide each other in a report."""
    cases: list[Any] = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))["case"]
    names = [case["name"] for case in cases]
    assert len(set(names)) == len(names), sorted(one for one in names if names.count(one) > 1)
    return cases


def case_name(case: Any) -> str:
    """What a test of a case is called."""
    return str(case["name"])


def record_of(text: str) -> Record:
    """What a text file of that content says; its tables are found as the readers of files find them."""
    tables = find_tables(text) or find_text_tables(text)
    return extract(Document(source="临江.txt", content_hash="0", text=text, tables=tables))


def dated(text: str, year: int | None) -> str:
    """The text with a signature of that year below."""
    return text if year is None else f"{text}\n\n临江市人民政府\n{year}年3月5日\n"

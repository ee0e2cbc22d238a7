import tomllib
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.document import Document
from loaders.masthead import read_masthead
from loaders.outline import read_outline
from loaders.page_fields import find_page_fields
from loaders.record import DocumentFields

FILE = Path(__file__).parent / "cases" / "masthead.toml"
CASES: list[dict[str, Any]] = tomllib.loads(FILE.read_text(encoding="utf-8"))["case"]
NAMES = tuple(field.name for field in fields(DocumentFields) if field.name != "evidence")


def read(text: str) -> DocumentFields:
    document = Document(source="a.txt", content_hash="", text=text, page_fields=find_page_fields(text))
    return read_masthead(document, read_outline(text)).fields


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_a_document_says_it_is(case: dict[str, Any]) -> None:
    found = read(case["text"])
    want = DocumentFields(**{name: case[name] for name in NAMES if name in case and name != "issuer"})
    assert {name: getattr(found, name) for name in NAMES} == {
        name: tuple(case.get("issuer", ())) if name == "issuer" else getattr(want, name) for name in NAMES
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_every_field_found_shows_where(case: dict[str, Any]) -> None:
    found = read(case["text"])
    assert {piece.field for piece in found.evidence} == {name for name in NAMES if getattr(found, name)}
    for piece in found.evidence:
        assert case["text"][piece.span.begin : piece.span.end] == piece.quote


@given(
    st.lists(
        st.sampled_from(
            ["临江市人民政府", "关于印发", "《", "》", "的通知", "\n", "2023年", "6月1日", "令", "第3号", " "]
        )
    )
)
def test_no_head_is_too_odd(parts: list[str]) -> None:
    text = "".join(parts)
    for piece in read(text).evidence:
        assert text[piece.span.begin : piece.span.end] == piece.quote

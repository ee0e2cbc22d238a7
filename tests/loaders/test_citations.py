import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.citations import find_citations
from loaders.document import Document
from loaders.outline import read_outline
from loaders.own_title import find_title
from loaders.record import Citation, DocumentFields
from loaders.width import narrow

FILE = Path(__file__).parent / "cases" / "citations.toml"
CASES: list[dict[str, Any]] = tomllib.loads(FILE.read_text(encoding="utf-8"))["case"]


def cite(text: str, title: str | None = None) -> tuple[Citation, ...]:
    document, provisions = Document(source="a.txt", content_hash="", text=text), read_outline(text)
    _, notice = find_title(document, provisions, title)
    return find_citations(narrow(text), text, provisions, DocumentFields(title=title), notice)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_a_text_cites(case: dict[str, Any]) -> None:
    found = cite(case["text"], case.get("title"))
    assert [[one.title, one.document_number or "", one.relation] for one in found] == case["want"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_every_citation_quotes_its_place(case: dict[str, Any]) -> None:
    for one in cite(case["text"], case.get("title")):
        assert case["text"][one.span.begin : one.span.end] == one.quote


def test_a_citation_knows_its_provision_and_whether_its_kind_is_known() -> None:
    text = "一、目标\n(一)任务\n落实《水法》,参考《住宅十问》。"
    assert [(one.provision, one.rule) for one in cite(text)] == [
        ("一/(一)", "quoted-title"),
        ("一/(一)", "unknown-kind"),
    ]


def test_a_notice_does_not_cite_what_it_forwards() -> None:
    text = (
        "临江市人民政府关于印发《临江市治水方案》的通知\n\n《临江市治水方案》已经同意。\n\n临江市治水方案\n一、目标\n"
    )
    assert cite(text, "临江市治水方案") == ()


@given(st.text(alphabet="《》〈〉()根据、,。\n水法第3号令〔2014〕", max_size=60))
def test_no_text_is_too_odd(text: str) -> None:
    for one in cite(text):
        assert text[one.span.begin : one.span.end] == one.quote
        assert "\n" not in one.title

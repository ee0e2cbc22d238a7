"""Floors under the scores on the corpus: what was read rightly once stays read. The scores themselves are a report."""

import json
import runpy
from pathlib import Path
from typing import Any

import pytest

from loaders.exchange import as_json
from loaders.extraction import extract
from loaders.reading import find_documents, read_document

FIELDS = ("title", "document_number", "issuer", "issued_on", "published_on", "jurisdiction")
ACCURACY = {f"document.{field}": 0.95 for field in FIELDS}
F1 = {"assignments": 0.98, "targets": 0.96, "citations": 0.98}


@pytest.fixture(scope="module")
def totals(shared: Path) -> dict[str, Any]:
    """Tallies over all gold records, by measure, as the scorer that comes with them adds them up."""
    scorer = runpy.run_path(str(shared / "gold" / "score.py"), run_name="score")
    found = {file.stem: as_json(extract(read_document(file))) for file in find_documents([shared / "corpus"])}
    sums: dict[str, Any] = {}
    for file in sorted((shared / "gold" / "dev").glob("*.json")):
        gold = json.loads(file.read_text(encoding="utf-8"))
        for measure, tally in scorer["score_document"](gold, found[file.stem], lambda _line: None).items():
            sums.setdefault(measure, type(tally)())
            sums[measure] += tally
    return sums


@pytest.mark.parametrize(("measure", "floor"), ACCURACY.items())
def test_fields_of_documents(totals: dict[str, Any], measure: str, floor: float) -> None:
    assert totals[measure].all > 0
    assert totals[measure].right / totals[measure].all >= floor


@pytest.mark.parametrize(("measure", "floor"), F1.items())
def test_statements_of_documents(totals: dict[str, Any], measure: str, floor: float) -> None:
    assert totals[measure].tp > 0
    assert totals[measure].figures()[2] >= floor

"""Invented documents of many kinds, as they were written and printed in every format: what was read once stays read.

They were written with their gold by people who had not read the rules; the floors lie a little below today's figures.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from loaders.document import Document
from loaders.evaluation import Scores, evaluate
from loaders.extraction import extract
from loaders.gold import Gold, read_gold
from loaders.reading import find_documents, read_document
from tests.loaders.renderings import Block, as_docx, as_html, as_markdown, as_pdf, as_text, as_xlsx, blocks_of

FOLDER = Path(__file__).parents[1] / "gold" / "invented"
FORMATS: Mapping[str, Callable[[Sequence[Block]], bytes]] = {
    ".txt": as_text,
    ".html": as_html,
    ".md": as_markdown,
    ".docx": as_docx,
    ".pdf": as_pdf,
    ".xlsx": as_xlsx,
}
# How many documents of each format were written as such, and not only printed in it.
WRITTEN: Mapping[str, int] = {".txt": 20, ".html": 10, ".docx": 4, ".xlsx": 3, ".pdf": 4}
LEAST = {"assignments": 0.98, "targets": 0.97, "citations": 0.98, "phases": 0.95, "bodies": 0.95}
LEAST_FIELDS = 0.97


@pytest.fixture(scope="module")
def gold() -> dict[str, Gold]:
    return read_gold(FOLDER)


@pytest.fixture(scope="module")
def sources() -> tuple[Document, ...]:
    return tuple(map(read_document, find_documents([FOLDER])))


@pytest.fixture(scope="module")
def scores(
    request: pytest.FixtureRequest,
    gold: dict[str, Gold],
    sources: tuple[Document, ...],
    tmp_path_factory: pytest.TempPathFactory,
) -> Scores:
    """The figures over all documents in one format; a workbook holds only those with tables."""
    folder = tmp_path_factory.mktemp("printed")
    records = []
    names = set()
    for source in sources:
        if request.param == ".xlsx" and not source.tables:
            continue
        file = folder / Path(source.source).with_suffix(request.param)
        file.write_bytes(FORMATS[request.param](blocks_of(source)))
        records.append(extract(read_document(file)))
        names.add(file.stem)
    return evaluate({name: one for name, one in gold.items() if name in names}, records).totals


def test_every_document_has_gold(gold: dict[str, Gold], sources: tuple[Document, ...]) -> None:
    assert sorted(Path(source.source).stem for source in sources) == sorted(gold)


@pytest.mark.parametrize(("suffix", "fewest"), WRITTEN.items())
def test_the_documents_as_written(
    gold: dict[str, Gold], sources: tuple[Document, ...], suffix: str, fewest: int
) -> None:
    own = [source for source in sources if source.source.endswith(suffix)]
    assert len(own) >= fewest
    found = evaluate({name: gold[name] for name in (Path(one.source).stem for one in own)}, map(extract, own)).totals
    assert [name for name, least in LEAST.items() if found.counts[name].f1 < least] == []
    fields = [one for name, one in found.accuracies.items() if name.startswith("document.")]
    assert sum(one.right for one in fields) / sum(one.all for one in fields) >= LEAST_FIELDS


@pytest.mark.parametrize("scores", FORMATS, indirect=True)
@pytest.mark.parametrize(("measure", "least"), LEAST.items())
def test_what_the_documents_say_is_read_in_every_format(scores: Scores, measure: str, least: float) -> None:
    assert scores.counts[measure].right > 0
    assert scores.counts[measure].f1 >= least


@pytest.mark.parametrize("scores", FORMATS, indirect=True)
def test_fields_are_read_in_every_format(scores: Scores) -> None:
    fields = [one for name, one in scores.accuracies.items() if name.startswith("document.")]
    assert sum(one.right for one in fields) / sum(one.all for one in fields) >= LEAST_FIELDS

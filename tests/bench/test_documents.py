"""Generated documents: readable, all different, the same every time."""

from itertools import islice

from bench.documents import generate_documents
from loaders.extraction import extract


def test_the_same_documents_come_every_time_whatever_the_count() -> None:
    assert list(generate_documents(5)) == list(islice(generate_documents(50), 5))


def test_all_are_different() -> None:
    assert len({document.text for document in generate_documents(200)}) == 200


def test_they_are_made_one_by_one() -> None:
    assert next(generate_documents(10**12)).source == "plan-000000.txt"


def test_each_is_read_with_fields_assignments_and_targets_and_without_doubts() -> None:
    for document in generate_documents(20):
        record = extract(document)
        assert record.document.document_number is not None
        assert len(record.assignments) >= 60
        assert record.targets
        assert record.doubts == ()

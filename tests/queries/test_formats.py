import pytest

from queries.errors import UnknownFormat
from queries.formats import FORMATS, Kind, format_named, formats_of


@pytest.mark.parametrize(
    ("kind", "name", "media_type"),
    [
        (Kind.TABLE, None, "application/sparql-results+json"),
        (Kind.TABLE, "json", "application/sparql-results+json"),
        (Kind.TABLE, "XML", "application/sparql-results+xml"),
        (Kind.TABLE, "text/csv", "text/csv"),
        (Kind.TABLE, "tsv", "text/tab-separated-values"),
        (Kind.GRAPH, None, "text/turtle"),
        (Kind.GRAPH, "ttl", "text/turtle"),
        (Kind.GRAPH, "ntriples", "application/n-triples"),
        (Kind.GRAPH, "jsonld", "application/ld+json"),
        (Kind.GRAPH, "rdf", "application/rdf+xml"),
    ],
)
def test_a_format_goes_by_name_ending_or_media_type(kind: Kind, name: str | None, media_type: str) -> None:
    assert format_named(kind, name).media_type == media_type


@pytest.mark.parametrize(("kind", "name"), [(Kind.TABLE, "turtle"), (Kind.GRAPH, "csv"), (Kind.TABLE, "pdf")])
def test_a_format_that_cannot_hold_the_answer_is_refused_with_those_that_can(kind: Kind, name: str) -> None:
    with pytest.raises(UnknownFormat, match=f"a {kind} is written as {formats_of(kind)[0].name}, "):
        format_named(kind, name)


def test_names_and_media_types_are_unique_and_every_kind_has_formats() -> None:
    assert len({entry.name for entry in FORMATS}) == len({entry.media_type for entry in FORMATS}) == len(FORMATS)
    assert {entry.kind for entry in FORMATS} == set(Kind)

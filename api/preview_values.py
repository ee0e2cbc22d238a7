"""A document that waits to be published as the values that its page is rendered from."""

from dataclasses import replace

from api.thing_values import entry_of, facts_of, outline_of
from queries.preview import Look
from queries.question import Language
from viz.document_pages import DocumentPage, Entry, mark
from viz.results import Cell
from viz.thing_pages import Fact


def preview_of(found: Look, language: Language) -> DocumentPage:
    """The document's page without links: what they would lead to is in no release yet."""
    entries = tuple(_unlinked_entry(entry_of(statement, language)) for statement in found.text.statements)
    facts = facts_of(found.thing.outgoing, language)
    counts = {kind: sum(entry.kind == kind for entry in entries) for kind in dict.fromkeys(e.kind for e in entries)}
    return DocumentPage(
        title=found.thing.label,
        iri=found.thing.iri,
        facts=tuple(Fact(fact.label, tuple(map(_unlinked, fact.values)), fact.total) for fact in facts),
        outline=tuple(outline_of(found.text)),
        paragraphs=mark(found.text.text, entries, (heading.begin for heading in found.text.outline)),
        entries=entries,
        kinds=tuple(counts.items()),
        sections=(),
    )


def _unlinked_entry(entry: Entry) -> Entry:
    return replace(entry, thing=_unlinked(entry.thing), about=tuple(map(_unlinked, entry.about)))


def _unlinked(cell: Cell) -> Cell:
    return replace(cell, href="", links=())

"""An uploaded document as its page would be, before it is in any release.

It is read and looked at in a process of its own, within the limits of reading: what comes of it is kept as text, and
a page is made from that.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from pydantic import TypeAdapter, ValidationError
from pyoxigraph import RdfFormat, Store

from graph.build import ReadUpload, fingerprint_of
from graph.completion import own_words
from graph.identity import BASE, Names
from graph.reading import Failed, Mapped, read_source
from graph.sources import Source
from loaders.errors import UnreadableFile, UsageError
from loaders.limits import USUAL, Limits
from loaders.workers import Refused, Workers
from ontology.aliases import Alias
from queries.documents import MarkedText, read_document
from queries.question import Language
from queries.things import Thing, describe


class OldPreview(UsageError):
    """What was read of a document can no longer be published: the rules, or the names they know, have changed."""


@dataclass(frozen=True, slots=True)
class Look:
    """A policy as it is described, with its text and all that was read in it."""

    thing: Thing
    text: MarkedText


@dataclass(frozen=True, slots=True)
class ReadPreview:
    """All that was read of a document: what would be published, and how it looks in each language."""

    read: ReadUpload
    looks: Mapping[Language, Look]

    @property
    def policy(self) -> str:
        """The IRI of what the document is."""
        return self.looks["zh"].thing.iri

    @property
    def title(self) -> str:
        """What it is called."""
        return self.looks["zh"].thing.label

    @property
    def counts(self) -> Mapping[str, int]:
        """How many statements of each kind were read, the commonest first."""
        return dict(Counter(statement.kind for statement in self.looks["zh"].text.statements).most_common())


_FORM = TypeAdapter(ReadPreview)


def preview(source: Source, aliases: tuple[Alias, ...] = (), limits: Limits = USUAL) -> ReadPreview:
    """Read an uploaded document without publishing it. Raises UnreadableFile."""
    fingerprint = fingerprint_of(source.content_digest(), aliases)
    with Workers(partial(_look_at, aliases=aliases, limits=limits), limits) as workers:
        found = workers.answer(source)
    if isinstance(found, Refused | Failed):
        raise UnreadableFile(source.name, found.reason.removeprefix(f"{source.path}: "))
    mapped, looks = found
    return ReadPreview(ReadUpload(fingerprint, mapped), looks)


def as_text(found: ReadPreview) -> str:
    """The form in which it is kept."""
    return _FORM.dump_json(found).decode()


def parse_preview(text: str) -> ReadPreview:
    """The inverse of ``as_text``. Raises OldPreview for what another version of zeren kept."""
    try:
        return _FORM.validate_json(text)
    except ValidationError as error:
        raise OldPreview("this preview is of another version of zeren: discard it, and send the document again") from (
            error
        )


def check_fresh(found: ReadPreview, source: Source, aliases: tuple[Alias, ...]) -> None:
    """Raises OldPreview where the document would be read otherwise now."""
    if found.read.fingerprint != fingerprint_of(source.content_digest(), aliases):
        raise OldPreview(f"{source.name}: rules or names of bodies have changed since it was read; send it again")


Looked = tuple[Mapped, Mapping[Language, Look]]


def _look_at(source: Source, aliases: tuple[Alias, ...], limits: Limits) -> Looked | Failed:
    """What a reading process does with a document."""
    mapped = read_source(source, BASE, aliases, limits)
    if isinstance(mapped, Failed):
        return mapped
    store, policy = Store(), _policy_of(mapped)
    for graph, lines in (("document", mapped.own), ("shared", mapped.shared), *own_words()):
        store.bulk_load("\n".join(lines).encode(), format=RdfFormat.N_TRIPLES, to_graph=Names().graph(graph))
    looks: dict[Language, Look] = {}
    for language in ("zh", "en"):
        text = read_document(store, policy, language)
        assert text is not None
        looks[language] = Look(describe(store, policy, language), text)
    return mapped, looks


def _policy_of(mapped: Mapped) -> str:
    """The policy that the document's graph is about."""
    names = Names()
    return names.policy(mapped.graph.removeprefix(names.document_graph("").value)).value

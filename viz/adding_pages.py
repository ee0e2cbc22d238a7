"""The pages on which documents are added: values in, HTML text out."""

from collections.abc import Mapping
from dataclasses import dataclass

from viz.document_pages import DocumentPage, Entry
from viz.pages import Frame, render_page
from viz.results import Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class SentLine:
    """A document that somebody sent, and what became of it; ``look`` leads to its preview while it waits.

    ``policy`` is its page, once it is published, or that of the policy of the same name that the release has already.
    """

    id: str
    name: str
    title: str
    counts: Mapping[str, int]
    waits: bool
    look: str = ""
    refused: str = ""
    problem: str = ""
    release: str = ""
    instead: str = ""
    policy: Cell | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddPage:
    """The form to send documents, and those that were sent."""

    may_add: bool
    csrf: str
    suffixes: tuple[str, ...]
    megabytes: int
    most: int
    hours: int
    lines: tuple[SentLine, ...] = ()

    @property
    def waiting(self) -> tuple[SentLine, ...]:
        """Those that may still be published."""
        return tuple(line for line in self.lines if line.waits)


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewPage:
    """A document as its page would be; ``known`` is the policy of that name in the release, if there is one."""

    id: str
    name: str
    csrf: str
    document: DocumentPage
    known: Cell | None = None

    @property
    def doubts(self) -> tuple[Entry, ...]:
        """What was read with doubt."""
        return tuple(entry for entry in self.document.entries if entry.kind == "doubt")


def add(page: AddPage, frame: Frame) -> str:
    """Render the form and the list of what was sent."""
    return render_page("adding.html", frame, {"page": page})


def preview(page: PreviewPage, frame: Frame) -> str:
    """Render a document that waits: its doubts first, then the document with its facts."""
    return render_page("preview.html", frame, {"page": page.document, "preview": page})

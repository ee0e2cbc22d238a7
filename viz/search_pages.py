"""The page of a search: values in, HTML text out."""

from dataclasses import dataclass

from viz.pages import Frame, Link, render_page
from viz.results import Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundLine:
    """Something found: its kind, its page, its document, its sentence, and the words in their surroundings."""

    kind: str
    thing: Cell
    policy: Cell | None = None
    sentence: str = ""
    before: str = ""
    match: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet with the number of results that have it; the address adds it, or takes it away if chosen."""

    label: str
    count: int
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow the results."""

    name: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """What was asked and what was found: some of ``total`` lines."""

    words: str
    total: int = 0
    lines: tuple[FoundLine, ...] = ()
    facets: tuple[Facet, ...] = ()
    earlier: str = ""
    later: str = ""
    first: int = 1
    lists: tuple[Link, ...] = ()


def search(page: SearchPage, frame: Frame) -> str:
    """Render the results of a search."""
    return render_page("search.html", frame, {"page": page})

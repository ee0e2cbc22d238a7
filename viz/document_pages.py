"""The page of a document, and of several side by side: values in, HTML text out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from viz.pages import Field, Frame, Link, render_page
from viz.results import Cell
from viz.thing_pages import Fact, Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What was read from one stretch of the text: its kind, its name, the rule that read it, what it is about."""

    kind: str
    begin: int
    end: int
    thing: Cell
    role: str = ""
    about: tuple[Cell, ...] = ()
    details: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """A provision in the outline: name, depth, where it begins, and how many statements stand in it."""

    label: str
    level: int
    begin: int
    count: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text: which entries rest on it (their numbers) and of which kinds; ``anchors`` name its beginning."""

    text: str
    entries: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPage:
    """A document: its title block, its outline, its text in paragraphs of pieces, its entries, and further sections."""

    title: str
    iri: str
    facts: tuple[Fact, ...]
    outline: tuple[OutlineLine, ...]
    paragraphs: tuple[tuple[Piece, ...], ...]
    entries: tuple[Entry, ...]
    kinds: tuple[tuple[str, int], ...]
    sections: tuple[Section, ...]
    incoming: tuple[Fact, ...] = ()
    links: tuple[Link, ...] = ()
    downloads: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class ComparedAspect:
    """One way to hold documents side by side: rows of a name and a cell with several values for each document."""

    title: str
    note: str
    row_label: str
    rows: tuple[tuple[Cell, tuple[tuple[Cell, ...], ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparePage:
    """Documents side by side, with the form that chooses them."""

    fields: tuple[Field, ...]
    documents: tuple[Cell, ...] = ()
    aspects: tuple[ComparedAspect, ...] = ()
    message: str = ""


def document(page: DocumentPage, frame: Frame) -> str:
    """Render a document with its facts."""
    return render_page("document.html", frame, {"page": page})


def compare(page: ComparePage, frame: Frame) -> str:
    """Render documents side by side."""
    return render_page("compare.html", frame, {"page": page})


def mark(text: str, entries: Sequence[Entry], begins: Iterable[int] = ()) -> tuple[tuple[Piece, ...], ...]:
    """The text in paragraphs, cut wherever an entry or a provision begins or ends.

    Every stretch that entries rest on has an anchor ``at-<begin>-<end>`` where it begins, provisions ``p-<begin>``.
    """
    provisions = set(begins)
    cuts = {0, len(text), *provisions, *(entry.begin for entry in entries), *(entry.end for entry in entries)}
    lines = _lines(text)
    cuts |= {place for line in lines for place in line}
    edges = sorted(place for place in cuts if 0 <= place <= len(text))
    resting: list[list[int]] = [[] for _ in edges]
    index = {place: number for number, place in enumerate(edges)}
    for number, entry in enumerate(entries):
        for place in range(index[entry.begin], index[entry.end]):
            resting[place].append(number)
    anchors: dict[int, dict[str, None]] = {place: {f"p-{place}": None} for place in provisions}
    for entry in entries:
        anchors.setdefault(entry.begin, {})[f"at-{entry.begin}-{entry.end}"] = None
    paragraphs = []
    for begin, end in lines:
        places = range(index[begin], index[end])
        pieces = tuple(
            Piece(
                text[edges[place] : edges[place + 1]],
                tuple(resting[place]),
                tuple(dict.fromkeys(entries[number].kind for number in resting[place])),
                tuple(anchors.get(edges[place], ())),
            )
            for place in places
        )
        paragraphs.append(pieces)
    return tuple(paragraphs)


def _lines(text: str) -> list[tuple[int, int]]:
    """Where the lines begin and end that hold something."""
    found = []
    place = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            found.append((place, place + len(line)))
        place += len(line)
    return found

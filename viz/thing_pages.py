"""Pages of things and of lists of things: values in, HTML text out."""

from dataclasses import dataclass

from viz.dot_plot import LEFT, WIDTH, Plot
from viz.duty_columns import DutyColumn
from viz.neighbours import Star
from viz.pages import FindingLine, Frame, Link, render_page
from viz.results import Cell, ResultTable


@dataclass(frozen=True, slots=True)
class Fact:
    """A property with its values: the first of ``total``."""

    label: str
    values: tuple[Cell, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a page: a table under a heading, drawn as well where its figures can be; or duties side by side."""

    name: str
    title: str
    note: str
    table: ResultTable
    plots: tuple[Plot, ...] = ()
    duties: tuple[DutyColumn, ...] = ()
    star: Star | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ThingPage:
    """A thing: its name and kinds, what is said of it, its sections, and what refers to it."""

    title: str
    kinds: tuple[str, ...]
    iri: str
    facts: tuple[Fact, ...]
    sections: tuple[Section, ...]
    incoming: tuple[Fact, ...]
    findings: tuple[FindingLine, ...] = ()
    links: tuple[Link, ...] = ()
    downloads: tuple[Link, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """One page of a list; ``words`` is what the names must have, ``earlier`` and ``later`` lead to its other pages."""

    title: str
    note: str
    table: ResultTable
    first: int
    words: str = ""
    earlier: str = ""
    later: str = ""
    others: tuple[Link, ...] = ()


def thing(page: ThingPage, frame: Frame) -> str:
    """Render the page of one thing."""
    return render_page("thing.html", frame, {"page": page, "plot_width": WIDTH, "plot_left": LEFT})


def listing(page: ListPage, frame: Frame) -> str:
    """Render one page of a list."""
    return render_page("list.html", frame, {"page": page})

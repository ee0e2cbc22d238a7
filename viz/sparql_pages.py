"""The SPARQL workbench: values in, HTML text out."""

from dataclasses import dataclass

from viz.answer_views import view_values
from viz.pages import Frame, Link, render_page
from viz.results import ResultTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a query gave: a table or a text (a truth value, RDF), in how many seconds, and how else it can be had.

    ``cut_at`` is the number of rows after which it was not worked out further, 0 for a whole answer.
    """

    seconds: float
    result: ResultTable | None = None
    text: str = ""
    cut_at: int = 0
    downloads: tuple[Link, ...] = ()
    curl: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SparqlPage:
    """A query, and what it gave or the message of the parser with its place: line and column from 1."""

    query: str
    samples: tuple[Link, ...] = ()
    outcome: Outcome | None = None
    message: str = ""
    place: tuple[int, int] | None = None
    address: str = "/sparql"
    view: str = "table"

    @property
    def wrong_line(self) -> tuple[str, str, str] | None:
        """The line with the error: what stands before it, the sign it is at, what stands behind it."""
        lines = self.query.split("\n")
        if self.place is None or self.place[0] > len(lines):
            return None
        line, at = lines[self.place[0] - 1], self.place[1] - 1
        return line[:at], line[at : at + 1], line[at + 1 :]


def sparql(page: SparqlPage, frame: Frame) -> str:
    """Render the workbench, which works as a plain form; scripts make an editor of it and keep the page in place."""
    outcome = page.outcome
    views = view_values(outcome.result if outcome else None, page.view, page.address, frame)
    return render_page("sparql.html", frame, {"page": page, **views})

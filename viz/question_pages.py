"""The page of one stored question: values in, HTML text out."""

from dataclasses import dataclass
from urllib.parse import urlencode

from viz.answer_views import view_values
from viz.pages import Field, Frame, Link, render_page
from viz.results import ResultTable


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPage:
    """A question with its form and, once asked, its answer; ``message`` says what was wrong with the parameters.

    The answer may be a part: from the row ``first``, of those with the ``words``; ``carried`` is what the form for
    words repeats. ``address`` is the page's own without ``view``; ``bound`` is the SPARQL with its arguments.
    """

    title: str
    text: str
    sparql: str
    fields: tuple[Field, ...] = ()
    result: ResultTable | None = None
    downloads: tuple[Link, ...] = ()
    message: str = ""
    bound: str = ""
    first: int = 1
    words: str = ""
    carried: tuple[tuple[str, str], ...] = ()
    earlier: str = ""
    later: str = ""
    address: str = "/questions"
    view: str = "table"


def question(page: QuestionPage, frame: Frame) -> str:
    """Render one question: form, answer with its sentences as table, chart or network, downloads, SPARQL."""
    sparql_address = f"/sparql?{urlencode({'query': page.bound or page.sparql})}"
    views = view_values(page.result, page.view, page.address, frame)
    return render_page("question.html", frame, {"page": page, "sparql_address": sparql_address, **views})

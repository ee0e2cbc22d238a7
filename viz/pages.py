"""The pages of zeren as HTML text: values in, text out; whoever serves them brings the values.

Addresses in values are zeren's own ("/questions/leads"); any other address is shown as plain text.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from ontology.description import Term, Vocabulary
from viz.markup import in_language, render
from viz.results import Cell
from viz.text import LANGUAGES, Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What surrounds every page: its language, its own address, and the release it was made from."""

    language: Language
    path: str
    query: str = ""
    release: str = ""
    built: str = ""
    root: str = ""
    """The path under which zeren is served."""
    usual: Language = "zh"
    """The language that needs no mention in an address."""

    @property
    def switch(self) -> str:
        """The same page in the other language."""
        other = next(language for language in LANGUAGES if language != self.language)
        return self.root + in_language(f"{self.path}?{self.query}", other, self.usual)

    def inside(self, address: str) -> str:
        """One of zeren's addresses as a browser asks for it: below the root, in the page's language."""
        return self.root + in_language(address, self.language, self.usual)


@dataclass(frozen=True, slots=True)
class Link:
    """A name and the address it leads to."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a form field."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question of a form; with options a choice, else an input of HTML's ``type``."""

    name: str
    label: str
    value: str = ""
    help: str = ""
    type: str = "text"
    required: bool = False
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionCard:
    """A stored question in a list: its title, itself, its page."""

    title: str
    text: str
    href: str
    answer: str = ""
    """The answer of today in one line, where the list shows it."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many of something there are; ``name`` is one of the names under [count] in messages.toml."""

    name: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentLine:
    """A document in a list, with the numbers of its targets, and of its tasks and duties together."""

    title: str
    href: str = ""
    number: str = ""
    jurisdiction: str = ""
    issued: str = ""
    targets: int = 0
    tasks: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingLine:
    """A finding of the audit in a list: what was found, how heavy it is, what was said of it, where it opens."""

    id: str
    severity: str
    severity_name: str
    title: str
    statement: str
    href: str
    policy: Cell
    verdict: str
    verdict_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """What is in the release, and what can be asked of it."""

    counts: tuple[Count, ...]
    questions: tuple[QuestionCard, ...]
    documents: tuple[DocumentLine, ...]
    more_documents: int = 0
    """How many there are that are not listed."""
    findings: tuple[FindingLine, ...] = ()
    """The heaviest that nobody has dismissed, of ``found``."""
    found: int = 0
    coverage: tuple[str, ...] = ()
    """Lines on how much of it has somebody who answers for it, and what stayed in doubt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OntologyPage:
    """The terms by kind, the vocabularies, how often each term is used (by IRI), and a diagram as SVG of our own."""

    groups: tuple[tuple[str, tuple[Term, ...]], ...]
    vocabularies: tuple[Vocabulary, ...]
    uses: Mapping[str, int]
    diagram: str
    downloads: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TermPage:
    """One term, the number of its uses, and the address of a query that shows some."""

    term: Term
    uses: int
    query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountPage:
    """Who the visitor is (no name: nobody said), with which role; ``csrf`` is what its forms repeat."""

    name: str
    role: str
    csrf: str
    may_add: bool


@dataclass(frozen=True, slots=True)
class Operation:
    """What a program may ask for: the method and path of a request, and what it does."""

    method: str
    path: str
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocsPage:
    """The operations, and the addresses of their OpenAPI description and of Swagger UI's script and style."""

    operations: tuple[Operation, ...]
    description: str
    script: str
    style: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorPage:
    """What went wrong, and what to do."""

    status: int
    message: str
    title: str = ""
    hint: str = ""


def home(page: HomePage, frame: Frame) -> str:
    """Render the first page: counts, questions, other ways in, documents."""
    return render_page("home.html", frame, {"page": page})


def questions(cards: Sequence[QuestionCard], frame: Frame) -> str:
    """Render the list of all stored questions."""
    return render_page("questions.html", frame, {"questions": cards})


def account(page: AccountPage, frame: Frame) -> str:
    """Render the form to sign in, or who is signed in and what they may do."""
    return render_page("account.html", frame, {"page": page})


def ontology(page: OntologyPage, frame: Frame) -> str:
    """Render the index of terms and vocabularies."""
    # inside a page the namespace of SVG is known
    diagram = Markup(page.diagram.replace(' xmlns="http://www.w3.org/2000/svg"', ""))
    return render_page("ontology.html", frame, {"page": replace(page, diagram=diagram)})


def term(page: TermPage, frame: Frame) -> str:
    """Render one term."""
    return render_page("term.html", frame, {"page": page})


def docs(page: DocsPage, frame: Frame) -> str:
    """Render the description of the interface for programs; without scripts its operations as a table."""
    return render_page("docs.html", frame, {"page": page})


def error(page: ErrorPage, frame: Frame) -> str:
    """Say what went wrong, for people."""
    return render_page("error.html", frame, {"page": page})


def render_page(template: str, frame: Frame, values: Mapping[str, object]) -> str:
    """Render a page inside its frame."""
    shown = {**values, "frame": frame, "switch": frame.switch}
    return render(template, frame.language, shown, root=frame.root, usual=frame.usual)

"""The one way from a door to the graph: plain values in, plain values out, always from the current release.

Everything that evaluates stands behind this interface, so that other processes can do the work without any door
noticing. The engine follows the pointer of the store: a new release is opened when it is first needed, and the old
one closes when the last query that began on it has ended (each holds its own reference).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import NamedTuple, cast

from pyoxigraph import NamedNode, RdfFormat, Store

from api.audits import Audit, audit_release, audit_store
from api.dataset import WHOLE, Graphs
from api.exports import Source, find_export, open_source
from api.matrices import CrossedPart, WantedMatrix, part_of
from api.networks import Selection, Wanted, select
from api.overview import Overview, asked_first, read_counts, read_overview
from api.prefixes import with_usual_prefixes
from api.snapshot import Snapshot
from api.written import Written, written
from graph.checking import CheckReport, check
from graph.excerpt import quads_of_graph
from graph.projection import project
from graph.rdf_files import write_rdf
from graph.release import Release, current_release, open_store_of
from queries.answer import Beginning, ask, ask_beginning, ask_part
from queries.bound_text import with_arguments
from queries.catalogue import load_catalogue
from queries.comparison import Aspect, compare
from queries.documents import MarkedText, read_document
from queries.errors import BadArgument, BadQuery
from queries.formats import Kind, format_named
from queries.guard import USUAL, Bounds
from queries.matrix import matrices, of_policy
from queries.parameters import Choice, bind_arguments, resolve
from queries.parts import Part
from queries.question import Language, Parameter, Question
from queries.responsibility_table import POLICY
from queries.samples import sample_texts
from queries.search import Found, Search
from queries.sections import lists
from queries.sparql import SparqlResult, evaluate, parse
from queries.table import Reference, Table
from queries.things import Thing, describe, is_known, quads_about
from queries.uses import UsedTerm, labels_of, term_uses, terms_in_use
from viz.text import LANGUAGES


class Answer(NamedTuple):
    """An answer, and the release it was made from."""

    table: Table
    release: Release


class Engine:
    """Answers over the store of one directory. Safe to share between threads.

    Every method raises StoreMissing or StoreBroken when no release can be opened.
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._opening = Lock()
        self._snapshot: Snapshot | None = None

    def release(self) -> Release:
        """The release that answers are made from now."""
        return self._current().release

    def catch_up(self, seconds: float) -> Release:  # noqa: ARG002 - without workers there is nothing to wait for
        """The newest release, once answers are made from it, waiting at most so many seconds."""
        return self.release()

    def ask(self, question: Question, arguments: Mapping[str, str], language: Language = "zh") -> Table:
        """The answer to a stored question. Raises BadArgument."""
        return self.answer(question, arguments, language).table

    def answer(self, question: Question, arguments: Mapping[str, str], language: Language = "zh") -> Answer:
        """The same with the release it is from. Raises BadArgument."""
        snapshot = self._current()
        return Answer(ask(snapshot.store, question, arguments, language), snapshot.release)

    def choices(self, parameter: Parameter, language: Language, most: int | None = None) -> tuple[Choice, ...]:
        """What may be given for a parameter; empty for free text, and where there are more than ``most``."""
        found = self._current().choices(parameter, language)
        return found if most is None or len(found) <= most else ()

    def meant(self, parameter: Parameter, given: str) -> str:
        """The value of the choice that a typed name means; the name itself when it means none or several."""
        try:
            return (
                resolve(self._current().store, parameter, given).value if parameter.type == "iri" and given else given
            )
        except BadArgument:
            return given

    def query(  # noqa: PLR0913 - the parts of a request
        self,
        text: str,
        form: str | None = None,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        *,
        rows: int | None = None,
        bounds: Bounds = USUAL,
    ) -> SparqlResult:
        """The result of a SPARQL query, written in a format of ``queries.formats``, at most ``rows`` of it.

        Raises BadQuery, UnknownFormat.
        """
        whole = with_usual_prefixes(text)
        try:
            return evaluate(
                self._current().store,
                whole,
                form,
                default_graphs=default_graphs,
                named_graphs=named_graphs,
                rows=rows,
                bounds=bounds,
            )
        except BadQuery as error:
            raise error.moved(len(whole) - len(text)) from error

    def check_query(self, text: str, bounds: Bounds = USUAL) -> Kind:
        """What a well-formed SPARQL query would give, without asking it. Raises BadQuery with the place of an error."""
        whole = with_usual_prefixes(text)
        try:
            return parse(whole, bounds)
        except BadQuery as error:
            raise error.moved(len(whole) - len(text)) from error

    def terms_in_use(self, language: Language) -> tuple[UsedTerm, ...]:
        """The classes and properties that the release uses."""
        return terms_in_use(self._current().store, language)

    def labels(self, iris: Sequence[str], language: Language) -> Mapping[str, str]:
        """What people call the things that have a label."""
        return labels_of(self._current().store, iris, language)

    def write_query(self, text: str, form: str | None, rows: int, bounds: Bounds, graphs: Graphs = WHOLE) -> Written:
        """The same as a file to send."""
        result = self.query(text, form, graphs.default, graphs.named, rows=rows, bounds=bounds)
        return Written(result.media_type, BytesIO(result.body), truncated=result.truncated)

    def write_graph(self, iri: str | None, form: str) -> Written:
        """A named graph, or with None the default graph (the union of all), in an RDF format of ``queries.formats``.

        Raises UnknownGraph, UnknownFormat.
        """
        format_ = format_named(Kind.GRAPH, form)
        quads = quads_of_graph(self._current().store, None if iri is None else NamedNode(iri))
        return written(format_.media_type, lambda target: write_rdf(quads, cast("RdfFormat", format_.engine), target))

    def write_export(self, form: str, ending: str, policy: str | None, language: Language) -> Written:
        """An export of the release, or of one policy. Raises UsageError, BadArgument."""
        wanted = find_export(form, ending)
        source = self.source(policy, language)
        return replace(
            written(wanted.media_type, lambda target: wanted.write(source, target)),
            file_name=wanted.file_name(source),
        )

    def check(self, java: str | None = None) -> CheckReport:
        """What in the release breaks the shapes and, with ``java`` for a reasoner, the axioms."""
        return check(self._current().store, java)

    def source(self, policy: str | None, language: Language = "zh") -> Source:
        """The current release to export from, all of it or one policy. Raises BadArgument."""
        snapshot = self._current()
        return open_source(snapshot.store, snapshot.release, policy, language)

    def beginning(
        self, question: Question, arguments: Mapping[str, str], rows: int, language: Language = "zh"
    ) -> Beginning:
        """The first rows of the answer to a stored question, and how many there are. Raises BadArgument."""
        return ask_beginning(self._current().store, question, arguments, rows, language)

    def part(
        self, question: Question, arguments: Mapping[str, str], part: Part, language: Language = "zh"
    ) -> Beginning:
        """A part of the answer to a stored question, and how many rows it is a part of. Raises BadArgument."""
        return ask_part(self._current().store, question, arguments, part, language)

    def bound_text(self, question: Question, arguments: Mapping[str, str]) -> str:
        """The question's SPARQL with its arguments written in. Raises BadArgument."""
        return with_arguments(question.text, bind_arguments(self._current().store, question, arguments))

    def samples(self) -> Mapping[str, str]:
        """The SPARQL of the questions that can be asked about everything, by name; worked out once for each release."""
        return self._current().once(sample_texts)

    def headline(self, question: Question, language: Language = "zh") -> Beginning:
        """The first row of the answer to a question without arguments; worked out once for each release."""
        return self._current().answer(question, language, rows=1)

    def listed(self, question: Question, words: str, first: int, rows: int, language: Language = "zh") -> Beginning:
        """So many rows of a list from the ``first`` (from 1), of those whose name has the words, and how many."""
        found = self._current().answer(question, language).table.named(words)
        return Beginning(found.part(first, rows), len(found.rows))

    def crossed(self, wanted: WantedMatrix, language: Language = "zh") -> CrossedPart:
        """The part of a matrix that a page shows. Raises BadArgument."""
        snapshot = self._current()
        whole = snapshot.answer(wanted.question, language).table
        if wanted.policy:
            whole = of_policy(whole, resolve(snapshot.store, POLICY, wanted.policy).value)
        return part_of(whole, wanted)

    def prepare(self) -> None:
        """Work out what is worked out once for each release: a page that needs it then finds it."""
        snapshot = self._current()
        for question in asked_first():
            snapshot.answer(question, "zh", rows=1)
        for question in (*lists().values(), *matrices().values()):
            snapshot.answer(question, "zh")
        for parameter in (parameter for question in load_catalogue().values() for parameter in question.parameters):
            for language in LANGUAGES:
                snapshot.choices(parameter, language)
        for work in (read_counts, read_overview, term_uses, project, audit_store):
            snapshot.once(work)

    def thing(self, iri: str, language: Language = "zh") -> Thing:
        """What is said of a thing. Raises UnknownThing."""
        return describe(self._current().store, iri, language)

    def knows(self, iri: str) -> bool:
        """Whether the release says anything of a thing."""
        return is_known(self._current().store, iri)

    def rdf(self, iri: str, form: RdfFormat) -> bytes:
        """What is said of a thing and what refers to it, as RDF. Raises UnknownThing."""
        target = BytesIO()
        write_rdf(quads_about(self._current().store, iri), form, target)
        return target.getvalue()

    def document(self, policy: str, language: Language = "zh") -> MarkedText | None:
        """A policy's text with what it states; None for an instrument that was not read."""
        return read_document(self._current().store, policy, language)

    def comparison(self, policies: Sequence[str], language: Language = "zh") -> tuple[Aspect, ...]:
        """What the policies with these IRIs say on the same things. Raises BadArgument."""
        return compare(self._current().store, policies, language)

    def search(self, wanted: Search, language: Language = "zh") -> Found:
        """What has the words in its names or its text."""
        return self._current().search(wanted, language)

    def suggest(self, words: str) -> Sequence[Reference]:
        """Names that have the words."""
        return self._current().suggest(words)

    def overview(self) -> Overview:
        """What the release holds, in numbers; worked out once for each release."""
        return self._current().once(read_overview)

    def counts(self) -> Mapping[str, int]:
        """How many things of each kind the release holds: the part of the overview that costs little."""
        return self._current().once(read_counts)

    def term_uses(self) -> Mapping[str, int]:
        """How often the release uses each term, by IRI; worked out once for each release."""
        return self._current().once(term_uses)

    def audit(self, policies: Sequence[str] = (), severities: Path | None = None) -> Audit:
        """The audit of the release, worked out once, or of some of its policies. Raises BadArgument, UsageError."""
        snapshot = self._current()
        if policies or severities:
            return audit_release(snapshot.store, snapshot.release, policies, severities)
        return snapshot.once(audit_store).of(snapshot.release)

    def network(self, wanted: Wanted) -> Selection:
        """The part of the release's network that was asked for; projected once for each release. Raises BadArgument."""
        snapshot = self._current()
        return select(snapshot.store, snapshot.once(project), wanted)

    def _current(self) -> Snapshot:
        release = current_release(self.directory)
        with self._opening:
            if self._snapshot is None or self._snapshot.release.id != release.id:
                self._snapshot = Snapshot(release, open_store_of(release))
            return self._snapshot


class ReleaseEngine(Engine):
    """Answers over one release that is open, whatever becomes of the store."""

    def __init__(self, release: Release, store: Store) -> None:
        super().__init__(release.path.parent.parent)
        self._held = Snapshot(release, store)

    def _current(self) -> Snapshot:
        return self._held

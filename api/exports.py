"""What a release can be exported as: by name on the command line and in an address."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import StringIO
from itertools import chain
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pyoxigraph import NamedNode, RdfFormat, Store

from api.answer_formats import XLSX
from api.audits import Audit, audit_release
from graph.excerpt import description_of, quads_of_policy, quads_of_release
from graph.projection import of_policies, project
from graph.rdf_files import write_rdf
from graph.release import Release
from loaders.errors import UsageError
from queries.audit.rules import load_rules
from queries.exported_tables import export_tables
from queries.labels import Labels
from queries.parameters import resolve
from queries.question import Language
from queries.responsibility_table import POLICY, responsibility_table
from queries.table import BYTE_ORDER_MARK
from viz.about import About
from viz.audit_report import about_report, audit_report
from viz.network_files import as_gexf, as_graphml
from viz.responsibility_sheet import about_table, responsibility_sheet
from viz.text import Texts

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
RESPONSIBILITY_TABLE = "responsibility-table"
AUDIT_REPORT = "audit-report"


@dataclass(frozen=True, slots=True)
class Source:
    """The release to export from, and the one policy that is wanted, if only one is."""

    store: Store
    release: Release
    policy: NamedNode | None
    language: Language

    @property
    def title(self) -> str:
        """The policy's title; zeren for all of them."""
        return Labels(self.store, "zh").of(self.policy) if self.policy else "zeren"

    def about(self) -> About:
        """What a file says of itself."""
        return About(
            title=self.title,
            release=self.release.id,
            published_at=self.release.published_at,
            language=self.language,
        )


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """One form: its name, media type and file ending, whether a terminal can show it, and how it is written."""

    name: str
    ending: str
    media_type: str
    is_text: bool
    write: Callable[[Source, IO[bytes]], None]
    needs_policy: bool = False

    def file_name(self, source: Source) -> str:
        """What the file is called where nobody says: by what is in it and its release."""
        title = source.title
        if self.name == RESPONSIBILITY_TABLE:
            texts = Texts(source.language)
            title = texts("responsibilities.title", policy=title)
        if self.name == AUDIT_REPORT:
            title = f"{title} {Texts(source.language)('audit.title')}"
        safe = "".join("_" if sign in '\\/:*?"<>|' or not sign.isprintable() else sign for sign in title)
        return f"{safe[:80]}-{source.release.id}.{self.ending}"


def open_source(store: Store, release: Release, policy: str | None, language: Language) -> Source:
    """The source of an export. Raises BadArgument for a policy that nothing or too much is called."""
    thing = resolve(store, POLICY, policy) if policy else None
    return Source(store, release, thing if isinstance(thing, NamedNode) else None, language)


def find_export(name: str, ending: str = "") -> ExportFormat:
    """The form of that name, and of that ending where it has several. Raises UsageError, which names them all."""
    named = [form for form in EXPORTS if form.name == name]
    if not named:
        raise UsageError(f"{name}: no such export; there are {', '.join(dict.fromkeys(form.name for form in EXPORTS))}")
    fitting = [form for form in named if form.ending == ending.lower()]
    if len(named) == 1 or not ending:
        return named[0]
    if not fitting:
        raise UsageError(f".{ending}: {name} is written as {' or '.join(f'.{form.ending}' for form in named)}")
    return fitting[0]


def tables_as_csv(source: Source) -> Iterator[tuple[str, bytes]]:
    """The files of the export ``csv``: a name and the content of each, the last one about the release."""
    policy = source.policy.value if source.policy else None
    for name, table in export_tables(source.store, policy, source.language):
        yield f"{name}.csv", table.as_csv(byte_order_mark=True).encode()
    lines = StringIO()
    csv.writer(lines).writerows(source.about().lines())
    yield "about.csv", (BYTE_ORDER_MARK + lines.getvalue()).encode()


def _write_zip(source: Source, target: IO[bytes]) -> None:
    with ZipFile(target, "w") as archive:
        for name, content in tables_as_csv(source):
            entry = ZipInfo(name, source.release.published_at.timetuple()[:6])
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, content)


def _rdf(form: RdfFormat) -> Callable[[Source, IO[bytes]], None]:
    def write(source: Source, target: IO[bytes]) -> None:
        store, policy = source.store, source.policy
        quads = quads_of_policy(store, policy) if policy else quads_of_release(store)
        write_rdf(chain(description_of(source.release), quads), form, target)

    return write


def _network(written: Callable[..., bytes]) -> Callable[[Source, IO[bytes]], None]:
    def write(source: Source, target: IO[bytes]) -> None:
        network = project(source.store)
        if source.policy:
            network = of_policies(network, [source.policy.value])
        target.write(written(network, source.about()))

    return write


def _write_table_workbook(source: Source, target: IO[bytes]) -> None:
    from viz.workbook import write_workbook  # only who wants a workbook waits for openpyxl

    table = responsibility_table(source.store, _required(source))
    sheet = responsibility_sheet(table, source.language)
    target.write(write_workbook([sheet], about_table(table, source.release, source.language)))


def _write_table_document(source: Source, target: IO[bytes]) -> None:
    from viz.word_document import write_document  # and only who wants a Word file for python-docx

    table = responsibility_table(source.store, _required(source))
    sheet = responsibility_sheet(table, source.language)
    target.write(write_document(sheet, about_table(table, source.release, source.language)))


def _write_report_page(source: Source, target: IO[bytes]) -> None:
    audit, about = _audited(source)
    target.write(audit_report(audit.review, audit.survey, load_rules(), about).encode())


def _write_report_workbook(source: Source, target: IO[bytes]) -> None:
    from viz.audit_workbook import audit_workbook

    audit, about = _audited(source)
    target.write(audit_workbook(audit.review, audit.survey, load_rules(), about))


def _audited(source: Source) -> tuple[Audit, About]:
    audit = audit_release(source.store, source.release, [source.policy.value] if source.policy else [])
    return audit, about_report(audit.titles, source.release, source.language)


def _required(source: Source) -> str:
    if source.policy is None:
        raise UsageError(f"{RESPONSIBILITY_TABLE}: name the policy by its title, a part of it, its number or its IRI")
    return source.policy.value


EXPORTS = (
    ExportFormat(RESPONSIBILITY_TABLE, "xlsx", XLSX, False, _write_table_workbook, needs_policy=True),
    ExportFormat(RESPONSIBILITY_TABLE, "docx", DOCX, False, _write_table_document, needs_policy=True),
    ExportFormat(AUDIT_REPORT, "html", "text/html", True, _write_report_page),
    ExportFormat(AUDIT_REPORT, "xlsx", XLSX, False, _write_report_workbook),
    ExportFormat("graphml", "graphml", "application/graphml+xml", True, _network(as_graphml)),
    ExportFormat("gexf", "gexf", "application/gexf+xml", True, _network(as_gexf)),
    ExportFormat("nquads", "nq", "application/n-quads", True, _rdf(RdfFormat.N_QUADS)),
    ExportFormat("trig", "trig", "application/trig", True, _rdf(RdfFormat.TRIG)),
    ExportFormat("turtle", "ttl", "text/turtle", True, _rdf(RdfFormat.TURTLE)),
    ExportFormat("jsonld", "jsonld", "application/ld+json", True, _rdf(RdfFormat.JSON_LD)),
    ExportFormat("rdfxml", "rdf", "application/rdf+xml", True, _rdf(RdfFormat.RDF_XML)),
    ExportFormat("csv", "zip", "application/zip", False, _write_zip),
)
"""The first of a name is what is written when nobody asks for another."""

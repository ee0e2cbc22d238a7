"""Things, documents and lists of the graph as the values that their pages are rendered from."""

from collections.abc import Iterable
from urllib.parse import urlencode

from api.access import Visit
from api.addresses import address_of
from api.audits import Audit
from api.findings import about, finding_lines
from api.presentation import as_result_table, linked
from api.section_values import held_duties, joined
from loaders.doubts import doubt_text
from queries.documents import MarkedText, Statement
from queries.question import Language
from queries.sections import THING, sections_of
from queries.table import Reference, Table
from queries.things import Relation, Thing
from viz import results
from viz.document_pages import DocumentPage, Entry, OutlineLine, mark
from viz.dot_plot import Figure, plot_by_unit
from viz.duty_columns import by_role
from viz.neighbours import star
from viz.pages import FindingLine, Link
from viz.text import Texts
from viz.thing_pages import Fact, Section, ThingPage

FORMS = {"ttl": "Turtle", "jsonld": "JSON-LD", "nt": "N-Triples"}
ROLES = {"lead": "leads", "responsible": "responsible", "support": "supports"}

AGENTS = frozenset({"zr:Department", "zr:AgentGroup", "zr:CoordinatingBody"})
AUDITED = AGENTS | {"zr:Policy"}
"""Classes of things whose pages say what the audit found about them."""
OF_POLICIES = frozenset({"target", "task", "duty", "provision", "responsibility", "citation", "doubt", "phase"})
"""What the names of things begin with that belong to one policy, whose key follows (``graph.identity.Names``)."""


def thing_page(thing: Thing, visit: Visit, audit: Audit | None) -> ThingPage:
    """A thing with its facts, its sections and its findings; a section without rows is left out."""
    return ThingPage(
        title=thing.label,
        kinds=tuple(kind.label for kind in thing.kinds),
        iri=thing.iri,
        facts=facts_of(thing.outgoing, visit.language),
        sections=_sections(thing, visit),
        incoming=facts_of(thing.incoming, visit.language),
        findings=_findings(thing, visit.language, audit),
        links=_ways(thing, visit),
        downloads=_downloads(thing.iri),
        text=thing.text,
    )


def document_page(thing: Thing, text: MarkedText, visit: Visit, audit: Audit | None) -> DocumentPage:
    """A policy with its text, its outline and all that was read in it."""
    entries = tuple(entry_of(statement, visit.language) for statement in text.statements)
    counts = {kind: sum(entry.kind == kind for entry in entries) for kind in dict.fromkeys(e.kind for e in entries)}
    policy = urlencode({"policy": thing.iri})
    t = Texts(visit.language)
    links = (
        Link(t("thing.network"), f"/network?{policy}"),
        Link(t("thing.matrix"), f"/matrix?{policy}"),
        Link(t("thing.compare"), f"/compare?{policy}"),
        Link(t("document.table"), f"/export/responsibility-table?{policy}"),
        Link(t("document.turtle"), f"/export/turtle?{policy}"),
        *_audited(thing.iri, t, audit),
    )
    return DocumentPage(
        title=thing.label,
        iri=thing.iri,
        facts=facts_of(thing.outgoing, visit.language),
        outline=tuple(outline_of(text)),
        paragraphs=mark(text.text, entries, (heading.begin for heading in text.outline)),
        entries=entries,
        kinds=tuple(counts.items()),
        sections=_sections(thing, visit),
        incoming=facts_of(thing.incoming, visit.language),
        links=links,
        downloads=_downloads(thing.iri),
    )


def entry_of(statement: Statement, language: Language) -> Entry:
    """A statement as the page of its document shows it; of a doubt, what kind it is comes first."""
    doubt = doubt_text(statement.matter, language)
    return Entry(
        kind=statement.kind,
        begin=statement.begin,
        end=statement.end,
        thing=linked(statement.thing),
        role=ROLES.get(statement.role, ""),
        about=tuple(map(linked, statement.about)),
        details=(
            *((doubt,) if doubt != statement.matter else ()),  # of other kinds the name says it all
            *(detail for detail in statement.details if detail != statement.thing.label),
        ),
        rules=statement.rules,
    )


def outline_of(text: MarkedText) -> Iterable[OutlineLine]:
    """Each provision with the number of statements up to where the next one begins."""
    begins = [heading.begin for heading in text.outline]
    ends = [*begins[1:], len(text.text) + 1] if begins else []
    for heading, end in zip(text.outline, ends, strict=True):
        inside = sum(heading.begin <= statement.begin < end for statement in text.statements)
        yield OutlineLine(heading.thing.label, heading.level, heading.begin, inside)


def facts_of(relations: Iterable[Relation], language: Language) -> tuple[Fact, ...]:
    """Properties with their values, by names of the catalogue where it has them."""
    texts = Texts(language)
    return tuple(
        Fact(
            texts.name("property", relation.name.iri.replace("#", "/").rpartition("/")[2]) or relation.name.label,
            tuple(_value(value, texts) for value in relation.values),
            relation.total,
        )
        for relation in relations
    )


def _value(value: Reference | str, texts: Texts) -> results.Cell:
    if isinstance(value, Reference):
        return linked(value)
    return results.Cell(text=texts.name("code", value) or value)


def _sections(thing: Thing, visit: Visit) -> tuple[Section, ...]:
    asked = (
        (question, visit.engine.beginning(question, {THING: thing.iri}, visit.settings.page_rows, visit.language))
        for question in sections_of(thing.classes)
    )
    found = (
        Section(
            name=question.name,
            title=question.title[visit.language],
            note=question.question[visit.language],
            table=as_result_table(table, visit.settings.page_rows, total).without_empty_columns(),
            plots=plot_by_unit(tuple(_figures(table))),
            duties=by_role(held) if (held := tuple(held_duties(table, visit.settings.page_rows))) else (),
            star=star(thing.label, near) if (near := tuple(joined(table))) else None,
        )
        for question, (table, total) in asked
        if table.rows
    )
    return tuple(found)


def _figures(table: Table) -> Iterable[Figure]:
    """The numbers of a table that has values with units; none of any other."""
    names = [column.name for column in table.columns]
    if not {"value", "unit", "place", "deadline", "comparator", "change"} <= set(names):
        return
    for line in table.as_texts():
        row = dict(zip(names, line, strict=True))
        try:
            value = float(row["value"])
        except ValueError:
            continue
        bounds = f"{row['value']}–{row['upper']}" if row["upper"] else f"{row['comparator']} {row['value']}"
        near = f"{row['indicator']} " if "indicator" in row else ""
        yield Figure(
            name=f"{near}{row['place']} {row['deadline']}".strip()[:24],
            value=value,
            text=f"{bounds} {row['unit']}".strip(),
            unit=" · ".join(filter(None, (row["unit"], row["change"], row["denominator"]))),
        )


def _ways(thing: Thing, visit: Visit) -> tuple[Link, ...]:
    t = Texts(visit.language)
    ways = [Link(t("thing.network"), f"/network?{urlencode({'focus': thing.iri})}")]
    key = thing.iri.partition("/id/")[2].split("/")
    if key[0] in OF_POLICIES:
        ways.append(Link(t("thing.document"), f"/id/policy/{key[1]}{_place(thing)}"))
    return tuple(ways)


def _place(thing: Thing) -> str:
    """The place in its document, where the thing has a sentence."""
    for relation in thing.outgoing:
        for value in relation.values:
            if isinstance(value, Reference) and "/passage/" in value.iri:
                return "#" + address_of(value.iri).partition("#")[2]
    return ""


def _findings(thing: Thing, language: Language, audit: Audit | None) -> tuple[FindingLine, ...]:
    """What the audit found about a body that answers for something."""
    wanted = {"department": thing.iri}
    return finding_lines(about(audit, "department", thing.iri), language, wanted) if audit else ()


def _audited(policy: str, texts: Texts, audit: Audit | None) -> tuple[Link, ...]:
    """The way to what the audit found in a policy, if it found anything."""
    count = len(about(audit, "policy", policy)) if audit else 0
    label = texts("audit.in_document", count=count)
    return (Link(label, f"/audit?{urlencode({'policy': policy})}"),) if count else ()


def _downloads(iri: str) -> tuple[Link, ...]:
    address = address_of(iri)
    return tuple(Link(label, f"{address}.{ending}") for ending, label in FORMS.items()) if address else ()

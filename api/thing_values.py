"""Things, documents and lists of the graph as the values that their pages are rendered from."""

from collections.abc import Iterable
from urllib.parse import urlencode

from api.access import Visit
from api.addresses import address_of
from api.presentation import as_result_table, linked
from api.section_values import held_duties, joined
from queries.documents import MarkedText, Statement
from queries.sections import THING, sections_of
from queries.table import Reference, Table
from queries.things import Relation, Thing
from viz import results
from viz.document_pages import DocumentPage, Entry, OutlineLine, mark
from viz.dot_plot import Figure, plot_by_unit
from viz.duty_columns import by_role
from viz.neighbours import star
from viz.pages import Link
from viz.text import Texts
from viz.thing_pages import Fact, Section, ThingPage

FORMS = {"ttl": "Turtle", "jsonld": "JSON-LD", "nt": "N-Triples"}
ROLES = {"lead": "leads", "responsible": "responsible", "support": "supports"}

OF_POLICIES = frozenset({"target", "task", "duty", "provision", "responsibility", "citation", "doubt", "phase"})
"""What the names of things begin with that belong to one policy, whose key follows (``graph.identity.Names``)."""


def thing_page(thing: Thing, visit: Visit) -> ThingPage:
    """A thing with its facts and its sections; a section without rows is left out."""
    return ThingPage(
        title=thing.label,
        kinds=tuple(kind.label for kind in thing.kinds),
        iri=thing.iri,
        facts=_facts(thing.outgoing, visit),
        sections=_sections(thing, visit),
        incoming=_facts(thing.incoming, visit),
        links=_ways(thing, visit),
        downloads=_downloads(thing.iri),
        text=thing.text,
    )


def document_page(thing: Thing, text: MarkedText, visit: Visit) -> DocumentPage:
    """A policy with its text, its outline and all that was read in it."""
    entries = tuple(map(_entry, text.statements))
    counts = {kind: sum(entry.kind == kind for entry in entries) for kind in dict.fromkeys(e.kind for e in entries)}
    policy = urlencode({"policy": thing.iri})
    t = Texts(visit.language)
    links = (
        Link(t("thing.network"), f"/network?{policy}"),
        Link(t("thing.matrix"), f"/matrix?{policy}"),
        Link(t("thing.compare"), f"/compare?{policy}"),
        Link(t("document.table"), f"/export/responsibility-table?{policy}"),
        Link(t("document.turtle"), f"/export/turtle?{policy}"),
    )
    return DocumentPage(
        title=thing.label,
        iri=thing.iri,
        facts=_facts(thing.outgoing, visit),
        outline=tuple(_outline(text)),
        paragraphs=mark(text.text, entries, (heading.begin for heading in text.outline)),
        entries=entries,
        kinds=tuple(counts.items()),
        sections=_sections(thing, visit),
        incoming=_facts(thing.incoming, visit),
        links=links,
        downloads=_downloads(thing.iri),
    )


def _entry(statement: Statement) -> Entry:
    return Entry(
        kind=statement.kind,
        begin=statement.begin,
        end=statement.end,
        thing=linked(statement.thing),
        role=ROLES.get(statement.role, ""),
        about=tuple(map(linked, statement.about)),
        details=statement.details,
        rules=statement.rules,
    )


def _outline(text: MarkedText) -> Iterable[OutlineLine]:
    """Each provision with the number of statements up to where the next one begins."""
    begins = [heading.begin for heading in text.outline]
    ends = [*begins[1:], len(text.text) + 1] if begins else []
    for heading, end in zip(text.outline, ends, strict=True):
        inside = sum(heading.begin <= statement.begin < end for statement in text.statements)
        yield OutlineLine(heading.thing.label, heading.level, heading.begin, inside)


def _facts(relations: Iterable[Relation], visit: Visit) -> tuple[Fact, ...]:
    texts = Texts(visit.language)
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


def _downloads(iri: str) -> tuple[Link, ...]:
    address = address_of(iri)
    return tuple(Link(label, f"{address}.{ending}") for ending, label in FORMS.items()) if address else ()

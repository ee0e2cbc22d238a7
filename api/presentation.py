"""Answers as the values that pages are rendered from: which cell is a role, a basis, a number, a sentence."""

from collections.abc import Mapping
from typing import Any

from api.addresses import address_of
from queries.table import Cell, Code, Reference, Table, as_text
from viz import results

# A role's code, and the kind of edge that has the role's colour.
ROLES: Mapping[str, str] = {"lead": "leads", "responsible": "responsible", "support": "supports"}
BASES = frozenset({"stated", "inferred"})


def as_result_table(table: Table, rows: int, total: int | None = None) -> results.ResultTable:
    """The table's first ``rows`` rows for a page: sentences apart from the cells they support.

    ``total`` is how many rows there are, where the table is only a part of the answer.
    """
    shown = [index for index, column in enumerate(table.columns) if not column.evidence]
    columns = tuple(
        results.Column(table.headings()[index], is_number=table.columns[index].type == "number") for index in shown
    )
    texts = table.part(1, rows).as_texts()
    lines = tuple(
        results.Row(tuple(_cell(row[index], line[index]) for index in shown), _sentences(table, row))
        for row, line in zip(table.rows, texts, strict=False)
    )
    return results.ResultTable(columns=columns, rows=lines, total=len(table.rows) if total is None else total)


def _cell(cell: Cell, text: str) -> results.Cell:
    if isinstance(cell, Reference):
        return linked(cell)
    if isinstance(cell, Code):
        return results.Cell(text=text, role=ROLES.get(cell.code, ""), basis=cell.code if cell.code in BASES else "")
    if isinstance(cell, tuple) and any(isinstance(value, Reference) for value in cell):
        links = (linked(value) if isinstance(value, Reference) else results.Cell(text=as_text(value)) for value in cell)
        return results.Cell(text=text, links=tuple(links))
    return results.Cell(text=text)


def linked(thing: Reference) -> results.Cell:
    """A thing by its label, leading to its page."""
    return results.Cell(text=thing.label, href=address_of(thing.iri))


def _sentences(table: Table, row: tuple[Cell, ...]) -> tuple[results.Sentence, ...]:
    """Each sentence the row rests on, once, with its place in its document."""
    found: dict[str, str] = {
        as_text(value): address_of(value.iri) if isinstance(value, Reference) else ""
        for column, cell in zip(table.columns, row, strict=True)
        if column.evidence and isinstance(cell, tuple)
        for value in cell
    }
    return tuple(results.Sentence(quote=quote, href=href) for quote, href in found.items())


def sparql_result_table(answer: Mapping[str, Any], rows: int) -> results.ResultTable:
    """A SELECT's answer, as SPARQL 1.1 Query Results JSON has it, for a page."""
    names, found = answer["head"]["vars"], answer["results"]["bindings"]
    lines = tuple(
        results.Row(tuple(results.Cell(text=line.get(name, {}).get("value", "")) for name in names))
        for line in found[:rows]
    )
    return results.ResultTable(columns=tuple(map(results.Column, names)), rows=lines, total=len(found))

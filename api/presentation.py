"""Answers as the values that pages are rendered from: which cell is a role, a basis, a number, a sentence."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any
from urllib.parse import unquote

from api.addresses import address_of
from graph.identity import BASE
from graph.vocabulary import PREFIXES, ZR_BASE
from ontology.description import describe_terms
from queries.table import Cell, Code, Reference, Table, as_text
from viz import results

# A role's code, and the kind of edge that has the role's colour.
ROLES: Mapping[str, str] = {"lead": "leads", "responsible": "responsible", "support": "supports"}
BASES = frozenset({"stated", "inferred"})
XSD = "http://www.w3.org/2001/XMLSchema#"
_NUMERIC = frozenset({"integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger"})


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


def sparql_things(answer: Mapping[str, Any], rows: int) -> tuple[str, ...]:
    """The IRIs in the first rows of a SELECT's answer, each once."""
    found = (
        value["value"] for line in answer["results"]["bindings"][:rows] for value in line.values() if _is_iri(value)
    )
    return tuple(dict.fromkeys(found))


def sparql_result_table(answer: Mapping[str, Any], rows: int, labels: Mapping[str, str]) -> results.ResultTable:
    """A SELECT's answer, as SPARQL 1.1 Query Results JSON has it, for a page.

    An IRI is written short, leads to its page, and says its label where ``labels`` have one.
    """
    names, found = answer["head"]["vars"], answer["results"]["bindings"]
    lines = tuple(results.Row(tuple(_sparql_cell(line.get(name), labels) for name in names)) for line in found[:rows])
    columns = (results.Column(name, is_number=_all_numbers(name, found[:rows])) for name in names)
    return results.ResultTable(columns=tuple(columns), rows=lines, total=len(found))


def _sparql_cell(value: Mapping[str, Any] | None, labels: Mapping[str, str]) -> results.Cell:
    if value is None:
        return results.Cell(text="")
    if not _is_iri(value):
        return results.Cell(text=_plain(value))
    iri = value["value"]
    return results.Cell(text=short(iri), href=address_of(iri) or term_address(iri), title=labels.get(iri) or iri)


def _plain(value: Mapping[str, Any]) -> str:
    inner = value.get("value", "")
    return inner if isinstance(inner, str) else " ".join(_plain(inner[part]) for part in sorted(inner))


def _is_iri(value: Mapping[str, Any]) -> bool:
    return bool(value["type"] == "uri")


def _all_numbers(name: str, lines: Sequence[Mapping[str, Any]]) -> bool:
    values = [line[name] for line in lines if name in line]
    return bool(values) and all(value.get("datatype", "").removeprefix(XSD) in _NUMERIC for value in values)


def short(iri: str) -> str:
    """An IRI as people write it: by its prefix, one of zeren's things by what follows the base."""
    if iri.startswith(BASE):
        return unquote(iri.removeprefix(BASE))
    for name, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{name}:{iri.removeprefix(namespace)}"
    return iri


def term_address(iri: str) -> str:
    """Where a term of zeren's own ontology is described; empty for any other."""
    name = iri.removeprefix(ZR_BASE)
    return f"/ontology/{name}" if name in _terms() else ""


@cache
def _terms() -> frozenset[str]:
    return frozenset(term.name for term in describe_terms())

"""Answers as the values that pages are rendered from: which cell is a role, a basis, a number, a sentence."""

from collections.abc import Mapping
from typing import Any

from queries.table import Cell, Code, Table, as_text
from viz import results

# A role's code, and the kind of edge that has the role's colour.
ROLES: Mapping[str, str] = {"lead": "leads", "responsible": "responsible", "support": "supports"}
BASES = frozenset({"stated", "inferred"})


def as_result_table(table: Table, rows: int) -> results.ResultTable:
    """The table's first ``rows`` rows for a page: sentences apart from the cells they support."""
    shown = [index for index, column in enumerate(table.columns) if not column.evidence]
    columns = tuple(
        results.Column(table.headings()[index], is_number=table.columns[index].type == "number") for index in shown
    )
    texts = table.as_texts()[:rows]
    lines = tuple(
        results.Row(tuple(_cell(row[index], line[index]) for index in shown), _sentences(table, row))
        for row, line in zip(table.rows, texts, strict=False)
    )
    return results.ResultTable(columns=columns, rows=lines, total=len(table.rows))


def _cell(cell: Cell, text: str) -> results.Cell:
    code = cell.code if isinstance(cell, Code) else ""
    return results.Cell(text=text, role=ROLES.get(code, ""), basis=code if code in BASES else "")


def _sentences(table: Table, row: tuple[Cell, ...]) -> tuple[results.Sentence, ...]:
    """Each sentence the row rests on, once."""
    quotes = [
        as_text(value)
        for column, cell in zip(table.columns, row, strict=True)
        if column.evidence and isinstance(cell, tuple)
        for value in cell
    ]
    return tuple(results.Sentence(quote=quote) for quote in dict.fromkeys(quotes))


def sparql_result_table(answer: Mapping[str, Any], rows: int) -> results.ResultTable:
    """A SELECT's answer, as SPARQL 1.1 Query Results JSON has it, for a page."""
    names, found = answer["head"]["vars"], answer["results"]["bindings"]
    lines = tuple(
        results.Row(tuple(results.Cell(text=line.get(name, {}).get("value", "")) for name in names))
        for line in found[:rows]
    )
    return results.ResultTable(columns=tuple(map(results.Column, names)), rows=lines, total=len(found))

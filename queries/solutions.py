"""Solutions of a SELECT, written row by row up to a limit in the W3C's formats of results.

Oxigraph writes answers whole; a service must stop at a number of rows and say that it did. The forms are those of
SPARQL 1.1 Query Results JSON (W3C 2013), XML (2nd edition, 2013), CSV and TSV (2013), with RDF 1.2's triple terms and
directions as Oxigraph writes them.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from json.encoder import encode_basestring as json_string
from typing import IO, Final, NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, QuerySolutions, Triple

from graph.xml_text import without_forbidden

Term = NamedNode | BlankNode | Literal | Triple
Row = tuple[Term | None, ...]

XSD: Final = "http://www.w3.org/2001/XMLSchema#"
STRING: Final = XSD + "string"
# a number or truth value that Turtle, and so TSV, writes without quotes
_BARE: Final = {
    XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    XSD + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    XSD + "double": re.compile(r"[+-]?(?:[0-9]+\.[0-9]*|\.?[0-9]+)[eE][+-]?[0-9]+"),
    XSD + "boolean": re.compile("true|false"),
}
_XML_SIGNS: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;", "\r": "&#13;"})
_TSV_SIGNS: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_CSV_QUOTED: Final = re.compile(r'["\r\n,]')
_ITS: Final = ' xmlns:its="http://www.w3.org/2005/11/its" its:version="2.0"'
ROWS_AT_A_TIME: Final = 500


class Writer(NamedTuple):
    """One form: what stands before the rows, how a row is written, what stands between them and after the last."""

    head: Callable[[Sequence[str]], str]
    row: Callable[[Sequence[str], Row], str]
    between: str
    end: str


def write_solutions(
    solutions: QuerySolutions, form: QueryResultsFormat, target: IO[bytes], rows: int | None = None
) -> bool:
    """Write at most ``rows`` solutions as UTF-8; whether there were more. None writes all of them.

    Characters that XML cannot hold are left out of XML.
    """
    writer, names = _WRITERS[form], tuple(variable.value for variable in solutions.variables)
    target.write(writer.head(names).encode())
    found = map(tuple, solutions)
    begun = False
    for part in _parts(islice(found, rows)):
        text = writer.between.join([writer.row(names, row) for row in part])
        target.write(((writer.between if begun else "") + text).encode())
        begun = True
    target.write(writer.end.encode())
    return next(found, None) is not None


def _parts(rows: Iterable[Row]) -> Iterator[list[Row]]:
    remaining = iter(rows)
    while part := list(islice(remaining, ROWS_AT_A_TIME)):
        yield part


def _json_row(names: Sequence[str], row: Row) -> str:
    bound = [f'"{name}":{_json(term)}' for name, term in zip(names, row, strict=True) if term is not None]
    return f"{{{','.join(bound)}}}"


def _json(term: Term) -> str:
    if isinstance(term, NamedNode):
        return f'{{"type":"uri","value":{json_string(term.value)}}}'
    if isinstance(term, Literal):
        return f'{{"type":"literal","value":{json_string(term.value)}{_json_type(term)}}}'
    if isinstance(term, BlankNode):
        return f'{{"type":"bnode","value":"{term.value}"}}'
    parts = (term.subject, term.predicate, term.object)
    subject, predicate, object_ = map(_json, parts)
    return f'{{"type":"triple","value":{{"subject":{subject},"predicate":{predicate},"object":{object_}}}}}'


def _json_type(literal: Literal) -> str:
    if literal.language:
        direction = f',"its:dir":"{literal.direction.value}"' if literal.direction else ""
        return f',"xml:lang":"{literal.language}"{direction}'
    datatype = literal.datatype.value
    return "" if datatype == STRING else f',"datatype":{json_string(datatype)}'


def _xml_row(names: Sequence[str], row: Row) -> str:
    bound = [
        f'<binding name="{name}">{_xml(term)}</binding>'
        for name, term in zip(names, row, strict=True)
        if term is not None
    ]
    return f"<result>{''.join(bound)}</result>"


def _xml(term: Term) -> str:
    if isinstance(term, NamedNode):
        return f"<uri>{term.value.translate(_XML_SIGNS)}</uri>"
    if isinstance(term, Literal):
        return f"<literal{_xml_type(term)}>{without_forbidden(term.value).translate(_XML_SIGNS)}</literal>"
    if isinstance(term, BlankNode):
        return f"<bnode>{term.value}</bnode>"
    subject, predicate, object_ = map(_xml, (term.subject, term.predicate, term.object))
    return f"<triple><subject>{subject}</subject><predicate>{predicate}</predicate><object>{object_}</object></triple>"


def _xml_type(literal: Literal) -> str:
    if literal.language:
        direction = f' its:dir="{literal.direction.value}"{_ITS}' if literal.direction else ""
        return f' xml:lang="{literal.language}"{direction}'
    datatype = literal.datatype.value
    return "" if datatype == STRING else f' datatype="{datatype.translate(_XML_SIGNS)}"'


def _csv_row(_: Sequence[str], row: Row) -> str:
    return ",".join(["" if term is None else _csv_cell(_csv(term)) for term in row]) + "\r\n"


def _csv(term: Term) -> str:
    if isinstance(term, NamedNode | Literal):
        return term.value
    if isinstance(term, BlankNode):
        return f"_:{term.value}"
    return " ".join(map(_csv, (term.subject, term.predicate, term.object)))


def _csv_cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _CSV_QUOTED.search(text) else text


def _tsv_row(_: Sequence[str], row: Row) -> str:
    return "\t".join(["" if term is None else _tsv(term) for term in row]) + "\n"


def _tsv(term: Term) -> str:
    if isinstance(term, NamedNode):
        return f"<{term.value}>"
    if isinstance(term, BlankNode):
        return f"_:{term.value}"
    if isinstance(term, Triple):
        return f"<<( {_tsv(term.subject)} {_tsv(term.predicate)} {_tsv(term.object)} )>>"
    datatype = term.datatype.value
    if (bare := _BARE.get(datatype)) and bare.fullmatch(term.value):
        return term.value
    quoted = f'"{term.value.translate(_TSV_SIGNS)}"'
    if term.language:
        return f"{quoted}@{term.language}" + (f"--{term.direction.value}" if term.direction else "")
    return quoted if datatype == STRING else f"{quoted}^^<{datatype}>"


def _json_head(names: Sequence[str]) -> str:
    return f'{{"head":{{"vars":[{",".join(map(json_string, names))}]}},"results":{{"bindings":['


def _xml_head(names: Sequence[str]) -> str:
    variables = "".join(f'<variable name="{name}"/>' for name in names)
    return (
        f'<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head>{variables}</head><results>'
    )


_WRITERS: Final = {
    QueryResultsFormat.JSON: Writer(_json_head, _json_row, ",", "]}}"),
    QueryResultsFormat.XML: Writer(_xml_head, _xml_row, "", "</results></sparql>"),
    QueryResultsFormat.CSV: Writer(lambda names: ",".join(names) + "\r\n", _csv_row, "", ""),
    QueryResultsFormat.TSV: Writer(lambda names: "\t".join(f"?{name}" for name in names) + "\n", _tsv_row, "", ""),
}

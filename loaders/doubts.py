"""Places read with less than certainty, or not at all: counted and shown beside the entries, never silent.

What people are told of each kind stands in ``lexicon/doubt_kinds.toml``; a doubt's ``detail`` is in the text's words.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, Literal

from loaders.agent_names import is_agent, is_generic, is_place
from loaders.coverage import open_duties
from loaders.flaws import Flaw, find_flaws
from loaders.lexicon import load_lexicon
from loaders.outline import path_at
from loaders.record import Assignment, Citation, Doubt, Record, Span
from loaders.span_sets import SpanSet
from loaders.statements import Statement
from loaders.tables import ReadTable

_WHOLE_NUMBER: Final = re.compile(r"[〔\[(（【﹝]\s*[12]\d{3}\s*[〕\])）】﹞]|令|第\d+号|^[A-Z]{1,4}")
_BLANK_CELL: Final = re.compile(r"[\s/—–-]*")


def find_doubts(
    text: str, record: Record, tables: Sequence[ReadTable], statements: Sequence[Statement] = ()
) -> tuple[Doubt, ...]:
    """The doubts about a record, in text order; ``text`` is its text narrowed.

    ``tables`` and ``statements`` are those that were read; of statements that repeat each other the record keeps one.
    """
    found = (
        *_unread_duties(text, record, SpanSet({statement.span for statement in statements})),
        *_unknown_bodies(record.assignments),
        *_damaged_numbers(record.citations),
        *_rows_without_body(text, tables, record.assignments),
        *find_flaws(text, record.assignments),
    )
    return tuple(
        Doubt(
            provision=path_at(record.provisions, flaw.span.begin),
            span=flaw.span,
            quote=record.text[flaw.span.begin : flaw.span.end],
            rule=f"doubt-{flaw.kind}",
            kind=flaw.kind,
            detail=flaw.detail,
        )
        for flaw in sorted(found, key=lambda flaw: (flaw.span, flaw.kind))
    )


def doubt_text(kind: str, language: Literal["zh", "en"]) -> str:
    """What people are told of a kind of doubt; a kind of which nothing is known is told by its name."""
    chinese, english = load_lexicon("doubt_kinds").words.get(kind, (kind, kind))
    return chinese if language == "zh" else english


def _unread_duties(text: str, record: Record, read: SpanSet) -> Iterator[Flaw]:
    """The sentences with words of duty that no assignment covers and no rule dismisses."""
    words: dict[Span, list[str]] = {}
    for word, sentence in open_duties(text, record, read):
        words.setdefault(sentence, []).append(text[slice(*word)])
    for sentence, said in words.items():
        yield Flaw(_trimmed(text, sentence), "unread-responsibility", "、".join(dict.fromkeys(said)))


def _trimmed(text: str, span: Span) -> Span:
    words = text[span.begin : span.end]
    return Span(span.begin + len(words) - len(words.lstrip()), span.begin + len(words.rstrip()))


def _unknown_bodies(assignments: Sequence[Assignment]) -> Iterator[Flaw]:
    """The agents that have neither the form of a body nor that of a group, each once."""
    seen: set[str] = set()
    for one in assignments:
        if one.agent not in seen and not (is_agent(one.agent) or is_generic(one.agent) or is_place(one.agent)):
            yield Flaw(one.agent_span, "unknown-body", one.agent)
        seen.add(one.agent)


def _damaged_numbers(citations: Sequence[Citation]) -> Iterator[Flaw]:
    for citation in citations:
        number = citation.document_number
        if number and not _WHOLE_NUMBER.search(number):
            yield Flaw(citation.span, "damaged-document-number", number)


def _rows_without_body(text: str, tables: Sequence[ReadTable], assignments: Sequence[Assignment]) -> Iterator[Flaw]:
    """The rows of tables of responsibilities that gave no body; a heading that runs across the row is no row."""
    read = SpanSet(one.agent_span for one in assignments)
    names = {one.agent for one in assignments}
    for table in tables:
        roles = [column.index for column in table.columns_holding("lead", "responsible", "support")]
        for row in table.rows if roles else ():
            cells = [row.cells[index] for index in roles if index < len(row.cells)]
            gave = any(read.overlaps(cell) or not names.isdisjoint(_listed(text, cell)) for cell in cells)
            if not gave and any(cell != row.cells[0] for cell in cells):
                yield Flaw(row.span, "row-without-body", _stated(text, cells) or _stated(text, row.cells[:2]))


def _listed(text: str, cell: Span) -> list[str]:
    """The pieces of a cell: a body that an earlier row of the section has named is recorded there only."""
    return re.split(r"[、,;\s]+", text[slice(*cell)])


def _stated(text: str, cells: Sequence[Span]) -> str:
    said = (re.sub(r"\s+", "", text[slice(*cell)]) for cell in cells)
    return " ".join(words[:40] for words in said if not _BLANK_CELL.fullmatch(words))

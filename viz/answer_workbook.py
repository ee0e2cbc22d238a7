"""The answer to a question as a workbook: a sheet of rows, and one that says what was asked of which release."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from graph.release import Release
from queries.question import Language, Parameter, Question
from queries.table import Cell, Table
from viz.about import About
from viz.sheet import Column, IsoDate, Paper, Sheet, Value
from viz.text import Texts

WIDEST = {"evidence": 80, "many": 40}
WIDEST_TEXT = 50
MOST_ON_A4 = 6
"""Columns; more need the larger paper."""


def answer_workbook(table: Table, about: About) -> bytes:
    """The rows with numbers as numbers and dates as dates, everything else as people read it."""
    from viz.workbook import write_workbook  # only who wants a workbook waits for openpyxl

    return write_workbook([answer_sheet(table)], about)


def answer_sheet(table: Table) -> Sheet:
    """The rows as one sheet, for a workbook with others."""
    texts = Texts(table.language)
    return Sheet(
        name=texts("export.answer"),
        columns=tuple(
            Column(
                heading,
                widest=WIDEST["evidence"] if column.evidence else WIDEST["many"] if column.many else WIDEST_TEXT,
                centred=column.type in {"number", "date", "code"},
            )
            for heading, column in zip(table.headings(), table.columns, strict=True)
        ),
        rows=[
            tuple(_value(column.type, cell, text) for column, cell, text in zip(table.columns, row, line, strict=True))
            for row, line in zip(table.rows, table.as_texts(), strict=True)
        ],
        paper=Paper.A4 if len(table.columns) <= MOST_ON_A4 else Paper.A3,
        language=table.language,
    )


def about_answer(
    question: Question, arguments: Mapping[str, str], release: Release, language: Language = "zh"
) -> About:
    """What a file with the answer says of itself: the question, every parameter with its value, the release."""
    texts = Texts(language)
    return About(
        title=question.title[language],
        release=release.id,
        published_at=release.published_at,
        facts=(
            (texts("export.question"), question.question[language]),
            *_parameters(question.parameters, arguments, language),
        ),
        notes=(texts("export.note_stated"), texts("export.note_inferred"), texts("export.note_blank")),
        language=language,
    )


def _parameters(
    parameters: tuple[Parameter, ...], arguments: Mapping[str, str], language: Language
) -> Iterator[tuple[str, str]]:
    """Each parameter by its label, with what was asked: as typed, its default, or anything."""
    texts = Texts(language)
    for parameter in parameters:
        value = arguments.get(parameter.name, "").strip() or parameter.default or ""
        wording = parameter.choices.get(value)
        yield parameter.label[language], wording[language] if wording else value or texts("export.any")


def _value(kind: str, cell: Cell, text: str) -> Value:
    if isinstance(cell, Decimal):
        return cell
    return IsoDate(cell) if kind == "date" and isinstance(cell, str) else text

"""The files an answer can be had as: by name on the command line, by media type over HTTP."""

from collections.abc import Callable
from typing import NamedTuple

from queries.table import Table
from viz.about import About
from viz.answer_workbook import answer_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class AnswerFormat(NamedTuple):
    """One form: its name and file ending, its media type, and how a table is written in it."""

    name: str
    media_type: str
    write: Callable[[Table, About], bytes]


# The first is what a program gets that does not say what it wants. CSV has a byte order mark: Excel needs one.
# CSV and JSON are data alone; who downloads them finds the release in the name of the file.
ANSWER_FORMATS = (
    AnswerFormat("json", "application/json", lambda table, _: table.as_json().encode()),
    AnswerFormat("csv", "text/csv; charset=utf-8", lambda table, _: table.as_csv(byte_order_mark=True).encode()),
    AnswerFormat(
        "md", "text/markdown; charset=utf-8", lambda table, about: f"{table.as_markdown()}\n{about.origin()}\n".encode()
    ),
    AnswerFormat("xlsx", XLSX, answer_workbook),
)


def answer_format(wanted: str) -> AnswerFormat | None:
    """The form with that name or media type (parameters such as a charset do not count)."""
    for form in ANSWER_FORMATS:
        if wanted in {form.name, bare(form.media_type)}:
            return form
    return None


def bare(media_type: str) -> str:
    """A media type without its parameters."""
    return media_type.partition(";")[0]

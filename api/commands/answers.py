"""Answers out: ``ask`` for stored questions, ``sparql`` for one's own."""

import json
from pathlib import Path
from typing import Annotated, Literal

import typer

from api import terminal
from api.answer_formats import answer_format
from api.commands.answer_table import show_answer
from api.commands.arguments import parse_arguments
from api.commands.options import LanguageOption, OutputOption, StoreOption
from api.engine import Engine
from api.errors import FINISHED
from api.settings import read_settings
from loaders.errors import UnreadableFile, UsageError
from loaders.reading import unreadable
from queries.catalogue import find_question, load_catalogue
from queries.formats import Kind
from queries.question import Parameter
from queries.sparql import result_kind
from queries.table import Table
from viz.about import About
from viz.answer_workbook import about_answer

AnswerName = Literal["table", "json", "csv", "md", "xlsx"]
ResultName = Literal["table", "json", "xml", "csv", "tsv", "turtle", "ntriples", "jsonld", "rdfxml"]

QuestionArgument = Annotated[str | None, typer.Argument(help="Name or number; without it, all are listed. 问题。")]
QueryArgument = Annotated[str | None, typer.Argument(help="SELECT, ASK, CONSTRUCT or DESCRIBE. 查询语句。")]
QueryFileOption = Annotated[
    Path | None, typer.Option("--file", metavar="F.rq", help="Read the query from a file. 从文件读查询。")
]
AnswerFormatOption = Annotated[AnswerName, typer.Option("--format", help="How to print. 输出格式。")]
ResultFormatOption = Annotated[
    ResultName | None, typer.Option("--format", help="How to print; json is the W3C results format. 输出格式。")
]
EvidenceOption = Annotated[bool, typer.Option("--evidence", help="With the sentences it rests on. 附原文。")]


def ask(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    context: typer.Context,
    question: QuestionArgument = None,
    form: AnswerFormatOption = "table",
    evidence: EvidenceOption = False,
    output: OutputOption = None,
    language: LanguageOption = None,
    store: StoreOption = None,
) -> int:
    """Answer a stored question, with its parameters as --NAME VALUE; without a name, list them. 回答预存问题。

    Example: `zeren ask lead_of_each_target --theme environment --evidence`
    """
    arguments = parse_arguments(context.args)
    if question is None:
        if arguments:
            raise UsageError(f"--{next(iter(arguments))}: name the question it belongs to; `zeren ask` lists them")
        _list_questions()
        return FINISHED
    settings = read_settings(store=store, language=language)
    asked = find_question(load_catalogue(), question)
    with terminal.working(asked.title[settings.language]):
        table, release = Engine(settings.store).answer(asked, arguments, settings.language)
    about = about_answer(asked, arguments, release, settings.language)
    show_table(table if evidence else table.without_evidence(), about, form, output)
    return FINISHED


def _list_questions() -> None:
    """Every question in both languages, with its name whole and what may be given."""
    for question in load_catalogue().values():
        options = "  ".join(map(_option, question.parameters))
        terminal.write(
            f"{question.number:2}  {question.name}\n    {question.question.zh}  {question.question.en}\n    {options}\n"
        )


def _option(parameter: Parameter) -> str:
    """``[--theme 主题]``; without brackets when it must be given."""
    spelled = f"--{parameter.name} {parameter.label.zh}"
    return spelled if parameter.required else f"[{spelled}]"


def show_table(table: Table, about: About, form: AnswerName, output: Path | None) -> None:
    """Print the table, or write it into a file."""
    written = answer_format(form)
    if written is None:
        if output:
            raise UsageError(f"{output}: a table is for reading here; add --format csv, json, md or xlsx")
        show_answer(table)
        return
    if written.name == "xlsx" and not output and terminal.is_window():
        raise UsageError("xlsx: a workbook cannot be shown here; add --output FILE.xlsx")
    terminal.deliver(written.write(table, about), output)


def sparql(
    query: QueryArgument = None,
    file: QueryFileOption = None,
    form: ResultFormatOption = None,
    output: OutputOption = None,
    store: StoreOption = None,
) -> int:
    """Answer a SPARQL 1.1 query over the current release. 执行 SPARQL 查询。

    Example: `zeren sparql 'SELECT ?c (COUNT(?s) AS ?n) { ?s a ?c } GROUP BY ?c' --format csv`
    """
    text = _query_text(query, file)
    engine = Engine(read_settings(store=store).store)
    # checked before the store is opened, so that a bad query is named even where there is no store
    as_table = result_kind(text) is Kind.TABLE and form in {None, "table"} and not output
    named = None if form == "table" else form
    with terminal.working("SPARQL"):
        result = engine.query(text, named)
    if as_table:
        _show_result(result.body)
    else:
        terminal.deliver(result.body, output)
    return FINISHED


def _query_text(query: str | None, file: Path | None) -> str:
    if (query is None) == (file is None):
        raise UsageError("give one query: as an argument, or in a file with --file F.rq")
    if file is None:
        return query or ""
    try:
        return file.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile(file, "is not UTF-8 text; save it as UTF-8") from error
    except OSError as error:
        raise unreadable(file, error) from error


def _show_result(body: bytes) -> None:
    """A SELECT's rows or an ASK's truth value, from SPARQL 1.1 Query Results JSON."""
    answer = json.loads(body)
    if "boolean" in answer:
        terminal.write(str(answer["boolean"]).lower())
        return
    names = answer["head"]["vars"]
    rows = [tuple(row.get(name, {}).get("value", "") for name in names) for row in answer["results"]["bindings"]]
    terminal.write_table(names, rows)

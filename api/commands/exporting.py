"""``export``: a release, or what one policy says, as files for other programs and for people."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from api import terminal
from api.commands.options import LanguageOption, StoreOption
from api.engine import Engine
from api.errors import FINISHED
from api.exports import RESPONSIBILITY_TABLE, ExportFormat, Source, find_export, tables_as_csv
from api.files import whole_file, whole_folder
from api.settings import read_settings
from loaders.errors import UsageError

STDOUT = Path("-")

ExportName = Literal[
    "responsibility-table", "audit-report", "graphml", "gexf", "nquads", "trig", "turtle", "jsonld", "rdfxml", "csv"
]


def export(
    form: Annotated[ExportName, typer.Argument(metavar="FORMAT", help="What to write. 导出格式。")],
    policy: Annotated[
        str | None, typer.Argument(metavar="POLICY", help="Only this policy: title, number or IRI. 文件。")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="File to write; - for standard output. 输出文件。"),
    ] = None,
    language: LanguageOption = None,
    store: StoreOption = None,
) -> int:
    """Write the release, or one policy of it, as a file. 导出数据与责任分解表。

    responsibility-table (责任分解表, .xlsx or .docx) needs a policy; audit-report is .html or .xlsx;
    csv gives a folder of tables, or a .zip of them.

    Example: `zeren export responsibility-table 临江市水污染防治实施方案 --output 责任分解表.xlsx`
    """
    settings = read_settings(store=store, language=language)
    wanted = find_export(form, output.suffix.removeprefix(".") if output and output != STDOUT else "")
    if wanted.needs_policy and not policy:
        raise UsageError(f"{form}: name the policy by its title, a part of it, its number or its IRI")
    with terminal.working(form):
        source = Engine(settings.store).source(policy, settings.language)
        written = _write(wanted, source, output)
    if written:
        terminal.say(f"{written}: release {source.release.id}")
    return FINISHED


def _write(form: ExportFormat, source: Source, output: Path | None) -> Path | None:
    """Write to where it should go; the path of what was made, None for standard output."""
    if form.name == "csv" and output and output != STDOUT and output.suffix.lower() != ".zip":
        with whole_folder(output) as folder:
            for name, content in tables_as_csv(source):
                (folder / name).write_bytes(content)
        return output
    if form.name == RESPONSIBILITY_TABLE and output is None:
        output = Path(form.file_name(source))
    if output is None or output == STDOUT:
        if not form.is_text and terminal.is_window():
            raise UsageError(f"{form.name}: cannot be shown here; add --output FILE")
        with terminal.binary_output() as target:
            form.write(source, target)
        return None
    with whole_file(output) as target:
        form.write(source, target)
    return output

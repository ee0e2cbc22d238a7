"""The ``zeren`` command: parses, calls one function, shows, and ends with 0, 1 (problems, named) or 2 (wrong use)."""

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from api import terminal
from api.commands import answers, documents, drawing, serving
from api.errors import FINISHED, WRONG_USE, outcome_of
from api.version import installed_version
from loaders.errors import ZerenError

application = typer.Typer(
    name="zeren",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Who must reach what by when: reads policy documents, answers questions. 读政策文件,答责任问题。",
)
application.command("extract")(documents.extract)
application.command("build")(documents.build)
application.command("load")(documents.load)
application.command("ask", context_settings=answers.OPEN_OPTIONS)(answers.ask)
application.command("sparql")(answers.sparql)
application.command("draw")(drawing.draw)
application.command("serve")(serving.serve)
application.command("demo")(serving.demo)


def main() -> None:
    """Run the command line of this process and leave with its exit code."""
    raise SystemExit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Carry out one command line; every problem is one line on standard error. A defect keeps its traceback."""
    terminal.use_utf8()
    try:
        return application(args=list(arguments), prog_name="zeren", standalone_mode=False) or FINISHED
    except ZerenError as error:
        terminal.complain(str(error))
        return outcome_of(error).exit_code
    except typer.TyperException as error:
        terminal.complain(f"{error.format_message()} See {_help_for(error)}")
        return WRONG_USE


def _help_for(error: typer.TyperException) -> str:
    """The command that explains the one that was used wrongly."""
    context = getattr(error, "ctx", None)
    return f"`{context.command_path if context else 'zeren'} --help`"


def _show_version(wanted: bool) -> None:
    if wanted:
        terminal.write(f"zeren {installed_version()}")
        raise typer.Exit(FINISHED)


@application.callback(invoke_without_command=True)
def _start(
    context: typer.Context,
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version. 版本。")
    ] = False,
) -> None:
    if context.invoked_subcommand is None:
        terminal.write(context.get_help())


if __name__ == "__main__":
    main()

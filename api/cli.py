"""The ``zeren`` command: parses, calls one function, shows, and ends with 0, 1 (problems, named) or 2 (wrong use)."""

import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Annotated

import typer

from api import terminal
from api.errors import FINISHED, WRONG_USE, outcome_of
from api.version import installed_version
from loaders.errors import ZerenError

MODULES = {
    "extract": "extraction",
    "evaluate": "evaluating",
    "build": "building",
    "load": "loading",
    "check": "checking",
    "explain": "explaining",
    "ask": "answers",
    "sparql": "answers",
    "audit": "auditing",
    "draw": "drawing",
    "export": "exporting",
    "backup": "safekeeping",
    "restore": "safekeeping",
    "rollback": "safekeeping",
    "token": "tokens",
    "serve": "serving",
    "demo": "serving",
}
"""Each command, a function of its name, and the module of ``api.commands`` it stands in."""

OPEN_OPTIONS = {"allow_extra_args": True, "ignore_unknown_options": True}
"""For ``ask``: the options of a question are its own, and known only when it is."""


def main() -> None:
    """Run the command line of this process and leave with its exit code."""
    raise SystemExit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Carry out one command line; every problem is one line on standard error. A defect keeps its traceback."""
    terminal.use_utf8()
    try:
        return build_application(arguments)(args=list(arguments), prog_name="zeren", standalone_mode=False) or FINISHED
    except ZerenError as error:
        terminal.complain(str(error))
        return outcome_of(error).exit_code
    except typer.TyperException as error:
        terminal.complain(f"{error.format_message().rstrip('.')}; see {_help_for(error)}")
        return WRONG_USE


def build_application(arguments: Sequence[str]) -> typer.Typer:
    """The commands; only the one that the arguments name, where they begin with a name.

    A command's module brings in what the command needs, and `extract` need not wait for a web server to load.
    """
    application = typer.Typer(
        name="zeren",
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode="markdown",
        context_settings={"help_option_names": ["-h", "--help"]},
        help="Who must reach what by when: reads policy documents, answers questions. 读政策文件,答责任问题。",
    )
    application.callback(invoke_without_command=True)(_start)
    for name in [arguments[0]] if arguments and arguments[0] in MODULES else MODULES:
        command: Callable[..., int] = getattr(import_module(f"api.commands.{MODULES[name]}"), name)
        application.command(name, context_settings=OPEN_OPTIONS if name == "ask" else None)(command)
    return application


def _help_for(error: typer.TyperException) -> str:
    """The command that explains the one that was used wrongly."""
    context = getattr(error, "ctx", None)
    return f"`{context.command_path if context else 'zeren'} --help`"


def _show_version(wanted: bool) -> None:
    if wanted:
        terminal.write(f"zeren {installed_version()}")
        raise typer.Exit(FINISHED)


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

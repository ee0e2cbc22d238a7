"""Servers: ``serve`` over a store, ``demo`` over the documents that come with zeren."""

import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated

import typer

from api import terminal
from api.app import create_app
from api.commands.answer_table import show_answer
from api.commands.options import StoreOption
from api.engine import Engine
from api.errors import FINISHED, PROBLEMS
from api.journal import write_json_lines
from api.listening import address_of, listen, listen_nearby
from api.server import Server
from api.settings import Settings, read_settings
from graph.build import build
from graph.integrity import sound_release
from queries.catalogue import find_question, load_catalogue

HEADLINE = ("lead_of_each_target", {"theme": "environment"})
DOCUMENTS = (".txt", ".html")

HostOption = Annotated[str | None, typer.Option(help="Address to listen on; ZEREN_HOST, else 127.0.0.1. 监听地址。")]
PortOption = Annotated[int | None, typer.Option(min=1, max=65535, help="Port; ZEREN_PORT, else 8000. 端口。")]


def serve(
    store: StoreOption = None,
    host: HostOption = None,
    port: PortOption = None,
    root_path: Annotated[
        str | None, typer.Option("--root-path", metavar="/PATH", help="Path that a proxy takes off. 代理路径前缀。")
    ] = None,
    allow_update: Annotated[
        bool,
        typer.Option("--allow-update", help="Carry out administrators' SPARQL updates. 允许管理员更新。"),
    ] = False,
) -> int:
    """Serve the pages and the SPARQL endpoint until Ctrl-C. 启动网页与 SPARQL 服务。

    Example: `zeren serve --store zeren-data --port 8000`
    """
    settings = read_settings(store=store, host=host, port=port, root_path=root_path, allow_update=allow_update or None)
    sound_release(settings.store, settings.verified_bytes)
    if settings.allow_update:
        terminal.say("updates: administrators only (zeren token create NAME --role administrator) 更新仅限管理员")
    with listen(settings.host, settings.port) as listening:
        return _run(settings, listening)


def demo(
    port: PortOption = None,
    store: Annotated[
        Path | None, typer.Option("--store", metavar="DIR", help="Keep the store here; else it goes at the end. 目录。")
    ] = None,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="End after the answer. 不启动服务。")] = False,
) -> int:
    """Read the examples that come with zeren, answer the headline question, serve on 127.0.0.1. 演示。

    Example: `zeren demo`
    """
    with _directory(store) as directory:
        settings = read_settings(store=directory, host="127.0.0.1", port=port, log_level="warning")
        if not _build_examples(settings.store):
            return PROBLEMS
        _answer_headline(settings)
        if no_serve:
            return FINISHED
        _suggest(settings.store)
        with listen_nearby(settings.host, settings.port) as listening:
            taken = listening.getsockname()[1]
            if taken != settings.port:
                terminal.say(f"port {settings.port} is taken; using {taken} 端口 {settings.port} 已占用,改用 {taken}")
            return _run(settings, listening)


@contextmanager
def _directory(chosen: Path | None) -> Iterator[Path]:
    """The directory chosen, or one that goes when the demo ends."""
    if chosen is not None:
        yield chosen
        return
    with tempfile.TemporaryDirectory(prefix="zeren-demo-") as temporary:
        yield Path(temporary)


def _build_examples(store: Path) -> bool:
    """Build the documents of the package ``examples``; whether every one of them could be."""
    with as_file(files("examples")) as folder, terminal.progress() as advance:
        documents = sorted(path for path in folder.iterdir() if path.suffix in DOCUMENTS)
        report = build(documents, store, progress=advance)
    for failure in report.failed:
        terminal.complain(failure.reason)
    terminal.write(f"{len(documents)} examples read 已读入示例文件: {', '.join(path.name for path in documents)}\n")
    return not report.failed


def _answer_headline(settings: Settings) -> None:
    name, arguments = HEADLINE
    asked = find_question(load_catalogue(), name)
    table = Engine(settings.store).ask(asked, arguments, settings.language)
    show_answer(table, title=f"{asked.question.zh}  {asked.question.en}")


def _suggest(store: Path) -> None:
    """Say how to ask again, from another window, while the store is there."""
    name, arguments = HEADLINE
    options = " ".join(f"--{parameter} {value}" for parameter, value in arguments.items())
    terminal.write(f"\nask again 再次查询: zeren ask {name} {options} --evidence --store {store}\n")


def _run(settings: Settings, listening: socket.socket) -> int:
    """Serve on a socket until the user ends it."""
    try:
        write_json_lines(settings.log_level)
        server = Server(create_app(settings), settings.shutdown_seconds)
        _announce(address_of(listening))
        server.run(sockets=[listening])
    except KeyboardInterrupt:
        terminal.say("")
    return FINISHED


def _announce(address: str) -> None:
    terminal.write(
        f"pages   网页      {address}\n"
        f"network 网络      {address}network\n"
        f"SPARQL  查询      {address}sparql\n"
        f"API     接口文档  {address}docs"
    )
    terminal.say("Ctrl-C ends it. 按 Ctrl-C 结束。")

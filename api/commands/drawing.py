"""``draw``: a network as one file to look at."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from api import terminal
from api.commands.options import LanguageOption, StoreOption
from api.engine import Engine
from api.errors import FINISHED
from api.networks import Wanted
from api.settings import read_settings
from viz.network import draw as draw_network


def draw(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    focus: Annotated[str, typer.Option(metavar="NAME", help="Only what is around this. 以此为中心。")] = "",
    policy: Annotated[str, typer.Option(metavar="NAME", help="Only this policy: title or number. 文件。")] = "",
    theme: Annotated[str, typer.Option(metavar="NAME", help="Only this theme and those under it. 主题。")] = "",
    basis: Annotated[
        Literal["with_inferred", "stated"], typer.Option("--basis", help="Draw what is inferred too? 是否含推断。")
    ] = "with_inferred",
    limit: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Most nodes; ZEREN_NETWORK_NODES, else 300. 节点上限。")
    ] = None,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="F.html", help="File to write. 输出文件。")] = Path(
        "zeren-network.html"
    ),
    language: LanguageOption = None,
    store: StoreOption = None,
) -> int:
    """Draw who answers for what as one HTML file that needs no network. 绘制责任网络。

    Example: `zeren draw --focus 市生态环境局 --output network.html`
    """
    settings = read_settings(store=store, language=language, network_nodes=limit)
    most = settings.network_nodes
    wanted = Wanted(limit=most, focus=focus, policy=policy, theme=theme, basis=basis, step=most)
    with terminal.working("drawing"):
        selection = Engine(settings.store).network(wanted)
        html = draw_network(selection.graph, settings.language, positions=selection.positions)
    terminal.deliver(html.encode(), output)
    terminal.write(f"{output}: {len(selection.graph)} of {selection.total} nodes")
    return FINISHED

"""Options that several commands share, spelled once."""

from pathlib import Path
from typing import Annotated, Literal

import typer

StoreOption = Annotated[
    Path | None,
    typer.Option("--store", metavar="DIR", help="Store directory; ZEREN_STORE, else ./zeren-data. 数据目录。"),
]
Paths = Annotated[
    list[Path],
    typer.Argument(metavar="PATH...", help="Documents, or folders read with all below them. 文件或文件夹。"),
]
OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write into a file instead. 写入文件。")
]
AliasesOption = Annotated[
    Path | None, typer.Option("--aliases", metavar="FILE.tsv", help="Your own names of bodies. 自定义别名表。")
]
LanguageOption = Annotated[
    Literal["zh", "en"] | None, typer.Option("--language", help="zh or en; ZEREN_LANGUAGE, else zh. 语言。")
]

"""The settings of one zeren process: read once at the door, passed down, never read again below it.

Each comes from the command line, else from ``ZEREN_<NAME>``, else its default; docs/settings.md lists them all.
"""

from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from loaders.errors import UsageError


class InvalidSetting(UsageError):
    """A setting has a value it cannot have; names the variable, the value and what is expected."""


class Settings(BaseSettings):
    """Where the graph lives, and how it is shown."""

    model_config = SettingsConfigDict(env_prefix="ZEREN_", frozen=True, use_attribute_docstrings=True, extra="forbid")

    store: Path = Path("zeren-data")
    """Directory of the store: what ``build`` writes and everything else reads."""

    host: str = "127.0.0.1"
    """Address the server listens on."""

    port: int = Field(default=8000, ge=1, le=65535)
    """TCP port the server listens on."""

    language: Literal["zh", "en"] = "zh"
    """Language of answers in the terminal and of drawn files; a page's reader chooses on the page."""

    java: str = "java"
    """Java program, by name or path, that `zeren check --reason` runs HermiT with."""

    network_nodes: int = Field(default=300, ge=1)
    """Most nodes a drawn network shows; the best connected are kept."""

    aliases: Path | None = None
    """Table of names that stand for others (TSV); without it, ``aliases.tsv`` in the store's folder, if it is there."""

    root_path: str = Field(default="", pattern="^(/[^/?#]+)*$")
    """Path under which a proxy serves zeren, as /zeren; empty where zeren is the whole site."""

    request_bytes: int = Field(default=1_000_000, ge=1)
    """Largest request body the server accepts, in bytes."""

    page_rows: int = Field(default=1000, ge=1)
    """Most rows a page shows of one answer; programs and files always get all of them."""


def read_settings(**chosen: object) -> Settings:
    """The settings in force: what was chosen by hand (None: not chosen) goes before the environment and the defaults.

    Raises InvalidSetting.
    """
    try:
        return Settings.model_validate({name: value for name, value in chosen.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        raise InvalidSetting(
            f"ZEREN_{name.upper()}={first['input']}: {first['msg'][0].lower()}{first['msg'][1:]}; see docs/settings.md"
        ) from error

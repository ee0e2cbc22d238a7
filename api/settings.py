"""The settings of one zeren process: read once at the door, passed down, never read again below it.

Each comes from the command line, else from ``ZEREN_<NAME>``, else its default; docs/settings.md lists them all.
"""

from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from loaders.errors import UsageError
from loaders.limits import USUAL, Limits

TOKENS = "tokens.json"


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
    """Nodes a drawn network begins with, the best connected; who explores may ask for up to 2,000."""

    aliases: Path | None = None
    """Table of names that stand for others (TSV); without it, ``aliases.tsv`` in the store's folder, if it is there."""

    root_path: str = Field(default="", pattern=r"^(/[A-Za-z0-9._~-]+)*$")
    """Path under which a proxy shows the service, such as ``/zeren``, whether or not the proxy takes it off."""

    shutdown_seconds: int = Field(default=10, ge=0)
    """How long answers that have begun may take when the server is told to end."""

    log_level: Literal["debug", "info", "warning", "error"] = "info"
    """What the server writes into its log: at ``info`` one line of JSON for each request."""

    tokens: Path | None = None
    """File of API tokens; without it, ``tokens.json`` in the store's folder."""

    anonymous_reads: bool = True
    """Whether visitors who have not said who they are may read; everything else needs a role."""

    session_seconds: int = Field(default=43_200, ge=60)
    """How long a browser stays signed in."""

    proxy_address: str | None = None
    """Address, or network like ``10.0.0.0/8``, of the proxy whose word counts on who somebody is."""

    proxy_user_header: str | None = None
    """Header in which that proxy names the user it has checked, such as ``X-Remote-User``."""

    proxy_role_header: str | None = None
    """Header in which it names the user's role, if it does: reader, contributor or administrator."""

    proxy_role: Literal["reader", "contributor", "administrator"] = "reader"
    """Role of its users without that header."""

    releases_kept: int = Field(default=5, ge=1)
    """How many releases are kept, the current one included; older ones are removed when one is published."""

    verified_bytes: int = Field(default=2_000_000_000, ge=0)
    """Largest release whose files are all compared with their checksums at the start; of a larger one, their sizes."""

    document_bytes: int = Field(default=USUAL.file_bytes, ge=1)
    """Largest file that is read, in bytes."""

    document_expanded_bytes: int = Field(default=USUAL.expanded_bytes, ge=1)
    """Most bytes a zip file or an Office file may unpack to."""

    document_expansion: int = Field(default=USUAL.expansion, ge=1)
    """How many times its own size it may unpack to; what stays below 10 MB may be denser."""

    document_members: int = Field(default=USUAL.members, ge=1)
    """Most files a zip file or an Office file may hold."""

    document_depth: int = Field(default=USUAL.depth, ge=1)
    """How deep zip files may stand in zip files; 1 allows none inside."""

    document_seconds: int = Field(default=USUAL.seconds, ge=1)
    """Longest time one file is read, in seconds; then its process is ended and the file refused."""

    document_memory_bytes: int = Field(default=USUAL.memory_bytes, ge=100_000_000)
    """Most memory of a process that reads documents, in bytes."""

    allow_update: bool = False
    """Whether administrators may change graphs of their own by SPARQL updates."""

    previews: int = Field(default=20, ge=1)
    """Most documents of one person that wait to be published."""

    preview_bytes: int = Field(default=500_000_000, ge=1)
    """Most bytes that documents which wait to be published, and what was read of them, take on the disk."""

    preview_seconds: int = Field(default=86_400, ge=60)
    """How long a document waits to be published; then it is forgotten."""

    request_bytes: int = Field(default=1_000_000, ge=1)
    """Largest request body the server accepts, in bytes."""

    page_rows: int = Field(default=1000, ge=1, le=10_000)
    """Most rows a page shows of one answer; files of stored questions always have all of them."""

    query_bytes: int = Field(default=100_000, ge=1)
    """Longest SPARQL text, in bytes; a longer one is answered with 413."""

    query_depth: int = Field(default=100, ge=1)
    """Deepest nesting of brackets in a SPARQL text."""

    query_signs: int = Field(default=5_000, ge=1)
    """Most words and signs in a SPARQL text; chains of more than 10,000 end a worker."""

    query_unions: int = Field(default=200, ge=0)
    """Most UNIONs in a SPARQL text."""

    query_seconds: float = Field(default=10, gt=0)
    """Longest time a query, a stored question or a page may take; then its worker is ended."""

    query_memory: int = Field(default=1_000_000_000, ge=1_000_000)
    """Most memory one worker may take for a query, in bytes, beside the release (Linux)."""

    query_rows: int = Field(default=100_000, ge=1)
    """Most rows or triples the SPARQL endpoint answers with; a longer answer is cut and says so in its header."""

    page_query_rows: int = Field(default=10_000, ge=1)
    """Most rows the page of the SPARQL endpoint works out."""

    export_seconds: float = Field(default=120, gt=0)
    """Longest time an export or the download of a graph may take."""

    workers: int | None = Field(default=None, ge=1)
    """Processes that answer at once; None is one more than the processors, at least 3. One is kept for quick ones."""

    slow_workers: int | None = Field(default=None, ge=1)
    """Further processes for queries that have turned slow; None is as many as the processors, at least 2."""

    slow_seconds: float = Field(default=1, gt=0)
    """After how long a query is slow: it makes room for others, and under load the longest one is ended."""

    release_memory: int = Field(default=2_000_000_000, ge=0)
    """Memory for the release, in bytes (about 550 a statement); a larger release is read on disk, 0 always is."""

    waiting: int = Field(default=128, ge=0)
    """Most queries that wait for a worker; one more is answered with 503."""

    waiting_seconds: float = Field(default=2, gt=0)
    """Longest wait for a worker; then 503."""

    client_queries: int = Field(default=64, ge=1)
    """Most queries of one client (by address) that run and wait; one more is answered with 429."""

    client_share: float = Field(default=0.5, gt=0, le=1)
    """Part of the workers' time one client may have had lately while others wait; then 429."""

    answer_cache: int = Field(default=64_000_000, ge=0)
    """Memory for answers of pages, kept while their release is in use, in bytes."""

    page_cache: int = Field(default=64_000_000, ge=0)
    """Memory for pages as they were sent, to be sent again while their release is in use, in bytes."""

    cors_origins: str = ""
    """Origins whose pages may read from this server (CORS), separated by blanks; `*` is every one."""

    @property
    def token_file(self) -> Path:
        """Where the API tokens are."""
        return self.tokens or self.store / TOKENS

    @property
    def limits(self) -> Limits:
        """What one document may cost."""
        return Limits(
            file_bytes=self.document_bytes,
            expanded_bytes=self.document_expanded_bytes,
            expansion=self.document_expansion,
            members=self.document_members,
            depth=self.document_depth,
            seconds=self.document_seconds,
            memory_bytes=self.document_memory_bytes,
        )


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

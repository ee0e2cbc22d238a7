"""What every handler of the HTTP application is given: the request, the engine, the settings, the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated, cast
from urllib.parse import quote

from fastapi import Depends, Query, Request

from api.engine import Engine
from api.negotiation import negotiate, preferred_language
from api.settings import Settings
from api.visitors import Visitor
from api.workers.pool import Pool
from loaders.errors import ZerenError
from viz.pages import Frame
from viz.text import Language, as_language

HTML = "text/html"
VARY = {"Vary": "Accept, Accept-Language"}


@dataclass(frozen=True, slots=True)
class Visit:
    """One request, with what it takes to answer it."""

    request: Request
    engine: Engine
    settings: Settings
    language: Language
    usual: Language = "zh"
    """The language that the browser prefers; an address need not name it."""

    @property
    def root(self) -> str:
        """The path under which zeren is served; empty where it is the whole site."""
        return str(self.request.scope.get("root_path", "")).rstrip("/")

    @property
    def path(self) -> str:
        """The path below the root, as it came over the wire: what a name has encoded is not decoded."""
        raw = self.request.scope.get("raw_path") or quote(self.request.url.path).encode()
        return bytes(raw).decode("ascii", "replace").partition("?")[0].removeprefix(self.root) or "/"

    @property
    def visitor(self) -> Visitor:
        """Who asks."""
        return cast("Visitor", self.request.state.visitor)

    @property
    def pool(self) -> Pool:
        """The workers, for handlers that run in the event loop."""
        return cast("Pool", self.request.app.state.pool)

    @property
    def accept(self) -> str | None:
        """The request's Accept header."""
        return self.request.headers.get("accept")

    @property
    def parameters(self) -> Mapping[str, str]:
        """The parameters of the request's address; of several with one name the last."""
        return self.request.query_params

    def prefers_page(self, *others: str) -> bool:
        """Whether the client would rather have a page than any of the other media types: a browser does."""
        return negotiate(self.accept, (*others, HTML)) == HTML

    def frame(self) -> Frame:
        """What surrounds a page that answers the request; without a release when none can be opened."""
        frame = Frame(
            language=self.language, path=self.path, query=self.request.url.query, root=self.root, usual=self.usual
        )
        try:
            release = self.engine.release()
        except ZerenError:
            return frame
        built = release.published_at.astimezone().strftime("%Y-%m-%d %H:%M")
        return replace(frame, release=release.id, built=built)


def visit_of(request: Request, lang: str | None = None) -> Visit:
    """The visit that a request is."""
    state = request.app.state
    usual = preferred_language(request.headers.get("accept-language"))
    chosen = lang or request.query_params.get("lang")
    language = as_language(chosen) if chosen else usual
    return Visit(request, cast("Engine", state.engine), cast("Settings", state.settings), language, usual)


async def _visit_of(
    request: Request, lang: Annotated[str | None, Query(description="zh (default) or en")] = None
) -> Visit:
    # a coroutine, so that no request waits for a thread only for this
    return visit_of(request, lang)


VisitHere = Annotated[Visit, Depends(_visit_of)]

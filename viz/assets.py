"""The static files that pages need, all served by zeren itself: its own, and vis-network from the pyvis wheel."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files

from viz.style import load_style

_VIS_NETWORK = "lib/vis-9.1.2"
_MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
_OWN = (
    *("zeren.css", "network.css", "sparql.css", "docs.css", "findings.css", "adding.css"),
    *("zeren.js", "theme.js", "document.js", "network.js", "sparql.js", "docs.js", "adding.js"),
    "zeren.svg",
)
_FROM_PYVIS = ("vis-network.min.js", "vis-network.css")

# A source map would make developer tools ask for a file that is not there.
_SOURCE_MAP = re.compile(r"(?://[#@]\s*sourceMappingURL=\S*|/\*[#@]\s*sourceMappingURL=.*?\*/)")


@dataclass(frozen=True, slots=True)
class Asset:
    """A static file: its content, media type, and a digest that changes when the content does."""

    name: str
    media_type: str
    content: bytes

    @property
    def digest(self) -> str:
        """Short fingerprint of the content: part of the address, so that browsers may keep the file for long."""
        return sha256(self.content).hexdigest()[:12]

    @property
    def address(self) -> str:
        """Where zeren serves the file."""
        return f"/static/{self.name}?v={self.digest}"


@cache
def static_files() -> Mapping[str, Asset]:
    """Every file under ``/static/``, by name."""
    texts = {name: files("viz").joinpath("static", name).read_text(encoding="utf-8") for name in _OWN}
    texts["zeren.css"] = _role_colours() + texts["zeren.css"]
    texts |= {name: files("pyvis").joinpath(_VIS_NETWORK, name).read_text(encoding="utf-8") for name in _FROM_PYVIS}
    return {name: _asset(name, text) for name, text in texts.items()}


def _role_colours() -> str:
    """Write the colours of edges as CSS variables: a role has one colour on pages and in networks."""
    colours = "".join(f"--{kind.replace('_', '-')}:{look.color};" for kind, look in load_style().edges.items())
    return f":root{{{colours}}}\n"


def _asset(name: str, text: str) -> Asset:
    suffix = name[name.rindex(".") :]
    return Asset(name, _MEDIA_TYPES[suffix], _SOURCE_MAP.sub("", text).rstrip().encode())


def inline_script(name: str) -> str:
    """Return the text of a script, made safe to stand inside a ``<script>`` element."""
    text = static_files()[name].content.decode()
    return re.sub(r"<(?=/script|!--)", r"\\x3c", text, flags=re.IGNORECASE)


def inline_style(*names: str) -> str:
    """Return the text of style sheets, made safe to stand inside a ``<style>`` element."""
    text = "\n".join(static_files()[name].content.decode() for name in names)
    return re.sub(r"<(?=/style)", r"\\3c ", text, flags=re.IGNORECASE)

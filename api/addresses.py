"""Names of things and the addresses of their pages: ``<base>department/临江市/市水利局`` is ``/id/department/…``.

A sentence has no page of its own: it is a place in its document's.
"""

import re
from itertools import groupby
from urllib.parse import unquote

from graph.identity import BASE, segment, stretch_of

PLACE = "/id/"
_ENCODED = re.compile(r"(?:%[0-9A-Fa-f]{2})+")


def address_of(iri: str) -> str:
    """Where zeren shows the thing; empty for what is not zeren's to show."""
    if not iri.startswith(BASE):
        return ""
    name = iri.removeprefix(BASE)
    stretch = stretch_of(name)
    if name.startswith("passage/") and stretch:
        return f"{PLACE}policy/{name.split('/')[1]}#{anchor(*stretch)}"
    return PLACE + name


def anchor(begin: int, end: int) -> str:
    """The name of a stretch of text within its document's page."""
    return f"at-{begin}-{end}"


def iri_at(path: str) -> str:
    """The name of the thing whose page has the path, as it came over the wire, without ``/id/``.

    Browsers encode what is not ASCII; what a name itself has encoded (``%2D``, an invisible character) stays so.
    """
    return BASE + _ENCODED.sub(lambda match: "".join(_decoded(match[0])), path)


def _decoded(encoded: str) -> list[str]:
    octets = re.findall("%..", encoded)
    parts = ("".join(run) for _, run in groupby(octets, key=lambda octet: int(octet[1:], 16) < 0x80))
    return [part if int(part[1:3], 16) < 0x80 else _visible(part) for part in parts]


def _visible(encoded: str) -> str:
    """Encoded letters as letters; what a name may not show, and what is no text, as it was."""
    try:
        letters = unquote(encoded, errors="strict")
    except UnicodeDecodeError:
        return encoded.upper()
    return "".join(segment(letter) for letter in letters)

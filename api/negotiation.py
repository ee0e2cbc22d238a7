"""Content negotiation: which of the media types on offer a client's Accept header likes best (RFC 9110, 12.5.1)."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Literal, NamedTuple

from api.protocol import ProtocolError
from queries.formats import FORMATS, Kind, formats_of

# what older clients ask for by the names of the syntax
ALIASES = {"application/json": "json", "application/xml": "xml", "text/xml": "xml", "text/plain": "ntriples"}
OFFERED = (*(form.media_type for form in FORMATS), *ALIASES)
"""The media types of SPARQL's answers."""


class MediaRange(NamedTuple):
    """One entry of an Accept header: ``text/*;q=0.5``."""

    kind: str
    subtype: str
    quality: float

    def specificity(self, media_type: str) -> int:
        """How exactly the range names a media type: 3 the type itself, 2 its kind, 1 anything, 0 it does not."""
        kind, _, subtype = media_type.partition("/")
        if (self.kind, self.subtype) == (kind, subtype):
            return 3
        if self.subtype == "*" and self.kind in {kind, "*"}:
            return 2 if self.kind == kind else 1
        return 0


def negotiate(accept: str | None, offered: Sequence[str]) -> str | None:
    """The media type on offer that the client likes best; of equals the one offered first; None when none will do.

    A missing or empty header accepts anything. Parameters other than ``q`` do not count.
    """
    ranges = parse_accept(accept or "*/*")
    best = max(offered, key=lambda media_type: _quality(media_type, ranges))
    return best if _quality(best, ranges) > 0 else None


def negotiated_format(accept: str | None, kind: Kind) -> str:
    """The name of the format of ``queries.formats`` that the client likes best. Raises ProtocolError (406)."""
    names = {form.media_type: form.name for form in formats_of(kind)}
    names |= {alias: name for alias, name in ALIASES.items() if name in names.values()}
    chosen = negotiate(accept, tuple(names))
    if chosen is None:
        offered = ", ".join(form.media_type for form in formats_of(kind))
        raise ProtocolError(HTTPStatus.NOT_ACCEPTABLE, f"Accept: {accept}: this answer is written as {offered}")
    return names[chosen]


def parse_accept(header: str) -> tuple[MediaRange, ...]:
    """The media ranges of an Accept header in its order; an entry that is none is left out."""
    ranges = (_parse_range(entry) for entry in header.split(","))
    return tuple(entry for entry in ranges if entry is not None)


def preferred_language(header: str | None) -> Literal["zh", "en"]:
    """The language that an Accept-Language header likes best (RFC 9110, 12.5.4); Chinese when it names neither."""
    weights: dict[str, float] = {}
    for entry in (header or "").split(","):
        name, *parameters = (part.strip().lower() for part in entry.split(";"))
        quality = next((_parse_quality(part[2:]) for part in parameters if part.startswith("q=")), 1.0)
        primary = name.partition("-")[0]
        weights[primary] = max(quality, weights.get(primary, 0.0))
    return "en" if weights.get("en", 0.0) > weights.get("zh", 0.0) else "zh"


def _parse_range(entry: str) -> MediaRange | None:
    name, *parameters = (part.strip().lower() for part in entry.split(";"))
    kind, slash, subtype = name.partition("/")
    if not (slash and kind and subtype):
        return None
    weights = [parameter.removeprefix("q=") for parameter in parameters if parameter.startswith("q=")]
    return MediaRange(kind, subtype, _parse_quality(weights[0]) if weights else 1.0)


def _parse_quality(text: str) -> float:
    """A weight between 0 and 1; what is not a number counts as 0, for nobody asked for it in earnest."""
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0


def _quality(media_type: str, ranges: Sequence[MediaRange]) -> float:
    """The weight of the range that names the type most exactly; 0 when none does."""
    named = [(entry.specificity(media_type), entry.quality) for entry in ranges if entry.specificity(media_type)]
    return max(named)[1] if named else 0.0

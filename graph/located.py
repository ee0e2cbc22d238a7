"""Where and when a name is used, and what is found of its place: the values that resolving hands on."""

import re
from dataclasses import dataclass
from typing import Final

from ontology.aliases import Alias
from ontology.places import Place

# The level that a name says its body is of: 市质监局, 自治区财政厅; not 市场监管局.
LETTER: Final = re.compile(
    r"^(?:自治区|自治州|自治县|自治旗|地区|林区|[省市县区州盟旗])(?=[\u4e00-\u9fff])(?!场|容|域|块|际|政(?!府|协|法|研|务))"
)
REASONS: Final = (
    *("alias-table", "alias-user", "alias-text", "group", "national-name", "own-place", "named-place", "level"),
    *("vertical", "function", "kind-by-structure"),
    *("unknown-place", "unknown-kind", "not-valid", "not-at-level", "generic-name"),
)
"""The codes of all reasons and doubts."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A step that led to the body, or a doubt about it: a code that the catalogue of messages words, and its object."""

    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and when a name is used: the place its document governs, the year, and what the names there stand for.

    ``bodies`` are names that the document itself calls coordinating bodies. ``letter`` is the level that the
    document's own names begin with, where its place is unknown.
    """

    place: Place | None = None
    letter: str = ""
    year: int | None = None
    aliases: tuple[Alias, ...] = ()
    bodies: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Located:
    """A name taken apart: ``tail`` is what is left without place or level, ``canonical`` the whole short name."""

    place: Place | None
    tail: str
    canonical: str
    official: str | None
    why: tuple[Reason, ...]
    beyond: str | None = None

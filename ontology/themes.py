"""Which themes a text is about, by the cue words of ``vocab/themes.tsv``.

The text is cut from left to right into the longest phrases the table knows, so that a phrase hides the
shorter ones inside it: 营商环境 hides no cue of the environment, 水利工程 is no cue of water quality.
"""

import re
from functools import cache

from .tables import read_themes
from .terms import ID

_PREFIX = str(ID) + "theme/"


def theme_iri(theme_id: str) -> str:
    """Return the IRI of a theme of the table."""
    return _PREFIX + theme_id


def themes_of(text: str) -> tuple[str, ...]:
    """Return the IRIs of the themes whose cue words ``text`` contains, each once, longest cue first.

    Cues of equal length: the theme deeper in the tree comes first, then the earlier cue, then the order of the table.
    """
    ranks: dict[str, tuple[int, int, int, int]] = {}
    for match in _phrases().finditer(text):
        phrase = match[0]
        for order, depth, iri in _themes_by_cue().get(phrase, ()):
            rank = (-len(phrase), -depth, match.start(), order)
            ranks[iri] = min(rank, ranks.get(iri, rank))
    return tuple(sorted(ranks, key=ranks.__getitem__))


@cache
def broader_themes(iri: str) -> tuple[str, ...]:
    """Return the themes above ``iri``, nearest first, without itself; empty at the top and for unknown IRIs."""
    parent = _parents().get(iri)
    return () if parent is None else (parent, *broader_themes(parent))


@cache
def narrower_or_same(iri: str) -> tuple[str, ...]:
    """Return the theme ``iri`` and all themes below it, in the order of the table; empty for unknown IRIs."""
    return tuple(other for other in _parents() if other == iri or iri in broader_themes(other))


@cache
def _parents() -> dict[str, str | None]:
    return {theme_iri(row.id): theme_iri(row.broader) if row.broader else None for row in read_themes()}


@cache
def _themes_by_cue() -> dict[str, list[tuple[int, int, str]]]:
    """Cue → (row number, depth, IRI) of each theme it speaks for."""
    found: dict[str, list[tuple[int, int, str]]] = {}
    for order, row in enumerate(read_themes()):
        iri = theme_iri(row.id)
        for cue in row.cues:
            found.setdefault(cue, []).append((order, len(broader_themes(iri)), iri))
    return found


@cache
def _phrases() -> re.Pattern[str]:
    phrases = {phrase for row in read_themes() for phrase in (*row.cues, *row.counter_cues)}
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return re.compile("|".join(map(re.escape, longest_first)))

"""One box over names and full texts: what is found, how it spreads over kinds, places, years, themes and roles."""

import re
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pyoxigraph import NamedNode, Store

from graph.release import Release
from graph.search_index import FACETS, INDEX, KINDS, fill_index, spaced
from queries.labels import Labels
from queries.question import Language
from queries.table import Reference

SUGGESTIONS = 10
MOST_VALUES = 12
AROUND = 30
"""Characters shown on each side of what was found in a text."""
RANKS = (
    "CASE kind "
    + " ".join(f"WHEN '{kind}' THEN {rank}" for rank, kind in enumerate(dict.fromkeys(KINDS.values())))
    + " END"
)
FOUND = "CREATE TEMP TABLE found AS SELECT rowid AS id FROM words WHERE words MATCH ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Words (all must be found), the values chosen of each facet, and which results are wanted."""

    words: str
    chosen: Mapping[str, str] = field(default_factory=dict)
    offset: int = 0
    limit: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """What was found; ``before``, ``match`` and ``after`` are the words in their surroundings, if a text has them."""

    thing: Reference
    kind: str
    policy: Reference | None = None
    passage: str = ""
    before: str = ""
    match: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a facet, and how many of the results have it."""

    value: Reference
    count: int


@dataclass(frozen=True, slots=True)
class Found:
    """Some of ``total`` results, in the order of their documents, and their facets."""

    hits: tuple[Hit, ...]
    total: int
    facets: Mapping[str, tuple[FacetValue, ...]]


def open_index(release: Release, store: Store) -> sqlite3.Connection:
    """The index of a release; made in memory for a release that was published without one."""
    file = release.path / INDEX
    if file.is_file():
        return sqlite3.connect(f"{Path(file).resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False)
    database = sqlite3.connect(":memory:", check_same_thread=False)
    fill_index(store, database)
    return database


def search(database: sqlite3.Connection, store: Store, wanted: Search, language: Language = "zh") -> Found:
    """What has all the words in its names or its text. Nothing for no words."""
    phrase = _phrase(wanted.words)
    if not phrase:
        return Found((), 0, {})
    labels = Labels(store, language)
    with closing(database.cursor()) as cursor:
        cursor.execute("DROP TABLE IF EXISTS temp.found")
        cursor.execute(FOUND, (phrase,))
        for name, value in wanted.chosen.items():
            kept = "DELETE FROM found WHERE id NOT IN (SELECT entry FROM facet WHERE name = ? AND value = ?)"
            cursor.execute(kept, (name, value))
        (total,) = cursor.execute("SELECT COUNT(*) FROM found").fetchone()
        rows = cursor.execute(
            "SELECT iri, kind, label, policy, passage, text FROM entry JOIN found USING (id) "
            f"ORDER BY {RANKS}, policy, position, LENGTH(label), label, iri LIMIT ? OFFSET ?",
            (wanted.limit, min(wanted.offset, total)),
        ).fetchall()
        facets = {name: _facet(cursor, name, labels) for name in FACETS}
    return Found(tuple(_hit(row, wanted.words, labels) for row in rows), total, facets)


def suggest(database: sqlite3.Connection, words: str) -> tuple[Reference, ...]:
    """Names that have the words, the shortest first."""
    phrase = _phrase(words)
    if not phrase:
        return ()
    rows = database.execute(
        "SELECT iri, label FROM words JOIN entry ON entry.id = words.rowid WHERE words MATCH ? AND kind <> 'provision' "
        "ORDER BY LENGTH(label), label, iri LIMIT ?",
        (f"name : ({phrase})", SUGGESTIONS),
    ).fetchall()
    return tuple(Reference(iri, label) for iri, label in rows)


def _phrase(words: str) -> str:
    """The words as FTS5 asks for them: each a phrase, the last letters of a Latin word may be missing."""
    terms = (re.sub(r"[^\w\s]", " ", spaced(word)).strip() for word in words.split())
    return " AND ".join(f'"{term}"{"*" if term.isascii() else ""}' for term in terms if term)


def _facet(cursor: sqlite3.Cursor, name: Literal["kind"] | str, labels: Labels) -> tuple[FacetValue, ...]:
    rows = cursor.execute(
        "SELECT value, COUNT(*) AS number FROM facet JOIN found ON found.id = facet.entry WHERE name = ? "
        "GROUP BY value ORDER BY number DESC, value LIMIT ?",
        (name, MOST_VALUES),
    ).fetchall()
    return tuple(FacetValue(Reference(value, _label(value, labels)), count) for value, count in rows)


def _label(value: str, labels: Labels) -> str:
    return labels.of(NamedNode(value)) if "://" in value else value


def _hit(row: tuple[str, ...], words: str, labels: Labels) -> Hit:
    iri, kind, label, policy, passage, text = row
    begin, end = _place(text, words)
    return Hit(
        thing=Reference(iri, _label(iri, labels) if kind == "theme" else label),
        kind=kind,
        policy=Reference(policy, _label(policy, labels)) if policy and policy != iri else None,
        passage=passage,
        before=("…" if begin > AROUND else "") + text[max(0, begin - AROUND) : begin],
        match=text[begin:end],
        after=text[end : end + AROUND] + ("…" if len(text) > end + AROUND else "") if end else "",
    )


def _place(text: str, words: str) -> tuple[int, int]:
    """Where the first of the words stands in a text; nothing where the names have them."""
    for word in words.split():
        if (found := text.casefold().find(word.casefold())) >= 0:
            return found, found + len(word)
    return 0, 0

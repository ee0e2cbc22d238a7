"""The search index of a release: names of things and full texts of provisions, in SQLite beside the store.

SQLite's tokenizers find no word inside a run of Chinese, and its trigram tokenizer none of two characters; so every
Han character is indexed as a word of its own, and a search asks for them as a phrase.
"""

import re
import sqlite3
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import Store

from graph.statements import objects_of, subjects_of
from graph.vocabulary import ALT_LABEL, LABEL, PREF_LABEL, TITLE, zr

INDEX = "search.sqlite"
KINDS = {
    "Policy": "policy",
    "Department": "department",
    "AgentGroup": "group",
    "CoordinatingBody": "body",
    "Indicator": "indicator",
    "Theme": "theme",
    "Jurisdiction": "place",
    "Instrument": "instrument",
    "Target": "target",
    "Task": "task",
    "Duty": "duty",
    "Provision": "provision",
}
"""Classes that can be found, the narrowest first, and the kind each is listed under."""
FACETS = ("kind", "place", "year", "theme", "role")

_HAN = re.compile("([㐀-鿿豈-﫿\U00020000-\U0003ffff])")
_SCHEMA = """
CREATE TABLE entry (id INTEGER PRIMARY KEY, iri TEXT NOT NULL, kind TEXT NOT NULL, label TEXT NOT NULL,
                    policy TEXT NOT NULL, position INTEGER NOT NULL, passage TEXT NOT NULL, text TEXT NOT NULL);
CREATE TABLE facet (entry INTEGER NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
                    PRIMARY KEY (entry, name, value)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(name, text, content = '', tokenize = "unicode61 remove_diacritics 2");
"""


def spaced(text: str) -> str:
    """The text as it is indexed: half-width, without case, each Han character a word: ``污水`` is ``污 水``."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(_HAN.sub(r" \1 ", plain).split())


def write_index(store: Store, path: Path | str) -> None:
    """Write the index of a store; costs the number of things that can be found."""
    with closing(sqlite3.connect(path)) as database:
        fill_index(store, database)


def fill_index(store: Store, database: sqlite3.Connection) -> None:
    """Fill an empty database with the index of a store."""
    database.executescript(_SCHEMA)
    for number, entry in enumerate(_Entries(store).all(), start=1):
        values = (number, entry.iri, entry.kind, entry.label, entry.policy, entry.position, entry.passage, entry.text)
        database.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)
        words = (number, spaced(" ".join(entry.names)), spaced(entry.text))
        database.execute("INSERT INTO words (rowid, name, text) VALUES (?, ?, ?)", words)
        facets = {(number, name, value) for name, value in entry.facets}
        database.executemany("INSERT INTO facet VALUES (?, ?, ?)", sorted(facets))
    database.commit()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    iri: str
    kind: str
    label: str
    names: tuple[str, ...]
    facets: tuple[tuple[str, str], ...]
    policy: str = ""
    position: int = 0
    passage: str = ""
    text: str = ""


@dataclass
class _Entries:
    """Collects what can be found from the properties of a store, each read once."""

    store: Store
    _read: dict[str, Mapping[str, frozenset[str]]] = field(default_factory=dict)

    def all(self) -> Iterator[_Entry]:
        seen: set[str] = set()
        roles, themes = self._held()
        for name, kind in KINDS.items():
            for iri in sorted(subjects_of(self.store, name)):
                names = self._names(iri)
                if iri not in seen and names:
                    seen.add(iri)
                    yield self._entry(iri, kind, names, roles[iri], themes[iri])

    def _entry(self, iri: str, kind: str, names: tuple[str, ...], roles: set[str], themes: set[str]) -> _Entry:
        passage = min(self._of("evidence", iri), default="")
        policy = iri if kind == "policy" else self._policy(iri, passage) if kind in _STATED else ""
        places = self._of("jurisdiction", policy or iri)
        years = {date[:4] for date in self._of("issuedOn", policy)} if policy else set()
        facets = {
            "kind": {kind},
            "place": places,
            "year": years,
            "theme": self._of("theme", iri) | themes,
            "role": roles,
        }
        begin = min((int(number) for number in self._of("begin", passage)), default=0)
        return _Entry(
            iri=iri,
            kind=kind,
            label=names[0],
            names=names,
            facets=tuple((facet, value) for facet, values in facets.items() for value in sorted(values)),
            policy=policy,
            position=min((int(number) for number in self._of("order", iri)), default=begin),
            passage=passage if kind in _STATED else "",
            text=min(self._of("text", iri), default="") if kind == "provision" else "",
        )

    def _held(self) -> tuple[Mapping[str, set[str]], Mapping[str, set[str]]]:
        """The roles and the themes of each agent, and the roles of each commitment and provision."""
        roles: dict[str, set[str]] = defaultdict(set)
        themes: dict[str, set[str]] = defaultdict(set)
        for held, agents in self._values("agent").items():
            own = {role.rpartition("#")[2] for role in self._of("role", held)}
            for commitment in self._of("concerns", held):
                about = self._of("theme", commitment)
                for thing in (commitment, *self._of("statedIn", commitment)):
                    roles[thing] |= own
                    themes[thing] |= about
                for agent in agents:
                    roles[agent] |= own
                    themes[agent] |= about
        return roles, themes

    def _names(self, iri: str) -> tuple[str, ...]:
        found = (self._of(key, iri) for key in _NAMING)
        return tuple(
            dict.fromkeys(name for names in found for name in sorted(names, key=lambda name: (name.isascii(), name)))
        )

    def _policy(self, iri: str, passage: str) -> str:
        """Whose text states it: the source of its passage, else the end of the chain of provisions."""
        for source in self._of("source", passage):
            return source
        seen: set[str] = set()
        part = iri
        while part not in seen and (wholes := self._of("partOf", part)):
            seen.add(part)
            part = min(wholes)
        return part

    def _of(self, key: str, iri: str) -> frozenset[str]:
        return self._values(key).get(iri, frozenset())

    def _values(self, key: str) -> Mapping[str, frozenset[str]]:
        if key not in self._read:
            self._read[key] = objects_of(self.store, _NAMING.get(key, zr(key)))
        return self._read[key]


_NAMING = {
    "label": LABEL,
    "prefLabel": PREF_LABEL,
    "altLabel": ALT_LABEL,
    "title": TITLE,
    "documentNumber": zr("documentNumber"),
}
_STATED = frozenset({"target", "task", "duty", "provision"})

"""What may reach the query engine: a SPARQL text's form, and the refusal of texts that would do harm.

The engine would send requests to other machines for SERVICE, and ends the whole process when a text nests too deep
(its parser and planner recurse). Both are seen here, in the text's words, before the engine sees anything.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple

from queries.errors import BadQuery
from queries.formats import Kind

MAX_BYTES: Final = 100_000
MAX_DEPTH: Final = 100
# Chains of operators recurse too; from about 10,000 signs on the process ends.
MAX_SIGNS: Final = 5_000
MAX_UNIONS: Final = 200

_FORMS: Final = {"SELECT": Kind.TABLE, "ASK": Kind.TABLE, "CONSTRUCT": Kind.GRAPH, "DESCRIBE": Kind.GRAPH}
_UPDATES: Final = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"])
_OPENING: Final = frozenset("{([")
_CLOSING: Final = frozenset("})]")

# The terminals of SPARQL 1.1 (19.8), as far as they can hide a word or a bracket. A name is a variable, a prefixed
# name, a language tag or a blank node; its backslash escapes (ex:a\') must not be taken for the start of a string.
_SIGN: Final = re.compile(
    r"""
    (?P<comment>\#[^\r\n]*)
    |(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    |(?P<string>\"{3}(?:[^"\\]|\\.|\"{1,2}(?!"))*\"{3}|'{3}(?:[^'\\]|\\.|'{1,2}(?!'))*'{3}
        |"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*')
    |(?P<name>[?$@][\w-]+|[\w.-]*:(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\.)*)
    |(?P<word>\w+)
    |(?P<other>\\.|[^\s\\])
    """,
    re.VERBOSE | re.DOTALL,
)
# FILTER(3<4)SERVICE#>: the engine reads a comparison and a comment where the pattern above reads an IRI.
_HIDDEN_SERVICE: Final = re.compile(r"\).*\bSERVICE\b.*#", re.IGNORECASE)


class Checked(NamedTuple):
    """A text that may be run: what it will give, and whether it chooses its own graphs (FROM)."""

    kind: Kind
    has_dataset: bool


def check(text: str) -> Checked:
    """What is known of a text that may be run. Raises BadQuery with the reason for any other."""
    if len(text.encode(errors="surrogatepass")) > MAX_BYTES:
        raise BadQuery(f"the query is longer than {MAX_BYTES:,} bytes")
    words: list[str] = []
    for sign in _signs(text):
        kind = sign.lastgroup
        if kind == "iri" and _HIDDEN_SERVICE.search(sign[0]):
            raise BadQuery(f"{_place(text, sign.start())}: cannot tell an IRI from a comparison; put a space after <")
        words.append(sign[0].upper() if kind in {"word", "other"} else "")
        if words[-1] == "SERVICE":
            raise BadQuery(f"{_place(text, sign.start())}: SERVICE is refused: zeren answers from its own store only")
    _check_size(words)
    return Checked(_form(words), has_dataset="FROM" in words)


def _signs(text: str) -> Iterator[re.Match[str]]:
    return (sign for sign in _SIGN.finditer(text) if sign.lastgroup != "comment")


def _check_size(words: list[str]) -> None:
    if len(words) > MAX_SIGNS:
        raise BadQuery(f"the query has more than {MAX_SIGNS:,} words and signs")
    if Counter(words)["UNION"] > MAX_UNIONS:
        raise BadQuery(f"the query has more than {MAX_UNIONS} UNIONs")
    depth = 0
    for word in words:
        depth += (word in _OPENING) - (word in _CLOSING)
        if depth > MAX_DEPTH:
            raise BadQuery(f"the query nests deeper than {MAX_DEPTH} brackets")


def _form(words: list[str]) -> Kind:
    """The form named by the first word after the prologue, whose own words are PREFIX, BASE and VERSION."""
    for word in words:
        if word in _FORMS:
            return _FORMS[word]
        if word in _UPDATES:
            raise BadQuery(f"{word} is an update, and zeren only answers: use SELECT, ASK, CONSTRUCT or DESCRIBE")
        if word not in {"", "PREFIX", "BASE", "VERSION"}:
            break
    raise BadQuery("no query: it must begin with SELECT, ASK, CONSTRUCT or DESCRIBE, after its prefixes")


def _place(text: str, offset: int) -> str:
    """Line and column, from 1, as the engine writes them."""
    line = text.count("\n", 0, offset) + 1
    column = offset - text.rfind("\n", 0, offset)
    return f"{line}:{column}"

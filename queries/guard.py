"""What may reach the query engine: a SPARQL text's form, and the refusal of texts that would do harm.

The engine would send requests to other machines for SERVICE, and ends the whole process when a text nests too deep
(its parser and planner recurse). Both are seen here, in the text's words, before the engine sees anything.
"""

import re
from itertools import islice, zip_longest
from typing import Final, NamedTuple

from queries.errors import BadQuery, TextTooLong
from queries.formats import Kind


class Bounds(NamedTuple):
    """How large a text may be: its bytes as UTF-8, how deep its brackets nest, its words and signs, its UNIONs.

    Chains of operators recurse too: from about 10,000 signs on the process ends.
    """

    bytes: int = 100_000
    depth: int = 100
    signs: int = 5_000
    unions: int = 200


USUAL: Final = Bounds()

_FORMS: Final = {"SELECT": Kind.TABLE, "ASK": Kind.TABLE, "CONSTRUCT": Kind.GRAPH, "DESCRIBE": Kind.GRAPH}
_ALLOWED: Final = "SELECT, ASK, CONSTRUCT or DESCRIBE"
_UPDATES: Final = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"])
# what no comparison follows
_BEFORE_IRIS: Final = frozenset(
    [*"{([;,.^|/+=!&", "A", "BASE", "FROM", "GRAPH", "INTO", "NAMED", "TO", "USING", "WITH"]
)
_OPENING: Final = frozenset("{([")
_CLOSING: Final = frozenset("})]")

# The terminals of SPARQL 1.1 (19.8), as far as they can hide a word or a bracket. A name is a prefixed name or a blank
# node; its backslash escapes (ex:a\') must not be taken for the start of a string. Beyond ASCII the grammar knows only
# letters of names, some of which are none to Unicode (U+FEFF).
_LETTER: Final = r"\w\x80-\U0010ffff"
SIGN: Final = re.compile(
    rf"""
    (?P<comment>\#[^\r\n]*)
    |(?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{{4}}|\\U[0-9A-Fa-f]{{8}})*>)
    |(?P<string>\"{{3}}(?:[^"\\]|\\.|\"{{1,2}}(?!"))*\"{{3}}|'{{3}}(?:[^'\\]|\\.|'{{1,2}}(?!'))*'{{3}}
        |"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*')
    |(?P<variable>[?$][{_LETTER}]+|@[\w-]+)
    |(?P<name>(?P<prefix>(?:[{_LETTER}][{_LETTER}.-]{{0,99}})?):
        (?:(?:[{_LETTER}:]|%[0-9A-Fa-f]{{2}}|\\.)(?:[{_LETTER}.:-]|%[0-9A-Fa-f]{{2}}|\\.)*)?)
    |(?P<word>[{_LETTER}]+)
    |(?P<other>\\.|[^\s\\])
    """,
    re.VERBOSE | re.DOTALL,
)


class Checked(NamedTuple):
    """A text that may be run: what it will give, and whether it chooses its own graphs (FROM)."""

    kind: Kind
    has_dataset: bool


def check(text: str, bounds: Bounds = USUAL) -> Checked:
    """What is known of a text that may be run. Raises BadQuery with the reason for any other."""
    signs = read_signs(text, bounds)
    words = [word_of(sign) for sign in signs]
    return Checked(_form(text, signs, words), has_dataset="FROM" in words)


def read_signs(text: str, bounds: Bounds) -> list[re.Match[str]]:
    """The words and signs of a text that is not too large and has no SERVICE. Raises BadQuery for any other."""
    if len(text.encode(errors="surrogatepass")) > bounds.bytes:
        raise TextTooLong(f"the query is longer than {bounds.bytes:,} bytes")
    signs = _signs(text, bounds.signs)
    _refuse_service(text, signs)
    _check_size([word_of(sign) for sign in signs], bounds)
    return signs


def word_of(sign: re.Match[str]) -> str:
    """A keyword or a sign of punctuation, in capitals; empty for all else, such as a string that looks like one."""
    return sign[0].upper() if sign.lastgroup in {"word", "other"} else ""


def _signs(text: str, most: int) -> list[re.Match[str]]:
    found = (sign for sign in SIGN.finditer(text) if sign.lastgroup != "comment")
    signs = list(islice(found, most + 1))
    if len(signs) > most:
        raise BadQuery(f"the query has more than {most:,} words and signs")
    return signs


def _refuse_service(text: str, signs: list[re.Match[str]]) -> None:
    """Refuse the keyword wherever the engine may read it: it needs no blank before or after (``1SERVICEex:a{}``)."""
    for place, sign in enumerate(signs):
        if sign.lastgroup == "iri" and _hides_comment(sign[0], signs[max(0, place - 2) : place]):
            raise refusal(text, sign, "cannot tell an IRI from a comparison; put a space after <")
    for sign, following in zip_longest(signs, signs[1:]):
        is_endpoint = following is not None and following[0] == "{"
        bare = sign["word"] or (sign["prefix"] if is_endpoint else None) or ""
        if "SERVICE" in bare.upper():
            raise refusal(text, sign, "SERVICE is refused: zeren answers from its own store only")


def _hides_comment(iri: str, before: list[re.Match[str]]) -> bool:
    """Whether ``<4#>`` may be, to the engine, the end of a comparison and the beginning of a comment.

    All that follows on its line would be read otherwise than here. A comparison needs something before it to compare,
    which is told from the two signs ``before``; and ``//``, as in most IRIs, is in no expression.
    """
    compared, begins_comment, _ = iri.partition("#")
    if not begins_comment or "//" in compared or not before:
        return False
    is_declared = before[0][0].upper() == "PREFIX"
    return not is_declared and before[-1][0].upper() not in _BEFORE_IRIS


def _check_size(words: list[str], bounds: Bounds) -> None:
    if words.count("UNION") > bounds.unions:
        raise BadQuery(f"the query has more than {bounds.unions} UNIONs")
    depth = 0
    for word in words:
        depth += (word in _OPENING) - (word in _CLOSING)
        if depth > bounds.depth:
            raise BadQuery(f"the query nests deeper than {bounds.depth} brackets")


def _form(text: str, signs: list[re.Match[str]], words: list[str]) -> Kind:
    """The form named by the first word after the prologue, whose own words are PREFIX, BASE and VERSION."""
    for sign, word in zip(signs, words, strict=True):
        if word in _FORMS:
            return _FORMS[word]
        if word in _UPDATES:
            raise refusal(text, sign, f"{word} is an update, and zeren only answers: use {_ALLOWED}")
        if word not in {"", "PREFIX", "BASE", "VERSION"}:
            raise refusal(text, sign, f"no query: it must begin with {_ALLOWED}, after its prefixes")
    raise BadQuery(f"no query: it must begin with {_ALLOWED}, after its prefixes")


def place_of(text: str, offset: int) -> tuple[int, int]:
    """Line and column, from 1, of a place in a text."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def refusal(text: str, sign: re.Match[str], reason: str) -> BadQuery:
    """The refusal of a sign, with its line and column, as the engine writes them."""
    line, column = place_of(text, sign.start())
    return BadQuery(f"{line}:{column}: {reason}", (line, column))

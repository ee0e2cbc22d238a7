"""The text of a SPARQL 1.1 Update (W3C, 2013) as operations, once it is known what each of them writes.

The text is taken apart by the words of ``queries.guard``; what is no update in detail the engine says. A graph that is
named in a text is looked at here, so that who would write one of zeren's own is told where; a graph that only the
engine knows (``GRAPH ?graph``) is looked at by ``graph.updating`` when the update has been carried out on a copy.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, NamedTuple, cast
from urllib.parse import urljoin

from pyoxigraph import NamedNode

from graph.completion import is_own_graph
from graph.errors import RefusedUpdate
from graph.identity import BASE
from graph.updating import DEFAULT, Empties, Operation
from graph.vocabulary import PREFIXES
from queries.errors import BadQuery
from queries.guard import SIGN, USUAL, Bounds, read_signs, refusal, word_of
from queries.sparql import syntax_error

_ENDING: Final = {"{": 1, "(": 1, "[": 1, "}": -1, ")": -1, "]": -1}
_DECLARED: Final = {"PREFIX": 3, "BASE": 2, "VERSION": 2}
_EMPTYING: Final = frozenset(["CLEAR", "DROP", "CREATE"])
_MOVING: Final = frozenset(["COPY", "MOVE", "ADD"])
_CHANGING: Final = frozenset(["INSERT", "DELETE", "WITH"])
_ALLOWED: Final = "INSERT, DELETE, WITH, CLEAR, DROP, CREATE, COPY, MOVE or ADD"
# a graph's name may follow these
_NAMING: Final = frozenset(["GRAPH", "USING", "NAMED", "WITH", "TO", "COPY", "MOVE", "ADD", "SILENT"])

Signs = Sequence[re.Match[str]]


class Using(NamedTuple):
    """The graphs that a request names for what its update reads: ``using-graph-uri`` and ``using-named-graph-uri``."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


@dataclass(slots=True)
class _Prologue:
    """What has been declared so far: as text, and what prefixes and relative IRIs mean."""

    text: str = ""
    base: str = BASE
    prefixes: dict[str, str] = field(default_factory=lambda: dict(PREFIXES))

    def iri(self, sign: re.Match[str]) -> str | None:
        """The IRI that a sign stands for; None where it is none."""
        if sign.lastgroup == "iri":
            return urljoin(self.base, sign[0][1:-1])
        namespace = self.prefixes.get(sign["prefix"]) if sign.lastgroup == "name" else None
        return None if namespace is None else namespace + sign[0].partition(":")[2].replace("\\", "")


def read_update(text: str, using: Using = Using(), bounds: Bounds = USUAL) -> tuple[Operation, ...]:  # noqa: B008
    """The operations of an update. ``bounds`` are those of a query, but for the number of its signs.

    Raises BadQuery, and RefusedUpdate for one that would write a graph that zeren makes itself.
    """
    signs = read_signs(text, bounds._replace(signs=bounds.bytes))
    reader = _Reader(text, _checked(using))
    return tuple(reader.operations(signs))


def syntax_fault(text: str, offset: int, message: str) -> BadQuery:
    """What the engine says of a fault in the text of an update: it knows the word in which, not where this begins."""
    begins = [sign.start() for sign in SIGN.finditer(text) if sign.lastgroup != "comment"]
    last = bisect_right(begins, offset) - 1
    return syntax_error(text, begins[last] if last >= 0 else offset, message)


def _checked(using: Using) -> Using:
    for iri in (*using.default, *using.named):
        if iri == DEFAULT.value:
            raise RefusedUpdate("default_graph", graph=iri)
        try:
            NamedNode(iri)
        except ValueError as error:
            raise BadQuery(f"graph {iri!r} is not an IRI") from error
    return using


class _Reader:
    """Reads one text."""

    def __init__(self, text: str, using: Using) -> None:
        self.text = text
        self.using = using
        self.prologue = _Prologue()
        self.blank: dict[str, int] = {}

    def operations(self, signs: Signs) -> Iterator[Operation]:
        """Yield the operations. Raises BadQuery, RefusedUpdate."""
        for number, part in enumerate(_parts(self.text, signs)):
            body = self._declare(part)
            if body:
                self._keep_apart(body, number)
                yield self._operation(body)

    def _declare(self, part: Signs) -> Signs:
        """Take in what a part declares; what follows it is the operation."""
        place = 0
        while place < len(part) and (length := _DECLARED.get(word_of(part[place]))):
            declaration = part[place : place + length]
            *_, last = declaration
            if last.lastgroup == "iri":
                meant = self.prologue.iri(last) or ""
                if length == _DECLARED["BASE"]:
                    self.prologue.base = meant
                else:
                    self.prologue.prefixes[declaration[1]["prefix"] or ""] = meant
            self.prologue.text += self.text[declaration[0].start() : last.end()] + "\n"
            place += length
        return part[place:]

    def _keep_apart(self, body: Signs, number: int) -> None:
        """A blank node of one operation has no name that another may use (19.6)."""
        for sign in body:
            is_label = sign.lastgroup == "name" and sign["prefix"] == "_"
            if is_label and self.blank.setdefault(sign[0], number) != number:
                raise refusal(self.text, sign, f"{sign[0]} is a blank node of another operation; give it another name")

    def _operation(self, body: Signs) -> Operation:
        verb = word_of(body[0])
        self._refuse_default(body)
        if verb in _EMPTYING:
            return self._emptying(verb, body)
        if verb in _MOVING:
            return self._moving(verb, body)
        if verb in _CHANGING:
            return self._changing(body)
        if verb.startswith("LOAD"):
            raise refusal(self.text, body[0], "LOAD is refused: nothing is fetched; load a file with zeren load")
        raise refusal(self.text, body[0], f"no update: an operation begins with {_ALLOWED}, after its prefixes")

    def _plain(self, body: Signs) -> Operation:
        return Operation(self.prologue.text, self.text[body[0].start() : body[-1].end()], body[0].start())

    def _refuse_default(self, body: Signs) -> None:
        """To an update its default graph has no name: the engine would find nothing under it."""
        for before, sign in pairwise(body):
            if word_of(before) in _NAMING and self.prologue.iri(sign) == DEFAULT.value:
                raise RefusedUpdate("default_graph", sign.start(), graph=DEFAULT.value)

    def _write(self, sign: re.Match[str]) -> None:
        """Refuse the name of a graph that no update may write."""
        iri = self.prologue.iri(sign)
        if iri is not None and is_own_graph(iri):
            raise RefusedUpdate("own_graph", sign.start(), graph=iri)

    # -- operations on graphs

    def _emptying(self, verb: str, body: Signs) -> Operation:
        """CLEAR, DROP and CREATE."""
        rest = _after_silent(body)
        match [word_of(sign) for sign in rest]:
            case ["GRAPH", ""]:
                self._write(rest[1])
            case ["DEFAULT"] if verb != "CREATE":
                pass
            case ["ALL" | "NAMED" as which] if verb != "CREATE":
                return self._plain(body)._replace(empties=cast("Empties", f"{verb} {which}"))
            case _:
                expected = "GRAPH <…>" if verb == "CREATE" else "GRAPH <…>, DEFAULT, NAMED or ALL"
                raise refusal(self.text, body[0], f"{verb} must be followed by {expected}")
        return self._plain(body)

    def _moving(self, verb: str, body: Signs) -> Operation:
        """COPY, MOVE and ADD."""
        rest = [sign for sign in _after_silent(body) if word_of(sign) != "GRAPH"]
        match [word_of(sign) for sign in rest]:
            case ["" | "DEFAULT", "TO", "" | "DEFAULT"]:
                self._write(rest[2])
                if verb == "MOVE":
                    self._write(rest[0])
            case _:
                raise refusal(self.text, body[0], f"{verb} must name two graphs: {verb} <…> TO <…>")
        return self._plain(body)

    # -- operations on statements

    def _changing(self, body: Signs) -> Operation:
        """INSERT and DELETE."""
        shape = _shape(body)
        for sign in shape.graphs:
            self._write(sign)
        if shape.graph and shape.writes_it:
            self._write(shape.graph)
        if not any(self.using) or shape.where is None:
            return self._plain(body)
        if shape.chooses is not None:
            raise refusal(self.text, shape.chooses, "the request names the graphs already: leave out USING and WITH")
        clauses = "".join(f" USING <{iri}>" for iri in self.using.default)
        clauses += "".join(f" USING NAMED <{iri}>" for iri in self.using.named)
        begins, where, ends = body[0].start(), shape.where, body[-1].end()
        before, after = self.text[begins : where.start()], self.text[where.start() : ends]
        template = self.text[where.end() : ends] if shape.is_short else ""
        return Operation(self.prologue.text, f"{before}{template}{clauses} {after}")


def _parts(text: str, signs: Signs) -> Iterator[Signs]:
    """Yield what stands between the semicolons outside all brackets."""
    depth = 0
    part: list[re.Match[str]] = []
    for sign in signs:
        word = word_of(sign)
        depth += _ENDING.get(word, 0)
        if word != ";" or depth:
            part.append(sign)
        elif part:
            yield part
            part = []
        else:
            raise refusal(text, sign, "; is not expected here")
    if part:
        yield part


def _after_silent(body: Signs) -> Signs:
    return body[2:] if len(body) > 1 and word_of(body[1]) == "SILENT" else body[1:]


class _Shape(NamedTuple):
    """What an INSERT or DELETE is made of: the graphs that its templates name, and where its parts stand.

    ``graph`` is that of WITH, which ``writes_it`` where a template has statements outside all named graphs;
    ``is_short`` is ``DELETE WHERE``, whose pattern is its template; ``chooses`` is the first USING or WITH.
    """

    graphs: Signs
    graph: re.Match[str] | None
    writes_it: bool
    where: re.Match[str] | None
    is_short: bool
    chooses: re.Match[str] | None


def _shape(body: Signs) -> _Shape:
    words = [word_of(sign) for sign in body]
    is_short = words[:2] == ["DELETE", "WHERE"]
    depth, clause = 0, ""
    graphs: list[re.Match[str]] = []
    found: dict[str, re.Match[str]] = {}
    writes_it = False
    for place, (sign, word) in enumerate(zip(body, words, strict=True)):
        is_template = depth == 1 and (clause != "WHERE" or is_short)
        depth += _ENDING.get(word, 0)
        if depth == 0 and word.isalpha():
            clause = word
            found.setdefault(word, sign)
        elif is_template and word == "GRAPH" and place + 1 < len(body):
            graphs.append(body[place + 1])
        elif is_template and depth == 1 and words[place - 1] != "GRAPH":
            writes_it = True
    with_graph = body[1] if words[0] == "WITH" and len(body) > 1 else None
    chooses = found.get("WITH") or found.get("USING")
    return _Shape(graphs, with_graph, writes_it, found.get("WHERE"), is_short, chooses)

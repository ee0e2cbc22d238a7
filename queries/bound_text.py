"""A stored question's SPARQL with its arguments written in, so that it can be asked anywhere.

The engine puts arguments in the place of variables wherever they stand. Written out, a block of VALUES at the
beginning of each group that uses a variable says the same: joining with one value twice changes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pyoxigraph import Variable

from queries.guard import SIGN
from queries.parameters import Argument


@dataclass(slots=True)
class _Group:
    """A group of patterns: where it begins, and which of the variables are used in it."""

    begin: int
    holds_patterns: bool
    used: set[str] = field(default_factory=set)


def with_arguments(text: str, arguments: Mapping[Variable, Argument]) -> str:
    """The text with its arguments as VALUES; a text that uses none stays as it is."""
    values = {f"?{variable.value}": str(term) for variable, term in arguments.items()}
    insertions = [
        (group.begin, "".join(f" VALUES {name} {{ {values[name]} }}" for name in sorted(group.used)))
        for group in _groups(text, frozenset(values))
        if group.holds_patterns and group.used
    ]
    for begin, inserted in sorted(insertions, reverse=True):
        text = text[:begin] + inserted + text[begin:]
    return text


def _groups(text: str, names: frozenset[str]) -> list[_Group]:
    """Every pair of braces after its opening, with what is used inside, nested ones included."""
    signs = [sign for sign in SIGN.finditer(text) if sign.lastgroup != "comment"]
    finished: list[_Group] = []
    open_ones: list[_Group] = []
    values_begun = False
    for sign, following in zip(signs, [*signs[1:], None], strict=True):
        word = sign[0].upper() if sign.lastgroup == "word" else sign[0]
        if word == "VALUES":
            values_begun = True
        elif word == "{":
            selects = following is not None and following[0].upper() == "SELECT"
            open_ones.append(_Group(sign.end(), not values_begun and not selects))
            values_begun = False
        elif word == "}" and open_ones:
            finished.append(open_ones.pop())
        elif sign[0] in names:
            for group in open_ones:
                group.used.add(sign[0])
    return finished

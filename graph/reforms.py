"""The reforms of functions: which took over from which, when, and what the body that does it is called at a place.

The source is ``ontology/vocab/functions.tsv``: the reforms of 2018 and 2023, and those before them.
"""

from dataclasses import dataclass

from graph.bodies import Body, resolve
from graph.located import Setting
from ontology.functions import function_row
from ontology.places import NATION_NAME, Place
from ontology.tables import read_functions, read_official_names


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """A reform: in ``year`` the function ``after`` took over from ``before``; ``whole`` where the old one ended."""

    year: int
    before: str
    after: str
    whole: bool


def changes_from(function: str, level: str | None) -> tuple[Change, ...]:
    """The reforms that took duties from a function at a level, oldest first.

    What exists at some levels only took over there only: in a city no 药监局 followed the 食药监局.
    """
    row = function_row(function)
    return tuple(sorted(_change(row.id, year, after) for year, after in row.successors if _exists(after, level)))


def changes_to(function: str, level: str | None) -> tuple[Change, ...]:
    """The reforms that gave duties to a function at a level, oldest first."""
    found = (_change(row.id, year, after) for row in read_functions() for year, after in row.successors)
    return tuple(sorted(change for change in found if change.after == function and _exists(function, level)))


def later_changes(function: str, level: str | None, named_on: str | None) -> tuple[Change, ...]:
    """The reforms that a body named on a date (ISO 8601, any precision) met since.

    All, for a function that has ended; else those that were not yet carried out: the central ones by March of their
    year, the local ones by its end.
    """
    carried_out = "03" if level == "national" else "12"
    return tuple(
        change
        for change in changes_from(function, level)
        if change.whole or named_on is None or named_on[:7] <= f"{change.year}-{carried_out}"
    )


def chain(function: str, level: str | None, named_on: str | None) -> tuple[Change, ...]:
    """All reforms between a function and those that have its duties today, in the order in which they follow."""
    found: dict[Change, None] = {}
    open_ends = list(later_changes(function, level, named_on))
    while open_ends:
        change = open_ends.pop(0)
        if change not in found:
            found[change] = None
            open_ends += later_changes(change.after, level, str(change.year))
    return tuple(found)


def today(function: str, level: str | None, named_on: str | None) -> tuple[str, ...]:
    """The functions that have a function's duties today; itself where no reform took them."""
    changes = chain(function, level, named_on)
    handed_on = {change.before for change in changes}
    ends = [change.after for change in changes if change.after not in handed_on]
    return tuple(dict.fromkeys(ends)) or (function,)


def body_of_function(function: str, place: Place, year: int | None) -> Body | None:
    """The body that does a function at a place, by its official name; None where the tables have none at its level."""
    name = read_official_names().get((function, place.level or "city"))
    if name is None:
        return None
    written = name.format(place=place.stem) if "{" in name else place.letter + name
    return resolve(name if place.name == NATION_NAME else written, Setting(place, year=year))


def _change(before: str, year: str, after: str) -> Change:
    ended = function_row(before).valid_to
    return Change(int(year), before, after, bool(ended) and int(ended) <= int(year))


def _exists(function: str, level: str | None) -> bool:
    levels = function_row(function).levels
    return not levels or level is None or level in levels

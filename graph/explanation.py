"""Who a name means and why, what the body became and came from: all that the tables say about one name."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from graph.agents import body_node
from graph.bodies import Body, resolve
from graph.identity import Names
from graph.located import Setting
from graph.reforms import Change, body_of_function, chain, changes_to, today
from ontology.aliases import Alias
from ontology.functions import function_row
from ontology.places import place_named

Certainty = Literal["certain", "likely", "unsure"]

# Doubts that leave open whether it is this body, or a body at all.
_GRAVE = {"unknown-kind", "unknown-place"}


@dataclass(frozen=True, slots=True)
class Step:
    """A reform with the bodies of the place before and after it, None where the tables name none at its level."""

    change: Change
    before: Body | None
    after: Body | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """A body, the reforms it met since it was named, and those that made it.

    ``is_valid`` says whether bodies of its function existed then; None where year or function is unknown.
    ``today`` are the functions that have its duties now. ``iri`` is None for a body of a place that nothing names.
    """

    body: Body
    is_valid: bool | None
    became: tuple[Step, ...]
    came_from: tuple[Step, ...]
    today: tuple[str, ...]
    certainty: Certainty
    iri: str | None


def explain(name: str, place: str | None, on: str | None, aliases: Sequence[Alias] = ()) -> Explanation:
    """Explain a name used in a place (``嘉兴市``; None: unknown) on a date (ISO 8601, any precision; None: unknown)."""
    year = int(on[:4]) if on else None
    body = resolve(name, Setting(place=place_named(place) if place else None, year=year, aliases=tuple(aliases)))
    level = body.place.level if body.place else None
    became = tuple(dict.fromkeys(change for function in body.functions for change in chain(function, level, on)))
    origins = changes_to(body.function, level) if body.function else ()
    return Explanation(
        body=body,
        is_valid=function_row(body.function).is_valid_in(year) if body.function and year is not None else None,
        became=tuple(_step(change, body) for change in became),
        came_from=tuple(_step(change, body) for change in origins),
        today=tuple(dict.fromkeys(last for function in body.functions for last in today(function, level, on))),
        certainty=_certainty(body),
        iri=body_node(Names(), body, "").value if body.place else None,
    )


def _step(change: Change, body: Body) -> Step:
    def at_the_place(function: str) -> Body | None:
        if function in body.functions:
            return body
        return body_of_function(function, body.place, change.year) if body.place else None

    return Step(change, at_the_place(change.before), at_the_place(change.after))


def _certainty(body: Body) -> Certainty:
    if any(doubt.code in _GRAVE for doubt in body.doubts):
        return "unsure"
    return "certain" if body.function and not body.doubts else "likely"

"""What a body leads, answers for and supports, side by side: values in a page's table, arranged by policy and theme."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from viz.results import Cell, Sentence

ROLES = ("leads", "responsible", "supports")
"""The columns, in the order of the page; each is the kind of edge that has the role's colour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldDuty:
    """One thing that a body answers for: in which role, what, by when, whether concluded only, and the sentences."""

    role: str
    policy: Cell
    theme: Cell
    commitment: Cell
    kind: str
    deadline: str
    basis: Cell
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class ThemeDuties:
    """What belongs to one theme, or to none."""

    theme: Cell
    duties: tuple[HeldDuty, ...]


@dataclass(frozen=True, slots=True)
class PolicyDuties:
    """What one policy says, by theme; what has no theme comes last."""

    policy: Cell
    themes: tuple[ThemeDuties, ...]


@dataclass(frozen=True, slots=True)
class DutyColumn:
    """One role, how much is held in it, and what that is."""

    role: str
    total: int
    policies: tuple[PolicyDuties, ...]


def by_role(duties: Iterable[HeldDuty]) -> tuple[DutyColumn, ...]:
    """A column for each role, also for one in which nothing is held; policies and duties keep their order."""
    held = tuple(duties)
    return tuple(_column(role, [duty for duty in held if duty.role == role]) for role in ROLES)


def _column(role: str, held: list[HeldDuty]) -> DutyColumn:
    policies: dict[Cell, list[HeldDuty]] = {}
    for duty in held:
        policies.setdefault(duty.policy, []).append(duty)
    return DutyColumn(role, len(held), tuple(PolicyDuties(policy, _themes(of)) for policy, of in policies.items()))


def _themes(held: list[HeldDuty]) -> tuple[ThemeDuties, ...]:
    def name(duty: HeldDuty) -> tuple[bool, str]:
        return not duty.theme.text, duty.theme.text

    groups = (tuple(group) for _, group in groupby(sorted(held, key=name), key=name))
    return tuple(ThemeDuties(group[0].theme, group) for group in groups)

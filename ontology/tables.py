"""The vocabulary tables of ``vocab/*.tsv`` as typed values: what the TTL generator and the recognisers read.

A table has one header line; cells are separated by tabs, several values in a cell by ``|``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeRow:
    """A subject of commitments; ``counter_cues`` hold a cue word in which it has another meaning (营商环境)."""

    id: str
    broader: str
    label_zh: str
    label_en: str
    cues: tuple[str, ...]
    counter_cues: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionRow:
    """What a kind of body does everywhere.

    ``stems`` is a regular expression for the part of a name before its ending (环保 in 市环保局);
    ``whole`` one for names that take no ending (总工会). Years are empty where unknown.
    ``successors`` are (year, function id); the order of rows decides between equally long readings of a name.
    ``also`` are names whose body has this function beside, or in other years instead of, the one their pattern shows
    (文体局 does sports, 林业局 is 林业和草原 since 2018). ``levels`` are where the function exists; empty for all.
    """

    id: str
    label_zh: str
    label_en: str
    kind: str
    names: tuple[str, ...]
    stems: str
    whole: str
    themes: tuple[str, ...]
    valid_from: str
    valid_to: str
    successors: tuple[tuple[str, str], ...]
    also: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()

    def is_valid_in(self, year: int) -> bool:
        """Whether bodies of this function exist in the year; reforms take until the end of the year they begin in."""
        return int(self.valid_from or year) <= year <= int(self.valid_to or year)


@dataclass(frozen=True, slots=True, kw_only=True)
class JurisdictionRow:
    """An area of China; ``prefix`` is the letter that begins its government's document numbers, where it is its alone.

    ``short`` is the name without its level, empty where another area or a common word has the same.
    """

    name: str
    level: str
    type: str
    parent: str
    short: str
    prefix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NameFormRow:
    """Spellings of one name: the short ``form`` that names things, the official one, and all others.

    ``official`` is empty where places differ. ``scope`` is ``stem`` for what stands before an organ (质监 + 局),
    ``name`` for a whole name without its level.
    """

    form: str
    official: str
    others: tuple[str, ...]
    scope: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VerticalRow:
    """A kind of body named after a place: ``pattern`` and the two names have ``{place}`` and ``{level}`` in them."""

    canonical: str
    official: str
    pattern: str
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRow:
    """A kind of body; ``pattern`` finds it in names whose function the table of functions does not know."""

    id: str
    label_zh: str
    label_en: str
    pattern: str
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptRow:
    """A member of a small closed scheme: a role, a basis, a comparator or a rule of inference."""

    id: str
    scheme: str
    notation: str
    label_zh: str
    label_en: str
    definition_zh: str
    definition_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionRow:
    """A kind of quantity; units of one dimension can be converted, and ``reference`` is what they convert to."""

    id: str
    label_zh: str
    label_en: str
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """A unit as documents print it; ``multiplier`` turns a value into the reference unit of its dimension.

    ``qudt`` is empty where QUDT has no such unit; ``example`` is a wording that prints it.
    """

    symbol: str
    aliases: tuple[str, ...]
    label_zh: str
    label_en: str
    dimension: str
    multiplier: Decimal
    qudt: str
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetRow:
    """A respect in which two figures of an indicator may differ, and what follows for their comparison.

    ``comparability`` is ``with_care`` or ``not_comparable``; ``example`` shows two figures that differ in it.
    """

    id: str
    label_zh: str
    label_en: str
    comparability: str
    example: str


@cache
def read_themes() -> tuple[ThemeRow, ...]:
    """Read the themes in the order of their table."""
    return tuple(
        ThemeRow(
            id=row["id"],
            broader=row["broader"],
            label_zh=row["label_zh"],
            label_en=row["label_en"],
            cues=_values(row["cues"]),
            counter_cues=_values(row["counter_cues"]),
        )
        for row in _rows("themes.tsv")
    )


@cache
def read_functions() -> tuple[FunctionRow, ...]:
    """Read the functions in the order of their table."""
    return tuple(
        FunctionRow(
            id=row["id"],
            label_zh=row["label_zh"],
            label_en=row["label_en"],
            kind=row["kind"],
            names=_values(row["names"]),
            stems=row["stems"],
            whole=row["whole"],
            themes=_values(row["themes"]),
            valid_from=row["valid_from"],
            valid_to=row["valid_to"],
            successors=tuple(_dated(value) for value in _values(row["successors"])),
            also=_values(row["also"]),
            levels=_values(row["levels"]),
        )
        for row in _rows("functions.tsv")
    )


@cache
def read_jurisdictions() -> tuple[JurisdictionRow, ...]:
    """Read the nation, the provinces, all prefectures, and the cities below prefectures, in this order."""
    return tuple(JurisdictionRow(**row) for row in _rows("jurisdictions.tsv"))


@cache
def read_official_names() -> dict[tuple[str, str], str]:
    """Read (function id, level) → the official name of such a body without its place, or with ``{place}``."""
    return {(row["function"], row["level"]): row["name"] for row in _rows("official_names.tsv")}


@cache
def read_name_forms() -> tuple[NameFormRow, ...]:
    """Read the spellings of names and stems."""
    return tuple(
        NameFormRow(form=row["form"], official=row["official"], others=_values(row["others"]), scope=row["scope"])
        for row in _rows("name_forms.tsv")
    )


@cache
def read_verticals() -> tuple[VerticalRow, ...]:
    """Read the bodies named after the place where they sit; the first pattern that fits a name counts."""
    return tuple(VerticalRow(**row) for row in _rows("vertical_bodies.tsv"))


@cache
def read_kinds() -> tuple[KindRow, ...]:
    """Read the kinds of bodies in the order in which their patterns are tried."""
    return tuple(KindRow(**row) for row in _rows("kinds.tsv"))


@cache
def read_roles() -> tuple[ConceptRow, ...]:
    """Read roles and bases; ``scheme`` is the class they belong to, ``Role`` or ``Basis``."""
    return tuple(_concept(row, scheme=row["scheme"]) for row in _rows("roles.tsv"))


@cache
def read_comparators() -> tuple[ConceptRow, ...]:
    """Read the comparators; ``notation`` is the literal that ``zr:comparator`` carries."""
    return tuple(_concept(row, scheme="Comparator") for row in _rows("comparators.tsv"))


@cache
def read_rules() -> tuple[ConceptRow, ...]:
    """Read the rules of inference; ``notation`` is the literal that ``zr:rule`` carries."""
    return tuple(_concept(row, scheme="Rule") for row in _rows("rules.tsv"))


@cache
def read_dimensions() -> tuple[DimensionRow, ...]:
    """Read the kinds of quantity."""
    return tuple(DimensionRow(**row) for row in _rows("dimensions.tsv"))


@cache
def read_facets() -> tuple[FacetRow, ...]:
    """Read the facets of comparison, the weightiest first."""
    return tuple(FacetRow(**row) for row in _rows("facets.tsv"))


@cache
def read_units() -> tuple[UnitRow, ...]:
    """Read the units in the order of their table."""
    return tuple(
        UnitRow(
            symbol=row["symbol"],
            aliases=_values(row["aliases"]),
            label_zh=row["label_zh"],
            label_en=row["label_en"],
            dimension=row["dimension"],
            multiplier=Decimal(row["multiplier"]),
            qudt=row["qudt"],
            example=row["example"],
        )
        for row in _rows("units.tsv")
    )


def _concept(row: Mapping[str, str], scheme: str) -> ConceptRow:
    """A row without a notation is noted by its id."""
    return ConceptRow(**{"notation": row["id"], **row, "scheme": scheme})


def _rows(name: str) -> list[dict[str, str]]:
    text = (resources.files(__package__) / "vocab" / name).read_text(encoding="utf-8")
    header, *lines = (line.split("\t") for line in text.splitlines())
    return [dict(zip(header, line, strict=True)) for line in lines]


def _values(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def _dated(value: str) -> tuple[str, str]:
    year, function = value.split(":")
    return year, function

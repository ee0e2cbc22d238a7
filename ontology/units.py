"""What a printed unit means: its magnitude, what kind of quantity it counts, and its size in the reference unit.

The table is ``vocab/units.tsv``; ``vocab/dimensions.tsv`` names the kinds of quantity. A unit that is not in the
table may be made of two that are (元/平方米, 吨/年), and either may have a magnitude (万亩, 批次/千人).
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from .tables import UnitRow, read_dimensions, read_units
from .terms import BASE

_MAGNITUDES = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_MAGNITUDE = re.compile("(?:[0-9]+|[十百千万亿])+")
_PER = re.compile("[/每]")
# Two kinds of quantity whose quotient has a name of its own; others are joined: money_per_area.
_QUOTIENTS = {("mass", "volume"): "concentration", ("count", "count"): "rate", ("data", "time"): "data_rate"}


@dataclass(frozen=True, slots=True)
class Unit:
    """A printed unit. ``symbol`` is its one spelling (公斤 is 千克), with the magnitude (万亩).

    ``multiplier`` turns a value into the reference unit of ``dimension``; ``qudt`` is the IRI of exactly this unit.
    """

    symbol: str
    dimension: str
    multiplier: Decimal
    qudt: str | None = None


def unit_of(printed: str) -> Unit | None:
    """The unit that the words print; None for words that are no unit of the table nor made of such.

    >>> unit_of("万亩").multiplier.quantize(Decimal(1))
    Decimal('6666667')
    """
    text = "".join(unicodedata.normalize("NFC", printed).split())
    if found := _single(text):
        return found
    above, *below = _PER.split(text)
    parts = [_single(above), *(_single(part) for part in below)]
    if not below or not all(parts):
        return None
    unit, *divisors = (part for part in parts if part is not None)
    for divisor in divisors:
        unit = _quotient(unit, divisor)
    return unit if unit.dimension in dimensions() else None


def dimensions() -> Mapping[str, tuple[str, str]]:
    """Each kind of quantity with its Chinese and English name."""
    return {row.id: (row.label_zh, row.label_en) for row in read_dimensions()}


def dimension_iri(dimension: str) -> str:
    """The IRI of a kind of quantity: ``…/id/dimension/area``."""
    return f"{BASE}dimension/{dimension}"


@cache
def _single(text: str) -> Unit | None:
    """A unit of the table, with or without a magnitude before it."""
    if row := _rows_by_spelling().get(text):
        return _as_unit(row)
    magnitude = _MAGNITUDE.match(text)
    if magnitude is None:
        return None
    size, rest = _size(magnitude.group()), text[magnitude.end() :]
    row = _rows_by_spelling().get(rest)
    if row is None:
        return None
    return Unit(magnitude.group() + row.symbol, row.dimension, row.multiplier * size)


def _as_unit(row: UnitRow) -> Unit:
    return Unit(row.symbol, row.dimension, row.multiplier, row.qudt or None)


def _quotient(above: Unit, below: Unit) -> Unit:
    dimension = _QUOTIENTS.get((above.dimension, below.dimension), f"{above.dimension}_per_{below.dimension}")
    return Unit(f"{above.symbol}/{below.symbol}", dimension, above.multiplier / below.multiplier)


def _size(magnitude: str) -> int:
    """``万亿`` is 10^12, ``10万`` is 100000."""
    size = 1
    for part in re.findall("[0-9]+|.", magnitude):
        size *= _MAGNITUDES.get(part) or int(part)
    return size


@cache
def _rows_by_spelling() -> Mapping[str, UnitRow]:
    return {spelling: row for row in read_units() for spelling in (row.symbol, *row.aliases)}

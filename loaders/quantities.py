"""Numbers with their units in running text: what a target may promise, and nothing said yet about whether it does."""

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from loaders.lexicon import Rule, Scan, load_lexicon
from loaders.numerals import parse_numeral, parse_rate
from loaders.record import Span, span_of
from loaders.span_sets import SpanSet

_RATE_NAMES = ("率", "比例", "比重", "占比")
_ZERO_VERB = re.compile("(?:控制为|为|达到|实现|保持)$")
_QUOTED = re.compile(r"“[^”\n]{0,60}”|《[^》\n]{0,120}》|〈[^〉\n]{0,120}〉|\"[^\"\n]{0,40}\"")


class Quantity(NamedTuple):
    """A printed number: ``value`` counts ``unit`` as printed (8 with 万亩); ``upper`` ends a range."""

    span: Span
    value: Decimal
    unit: str | None
    upper: Decimal | None
    rule: str

    @property
    def base_unit(self) -> str:
        """The unit without its magnitude: 亩 for 万亩; empty where there is none."""
        return (self.unit or "").lstrip("十百千万亿")

    @property
    def is_count(self) -> bool:
        """Whether it counts things, as 家 and 人 do, rather than measures."""
        return self.base_unit in load_lexicon("quantities").word_sets["counts"]


def find_quantities(text: str, span: Span, masked: Iterable[Span]) -> tuple[Quantity, ...]:
    """The quantities within a stretch of narrowed text, in order, without overlap.

    Numbers inside quotes, titles and the ``masked`` stretches (dates, brackets of responsibility) are parts of names.
    """
    numbers = find_numbers(text, span)
    return unmasked(text, span, numbers, SpanSet(masked)) if numbers else ()


def find_numbers(text: str, span: Span) -> list[Quantity]:
    """Whatever reads like a quantity within a stretch of narrowed text, by its beginning, the longest first."""
    if not _numbers().may_match(text, *span):
        return []
    found = [_quantity(text, rule, match) for rule, match in _numbers().finditer(text, *span)]
    if len(found) > 1:
        found.sort(key=lambda quantity: (quantity.span.begin, -quantity.span.end))
    return found


def unmasked(text: str, span: Span, numbers: Iterable[Quantity], masked: SpanSet) -> tuple[Quantity, ...]:
    """Those of the numbers found in a stretch that are quantities: outside quotes and masks, none inside another."""
    quoted = SpanSet([span_of(match.span()) for match in _QUOTED.finditer(text, span.begin, span.end)])
    kept: list[Quantity] = []
    end = 0
    for quantity in numbers:
        place = quantity.span
        if place.begin >= end and not masked.overlaps(place) and not quoted.overlaps(place):
            kept.append(quantity)
            end = place.end
    return tuple(kept)


@cache
def _numbers() -> Scan:
    return Scan(load_lexicon("quantities").rules)


def _quantity(text: str, rule: Rule, match: re.Match[str]) -> Quantity:
    groups = match.groupdict()
    place = span_of((match.start("value"), match.end()))
    if rule.id == "rate-in-words":
        value, unit = parse_rate(groups["value"])
        return Quantity(place, value, unit, None, rule.id)
    if rule.id == "zero":
        rate = _ZERO_VERB.sub("", text[max(0, match.start() - 6) : match.start()]).endswith(_RATE_NAMES)
        return Quantity(span_of(match.span("value")), Decimal(0), "%" if rate else None, None, rule.id)
    if rule.id.startswith("listed"):
        place = span_of(match.span())
    upper = groups.get("upper")
    return Quantity(
        place,
        parse_numeral(groups["value"]),
        "".join(groups["unit"].split()) if groups.get("unit") else None,
        parse_numeral(upper) if upper else None,
        rule.id,
    )

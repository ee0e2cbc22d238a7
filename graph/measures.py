"""What a target measures, beyond its number: the indicator's one name, the base of a share or a change, its scope.

Two figures may be put side by side only where these agree, so they are read here once, for everybody who compares.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Context, Decimal

from graph.identity import normal
from graph.indicator_names import indicator_name, plain_name, share_of
from loaders.lexicon import Rule, load_lexicon
from loaders.record import Kind, Target
from ontology import Unit, unit_of

_SENTENCE_ENDS = "。；;!！?？\n"
_REACH = 160
# Digits of a converted value: more would be those of the multiplier, not of the document.
_DIGITS = Context(prec=12)
_RELATIVE = {"ratio"}
_RATE_ENDS = ("率", "度", "比例", "比重", "占比", "指数")


@dataclass(frozen=True, slots=True)
class Measure:
    """What a target measures.

    ``name`` is canonical, ``printed`` as in the document; ``denominator``, ``baseline`` and ``scope`` are the
    document's words (a baseline year as ``2015``, 去年 as 上年), None where it has none; ``canonical_value`` is in the
    reference unit of the dimension, None where the unit is unknown.
    """

    name: str
    printed: str
    unit: Unit | None
    dimension: str | None
    canonical_value: Decimal | None
    denominator: str | None
    baseline: str | None
    scope: str | None


def measure_of(target: Target, text: str, area: str | None) -> Measure:
    """Read what a target measures; ``text`` is the record's, ``area`` the document's jurisdiction."""
    name = indicator_name(target.indicator, area)
    unit = unit_of(target.unit) if target.unit else None
    dimension = _dimension(target, unit)
    denominator = None
    if dimension in _RELATIVE:
        name, denominator = _share(name, target)
    return Measure(
        name=name,
        printed=plain_name(target.indicator),
        unit=unit,
        dimension=dimension,
        canonical_value=_DIGITS.multiply(target.value, unit.multiplier) if unit and target.value is not None else None,
        denominator=denominator,
        baseline=_baseline(target, text),
        scope=_scope(target),
    )


def _dimension(target: Target, unit: Unit | None) -> str | None:
    """The kind of quantity; 位 counts persons unless the target is a rank."""
    if target.kind is Kind.RANK:
        return "rank"
    if unit is None:
        return None
    return "count" if unit.dimension == "rank" else unit.dimension


def _share(name: str, target: Target) -> tuple[str, str | None]:
    """The name and the denominator of a percentage: told by the name, else by the words before the number."""
    if share := share_of(name):
        return name, share.base
    if name.endswith(_RATE_ENDS) or target.kind is not Kind.LEVEL:
        return name, None
    base = _base_before_number(target)
    return (f"{name}占{base}比例", base) if base else (name, None)


def _base_before_number(target: Target) -> str | None:
    quote = normal(target.quote)
    for number in re.finditer(r"\d[\d.]*(?:%|‰|‱)", quote):
        if Decimal(number.group().rstrip("%‰‱.")) == target.value:
            found = _base("denominator-in-words", quote[: number.start()])
            if found:
                return found
    return None


def _baseline(target: Target, text: str) -> str | None:
    """The base of a change, in the target's own sentence before its end; the last one said counts."""
    begin = max((text.rfind(mark, 0, target.span.begin) for mark in _SENTENCE_ENDS), default=-1) + 1
    sentence = plain_name(text[max(begin, target.span.begin - _REACH) : target.span.end])
    if target.kind not in (Kind.INCREASE, Kind.DECREASE) and "改善" not in sentence:
        return None
    found = _base("baseline", sentence)
    return "上年" if found in {"上一年", "上一年度", "上年", "上年度", "去年"} else found


def _scope(target: Target) -> str | None:
    return _base("scope", normal(target.quote))


def _base(step: str, text: str) -> str | None:
    """What the last match of a step's rules calls its base."""
    matches = [match for rule in _rules(step) for match in rule.pattern.finditer(text)]
    return max(matches, key=lambda match: match.start())["base"] if matches else None


def _rules(step: str) -> Iterator[Rule]:
    yield from (rule for rule in load_lexicon("indicators", "graph").rules if rule.fields["step"] == step)

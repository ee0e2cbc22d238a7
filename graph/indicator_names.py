"""The one name of an indicator, and the keys under which nearly equivalent names meet.

A name is made from one document alone: what the document prints, and the area it governs. The rules are in
``graph/lexicon/indicators.toml``; each is one replacement that its examples prove.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from graph.areas import levels_of
from graph.identity import normal
from loaders.lexicon import Rule, load_lexicon

_QUOTES = re.compile("[\"'“”‘’「」『』]")
# What makes an area's name a part of a longer word: 市级, 市长, 县城.
_GOES_ON = re.compile("级|长|优|委|政府|区|场|城(?![镇乡市])")
_SHORTEST = 2
_PASSES = 4


@dataclass(frozen=True, slots=True)
class NearKey:
    """What nearly equivalent names share, and the rules (their ids) that led from the name to it."""

    key: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """A share taken apart: what is counted, and of what (the denominator)."""

    numerator: str
    base: str


def plain_name(printed: str) -> str:
    """The printed name without blanks and quotation marks, of half width."""
    return _QUOTES.sub("", normal(printed)) or normal(printed)


@lru_cache(maxsize=65536)
def indicator_name(printed: str, area: str | None) -> str:
    """The canonical name: without scope words of the document's own area, bounds and remarks, each word spelled once.

    ``area`` is the document's jurisdiction; scope words of another level stay (全省 in a city's plan), all go where it
    is unknown. A name of which nothing would be left stays as it is printed.
    """
    name = plain_name(printed)
    levels = levels_of(area)
    for _ in range(_PASSES):
        before = name
        name = _without_place(name, area)
        for rule in _rules("trim", "spelling"):
            if rule.fields.get("level") in {None, *levels}:
                shorter = rule.pattern.sub(rule.fields.get("to", ""), name)
                name = shorter if len(shorter) >= _SHORTEST else name
        if name == before:
            break
    return _named_as_share(name)


def near_key(name: str) -> NearKey:
    """The key of a canonical name: equal keys mean that only words without weight tell the names apart."""
    used: list[str] = []
    for rule in _rules("near"):
        shorter = rule.pattern.sub(rule.fields["to"], name)
        if shorter != name and len(shorter) >= _SHORTEST:
            name = shorter
            used.append(rule.id)
    return NearKey(name, tuple(used))


def share_of(name: str) -> Share | None:
    """The parts of a share whose name says what it is a share of; None for other names."""
    match = load_lexicon("indicators", "graph").rule("share-in-name").pattern.fullmatch(name)
    base = match["base"].rstrip("的") if match else ""
    if match is None or len(base) < _SHORTEST or base.endswith("比例"):
        return None
    return Share(match["numerator"], base)


def numerator_key(share: Share) -> str:
    """What shares of one thing have in common, whatever they are a share of: 经费 for 专项经费总额."""
    key = near_key(share.numerator).key
    for rule in _rules("numerator"):
        shorter = rule.pattern.sub("", key)
        key = shorter if len(shorter) >= _SHORTEST else key
    return key


def _named_as_share(name: str) -> str:
    """养老机构数占养老机构总数 is a share though it does not say so."""
    share = share_of(name)
    return f"{share.numerator}占{share.base}比例" if share else name


def _without_place(name: str, area: str | None) -> str:
    """The name without the document's own area before it: 盐城市市长质量奖 is 市长质量奖; 上海市级项目 stays."""
    if not area or len(area) < _SHORTEST + 1:
        return name
    rest = name.removeprefix(area).removeprefix("的")
    return rest if len(rest) > _SHORTEST and not _GOES_ON.match(rest) else name


@cache
def _rules(*steps: str) -> tuple[Rule, ...]:
    return tuple(_of_steps(steps))


def _of_steps(steps: tuple[str, ...]) -> Iterator[Rule]:
    yield from (rule for rule in load_lexicon("indicators", "graph").rules if rule.fields["step"] in steps)

"""What kind of instrument a cited one is, by its number and its title: ``graph/lexicon/instrument_kinds.toml``."""

import re
from dataclasses import dataclass
from functools import cache

from graph.titles import instrument_title
from loaders.lexicon import Rule, load_lexicon

_QUALIFIER = re.compile(r"(?:\([^()]*\))+$")
_ISSUED = re.compile(r"〔\d{4}〕\d+号$")


@dataclass(frozen=True, slots=True)
class InstrumentKind:
    """``class_name`` is the ontology's class (Law, Regulation, Standard, Plan, Instrument), ``kind`` says more."""

    class_name: str
    kind: str
    rule: str


_UNKNOWN = InstrumentKind("Instrument", "instrument", "")
# What is issued under 〔year〕 is never a law nor a regulation, whatever its title says.
_ISSUED_DOCUMENT = InstrumentKind("Instrument", "normative_document", "issued-number")


def instrument_kind(title: str, number: str | None = None) -> InstrumentKind:
    """The kind that the number shows, else the title's ending: ``…条例(试行)`` is a regulation.

    ``number`` is in its official spelling.
    """
    if number and (rule := _first("number", number)):
        return _as_kind(rule)
    bare = _QUALIFIER.sub("", instrument_title(title)) or title
    rule = _first("title", bare)
    kind = _as_kind(rule) if rule else _UNKNOWN
    if number and _ISSUED.search(number) and kind.class_name in {"Law", "Regulation"}:
        return _ISSUED_DOCUMENT
    return kind


def _first(of: str, text: str) -> Rule | None:
    return next((rule for rule in _rules(of) if rule.pattern.search(text)), None)


def _as_kind(rule: Rule) -> InstrumentKind:
    return InstrumentKind(rule.fields["class"], rule.fields["kind"], rule.id)


@cache
def _rules(of: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in load_lexicon("instrument_kinds", "graph").rules if rule.fields["of"] == of)

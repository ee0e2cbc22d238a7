"""A finding in words: its rule's sentence, the slots filled."""

from decimal import Decimal

from queries.audit.facts import Term
from queries.audit.finding import Detail, Finding
from queries.audit.rules import Rule
from queries.question import Language

_MOST_LISTED = 12


def statement_of(finding: Finding, rule: Rule, language: Language) -> str:
    """What was found, in one sentence with its numbers."""
    return rule.statement[language].format(**{name: _shown(value, language) for name, value in finding.detail.items()})


def _shown(value: Detail, language: Language) -> str:
    match value:
        case Decimal():
            return format(value.normalize(), "f")
        case Term():
            return value.zh if language == "zh" else value.en
        case tuple():
            return _list(value, language)
    return value


def _list(values: tuple[str, ...], language: Language) -> str:
    """A list of names; of a long one the first, and how many there are."""
    shown = ("、" if language == "zh" else ", ").join(values[:_MOST_LISTED])
    more = len(values) - _MOST_LISTED
    if more <= 0:
        return shown
    return f"{shown}等{len(values)}个" if language == "zh" else f"{shown} and {more} more"

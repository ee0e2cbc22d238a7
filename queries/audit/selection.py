"""Findings narrowed by rule, severity, policy, department and judgement, with how many each further choice leaves."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from graph.judgements import Verdict
from queries.audit.finding import Severity
from queries.audit.review import Reviewed

FACETS: Final = ("severity", "rule", "state", "policy", "department")
OPEN: Final = "open"
_ORDER: Final = {value: place for place, value in enumerate((*Severity, OPEN, Verdict.CONFIRMED, Verdict.DISMISSED))}
AGENTS: Final = frozenset({"department", "group", "body"})
"""Kinds of subjects that answer for something."""


@dataclass(frozen=True, slots=True)
class Selected:
    """The findings that have every value asked for, in their order; and for each facet its values with their counts.

    A value's count is what choosing it would show, the other choices staying as they are. Severities come the heaviest
    first, judgements the open ones first, of all else the commonest.
    """

    findings: tuple[Reviewed, ...]
    counts: Mapping[str, tuple[tuple[str, int], ...]]


def values_of(one: Reviewed) -> Mapping[str, tuple[str, ...]]:
    """What a finding has of each facet: codes, and the names (IRIs) of policies and agents."""
    finding = one.finding
    policies = (finding.policy, *(passage.policy for passage in finding.passages))
    agents = (subject.iri for subject in finding.subjects if subject.kind in AGENTS)
    return {
        "severity": (finding.severity.value,),
        "rule": (finding.rule,),
        "state": (one.verdict.value if one.verdict else OPEN,),
        "policy": tuple(dict.fromkeys(policies)),
        "department": tuple(dict.fromkeys(agents)),
    }


def select(findings: Sequence[Reviewed], wanted: Mapping[str, str]) -> Selected:
    """The findings that have the wanted values; an empty or missing one asks for nothing."""
    asked = {name: value for name in FACETS if (value := wanted.get(name, ""))}
    counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    chosen = []
    for one in findings:
        values = values_of(one)
        missed = [name for name, value in asked.items() if value not in values[name]]
        if not missed:
            chosen.append(one)
        for name in FACETS:
            if missed in ([], [name]):
                counts[name].update(values[name])
    return Selected(tuple(chosen), {name: _ordered(counts[name], asked.get(name)) for name in FACETS})


def _ordered(counted: Mapping[str, int], asked: str | None) -> tuple[tuple[str, int], ...]:
    shown: Iterable[tuple[str, int]] = counted.items()
    if asked is not None and asked not in counted:
        shown = (*shown, (asked, 0))
    return tuple(sorted(shown, key=lambda pair: (_ORDER.get(pair[0], 0), -pair[1], pair[0])))

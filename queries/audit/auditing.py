"""A release, rules and severities → findings: the one function that runs an audit."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from queries.audit.facts import Facts
from queries.audit.finding import Finding, Found, Severity, Subject
from queries.audit.measures import MEASURES
from queries.audit.measures.settings import Settings
from queries.audit.measures.values import stable
from queries.audit.rules import Rule, query_text
from queries.errors import CatalogueError

CAVEATS = ("text-cut", "missing-annex")
"""Kinds of doubt that weaken a finding of absence."""
_COLUMNS = ("policy", "subject", "kind", "label", "passage")
_ID_DIGITS = 12


def audit(store: Store, facts: Facts, rules: Iterable[Rule], severities: Mapping[str, Severity]) -> tuple[Finding, ...]:
    """The findings over a whole store, the heaviest first, then by rule, policy and place in the text.

    ``facts`` are those of the same store (``read_facts``). Linear in the store but for the network of each single
    policy. Rules without a severity are off.
    """
    chosen = [rule for rule in rules if rule.id in severities]
    findings = [finding for rule in chosen for finding in _findings(store, facts, rule, severities[rule.id])]
    order = {rule.id: rule.number for rule in chosen}
    return tuple(
        sorted(findings, key=lambda one: (one.severity.rank, order[one.rule], one.policy_label, _place(one), one.id))
    )


def _place(finding: Finding) -> tuple[int, int]:
    first = next(iter(finding.passages), None)
    return (first.begin, first.end) if first else (0, 0)


def _findings(store: Store, facts: Facts, rule: Rule, severity: Severity) -> Iterator[Finding]:
    found = MEASURES[rule.measure](facts, Settings(rule.settings)) if rule.measure else _query(store, rule)
    ordered = sorted(found, key=lambda one: (one.policy, one.key, one.passages))
    turns: Counter[tuple[str, ...]] = Counter()
    for one in ordered:
        turns[one.policy, *one.key] += 1
        yield _finding(facts, rule, severity, one, turns[one.policy, *one.key])


def _finding(facts: Facts, rule: Rule, severity: Severity, found: Found, turn: int) -> Finding:
    plan = facts.by_policy[found.policy]
    if missing := rule.slots - found.detail.keys():
        raise CatalogueError(f"{rule.id}.toml", "statement", f"nothing fills {', '.join(sorted(missing))}")
    caveats = {doubt.matter for doubt in plan.doubts} if rule.absence else set()
    return Finding(
        id=finding_id(rule.id, found.policy, found.key, turn),
        rule=rule.id,
        severity=severity,
        policy=found.policy,
        policy_label=plan.label,
        subjects=found.subjects,
        passages=facts.passages(found.passages),
        detail=found.detail,
        caveats=tuple(caveat for caveat in CAVEATS if caveat in caveats),
    )


def finding_id(rule: str, policy: str, key: tuple[str, ...], turn: int = 1) -> str:
    """Twelve hexadecimal digits: of the rule, the policy's name and the subjects' content, never of positions.

    A second finding of the same content (one duty written twice) is told apart by its turn.
    """
    parts = (rule, policy, *key, *((f"#{turn}",) if turn > 1 else ()))
    return sha256("".join(f"{len(part)}:{part}" for part in parts).encode("utf-8", "surrogatepass")).hexdigest()[
        :_ID_DIGITS
    ]


def _query(store: Store, rule: Rule) -> Iterator[Found]:
    """What a rule's query finds: one finding for each subject, with all its passages; other columns fill the slots."""
    solutions = store.query(query_text(rule), use_default_graph_as_union=True)
    if not isinstance(solutions, QuerySolutions):
        raise CatalogueError(rule.query, "query", "must be a SELECT")
    names = [variable.value for variable in solutions.variables]
    if missing := [name for name in _COLUMNS if name not in names]:
        raise CatalogueError(rule.query, "query", f"does not select {', '.join(missing)}")
    found: dict[tuple[str, str], Found] = {}
    for solution in solutions:
        row = {name: term.value for name in names if isinstance(term := solution[name], NamedNode | Literal)}
        subject = Subject(row["subject"], row["label"], row["kind"])
        detail = {name: value for name, value in row.items() if name not in _COLUMNS}
        one = Found(
            policy=row["policy"],
            subjects=(subject,),
            passages=(row["passage"],),
            key=stable(subject.kind, subject.label),
            detail=detail,
        )
        before = found.get((one.policy, subject.iri))
        found[one.policy, subject.iri] = replace(before, passages=(*before.passages, *one.passages)) if before else one
    yield from found.values()

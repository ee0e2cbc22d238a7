"""An audit of the current release as plain values: what was found, what was said of it, and the numbers around it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Store

from graph.judgements import read_judgements
from graph.release import Release
from queries.audit.auditing import audit
from queries.audit.reading import read_facts
from queries.audit.review import Review, review
from queries.audit.rules import load_rules, load_severities
from queries.audit.survey import Survey, survey
from queries.parameters import resolve
from queries.responsibility_table import POLICY


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """All findings with their judgements; the numbers of the policies asked for, and their names and titles."""

    release: Release
    review: Review
    survey: Survey
    policies: tuple[str, ...]
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WholeAudit:
    """The audit of all that a store holds, whichever release that is."""

    review: Review
    survey: Survey

    def of(self, release: Release) -> Audit:
        """The audit of that release."""
        return Audit(release=release, review=self.review, survey=self.survey, policies=(), titles=())


def audit_store(store: Store) -> WholeAudit:
    """Audit everything, by zeren's own severities."""
    facts = read_facts(store)
    found = review(audit(store, facts, load_rules().values(), load_severities()), read_judgements(store))
    return WholeAudit(found, survey(facts, (plan.iri for plan in facts.plans)))


def audit_release(
    store: Store, release: Release, policies: Sequence[str] = (), severities: Path | None = None
) -> Audit:
    """Audit the whole release, then keep to the policies that were named, if any were.

    A policy is named by its title, a part of it, its number or its IRI. ``severities`` is a table of one's own.
    Raises BadArgument, UsageError.
    """
    facts = read_facts(store)
    wanted = tuple(dict.fromkeys(resolve(store, POLICY, name).value for name in policies))
    found = review(audit(store, facts, load_rules().values(), load_severities(severities)), read_judgements(store))
    shown = wanted or tuple(plan.iri for plan in facts.plans)
    return Audit(
        release=release,
        review=found.only(policies=wanted),
        survey=survey(facts, shown),
        policies=wanted,
        titles=tuple(facts.by_policy[policy].label for policy in wanted),
    )

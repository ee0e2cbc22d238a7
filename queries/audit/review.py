"""Findings beside what people said of them: open, confirmed, dismissed; and judgements whose finding is gone."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from graph.judgements import Judged, Verdict
from loaders.errors import UsageError
from queries.audit.finding import Finding


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A finding with its judgements, if there are any."""

    finding: Finding
    judged: Judged | None = None

    @property
    def verdict(self) -> Verdict | None:
        """Confirmed, dismissed, or None while it is open."""
        return self.judged.verdict if self.judged else None


@dataclass(frozen=True, slots=True)
class Review:
    """All findings in their order, and what was judged earlier and occurs no more."""

    findings: tuple[Reviewed, ...]
    gone: tuple[Judged, ...]

    def open(self) -> tuple[Reviewed, ...]:
        """What nobody has dismissed."""
        return tuple(one for one in self.findings if one.verdict is not Verdict.DISMISSED)

    def only(
        self, *, policies: Collection[str] = (), rules: Collection[str] = (), severities: Collection[str] = ()
    ) -> "Review":
        """The findings of some policies, rules and severities; all where nothing is asked for."""
        findings = tuple(
            one
            for one in self.findings
            if (not policies or one.finding.policy in policies)
            and (not rules or one.finding.rule in rules)
            and (not severities or one.finding.severity.value in severities)
        )
        gone = tuple(
            one for one in self.gone if (not policies or one.policy in policies) and (not rules or one.rule in rules)
        )
        return Review(findings, () if severities else gone)


def review(findings: Sequence[Finding], judged: Mapping[str, Judged]) -> Review:
    """Each finding with its judgements. A judgement whose finding no longer occurs is kept, and told apart."""
    present = {finding.id for finding in findings}
    gone = tuple(one for finding, one in sorted(judged.items()) if finding not in present)
    return Review(tuple(Reviewed(finding, judged.get(finding.id)) for finding in findings), gone)


def find_finding(reviewed: Review, given: str) -> Reviewed | Judged:
    """The finding whose id begins so, or the judgement of one that is gone. Raises UsageError for none or several."""
    wanted = given.strip().lower()
    matching: list[Reviewed | Judged] = [one for one in reviewed.findings if one.finding.id.startswith(wanted)]
    matching += [one for one in reviewed.gone if one.finding.startswith(wanted)]
    if wanted and len(matching) == 1:
        return matching[0]
    if not wanted or not matching:
        raise UsageError(f"{given}: no such finding; `zeren audit` lists them with their ids")
    raise UsageError(f"{given}: {len(matching)} findings begin so; give more of the id")

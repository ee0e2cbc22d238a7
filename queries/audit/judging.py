"""A finding as it is kept when somebody judges it."""

from graph.judgements import Judged, Judgement, Verdict
from loaders.errors import UsageError
from queries.audit.review import Reviewed
from queries.audit.rules import load_rules
from queries.audit.statements import statement_of

NEEDS_WORDS = frozenset({Verdict.DISMISSED, Verdict.NOTED})
"""What nobody may do to a finding without saying why."""


class WordsMissing(UsageError):
    """A judgement that must say why does not."""


def as_judged(one: Reviewed) -> Judged:
    """The finding in words of both languages, with what was said of it before."""
    finding = one.finding
    rule = load_rules()[finding.rule]
    return Judged(
        finding=finding.id,
        rule=finding.rule,
        policy=finding.policy,
        zh=statement_of(finding, rule, "zh"),
        en=statement_of(finding, rule, "en"),
        judgements=one.judged.judgements if one.judged else (),
    )


def check_words(judgement: Judgement) -> None:
    """Raises WordsMissing for a dismissal without a reason, and for a note that is empty."""
    if judgement.verdict in NEEDS_WORDS and not judgement.note.strip():
        raise WordsMissing(f"{judgement.finding}: {judgement.verdict} needs words that say why")

"""Findings as the values that pages are rendered from."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import cast
from urllib.parse import urlencode

from api.access import Visit
from api.addresses import address_of, anchor
from api.audits import Audit
from api.current_audit import GLANCE, PATIENCE, CurrentAudit
from api.presentation import linked
from api.roles import Role
from graph.judgements import Judged, Verdict
from loaders.errors import ZerenError
from queries.audit.facts import Passage
from queries.audit.finding import Finding, Severity
from queries.audit.listing import SEVERITY_NAMES, VERDICT_NAMES, caveats_of
from queries.audit.review import Reviewed
from queries.audit.rules import load_rules
from queries.audit.selection import FACETS, OPEN, Selected, select, values_of
from queries.audit.statements import statement_of
from queries.question import Language
from queries.table import Reference
from viz.audit_pages import (
    Act,
    AuditPage,
    Facet,
    FindingEntry,
    Gone,
    Progress,
    Sentence,
    quotations,
)
from viz.pages import FindingLine, Link
from viz.results import Cell
from viz.search_pages import Choice
from viz.text import Texts

ENTRIES = 25
"""Findings on one page."""
CHOICES = 60
"""Most values of a facet that are listed; pages of policies and departments lead to the findings of the others."""
NEVER_KEPT = {"Cache-Control": "no-store"}
"""For pages with a form's secret, and those that are not the last word on their release."""


def current_audit(visit: Visit, patience: float = PATIENCE) -> Audit | None:
    """The audit that pages show now; None while the first one is being worked out."""
    return cast("CurrentAudit", visit.request.app.state.audit).get(visit.engine, patience)


def mentioned(visit: Visit) -> Audit | None:
    """The same for a page that only mentions findings: None where those of its release are long in coming."""
    try:
        audit = current_audit(visit, GLANCE)
        return audit if audit and audit.release.id == visit.engine.release().id else None
    except ZerenError:
        return None


def audit_page(audit: Audit, wanted: Mapping[str, str], first: int, asked: str, visit: Visit) -> AuditPage:
    """The findings that have the wanted values, from the ``first`` on; ``asked`` is the id of the one to open."""
    language = visit.language
    selected = select(audit.review.findings, wanted)
    shown = selected.findings[first - 1 : first - 1 + ENTRIES]
    entries = tuple(_entry(one, wanted, first, language, is_open=one.finding.id == asked) for one in shown)
    elsewhere = [one for one in audit.review.findings if one.finding.id == asked and one not in shown]
    severities = Counter(one.finding.severity for one in audit.review.open())
    return AuditPage(
        release=audit.release.id,
        progress=progress(audit),
        severities=tuple((level.value, SEVERITY_NAMES[level][language], severities[level]) for level in Severity),
        facets=tuple(_facets(audit, selected, wanted, language)),
        total=len(selected.findings),
        first=first,
        entries=entries,
        asked=_entry(elsewhere[0], wanted, first, language, is_open=True) if elsewhere else None,
        gone=tuple(_gone(one, language) for one in audit.review.gone) if not wanted else (),
        earlier=_address(wanted, max(1, first - ENTRIES)) if first > 1 else "",
        later=_address(wanted, first + ENTRIES) if first + ENTRIES <= len(selected.findings) else "",
        all_findings="/audit" if wanted else "",
        downloads=_downloads(wanted.get("policy", "")),
        csrf=visit.visitor.session.csrf if visit.visitor.session else "",
        may_judge=visit.visitor.role >= Role.CONTRIBUTOR,
    )


def progress(audit: Audit) -> Progress:
    """How many of all findings were judged."""
    verdicts = Counter(one.verdict for one in audit.review.findings)
    return Progress(
        all=len(audit.review.findings),
        confirmed=verdicts[Verdict.CONFIRMED],
        dismissed=verdicts[Verdict.DISMISSED],
    )


def finding_lines(
    found: Iterable[Reviewed], language: Language, wanted: Mapping[str, str] | None = None
) -> tuple[FindingLine, ...]:
    """Findings as lines of a list, each leading to where it opens among those that have the wanted values."""
    return tuple(_line(one, wanted or {}, 1, language) for one in found)


def about(audit: Audit, facet: str, iri: str) -> tuple[Reviewed, ...]:
    """What nobody has dismissed of the findings about one policy or department."""
    return tuple(one for one in audit.review.open() if iri in values_of(one)[facet])


def _line(one: Reviewed, wanted: Mapping[str, str], first: int, language: Language) -> FindingLine:
    finding = one.finding
    rule = load_rules()[finding.rule]
    verdict = one.verdict.value if one.verdict else OPEN
    return FindingLine(
        id=finding.id,
        severity=finding.severity.value,
        severity_name=SEVERITY_NAMES[finding.severity][language],
        title=rule.title[language],
        statement=statement_of(finding, rule, language),
        href=f"{_address(wanted, first, finding.id)}#f-{finding.id}",
        policy=linked(Reference(finding.policy, finding.policy_label)),
        verdict=verdict,
        verdict_name=VERDICT_NAMES[verdict][language],
    )


def _entry(one: Reviewed, wanted: Mapping[str, str], first: int, language: Language, *, is_open: bool) -> FindingEntry:
    finding = one.finding
    rule = load_rules()[finding.rule]
    return FindingEntry(
        line=_line(one, wanted, first, language),
        subjects=tuple(linked(Reference(subject.iri, subject.label)) for subject in finding.subjects),
        quotations=quotations(tuple(_sentences(finding))),
        question=rule.question[language],
        not_a_finding=rule.not_a_finding[language],
        advice=rule.advice[language],
        caveat=caveats_of(finding, language),
        acts=_acts(one.judged, language),
        address=_judging(finding.id, wanted, first),
        is_open=is_open,
    )


def _sentences(finding: Finding) -> Iterable[Sentence]:
    for passage in finding.passages:
        yield Sentence(
            text=passage.sentence,
            quote=passage.quote,
            place=passage.path or "—",
            href=_place(passage),
            policy=None if passage.policy == finding.policy else _document(passage),
        )


def _document(passage: Passage) -> Cell:
    return linked(Reference(passage.policy, passage.policy_label))


def _place(passage: Passage) -> str:
    """The sentence in its document's page."""
    document = address_of(passage.policy)
    return f"{document}#{anchor(passage.begin, passage.end)}" if document else ""


def _acts(judged: Judged | None, language: Language) -> tuple[Act, ...]:
    return tuple(
        Act(verdict=VERDICT_NAMES[act.verdict][language], note=act.note, by=act.by, on=act.at.date().isoformat())
        for act in (judged.judgements if judged else ())
    )


def _gone(judged: Judged, language: Language) -> Gone:
    rule = load_rules().get(judged.rule)
    return Gone(
        title=rule.title[language] if rule else judged.rule,
        statement=judged.zh if language == "zh" else judged.en,
        verdict_name=VERDICT_NAMES[judged.verdict or OPEN][language],
        acts=_acts(judged, language),
    )


def _facets(audit: Audit, selected: Selected, wanted: Mapping[str, str], language: Language) -> Iterable[Facet]:
    texts = Texts(language)
    labels = _labels(audit.review.findings, language)
    headings = {
        "severity": texts("audit.severity"),
        "rule": texts("audit.rule"),
        "state": texts("audit.judgement"),
        "policy": texts("document.title"),
        "department": texts("audit.body"),
    }
    for name in FACETS:
        counted = selected.counts[name]
        listed = [*counted[:CHOICES], *(one for one in counted[CHOICES:] if one[0] == wanted.get(name))]
        choices = tuple(_choice(name, value, labels.get(value, value), count, wanted) for value, count in listed)
        yield Facet(name, headings[name], choices, len(counted) - len(listed))


def _labels(found: Sequence[Reviewed], language: Language) -> Mapping[str, str]:
    """What the values of facets are called; codes and IRIs never meet."""
    labels = {rule.id: rule.title[language] for rule in load_rules().values()}
    labels |= {level.value: SEVERITY_NAMES[level][language] for level in Severity}
    labels |= {state: VERDICT_NAMES[state][language] for state in (OPEN, Verdict.CONFIRMED, Verdict.DISMISSED)}
    for one in found:
        labels.update((passage.policy, passage.policy_label) for passage in one.finding.passages)
        labels[one.finding.policy] = one.finding.policy_label
        labels.update((subject.iri, subject.label) for subject in one.finding.subjects)
    return labels


def _choice(name: str, value: str, label: str, count: int, wanted: Mapping[str, str]) -> Choice:
    chosen = wanted.get(name) == value
    others = {key: kept for key, kept in wanted.items() if key != name}
    return Choice(label, count, _address(others if chosen else {**others, name: value}), chosen)


def _address(wanted: Mapping[str, str], first: int = 1, asked: str = "") -> str:
    state = {**wanted, **({"first": first} if first > 1 else {}), **({"open": asked} if asked else {})}
    return f"/audit?{urlencode(state)}" if state else "/audit"


def _judging(finding: str, wanted: Mapping[str, str], first: int) -> str:
    """Where the judgement of a finding is sent; with the page it is made on, to lead back there."""
    return f"/audit/{finding}{_address(wanted, first).removeprefix('/audit')}"


def _downloads(policy: str) -> tuple[Link, ...]:
    chosen = {"policy": policy} if policy else {}
    return tuple(
        Link(label, f"/export/audit-report?{urlencode({**chosen, 'ending': ending})}")
        for ending, label in (("html", "HTML"), ("xlsx", "Excel"))
    )

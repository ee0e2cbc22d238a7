"""A review and a survey → the report of an audit as one HTML file that prints well and refers to nothing outside."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.judgements import Judged, Verdict
from graph.release import Release
from loaders.doubts import doubt_text
from queries.audit.facts import Passage
from queries.audit.finding import Finding, Severity
from queries.audit.listing import SEVERITY_NAMES, VERDICT_NAMES, caveats_of, notes_of
from queries.audit.review import Review, Reviewed
from queries.audit.rules import Rule
from queries.audit.statements import statement_of
from queries.audit.survey import Load, OpenPlace, Survey
from viz.about import About
from viz.markup import render
from viz.text import Language, Texts

MOST_SENTENCES = 4
"""Sentences of a finding that are printed; the workbook has them all."""
MOST_ROWS = 40
"""Departments in the printed matrix and table of workload; the workbook has them all."""
HEATS = 5
METHOD = ("audit.method_reading", "audit.method_rules", "audit.method_inference", "audit.method_limits")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence with the stretch that counts in its middle, and where it stands."""

    before: str
    quote: str
    after: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One finding as the report prints it."""

    id: str
    severity: str
    title: str
    statement: str
    caveat: str
    advice: str
    verdict: str
    verdict_name: str
    notes: tuple[str, ...]
    policy: str
    sentences: tuple[Sentence, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The findings of one severity."""

    severity: str
    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleLine:
    """A rule in the summary: how many findings, how many of them judged."""

    severity: str
    severity_name: str
    title: str
    question: str
    not_a_finding: str
    found: int
    confirmed: int
    dismissed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """A department's counts by theme, each with its heat from 0 to ``HEATS``."""

    label: str
    cells: tuple[tuple[int, int], ...]
    total: int


def audit_report(reviewed: Review, surveyed: Survey, rules: Mapping[str, Rule], about: About) -> str:
    """The report as HTML text: summary, findings with their sentences, matrix, workload, coverage, method."""
    language = about.language
    themes = surveyed.themes
    rows = surveyed.loads[:MOST_ROWS]
    return render(
        "audit_report.html",
        language,
        {
            "about": about,
            "several": len(surveyed.coverage) > 1,
            "rules": tuple(rule_lines(reviewed, rules, language)),
            "severities": [(level.value, SEVERITY_NAMES[level][language]) for level in Severity],
            "counts": _counts(reviewed),
            "groups": tuple(_groups(reviewed, rules, language)),
            "gone": gone_lines(reviewed, rules, language),
            "coverage": surveyed.coverage,
            "themes": [term.zh if language == "zh" else term.en for _, term in themes],
            "matrix": tuple(_matrix(rows, [theme for theme, _ in themes])),
            "loads": rows,
            "most": max((load.total for load in rows), default=1),
            "left_out": max(0, len(surveyed.loads) - MOST_ROWS),
            "doubts": [
                (doubt_heading(place, language), tuple(map(_sentence, place.passages)))
                for place in surveyed.open_places
            ],
            "verdicts": {name: wording[language] for name, wording in VERDICT_NAMES.items()},
        },
    )


def about_report(titles: Sequence[str], release: Release, language: Language) -> About:
    """What a report says of itself: the policies it covers (none: all of the release), its release, its method."""
    texts = Texts(language)
    title = texts("audit.title_of", policy=titles[0]) if len(titles) == 1 else texts("audit.title")
    covered = ((texts("audit.covers"), "".join(f"《{one}》" for one in titles)),) if len(titles) > 1 else ()
    return About(
        title=title,
        release=release.id,
        published_at=release.published_at,
        facts=covered,
        notes=tuple(texts(name) for name in METHOD),
        language=language,
    )


def doubt_heading(place: OpenPlace, language: Language) -> str:
    """What is odd about a place; the detail alone where it says everything itself."""
    kind = doubt_text(place.matter, language)
    return place.detail if kind == place.matter else f"{kind}: {place.detail}"


def _counts(reviewed: Review) -> Mapping[str, int]:
    """How many findings of each severity nobody has dismissed."""
    counts = Counter(one.finding.severity.value for one in reviewed.open())
    return {level.value: counts[level.value] for level in Severity}


def rule_lines(reviewed: Review, rules: Mapping[str, Rule], language: Language) -> Iterator[RuleLine]:
    """A line for each rule that found something, in the order of the findings."""
    by_rule: dict[str, list[Reviewed]] = {}
    for one in reviewed.findings:
        by_rule.setdefault(one.finding.rule, []).append(one)
    for rule, found in by_rule.items():
        verdicts = Counter(one.verdict for one in found)
        severity = found[0].finding.severity
        yield RuleLine(
            severity=severity.value,
            severity_name=SEVERITY_NAMES[severity][language],
            title=rules[rule].title[language],
            question=rules[rule].question[language],
            not_a_finding=rules[rule].not_a_finding[language],
            found=len(found),
            confirmed=verdicts[Verdict.CONFIRMED],
            dismissed=verdicts[Verdict.DISMISSED],
        )


def _groups(reviewed: Review, rules: Mapping[str, Rule], language: Language) -> Iterator[Group]:
    for level in Severity:
        entries = tuple(
            _entry(one, rules[one.finding.rule], language) for one in reviewed.findings if one.finding.severity is level
        )
        if entries:
            yield Group(severity=level.value, name=SEVERITY_NAMES[level][language], entries=entries)


def _entry(one: Reviewed, rule: Rule, language: Language) -> Entry:
    finding = one.finding
    shown = _distinct(finding)
    verdict = one.verdict.value if one.verdict else "open"
    return Entry(
        id=finding.id,
        severity=finding.severity.value,
        title=rule.title[language],
        statement=statement_of(finding, rule, language),
        caveat=caveats_of(finding, language),
        advice=rule.advice[language],
        verdict=verdict,
        verdict_name=VERDICT_NAMES[verdict][language],
        notes=_notes(one.judged),
        policy=finding.policy_label,
        sentences=tuple(map(_sentence, shown[:MOST_SENTENCES])),
        more=max(0, len(shown) - MOST_SENTENCES),
    )


GoneLine = tuple[str, str, str, str, tuple[str, ...]]


def gone_lines(reviewed: Review, rules: Mapping[str, Rule], language: Language) -> tuple[GoneLine, ...]:
    """What was judged and occurs no more: id, rule, statement, verdict, notes."""
    return tuple(_gone(one, rules, language) for one in reviewed.gone)


def _gone(judged: Judged, rules: Mapping[str, Rule], language: Language) -> GoneLine:
    title = rules[judged.rule].title[language] if judged.rule in rules else judged.rule
    verdict = VERDICT_NAMES[judged.verdict.value if judged.verdict else "open"][language]
    return judged.finding, title, judged.zh if language == "zh" else judged.en, verdict, _notes(judged)


def _notes(judged: Judged | None) -> tuple[str, ...]:
    return tuple(notes_of(judged).splitlines())


def _distinct(finding: Finding) -> Sequence[Passage]:
    """The passages without those whose sentence another has already."""
    return tuple({(one.policy, one.path, one.sentence): one for one in reversed(finding.passages)}.values())[::-1]


def _sentence(passage: Passage) -> Sentence:
    """The sentence cut at the passage; where the passage is all of it, nothing stands out."""
    before, quote, after = passage.sentence.partition(passage.quote)
    if not quote or not (before.strip() or after.strip()):
        before, quote, after = passage.sentence, "", ""
    return Sentence(before=before, quote=quote, after=after, place=passage.path or "—")


def _matrix(loads: Sequence[Load], themes: Sequence[str]) -> Iterator[MatrixRow]:
    most = max((count for load in loads for count in load.themes.values()), default=1)
    for load in loads:
        counts = [load.themes.get(theme, 0) for theme in themes]
        heats = [-(-count * HEATS // most) for count in counts]
        yield MatrixRow(label=load.agent.label, cells=tuple(zip(counts, heats, strict=True)), total=load.total)

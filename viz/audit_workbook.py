"""A review and a survey → the report of an audit as a workbook: as the HTML file, with every row and sentence."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from queries.audit.finding import Severity
from queries.audit.listing import SEVERITY_NAMES, VERDICT_NAMES, caveats_of, notes_of, sentences_of
from queries.audit.review import Review
from queries.audit.rules import Rule
from queries.audit.statements import statement_of
from queries.audit.survey import Survey
from viz.about import About
from viz.audit_report import doubt_heading, gone_lines, rule_lines
from viz.sheet import Column, IsoDate, Paper, Sheet, Value
from viz.text import Language, Texts


def audit_workbook(reviewed: Review, surveyed: Survey, rules: Mapping[str, Rule], about: About) -> bytes:
    """The workbook: summary, findings, matrix, workload, coverage, open questions; method and limits come last."""
    from viz.workbook import write_workbook  # only who wants a workbook waits for openpyxl

    language = about.language
    sheets = [
        _summary(reviewed, rules, about),
        _findings(reviewed, rules, language),
        _sentences(reviewed, rules, language),
        _matrix(surveyed, language),
        _workload(surveyed, language),
        _coverage(surveyed, language),
        _open(surveyed, language),
    ]
    if reviewed.gone:
        sheets.insert(3, _gone(reviewed, rules, language))
    return write_workbook(sheets, about)


def _summary(reviewed: Review, rules: Mapping[str, Rule], about: About) -> Sheet:
    texts = Texts(about.language)
    open_findings = reviewed.open()
    counts = " · ".join(
        f"{SEVERITY_NAMES[level][about.language]} {sum(1 for one in open_findings if one.finding.severity is level)}"
        for level in Severity
    )
    verdicts = (VERDICT_NAMES[name][about.language] for name in ("confirmed", "dismissed"))
    return Sheet(
        name=texts("audit.summary"),
        title=about.title,
        lines=(
            about.origin(),
            *(f"{name}: {value}" for name, value in about.facts),
            counts,
            texts("audit.counts_note"),
        ),
        columns=(
            Column(texts("audit.severity"), 10, centred=True),
            Column(texts("audit.rule"), 26),
            Column(texts("audit.question"), 60),
            Column(texts("audit.found"), 8, centred=True),
            *(Column(verdict, 8, centred=True) for verdict in verdicts),
            Column(texts("audit.not_a_finding"), 60),
        ),
        rows=[
            (
                *(line.severity_name, line.title, line.question, Decimal(line.found)),
                *(Decimal(line.confirmed), Decimal(line.dismissed), line.not_a_finding),
            )
            for line in rule_lines(reviewed, rules, about.language)
        ],
        filtered=False,
        language=about.language,
        emphasised=frozenset({1}),
    )


def _findings(reviewed: Review, rules: Mapping[str, Rule], language: Language) -> Sheet:
    names = (
        *(("audit.severity", 8), ("audit.rule", 20), ("document.title", 28), ("audit.findings", 50)),
        *(("audit.first_sentence", 50), ("audit.second_sentence", 50), ("audit.sentence_count", 8)),
        *(("audit.caveat_heading", 20), ("audit.advice_heading", 30), ("audit.judgement", 8)),
        *(("audit.reason", 24), ("audit.id", 14)),
    )
    texts = Texts(language)
    return Sheet(
        name=texts("audit.findings"),
        columns=tuple(Column(texts(name), width) for name, width in names),
        rows=list(_finding_rows(reviewed, rules, language)),
        paper=Paper.A3,
        language=language,
    )


def _finding_rows(reviewed: Review, rules: Mapping[str, Rule], language: Language) -> Iterator[tuple[Value, ...]]:
    for one in reviewed.findings:
        finding, rule = one.finding, rules[one.finding.rule]
        sentences = sentences_of(finding)
        first, second, *_ = (*sentences, "", "")
        yield (
            SEVERITY_NAMES[finding.severity][language],
            rule.title[language],
            finding.policy_label,
            statement_of(finding, rule, language),
            first,
            second,
            Decimal(len(sentences)),
            caveats_of(finding, language),
            rule.advice[language],
            VERDICT_NAMES[one.verdict or "open"][language],
            notes_of(one.judged),
            finding.id,
        )


def _sentences(reviewed: Review, rules: Mapping[str, Rule], language: Language) -> Sheet:
    """Every sentence of every finding, in order."""
    texts = Texts(language)
    names = ("audit.id", "audit.rule", "document.title", "audit.evidence")
    return Sheet(
        name=texts("audit.evidence"),
        columns=tuple(Column(texts(name), 90 if name == "audit.evidence" else 30) for name in names),
        rows=[
            (one.finding.id, rules[one.finding.rule].title[language], one.finding.policy_label, sentence)
            for one in reviewed.findings
            for sentence in sentences_of(one.finding)
        ],
        language=language,
    )


def _gone(reviewed: Review, rules: Mapping[str, Rule], language: Language) -> Sheet:
    texts = Texts(language)
    names = ("audit.id", "audit.rule", "audit.findings", "audit.judgement", "audit.reason")
    return Sheet(
        name=texts("audit.gone"),
        columns=tuple(Column(texts(name)) for name in names),
        rows=[(*line[:4], "\n".join(line[4])) for line in gone_lines(reviewed, rules, language)],
        language=language,
    )


def _matrix(surveyed: Survey, language: Language) -> Sheet:
    texts = Texts(language)
    names = [term.zh if language == "zh" else term.en for _, term in surveyed.themes]
    return Sheet(
        name=texts("audit.matrix"),
        columns=(
            Column(texts("audit.body"), 30),
            Column(texts("audit.place"), 16),
            *(Column(name, 12, centred=True) for name in names),
            Column(texts("audit.total"), 8, centred=True),
        ),
        rows=[
            (
                load.agent.label,
                load.agent.place,
                *(_count(load.themes.get(theme, 0)) for theme, _ in surveyed.themes),
                Decimal(load.total),
            )
            for load in surveyed.loads
        ],
        language=language,
        emphasised=frozenset({0}),
    )


def _workload(surveyed: Survey, language: Language) -> Sheet:
    texts = Texts(language)
    numbers = ("relation.leads", "relation.responsible", "relation.supports")
    kinds = ("count.targets", "count.tasks", "count.duties", "audit.total")
    return Sheet(
        name=texts("audit.workload"),
        columns=(
            Column(texts("audit.body"), 30),
            Column(texts("audit.place"), 16),
            *(Column(texts(name), 10, centred=True) for name in (*numbers, *kinds)),
        ),
        rows=[
            (
                *(load.agent.label, load.agent.place),
                *map(_count, (load.lead, load.responsible, load.support, *load.kinds.values(), load.total)),
            )
            for load in surveyed.loads
        ],
        language=language,
        emphasised=frozenset({0}),
    )


def _coverage(surveyed: Survey, language: Language) -> Sheet:
    texts = Texts(language)
    kinds = {"target": "count.targets", "task": "count.tasks", "duty": "count.duties"}
    names = ("audit.all", "audit.stated", "audit.only_inferred", "audit.percent")
    return Sheet(
        name=texts("audit.coverage"),
        columns=(
            Column(texts("document.title"), 44),
            Column(texts("document.issued"), 16, centred=True),
            Column(texts("audit.kind"), 14),
            *(Column(texts(name), 10, centred=True) for name in names),
            Column(texts("count.doubts"), 8, centred=True),
        ),
        rows=[
            (
                *(plan.label, IsoDate(plan.issued) if plan.issued else None, texts(kinds[share.kind])),
                *map(Decimal, (share.all, share.stated, share.inferred, share.percent)),
                Decimal(plan.doubts),
            )
            for plan in surveyed.coverage
            for share in plan.shares
            if share.all
        ],
        language=language,
    )


def _open(surveyed: Survey, language: Language) -> Sheet:
    texts = Texts(language)
    names = ("document.title", "audit.doubt", "audit.evidence")
    return Sheet(
        name=texts("audit.open"),
        columns=tuple(Column(texts(name)) for name in names),
        rows=[
            (
                next((passage.policy_label for passage in place.passages), ""),
                doubt_heading(place, language),
                "\n".join(passage.sentence for passage in place.passages),
            )
            for place in surveyed.open_places
        ],
        language=language,
    )


def _count(number: int) -> Decimal | None:
    """A number, nothing for none: an empty cell is easier to read past."""
    return Decimal(number) if number else None

"""A review as a table: one row for each finding, with its sentences."""

from collections.abc import Mapping

from graph.judgements import Judged, Verdict
from queries.audit.finding import Finding, Severity
from queries.audit.review import Review, Reviewed
from queries.audit.rules import Rule
from queries.audit.statements import statement_of
from queries.labels import last_part
from queries.question import Column, Language, Wording
from queries.table import Code, Reference, Row, Table

SEVERITY_NAMES: Mapping[str, Wording] = {
    Severity.HIGH: Wording("严重", "high"),
    Severity.MEDIUM: Wording("一般", "medium"),
    Severity.LOW: Wording("轻微", "low"),
    Severity.NOTE: Wording("提示", "note"),
}
VERDICT_NAMES: Mapping[str, Wording] = {
    "open": Wording("待定", "open"),
    Verdict.CONFIRMED: Wording("属实", "confirmed"),
    Verdict.DISMISSED: Wording("不成立", "dismissed"),
    Verdict.NOTED: Wording("备注", "noted"),
    Verdict.REOPENED: Wording("重新打开", "reopened"),
    "gone": Wording("不再出现", "no longer found"),
}
CAVEAT_NAMES: Mapping[str, Wording] = {
    "text-cut": Wording("原文有删减,缺失可能源于此", "the text is cut, which may be why something is missing"),
    "missing-annex": Wording("附件缺失,内容可能在附件中", "an annex is missing and may hold it"),
}

COLUMNS = (
    Column(name="id", type="text", label=Wording("编号", "id")),
    Column(name="severity", type="code", label=Wording("程度", "severity"), values=SEVERITY_NAMES),
    Column(name="rule", type="code", label=Wording("规则", "rule")),
    Column(name="policy", type="iri", label=Wording("文件", "policy")),
    Column(name="statement", type="text", label=Wording("发现", "finding")),
    Column(name="caveat", type="text", label=Wording("注意", "caveat")),
    Column(name="advice", type="text", label=Wording("建议", "advice")),
    Column(name="verdict", type="code", label=Wording("判断", "judgement"), values=VERDICT_NAMES),
    Column(name="note", type="text", label=Wording("判断说明", "reason")),
    Column(name="subjects", type="iri", label=Wording("对象", "subjects"), many=True),
    Column(name="evidence", type="text", label=Wording("原文", "evidence"), evidence=True),
)


def as_table(reviewed: Review, rules: Mapping[str, Rule], language: Language) -> Table:
    """Every finding of the review, then the judgements whose finding is gone."""
    rows = [_row(one, rules[one.finding.rule], language) for one in reviewed.findings]
    rows += [_gone(one, rules, language) for one in reviewed.gone]
    return Table(COLUMNS, tuple(rows), language)


def caveats_of(finding: Finding, language: Language) -> str:
    """What weakens the finding, in words."""
    return ";".join(CAVEAT_NAMES[caveat][language] for caveat in finding.caveats)


def notes_of(judged: Judged | None) -> str:
    """What was said of a finding, by whom and on which day."""
    acts = judged.judgements if judged else ()
    return "\n".join(f"{act.note} ({act.by}, {act.at.date().isoformat()})".strip() for act in acts)


def sentences_of(finding: Finding) -> tuple[str, ...]:
    """The sentences a finding rests on, each once, with the provision each stands in."""
    return tuple(dict.fromkeys(f"[{one.path or '—'}] {' '.join(one.sentence.split())}" for one in finding.passages))


def _row(one: Reviewed, rule: Rule, language: Language) -> Row:
    finding = one.finding
    verdict = one.verdict.value if one.verdict else "open"
    return (
        finding.id,
        Code(finding.severity.value, SEVERITY_NAMES[finding.severity][language]),
        Code(rule.id, rule.title[language]),
        Reference(finding.policy, finding.policy_label),
        statement_of(finding, rule, language),
        caveats_of(finding, language),
        rule.advice[language],
        Code(verdict, VERDICT_NAMES[verdict][language]),
        notes_of(one.judged),
        tuple(Reference(subject.iri, subject.label) for subject in finding.subjects),
        sentences_of(finding),
    )


def _gone(judged: Judged, rules: Mapping[str, Rule], language: Language) -> Row:
    title = rules[judged.rule].title[language] if judged.rule in rules else judged.rule
    return (
        judged.finding,
        None,
        Code(judged.rule, title),
        Reference(judged.policy, last_part(judged.policy)),
        judged.zh if language == "zh" else judged.en,
        "",
        "",
        Code("gone", VERDICT_NAMES["gone"][language]),
        notes_of(judged),
        (),
        (),
    )

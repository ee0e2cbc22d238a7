"""``audit``: what the rules find, what people say of it, and the report."""

from collections.abc import Sequence
from datetime import UTC, datetime
from getpass import getuser
from pathlib import Path
from typing import Annotated

import typer

from api import terminal
from api.audits import Audit
from api.commands.answers import AnswerFormatOption, EvidenceOption, show_table
from api.commands.options import LanguageOption, OutputOption, StoreOption
from api.engine import Engine
from api.errors import FINISHED, PROBLEMS
from api.settings import Settings, read_settings
from graph.judgements import Judgement, Verdict, judge
from graph.publishing import Publication
from loaders.errors import UsageError
from queries.audit.finding import Severity
from queries.audit.judging import as_judged
from queries.audit.listing import SEVERITY_NAMES, VERDICT_NAMES, as_table
from queries.audit.review import Reviewed, find_finding
from queries.audit.rules import find_rule, load_rules, load_severities
from viz.audit_report import about_report, audit_report
from viz.audit_workbook import audit_workbook

Words = Annotated[list[str] | None, typer.Argument(metavar="[TEXT...]", help="With --note ID: the note. 备注文字。")]
RulesOption = Annotated[bool, typer.Option("--rules", help="List the rules instead. 列出规则。")]
PolicyOption = Annotated[
    list[str] | None, typer.Option("--policy", metavar="NAME", help="Only this policy; may be repeated. 文件。")
]
RuleOption = Annotated[
    list[str] | None,
    typer.Option("--rule", metavar="NAME", help="Only this rule: id or number; may be repeated. 规则。"),
]
SeverityOption = Annotated[
    list[Severity] | None, typer.Option("--severity", help="Only this severity; may be repeated. 程度。")
]
SeveritiesOption = Annotated[
    Path | None, typer.Option("--severities", metavar="F.toml", help="A table of severities of your own. 自定程度表。")
]
ReportOption = Annotated[
    Path | None, typer.Option("--report", metavar="F.html|F.xlsx", help="Write the report instead. 生成报告。")
]
ConfirmOption = Annotated[str | None, typer.Option("--confirm", metavar="ID", help="The finding is right. 属实。")]
DismissOption = Annotated[
    str | None, typer.Option("--dismiss", metavar="ID", help="It is not; give the --reason. 不成立。")
]
ReopenOption = Annotated[str | None, typer.Option("--reopen", metavar="ID", help="Take that back. 重新打开。")]
NoteOption = Annotated[
    str | None,
    typer.Option("--note", metavar="TEXT|ID", help="A note to what you judge; alone, the ID to note. 备注。"),
]
ReasonOption = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why it is dismissed. 理由。")]
ByOption = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who judges; else your login. 判断人。")]


def audit(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    words: Words = None,
    rules: RulesOption = False,
    policy: PolicyOption = None,
    rule: RuleOption = None,
    severity: SeverityOption = None,
    severities: SeveritiesOption = None,
    form: AnswerFormatOption = "table",
    evidence: EvidenceOption = False,
    report: ReportOption = None,
    confirm: ConfirmOption = None,
    dismiss: DismissOption = None,
    reopen: ReopenOption = None,
    note: NoteOption = None,
    reason: ReasonOption = "",
    by: ByOption = None,
    output: OutputOption = None,
    language: LanguageOption = None,
    store: StoreOption = None,
) -> int:
    """Find what overlaps, lacks an owner or contradicts itself, with its sentences. 审计责任。

    Ends with 1 while there are findings above `note` that nobody has dismissed.

    Example: `zeren audit --policy 质量 --severity high --evidence`
    """
    settings = read_settings(store=store, language=language)
    if rules:
        _list_rules(severities)
        return FINISHED
    act = _act(confirm, dismiss, reopen, note, words or (), reason)
    wanted = [find_rule(name).id for name in rule or ()]
    with terminal.working("audit"):
        found = Engine(settings.store).audit(policy or (), severities)
    if act is not None:
        return _judge(found, act, by or getuser(), settings)
    if report is not None:
        return _report(found, report, settings)
    shown = found.review.only(rules=wanted, severities=severity or ())
    table = as_table(shown, load_rules(), settings.language)
    if form == "table":
        table = table.keeping(*BRIEF, "evidence")
    about = about_report(found.titles, found.release, settings.language)
    show_table(table if evidence else table.without_evidence(), about, form, output)
    return PROBLEMS if any(one.finding.severity is not Severity.NOTE for one in shown.open()) else FINISHED


BRIEF = ("id", "severity", "rule", "policy", "statement", "verdict", "note")
"""The columns that a terminal shows; files have them all."""

Act = tuple[str, Verdict, str]


def _act(  # noqa: PLR0913, PLR0917 - each is an option of the command
    confirm: str | None, dismiss: str | None, reopen: str | None, note: str | None, words: Sequence[str], reason: str
) -> Act | None:
    """What is to be judged, and how: at most one thing at a time. Raises UsageError."""
    text = " ".join(words)
    given = [
        (finding, verdict)
        for finding, verdict in (
            (confirm, Verdict.CONFIRMED),
            (dismiss, Verdict.DISMISSED),
            (reopen, Verdict.REOPENED),
        )
        if finding is not None
    ]
    if len(given) > 1:
        raise UsageError("judge one finding at a time: one of --confirm, --dismiss, --reopen")
    if given:
        finding, verdict = given[0]
        said = " ".join(filter(None, (reason, note, text)))
        if verdict is Verdict.DISMISSED and not said.strip():
            raise UsageError("--dismiss: say why, with --reason TEXT")
        return finding, verdict, said
    if note is not None:
        if not text.strip():
            raise UsageError("--note: write zeren audit --note ID TEXT, or --note TEXT beside --confirm ID")
        return note, Verdict.NOTED, text
    if text or reason:
        raise UsageError(f"{text or reason}: belongs to --note ID, --confirm ID or --dismiss ID")
    return None


def _judge(found: Audit, act: Act, by: str, settings: Settings) -> int:
    """Keep a judgement, and say what it was about."""
    given, verdict, note = act
    one = find_finding(found.review, given)
    judged = as_judged(one) if isinstance(one, Reviewed) else one
    at = datetime.now(UTC).replace(microsecond=0)
    judgement = Judgement(finding=judged.finding, verdict=verdict, note=note, by=by, at=at)
    release = judge(settings.store, judged, judgement, Publication.now(settings.releases_kept))
    statement = judged.zh if settings.language == "zh" else judged.en
    name = VERDICT_NAMES[verdict][settings.language]
    terminal.write(
        f"{judged.finding} {name}: {statement}\nrelease {release.id if release else '-'} in {settings.store}"
    )
    return FINISHED


def _report(found: Audit, report: Path, settings: Settings) -> int:
    """Write the report into a file of the form that its ending says. Raises UsageError for another ending."""
    about = about_report(found.titles, found.release, settings.language)
    ending = report.suffix.lower()
    if ending not in {".html", ".xlsx"}:
        raise UsageError(f"{report}: a report ends in .html or .xlsx")
    written = (
        audit_report(found.review, found.survey, load_rules(), about).encode()
        if ending == ".html"
        else audit_workbook(found.review, found.survey, load_rules(), about)
    )
    terminal.deliver(written, report)
    terminal.write(f"{report}: {len(found.review.findings)} findings, release {about.release}")
    return FINISHED


def _list_rules(severities: Path | None) -> None:
    """Every rule in both languages with its severity, and what it leaves alone."""
    levels = load_severities(severities)
    for rule in load_rules().values():
        level = levels.get(rule.id)
        name = f"{level.value} {SEVERITY_NAMES[level].zh}" if level else "off"
        terminal.write(
            f"{rule.number:2}  {rule.id}  [{name}]\n    {rule.title.zh}  {rule.title.en}\n"
            f"    {rule.question.zh}\n    {rule.question.en}\n"
            f"    - {rule.not_a_finding.zh}\n    - {rule.not_a_finding.en}\n"
        )

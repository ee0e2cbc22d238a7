"""``check``: whether what a release says can be right, by shapes and by logic."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from itertools import groupby
from typing import Annotated, Any, Literal

import typer

from api import terminal
from api.commands.options import OutputOption, StoreOption
from api.engine import Engine
from api.errors import FINISHED, PROBLEMS
from api.settings import read_settings
from graph.checking import CheckReport
from graph.identity import BASE
from graph.validation import Finding
from ontology.reasoning import ReasoningReport

ReportFormat = Literal["table", "json"]

NAMED = 5
"""Nodes that the printed report names of each kind; JSON has all."""

GROUPS = {"violation": "违反 violations", "warning": "缺漏 gaps"}
ENGINES = {"hermit": "HermiT", "owlrl": "owlrl, OWL 2 RL"}
NO_JAVA = "未找到 Java,改用 owlrl(OWL 2 RL):不检查不可满足的类。 No Java found; owlrl (OWL 2 RL) was used instead."
NO_ENGINE = (
    "未推理:既无 Java 也无 owlrl。 Not reasoned: there is neither Java nor owlrl; "
    "install Java (ZEREN_JAVA names it), or: pip install 'zeren[reason]'"
)


def check(
    reason: Annotated[
        bool, typer.Option("--reason", help="With a reasoner: contradictions, defined classes. 推理检查。")
    ] = False,
    form: Annotated[
        ReportFormat, typer.Option("--format", help="How to print; json names every node. 格式。")
    ] = "table",
    output: OutputOption = None,
    store: StoreOption = None,
) -> int:
    """Check the current release against the shapes and the ontology. 检查当前数据是否符合本体。

    Ends with 1 where something breaks the model; gaps in documents break nothing.

    Example: `zeren check --reason`
    """
    settings = read_settings(store=store)
    engine = Engine(settings.store)
    with terminal.working("checking"):
        report = engine.check(settings.java if reason else None)
    if form == "json":
        text = json.dumps(_as_json(engine.release().id, report), ensure_ascii=False, indent=1)
    else:
        text = "\n".join(_lines(engine.release().id, report))
    terminal.deliver(f"{text}\n".encode(), output)
    return FINISHED if report.is_sound else PROBLEMS


def _lines(release: str, report: CheckReport) -> Iterator[str]:
    yield f"数据版本 release {release}"
    for severity, title in GROUPS.items():
        findings = [finding for finding in report.findings if finding.severity == severity]
        yield f"{title}: {len(findings)}"
        yield from _grouped(findings)
    if report.reasoning is not None:
        yield from _reasoning_lines(report.reasoning)


def _grouped(findings: Iterable[Finding]) -> Iterator[str]:
    """Each constraint with the nodes that break it."""
    ordered = sorted(findings, key=lambda finding: (finding.shape, finding.message_en, finding.focus))
    for (shape, zh, en), group in groupby(
        ordered, lambda finding: (finding.shape, finding.message_zh, finding.message_en)
    ):
        nodes = list(group)
        yield f"  {shape} ({len(nodes)}): {zh} {en}"
        yield from (f"    {terminal.printable(_node(finding))}" for finding in nodes[:NAMED])
        if len(nodes) > NAMED:
            yield f"    … {len(nodes) - NAMED}"


def _node(finding: Finding) -> str:
    value = f"  {finding.value}" if finding.value else ""
    return finding.focus.removeprefix(BASE) + value


def _reasoning_lines(reasoning: ReasoningReport) -> Iterator[str]:
    if reasoning.engine == "none":
        yield NO_ENGINE
        return
    if reasoning.engine == "owlrl":
        yield NO_JAVA
    verdict = "一致 consistent" if reasoning.consistent else "矛盾 inconsistent"
    yield f"推理 reasoning ({ENGINES[reasoning.engine]}): {verdict}"
    yield from (f"  {clash}" for clash in reasoning.clashes)
    yield from (f"  不可满足的类 unsatisfiable class: {name}" for name in reasoning.unsatisfiable)
    for name, members in reasoning.members.items():
        yield f"  {name.rpartition('#')[2]}: {len(members)}"


def _as_json(release: str, report: CheckReport) -> Mapping[str, Any]:
    return {
        "release": release,
        "sound": report.is_sound,
        "findings": [asdict(finding) for finding in report.findings],
        "reasoning": asdict(report.reasoning) if report.reasoning else None,
    }

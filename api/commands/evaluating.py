"""``evaluate``: how well documents are read, measured against gold that people wrote."""

import json
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from api import terminal
from api.commands.extraction import Records
from api.commands.options import Paths
from api.errors import FINISHED, PROBLEMS
from api.settings import read_settings
from loaders.evaluation import Difference, Evaluation, Scores
from loaders.evaluation import evaluate as hold_against
from loaders.gold import read_gold
from loaders.reading import find_documents

COLUMNS = (
    "measure 度量",
    "precision 精确率",
    "recall 召回率",
    "F1",
    "accuracy 正确率",
    "right 对",
    "extra 多",
    "missed 漏",
)
KINDS = {"missed": "missed 漏", "extra": "extra 多", "differs": "differs 异"}


class ScoreFormat(StrEnum):
    """How ``evaluate`` prints scores."""

    TABLE = "table"
    JSON = "json"


def evaluate(
    gold: Annotated[
        Path, typer.Argument(metavar="GOLD_DIR", help="Folder of gold files, NAME.json for NAME.txt. 标注文件夹。")
    ],
    paths: Paths,
    verbose: Annotated[bool, typer.Option("--verbose", help="Also name every difference. 列出每处差异。")] = False,
    form: Annotated[ScoreFormat, typer.Option("--format", help="How to print. 输出格式。")] = ScoreFormat.TABLE,
) -> int:
    """Measure what is read of documents against gold. 用人工标注衡量读取的准确程度。

    Example: `zeren evaluate gold/ documents/ --verbose`
    """
    wanted = read_gold(gold)
    records = Records(find_documents(paths), read_settings().limits)
    evaluation = hold_against(wanted, records)
    for name in evaluation.without_document:
        terminal.complain(f"{gold / name}.json: no document of this name; all it holds counts as missed")
    if evaluation.without_gold:
        terminal.say(f"{len(evaluation.without_gold)} documents without gold were left out")
    print_evaluation(evaluation, form, verbose=verbose)
    return PROBLEMS if records.problems or evaluation.without_document else FINISHED


def print_evaluation(evaluation: Evaluation, form: ScoreFormat, *, verbose: bool) -> None:
    """Print the figures of all documents; with ``verbose`` every difference first."""
    match form:
        case ScoreFormat.JSON:
            terminal.write(json.dumps(_as_json(evaluation, verbose=verbose), ensure_ascii=False, indent=2))
        case ScoreFormat.TABLE:
            if verbose:
                terminal.write_table(
                    ("file 文件", "measure 度量", "", "gold 标注", "found 读取"), _differences(evaluation)
                )
            terminal.write_table(COLUMNS, _rows(evaluation.totals))


def _differences(evaluation: Evaluation) -> Iterator[Sequence[str]]:
    for name, scores in evaluation.documents.items():
        for found in scores.differences:
            yield name, found.measure, KINDS[found.kind], found.gold or "", found.found or ""


def _rows(scores: Scores) -> Iterator[Sequence[str]]:
    for name in sorted({*scores.counts, *scores.accuracies}, key=_place):
        if counts := scores.counts.get(name):
            shares = (f"{share:.4f}" for share in (counts.precision, counts.recall, counts.f1))
            yield name, *shares, "", str(counts.right), str(counts.extra), str(counts.missed)
        elif (accuracy := scores.accuracies[name]).all:
            yield name, "", "", "", f"{accuracy.share:.4f}", str(accuracy.right), "", str(accuracy.all - accuracy.right)


def _place(name: str) -> tuple[int, str]:
    """Measures in the order of the guide: the document first, then each kind of entry with its details."""
    order = ("document", "assignments", "targets", "citations", "phases", "bodies")
    return order.index(name.partition(".")[0]), name


def _as_json(evaluation: Evaluation, *, verbose: bool) -> dict[str, Any]:
    documents = {
        name: {**_figures(scores), **({"differences": list(map(_difference, scores.differences))} if verbose else {})}
        for name, scores in evaluation.documents.items()
    }
    return {
        "totals": _figures(evaluation.totals),
        "documents": documents,
        "without_document": list(evaluation.without_document),
        "without_gold": list(evaluation.without_gold),
    }


def _figures(scores: Scores) -> dict[str, Mapping[str, float]]:
    """The figures by measure, rounded to four digits; a detail of which there is none is left out."""
    found: dict[str, Mapping[str, float]] = {
        name: {
            "precision": round(counts.precision, 4),
            "recall": round(counts.recall, 4),
            "f1": round(counts.f1, 4),
            "tp": counts.right,
            "fp": counts.extra,
            "fn": counts.missed,
        }
        for name, counts in scores.counts.items()
    }
    for name, accuracy in scores.accuracies.items():
        if accuracy.all:
            found[name] = {"accuracy": round(accuracy.share, 4), "right": accuracy.right, "all": accuracy.all}
    return {name: found[name] for name in sorted(found, key=_place)}


def _difference(found: Difference) -> dict[str, str | None]:
    return {"measure": found.measure, "kind": found.kind, "gold": found.gold, "found": found.found}

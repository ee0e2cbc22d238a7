"""How well documents were read: records held against gold, by the measures of the gold guide.

Assignments count when provision, agent and role agree (relaxed: agent and role); targets when value, unit, provision
and the indicator's words do; citations by title, phases by their dates, bodies by name. On the pairs the details count.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final, Literal, TypeVar

from loaders.errors import UsageError
from loaders.evaluation_measures import (
    Accuracy,
    Counts,
    Pairing,
    fold,
    fold_path,
    is_alike,
    is_within,
    likeness,
    pair_best,
    readings,
)
from loaders.gold import Gold, GoldAssignment, GoldBody, GoldCitation, GoldEntry, GoldPhase, GoldTarget
from loaders.record import Assignment, Body, Citation, DocumentFields, Entry, Phase, Record, Target

FIELDS: Final = ("title", "document_number", "issuer", "issued_on", "published_on", "jurisdiction")
_LEAST_LIKENESS: Final = 0.35
_SAME_VALUE: Final = 1e-9

GoldT = TypeVar("GoldT", bound=GoldEntry)
FoundT = TypeVar("FoundT", bound=Entry)


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that the record and the gold do not agree on; the side that has nothing is None."""

    measure: str
    kind: Literal["missed", "extra", "differs"]
    gold: str | None
    found: str | None


@dataclass(frozen=True, slots=True)
class Scores:
    """The figures of a document, or of all, by measure."""

    counts: Mapping[str, Counts]
    accuracies: Mapping[str, Accuracy]
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The scores of every gold file's document; what stands on one side only is named."""

    documents: Mapping[str, Scores]
    without_document: tuple[str, ...]
    without_gold: tuple[str, ...]

    @property
    def totals(self) -> Scores:
        """The figures over all documents, each entry weighing the same."""
        scores = tuple(self.documents.values())
        counts = {name: sum((one.counts[name] for one in scores), Counts()) for name in scores[0].counts}
        accuracies = {name: sum((one.accuracies[name] for one in scores), Accuracy()) for name in scores[0].accuracies}
        return Scores(counts, accuracies)


def evaluate(gold: Mapping[str, Gold], records: Iterable[Record]) -> Evaluation:
    """Records held against the gold of the same name (the file's, without suffix).

    A gold file without a document counts as one in which nothing was found. Raises UsageError where two documents have
    one name.
    """
    found: dict[str, Record] = {}
    without_gold: list[str] = []
    for record in records:
        name = PurePath(record.source).name.rsplit(".", 1)[0]
        if name in found:
            raise UsageError(f"{found[name].source} and {record.source}: two documents for the gold file {name}.json")
        if name in gold:
            found[name] = record
        else:
            without_gold.append(record.source)
    return Evaluation(
        documents={name: compare(gold[name], found.get(name, _NOTHING)) for name in gold},
        without_document=tuple(name for name in gold if name not in found),
        without_gold=tuple(without_gold),
    )


_NOTHING: Final = Record(source="", content_hash="", extractor="", text="", document=DocumentFields())


def compare(gold: Gold, record: Record) -> Scores:
    """The figures of one document."""
    assignments = _pair(gold.assignments, record.assignments, _fit_assignment)
    relaxed = _pair(gold.assignments, record.assignments, _fit_part)
    targets = _pair(gold.targets, record.targets, _fit_target)
    citations = _pair(gold.citations, record.citations, _fit_citation)
    phases = _pair(gold.phases, record.phases, _fit_phase)
    bodies = _pair(gold.bodies, record.bodies, _fit_body)
    differences = (
        *_compare_fields(gold, record),
        *_unpaired("assignments", assignments),
        *_unpaired("targets", targets),
        *_unpaired("citations", citations),
        *_unpaired("phases", phases),
        *_unpaired("bodies", bodies),
    )
    details = _details(targets, citations, bodies)
    counts = {
        "assignments": _counts(assignments),
        "assignments.relaxed": _counts(relaxed),
        "targets": _counts(targets),
        "citations": _counts(citations),
        "phases": _counts(phases),
        "bodies": _counts(bodies),
    }
    accuracies = {
        **{f"document.{name}": _field_accuracy(gold, differences, name) for name in FIELDS},
        **{name: Accuracy(found.count(None), len(found)) for name, found in details.items()},
    }
    differing = (Difference(name, "differs", *detail) for name, found in details.items() for detail in found if detail)
    return Scores(counts, accuracies, (*differences, *differing))


def _pair(
    gold: Sequence[GoldT], found: Sequence[FoundT], fit: Callable[[GoldT, FoundT], float]
) -> Pairing[GoldT, FoundT]:
    """The entries that must be found paired; of the rest, what an optional entry allows is left out."""
    pairing = pair_best([one for one in gold if not one.optional], found, fit)
    allowed = pair_best([one for one in gold if one.optional], pairing.extra, fit)
    return Pairing(pairing.pairs, pairing.missed, allowed.extra)


def _unpaired(measure: str, pairing: Pairing[GoldT, FoundT]) -> Iterator[Difference]:
    yield from (Difference(measure, "missed", describe(one), None) for one in pairing.missed)
    yield from (Difference(measure, "extra", None, describe(other)) for other in pairing.extra)


def _counts(pairing: Pairing[GoldT, FoundT]) -> Counts:
    return Counts(len(pairing.pairs), len(pairing.extra), len(pairing.missed))


def _fit_part(gold: GoldAssignment, found: Assignment) -> float:
    if gold.role is not found.role or not readings(gold.agent) & readings(found.agent):
        return 0.0
    return 1.0 if fold_path(gold.provision) == fold_path(found.provision) else 0.5


def _fit_assignment(gold: GoldAssignment, found: Assignment) -> float:
    return 1.0 if _fit_part(gold, found) == 1.0 else 0.0


def _fit_target(gold: GoldTarget, found: Target) -> float:
    if not is_within(fold_path(gold.provision), fold_path(found.provision)):
        return 0.0
    spellings = gold.indicator.split("|")
    alike = max(likeness(spelling, found.indicator) for spelling in spellings)
    if alike < _LEAST_LIKENESS or not any(is_alike(spelling, found.indicator) for spelling in spellings):
        return 0.0
    if gold.value is None or found.value is None:
        return 0.1 + alike if gold.value is None and found.value is None else 0.0
    same = abs(gold.value - float(found.value)) <= _SAME_VALUE and fold(gold.unit) == fold(found.unit)
    return 1.0 + alike if same else 0.0


def _fit_citation(gold: GoldCitation, found: Citation) -> float:
    return float(fold(found.title) in readings(gold.title))


def _fit_phase(gold: GoldPhase, found: Phase) -> float:
    return float((_date(gold.start), _date(gold.finish)) == (_date(found.start), _date(found.finish)))


def _fit_body(gold: GoldBody, found: Body) -> float:
    spellings = gold.name.split("|")
    alike = any(is_alike(spelling, found.name) for spelling in spellings)
    return max(likeness(spelling, found.name) for spelling in spellings) if alike else 0.0


def _date(date: str | int | None) -> str:
    return "" if date is None else str(date)


_Detail = tuple[str, str] | None
"""What gold and record say where they differ, else None."""


def _details(
    targets: Pairing[GoldTarget, Target],
    citations: Pairing[GoldCitation, Citation],
    bodies: Pairing[GoldBody, Body],
) -> dict[str, list[_Detail]]:
    """The details of the paired entries by measure."""
    return {
        "targets.comparator": [_unless(g.comparator == f.comparator, g, f) for g, f in targets.pairs],
        "targets.deadline": [
            _unless(_date(f.deadline) in _date(g.deadline).split("|"), g, f) for g, f in targets.pairs
        ],
        "targets.kind": [_unless(_is_same_kind(g, f), g, f) for g, f in targets.pairs],
        "citations.number": [
            _unless(fold(g.document_number) == fold(f.document_number), g, f) for g, f in citations.pairs
        ],
        "bodies.office_at": [
            _unless(bool(readings(g.office_at) & readings(f.office_at)), g, f) for g, f in bodies.pairs
        ],
    }


def _unless(right: bool, gold: GoldEntry, found: Entry) -> _Detail:
    return None if right else (describe(gold), describe(found))


def _is_same_kind(gold: GoldTarget, found: Target) -> bool:
    upper = None if found.upper is None else float(found.upper)
    return (gold.kind or "level") == found.kind and gold.upper == upper


def _compare_fields(gold: Gold, record: Record) -> list[Difference]:
    """The fields that the gold states and the record has otherwise."""
    differences: list[Difference] = []
    for name in FIELDS:
        found: str | tuple[str, ...] | None = getattr(record.document, name)
        if name in gold.document and not _is_same_field(gold.document[name], found):
            wanted = _printed(gold.document[name])
            differences.append(Difference(f"document.{name}", "differs", wanted, _printed(found)))
    return differences


def _printed(field: str | tuple[str, ...] | None) -> str | None:
    return "、".join(field) if isinstance(field, tuple) else field


def _is_same_field(gold: str | tuple[str, ...] | None, found: str | tuple[str, ...] | None) -> bool:
    if isinstance(gold, tuple) or isinstance(found, tuple):
        wanted, named = tuple(gold or ()), tuple(found or ())
        same = all(any(readings(one) & readings(other) for other in named) for one in wanted)
        return same and len(wanted) == len(named)
    return fold(found) in readings(gold)


def _field_accuracy(gold: Gold, differences: Sequence[Difference], name: str) -> Accuracy:
    differs = any(difference.measure == f"document.{name}" for difference in differences)
    return Accuracy(int(not differs), 1) if name in gold.document else Accuracy()


def describe(entry: GoldEntry | Entry) -> str:
    """An entry in one line, for a person who looks what went wrong: its place, then what it says."""
    match entry:
        case GoldAssignment() | Assignment():
            says = [entry.agent, entry.role]
        case GoldTarget() | Target():
            amount = "" if entry.value is None else f"{entry.value:g}{entry.unit or ''}"
            upper = "" if entry.upper is None else f"to {entry.upper:g}"
            says = [entry.indicator, entry.comparator or "", amount, upper, entry.kind or "", _date(entry.deadline)]
        case GoldCitation() | Citation():
            says = [entry.title, entry.document_number or ""]
        case GoldPhase() | Phase():
            says = [entry.name, f"{_date(entry.start)}/{_date(entry.finish)}"]
        case GoldBody() | Body():
            says = [entry.name, entry.office_at or ""]
        case _:
            says = [getattr(entry, "quote", "")]
    return " ".join(part for part in (f"[{entry.provision}]", *says) if part)

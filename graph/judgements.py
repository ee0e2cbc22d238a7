"""What people say of findings: confirmed, dismissed, noted, reopened; kept in ``graph/judgements`` of the store.

Each act is a node of its own and revises the one before (PROV), so that it can be seen who said what and when. A
finding is known by its id, which does not depend on where in a text it stands: judgements outlive rebuilds, new
readings, and the finding itself. Building never touches this graph.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Store, Triple

from graph.completion import complete
from graph.draft import chinese
from graph.identity import Names
from graph.lines import line_of
from graph.publishing import Publication
from graph.release import Release
from graph.store import WorkStore
from graph.vocabulary import ATTRIBUTED_TO, GENERATED_AT, LABEL, NOTE, PROV_PERSON, REVISION_OF, TYPE, xsd, zr

GRAPH = "judgements"


class Verdict(StrEnum):
    """What an act does to a finding. A note leaves the verdict as it is; reopening takes it back."""

    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"
    NOTED = "noted"
    REOPENED = "reopened"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One act of one person at one time on one finding; ``at`` has a time zone."""

    finding: str
    verdict: Verdict
    note: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A finding as it was when last judged, for when it no longer occurs; and all its judgements."""

    finding: str
    rule: str
    policy: str
    zh: str
    en: str
    judgements: tuple[Judgement, ...] = ()

    @property
    def verdict(self) -> Verdict | None:
        """Confirmed or dismissed, as the last of such acts says; None where it is open."""
        acts = [one.verdict for one in self.judgements if one.verdict is not Verdict.NOTED]
        return acts[-1] if acts and acts[-1] is not Verdict.REOPENED else None


def judge(directory: Path, judged: Judged, judgement: Judgement, publication: Publication) -> Release | None:
    """Keep a judgement beside the earlier ones, and publish it with the next release.

    Raises StoreBusy while something else writes, BrokenModel where the store breaks the shapes; the last release
    then stays, as after a crash.
    """
    names = Names()
    graph = names.graph(GRAPH)
    with WorkStore(directory) as store:
        kept = [line_of(quad.triple) for quad in store.store.quads_for_pattern(None, None, None, graph)]
        before = read_judgements(store.store).get(judged.finding)
        number = len(before.judgements) + 1 if before else 1
        fresh = map(line_of, _triples(names, judged, judgement, number))
        stale = set() if before is None else set(map(line_of, _described(names, before)))
        store.replace_graph(graph, sorted({*(set(kept) - stale), *fresh}))
        return complete(store, publication).release


def read_judgements(store: Store) -> Mapping[str, Judged]:
    """What was judged so far, by the findings' ids."""
    graph = Names().graph(GRAPH)
    said: dict[NamedNode, dict[NamedNode, list[NamedNode | Literal]]] = defaultdict(lambda: defaultdict(list))
    for quad in store.quads_for_pattern(None, None, None, graph):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            said[quad.subject][quad.predicate].append(quad.object)
    acts: dict[str, list[tuple[int, Judgement]]] = defaultdict(list)
    for node, about in said.items():
        if zr("Judgement") in about[TYPE]:
            person = about[ATTRIBUTED_TO][0]
            finding = _last(about[zr("judges")][0].value)
            act = Judgement(
                finding=finding,
                verdict=Verdict(about[zr("verdict")][0].value),
                note=next((note.value for note in about[NOTE]), ""),
                by=said[person][LABEL][0].value if isinstance(person, NamedNode) else person.value,
                at=datetime.fromisoformat(about[GENERATED_AT][0].value),
            )
            acts[finding].append((int(_last(node.value)), act))
    return {
        finding: _judged(
            finding, said[Names().thing("finding", finding)], [act for _, act in sorted(found, key=_first)]
        )
        for finding, found in sorted(acts.items())
    }


def _first(numbered: tuple[int, Judgement]) -> int:
    return numbered[0]


def _judged(
    finding: str, about: Mapping[NamedNode, list[NamedNode | Literal]], judgements: Iterable[Judgement]
) -> Judged:
    labels = {label.language or "": label.value for label in about[LABEL] if isinstance(label, Literal)}
    return Judged(
        finding=finding,
        rule=about[zr("rule")][0].value,
        policy=about[zr("about")][0].value,
        zh=labels.get("zh", ""),
        en=labels.get("en", ""),
        judgements=tuple(judgements),
    )


def _triples(names: Names, judged: Judged, judgement: Judgement, number: int) -> Iterable[Triple]:
    yield from _described(names, judged)
    node = names.thing("judgement", judged.finding, str(number))
    person = names.thing("person", judgement.by)
    yield Triple(node, TYPE, zr("Judgement"))
    yield Triple(node, zr("judges"), names.thing("finding", judged.finding))
    yield Triple(node, zr("verdict"), Literal(judgement.verdict.value))
    if judgement.note:
        yield Triple(node, NOTE, Literal(judgement.note))
    yield Triple(node, GENERATED_AT, Literal(judgement.at.isoformat(), datatype=xsd("dateTime")))
    yield Triple(node, ATTRIBUTED_TO, person)
    yield Triple(person, TYPE, PROV_PERSON)
    yield Triple(person, LABEL, Literal(judgement.by))
    if number > 1:
        yield Triple(node, REVISION_OF, names.thing("judgement", judged.finding, str(number - 1)))


def _described(names: Names, judged: Judged) -> Iterable[Triple]:
    """The finding as it was when it was judged."""
    node = names.thing("finding", judged.finding)
    yield Triple(node, TYPE, zr("Finding"))
    yield Triple(node, zr("rule"), Literal(judged.rule))
    yield Triple(node, zr("about"), NamedNode(judged.policy))
    yield Triple(node, LABEL, chinese(judged.zh))
    yield Triple(node, LABEL, Literal(judged.en, language="en"))


def _last(iri: str) -> str:
    return iri.rpartition("/")[2]

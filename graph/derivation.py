"""What follows from the documents: leads that may be inferred, and which cited names mean the same instrument.

Made whole from the store at each build, in time linear in the statements read; nothing here passes for stated.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pyoxigraph import NamedNode, Store, Triple

from graph.draft import chinese
from graph.identity import Names, segment, short_hash
from graph.inference import by_rule
from graph.rows import rows
from graph.vocabulary import DERIVED_FROM, LABEL, TYPE, zr
from ontology import narrower_or_same, themes_of_function

RULE = "duty-of-function"

_OPEN_COMMITMENTS = """
SELECT ?policy ?commitment ?theme WHERE {
  { SELECT DISTINCT ?commitment WHERE {
      VALUES ?kind { zr:Target zr:Task }
      ?commitment a ?kind .
      MINUS { ?lead zr:leads ?commitment }
  } }
  ?commitment zr:theme ?theme ; zr:statedIn/zr:partOf+ ?policy .
  ?policy a zr:Policy .
}"""
# The union stands in a query of its own: Oxigraph would otherwise join it with the rest pair by pair.
_GROUNDS = """
SELECT ?policy ?agent ?name ?function ?responsibility ?theme ?evidence WHERE {
  { SELECT ?responsibility ?ground WHERE {
      { ?responsibility zr:concerns ?ground . ?ground a zr:Duty }
      UNION
      { ?responsibility zr:concerns ?ground ; zr:role zr:lead ; zr:evidence ?words .
        ?ground a zr:Task ; zr:evidence ?words }
  } }
  ?responsibility zr:basis zr:stated ; zr:agent ?agent .
  ?agent a zr:Department ; zr:function ?function ; rdfs:label ?name .
  ?ground zr:theme ?theme ; zr:evidence ?evidence ; zr:statedIn/zr:partOf+ ?policy .
  ?policy a zr:Policy .
}"""


@dataclass(frozen=True, slots=True, order=True)
class Ground:
    """Why a department may be taken to lead: a duty, or a matter it leads, of a theme its function covers."""

    agent: str
    name: str
    theme: str
    responsibility: str
    evidence: str


@dataclass(slots=True)
class _Inference:
    """One inferred lead with everything it rests on."""

    commitment: str
    agent: str
    name: str
    grounds: set[Ground] = field(default_factory=set)


def inferred_leads(store: Store, names: Names) -> Iterator[Triple]:
    """Yield a responsibility with ``zr:basis zr:inferred`` for each commitment without a stated lead that has grounds.

    Grounds: in the same policy, a department whose function covers the commitment's theme has a duty of a matching
    theme, or is stated to lead a matter of it: a task that rests on the very words that hand it out (one of several
    tasks is no ground for the others). Themes match when one is the other or lies below it; grounds of a narrower
    theme count only where there is none of the same or a broader one. Several departments may have grounds: all are
    named, and the reader decides.
    """
    grounds = _grounds_by_policy(store)
    wanted: dict[str, tuple[str, set[str]]] = {}
    for policy, commitment, theme in rows(store, _OPEN_COMMITMENTS):
        wanted.setdefault(commitment, (policy, set()))[1].add(theme)
    for commitment, (policy, themes) in sorted(wanted.items()):
        for inference in _infer(commitment, themes, grounds.get(policy, ())):
            yield from _as_triples(inference, names)


def _grounds_by_policy(store: Store) -> dict[str, Sequence[tuple[Ground, frozenset[str]]]]:
    """Per policy, each ground with the themes its department's function covers; grounds outside them do not count."""
    found: dict[str, dict[tuple[Ground, frozenset[str]], None]] = defaultdict(dict)
    for policy, agent, name, function, responsibility, theme, evidence in sorted(rows(store, _GROUNDS)):
        covered = frozenset(themes_of_function(function))
        if theme in covered:
            found[policy][Ground(agent, name, theme, responsibility, evidence), covered] = None
    return {policy: tuple(grounds) for policy, grounds in found.items()}


def _infer(commitment: str, themes: set[str], grounds: Sequence[tuple[Ground, frozenset[str]]]) -> Iterator[_Inference]:
    matches = [
        (distance, ground)
        for ground, covered in grounds
        for theme in themes & covered
        if (distance := _distance(theme, ground.theme)) is not None
    ]
    furthest = 1 if any(distance <= 1 for distance, _ in matches) else 2
    found: dict[str, _Inference] = {}
    for distance, ground in matches:
        if distance <= furthest:
            inference = found.setdefault(ground.agent, _Inference(commitment, ground.agent, ground.name))
            inference.grounds.add(ground)
    yield from (found[agent] for agent in sorted(found))


def _distance(theme: str, ground: str) -> int | None:
    """0 for the same theme, 1 for a ground of a broader theme, 2 for one of a narrower; None for no match."""
    if theme == ground:
        return 0
    if theme in narrower_or_same(ground):
        return 1
    return 2 if ground in narrower_or_same(theme) else None


def _as_triples(inference: _Inference, names: Names) -> Iterator[Triple]:
    tail = inference.commitment.removeprefix(names.base)
    node = NamedNode(f"{names.base}inferred/{tail}/{segment(inference.name)}-{short_hash(inference.agent)}")
    yield Triple(node, TYPE, zr("Responsibility"))
    yield Triple(node, LABEL, chinese(f"{inference.name}（推断牵头）"))
    yield Triple(node, zr("agent"), NamedNode(inference.agent))
    yield Triple(node, zr("role"), zr("lead"))
    yield Triple(node, zr("basis"), zr("inferred"))
    yield Triple(node, zr("concerns"), NamedNode(inference.commitment))
    yield from by_rule(node, RULE)
    for evidence in sorted({ground.evidence for ground in inference.grounds}):
        yield Triple(node, zr("evidence"), NamedNode(evidence))
    for responsibility in sorted({ground.responsibility for ground in inference.grounds}):
        yield Triple(node, DERIVED_FROM, NamedNode(responsibility))

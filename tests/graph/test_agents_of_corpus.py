"""Every agent of the annotated documents, held against resolutions worked out from the texts (names only: facts)."""

import json
import os
from collections import defaultdict
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

from graph.agents import Agents, body_node
from graph.draft import Draft
from graph.identity import Names
from loaders.extraction import extract
from loaders.reading import read_document

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("ZEREN_SHARED", ROOT.parent / "shared"))
TABLE = Path(__file__).parent / "cases" / "agents_of_corpus.tsv"
ROWS = [tuple(line.split("\t")) for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]]
SOURCES = sorted({row[0] for row in ROWS})

needs_corpus = pytest.mark.skipif(not (SHARED / "corpus").is_dir(), reason=f"no annotated corpus in {SHARED}")


@cache
def agents_of(source: str) -> Agents:
    return Agents(Draft(extract(read_document(SHARED / "corpus" / source)), Names()))


@needs_corpus
def test_every_agent_resolves_to_its_place_kind_function_and_body() -> None:
    wrong = [row for row in ROWS if resolved(row[0], row[1]) != row[2:]]
    assert not wrong, f"{len(wrong)} of {len(ROWS)} resolved otherwise"


def resolved(source: str, name: str) -> tuple[str, ...]:
    body = agents_of(source).body(name)
    place = body.place.name if body.place else "-"
    return body.category, body.kind or "-", body.function or "-", place, body.canonical


@needs_corpus
@pytest.mark.parametrize("source", SOURCES)
def test_names_share_a_node_only_where_they_are_one_body(source: str) -> None:
    agents = agents_of(source)
    nodes = {
        row[1]: body_node(agents.draft.names, agents.body(row[1]), agents.draft.key) for row in ROWS if row[0] == source
    }
    expected = {row[1]: (row[5], row[6]) for row in ROWS if row[0] == source}
    for one, other in combinations(nodes, 2):
        assert (nodes[one] == nodes[other]) == (expected[one] == expected[other]), f"{one}, {other}"


@needs_corpus
def test_the_table_has_every_agent_of_the_annotations() -> None:
    listed = defaultdict(set)
    for row in ROWS:
        listed[row[0]].add(row[1])
    for path in sorted((SHARED / "gold" / "dev").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        names = {name for assignment in gold["assignments"] for name in assignment["agent"].split("|")}
        assert names <= listed[gold["source"]]

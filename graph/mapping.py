"""A Record → the quads of its graph. The order of the steps is here, their content in the modules named."""

from collections.abc import Iterator, Sequence

from pyoxigraph import Quad

from graph.agents import Agents
from graph.citations import map_citation
from graph.commitments import Commitments
from graph.draft import Draft
from graph.identity import BASE, Names
from graph.numbering import with_distinct_paths
from graph.provisions import map_policy, map_provisions
from graph.responsibilities import Responsibilities
from graph.surroundings import map_body, map_doubt, map_phase
from loaders.record import Record
from ontology.aliases import Alias


def map_record(record: Record, base: str = BASE, aliases: Sequence[Alias] = ()) -> Iterator[Quad]:
    """Yield the quads that the record gives, each once.

    They stand in ``graph/document/<policy>``, and in ``graph/shared`` what describes things that other documents
    name too (departments, places, indicators, cited instruments).
    """
    record = with_distinct_paths(record)
    draft = Draft(record, Names(base))
    agents, commitments = Agents(draft, aliases), Commitments(draft)
    map_policy(draft, agents)
    map_provisions(draft)
    Responsibilities(draft, agents, commitments).map_all(commitments.map_all())
    for citation in record.citations:
        map_citation(draft, citation)
    for phase in record.phases:
        map_phase(draft, phase)
    for body in record.bodies:
        map_body(draft, agents, body)
    for doubt in record.doubts:
        map_doubt(draft, doubt)
    return draft.quads()

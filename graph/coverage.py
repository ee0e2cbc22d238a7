"""Which commitments an assignment concerns: design/ontology.md's rule of brackets.

A bracket covers every commitment of its provision, and of the provisions inside it that state no assignment of their
own: so each commitment answers to the nearest enclosing provision that states one.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from graph.commitments import Placed
from loaders.record import Assignment

Reach = Mapping[str, Sequence[Placed]]


def reach(assignments: Sequence[Assignment], commitments: Sequence[Placed]) -> Reach:
    """The commitments that answer to each provision with an assignment, in their order."""
    stating = {assignment.provision for assignment in assignments}
    found: dict[str, list[Placed]] = defaultdict(list)
    for commitment in commitments:
        path = _nearest(commitment.provision, stating)
        if path is not None:
            found[path].append(commitment)
    return found


def covered(assignment: Assignment, commitments: Reach) -> list[Placed]:
    """What the assignment concerns. In its own provision a target must begin inside the assignment's scope."""
    return [
        commitment for commitment in commitments.get(assignment.provision, ()) if not _is_beside(commitment, assignment)
    ]


def _is_beside(commitment: Placed, assignment: Assignment) -> bool:
    own = commitment.provision == assignment.provision
    inside = assignment.scope.begin <= commitment.begin < assignment.scope.end
    return own and commitment.is_target and not inside


def _nearest(path: str, stating: set[str]) -> str | None:
    """The path or its nearest ancestor that states an assignment; the text before the headings encloses nothing."""
    while path not in stating:
        path, _, _ = path.rpartition("/")
        if not path:
            return None
    return path

import pytest
from pyoxigraph import NamedNode

from graph.commitments import Placed
from graph.coverage import covered, reach
from loaders.record import Assignment, Role, Span


def commitment(name: str, provision: str, begin: int = 0, is_target: bool = False) -> Placed:
    return Placed(NamedNode(f"https://example.org/{name}"), provision, begin, is_target)


def assignment(provision: str, begin: int = 0, end: int = 100) -> Assignment:
    return Assignment(
        provision=provision,
        span=Span(0, 1),
        quote="x",
        rule="r",
        agent="市水利局",
        role=Role.LEAD,
        agent_span=Span(0, 1),
        scope=Span(begin, end),
    )


def names(found: list[Placed]) -> set[str]:
    return {placed.node.value.rpartition("/")[2] for placed in found}


TREE = [
    commitment("own-task", "二"),
    commitment("child", "二/1"),
    commitment("grandchild", "二/1/(1)"),
    commitment("assigned-child", "二/2"),
    commitment("under-assigned-child", "二/2/(1)"),
    commitment("sibling", "三"),
    commitment("namesake", "二十"),
    commitment("preamble", ""),
]


@pytest.mark.parametrize(
    ("provision", "expected"),
    [
        ("二", {"own-task", "child", "grandchild"}),
        ("二/2", {"assigned-child", "under-assigned-child"}),
        ("", {"preamble"}),
    ],
)
def test_a_bracket_covers_what_is_inside_and_states_none_of_its_own(provision: str, expected: set[str]) -> None:
    stated = [assignment("二"), assignment("二/2"), assignment("")]
    assert names(covered(assignment(provision), reach(stated, TREE))) == expected


def test_in_its_own_provision_a_target_must_begin_inside_the_scope() -> None:
    first, second = assignment("一", 0, 50), assignment("一", 50, 100)
    placed = [
        commitment("early", "一", 10, is_target=True),
        commitment("late", "一", 50, is_target=True),
        commitment("task", "一", 0),
        commitment("inside", "一/1", 200, is_target=True),
    ]
    within = reach([first, second], placed)
    assert names(covered(first, within)) == {"early", "task", "inside"}
    assert names(covered(second, within)) == {"late", "task", "inside"}


def test_a_provision_without_commitments_covers_nothing() -> None:
    assert covered(assignment("五"), reach([assignment("五")], TREE)) == []

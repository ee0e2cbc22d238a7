"""A thing among its neighbours: all inside the drawing, the nearest first, thicker for more."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from viz.neighbours import MOST_SHOWN, THICKEST, star
from viz.results import Cell

COUNTS = st.lists(st.integers(1, 10_000), max_size=30)


@given(COUNTS)
def test_neighbours_stand_apart_inside_the_drawing(counts: list[int]) -> None:
    drawn = star("市水利局", [(Cell(text=f"{number}局"), count) for number, count in enumerate(counts)])
    assert [neighbour.count for neighbour in drawn.neighbours] == counts[:MOST_SHOWN]
    for neighbour in drawn.neighbours:
        assert 0 < neighbour.x < drawn.width
        assert 10 < neighbour.label_y < drawn.height
        assert 1 <= neighbour.thickness <= THICKEST
    for one, other in combinations(drawn.neighbours, 2):
        assert abs(one.label_y - other.label_y) >= 12 or abs(one.label_x - other.label_x) >= 90


def test_the_most_joined_is_the_thickest() -> None:
    drawn = star("市水利局", [(Cell(text="甲局"), 10), (Cell(text="乙局"), 1)])
    assert [neighbour.thickness for neighbour in drawn.neighbours] == [7.0, 1.6]
    assert [neighbour.anchor for neighbour in drawn.neighbours] == ["middle", "middle"]

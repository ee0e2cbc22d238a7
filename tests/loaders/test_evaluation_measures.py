"""What counts as the same, what as alike, and the figures made of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.evaluation_measures import (
    Accuracy,
    Counts,
    fold,
    fold_path,
    is_alike,
    is_within,
    likeness,
    pair_best,
    readings,
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        (None, ""),
        ("临政发〔2023〕 8号", "临政发[2023]8号"),
        ("临政发【2023】8号", "临政发[2023]8号"),
        ("“五水共治”办", '"五水共治"办'),
        ("《水污染防治法》", "<水污染防治法>"),
        ("１５％", "15%"),
        ("2021～2025", "2021-2025"),
        ("2021——2025", "2021-2025"),
        ("各县（市、区）", "各县(市、区)"),
    ],
)
def test_widths_blanks_quotes_and_dashes_do_not_count(text: str | None, folded: str) -> None:
    assert fold(text) == folded


def test_either_of_two_spellings_is_right_and_an_empty_one_accepts_nothing() -> None:
    assert readings("市水务局|市水利局") == {"市水务局", "市水利局"}
    assert readings("2025|") == {"2025", ""}
    assert readings(None) == {""}


@pytest.mark.parametrize(
    ("path", "folded"),
    [("", ""), ("一、/(二)/1.", "一/(二)/1"), ("一/（二）", "一/(二)"), ("二/——3", "二/—3"), ("一//2", "一/2")],
)
def test_paths_have_one_spelling(path: str, folded: str) -> None:
    assert fold_path(path) == folded


@pytest.mark.parametrize(
    ("path", "other", "within"),
    [
        ("一/(二)", "一/(二)", True),
        ("一", "一/(二)", True),
        ("一/(二)/3", "一/(二)", True),
        ("一", "一十", False),
        ("一/(二)", "一/(三)", False),
        ("", "一", False),
        ("", "", True),
    ],
)
def test_a_provision_holds_what_stands_below_it(path: str, other: str, within: bool) -> None:
    assert is_within(path, other) is within


def test_likeness_is_of_both_texts_and_alike_of_the_shorter() -> None:
    assert likeness("覆盖率", "覆盖率") == 1.0
    assert likeness("覆盖率", "污水处理") == 0.0
    assert likeness("覆盖率", "管网覆盖率") == pytest.approx(6 / 8)
    assert likeness("", "覆盖率") == 0.0
    assert is_alike("覆盖率", "城市公共供水管网覆盖率")
    assert not is_alike("覆盖率", "合格天数")
    assert not is_alike("", "")


def test_the_best_pair_goes_first_and_nothing_is_used_twice() -> None:
    pairing = pair_best([10, 20, 30], [21, 12, 99], lambda one, other: max(0.0, 5.0 - abs(one - other)))
    assert pairing.pairs == ((20, 21), (10, 12))
    assert (pairing.missed, pairing.extra) == ((30,), (99,))


@given(st.lists(st.integers(0, 4), max_size=8), st.lists(st.integers(0, 4), max_size=8))
def test_equal_things_are_paired_as_often_as_both_sides_have_them(gold: list[int], found: list[int]) -> None:
    pairing = pair_best(gold, found, lambda one, other: float(one == other))
    assert len(pairing.pairs) == sum(min(gold.count(one), found.count(one)) for one in set(gold))
    assert len(pairing.pairs) + len(pairing.missed) == len(gold)
    assert len(pairing.pairs) + len(pairing.extra) == len(found)


@pytest.mark.parametrize(
    ("counts", "figures"),
    [
        (Counts(8, 2, 8), (0.8, 0.5, 2 * 0.8 * 0.5 / 1.3)),
        (Counts(0, 3, 2), (0.0, 0.0, 0.0)),
        (Counts(), (1.0, 1.0, 1.0)),
        (Counts(0, 0, 2), (1.0, 0.0, 0.0)),
    ],
)
def test_precision_recall_and_their_mean(counts: Counts, figures: tuple[float, float, float]) -> None:
    assert (counts.precision, counts.recall, counts.f1) == pytest.approx(figures)


def test_figures_add_up() -> None:
    assert Counts(1, 2, 3) + Counts(10, 20, 30) == Counts(11, 22, 33)
    assert Accuracy(1, 2) + Accuracy(3, 3) == Accuracy(4, 5)
    assert (Accuracy(3, 4).share, Accuracy().share) == (0.75, 1.0)

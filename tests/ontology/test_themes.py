from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology import broader_themes, narrower_or_same, theme_iri, themes_of
from ontology.tables import ThemeRow, read_themes

CASES = [
    line.split("\t")
    for line in (Path(__file__).parent / "cases" / "themes.tsv").read_text(encoding="utf-8").splitlines()
]
ENVIRONMENT = narrower_or_same(theme_iri("environment_quality"))
NOT_THE_ENVIRONMENT = [
    "营商环境",
    "市场环境",
    "法制环境",
    "法治环境",
    "舆论环境",
    "创新环境",
    "政策环境",
    "网络环境",
    "发展环境",
    "投资环境",
    "消费环境",
    "生态原产地",
    "产业生态",
    "创新生态",
    "生态圈",
    "水利工程",
]


@pytest.mark.parametrize(("text", "themes"), CASES)
def test_a_text_has_the_themes_of_its_cue_words(text: str, themes: str) -> None:
    wanted = [] if themes == "-" else themes.split(",")
    assert sorted(themes_of(text)) == sorted(map(theme_iri, wanted))


@pytest.mark.parametrize("phrase", NOT_THE_ENVIRONMENT)
@pytest.mark.parametrize("tail", ["", "建设", "治理", "质量", "保护", "监测"])
def test_other_senses_of_environment_and_ecology_are_not_the_environment(phrase: str, tail: str) -> None:
    assert not set(themes_of(f"持续优化{phrase}{tail}")) & set(ENVIRONMENT)


@pytest.mark.parametrize("row", read_themes(), ids=lambda row: row.id)
def test_every_cue_word_shows_its_theme(row: ThemeRow) -> None:
    missed = [cue for cue in row.cues if theme_iri(row.id) not in themes_of(f"推进{cue},")]
    assert missed == []


@pytest.mark.parametrize("row", read_themes(), ids=lambda row: row.id)
def test_no_counter_cue_shows_the_theme_it_guards(row: ThemeRow) -> None:
    assert [cue for cue in row.counter_cues if theme_iri(row.id) in themes_of(cue)] == []


def test_the_longest_cue_comes_first_then_the_deeper_theme() -> None:
    assert themes_of("环保和污水集中处理、森林覆盖率")[0] == theme_iri("ecology")
    assert themes_of("环保、污水") == (theme_iri("water_quality"), theme_iri("environment_quality"))


def test_a_theme_is_named_once() -> None:
    assert themes_of("污水、水质、污水处理") == (theme_iri("water_quality"),)


@given(st.text())
def test_any_text_has_known_themes_without_repetition(text: str) -> None:
    themes = themes_of(text)
    assert len(themes) == len(set(themes))
    assert set(themes) <= {theme_iri(row.id) for row in read_themes()}


@given(st.sampled_from(read_themes()), st.sampled_from(read_themes()))
def test_narrower_is_the_inverse_of_broader(one: ThemeRow, other: ThemeRow) -> None:
    above = theme_iri(one.id) in broader_themes(theme_iri(other.id))
    below = theme_iri(other.id) in narrower_or_same(theme_iri(one.id))
    assert below == (above or one == other)


def test_water_lies_below_the_environment_which_is_a_top_theme() -> None:
    assert broader_themes(theme_iri("water_quality")) == (theme_iri("environment_quality"),)
    assert broader_themes(theme_iri("environment_quality")) == ()
    assert theme_iri("business_environment") not in ENVIRONMENT


def test_an_unknown_theme_has_no_neighbours() -> None:
    assert broader_themes(theme_iri("no_such_theme")) == ()
    assert narrower_or_same(theme_iri("no_such_theme")) == ()

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.record import Span
from loaders.sentences import clauses, sentences


def pieces(split: Callable[[str, Span], Iterator[Span]], text: str) -> list[str]:
    return [text[slice(*span)] for span in split(text, Span(0, len(text)))]


def test_sentences_keep_their_full_stop() -> None:
    assert pieces(sentences, "水清。岸绿,景美! 鱼游？") == ["水清。", "岸绿,景美!", "鱼游？"]


def test_a_lines_or_cells_end_closes_a_sentence() -> None:
    assert pieces(sentences, "水清\n 岸绿 \t景美") == ["水清", "岸绿", "景美"]


def test_clauses_end_at_commas_semicolons_and_colons() -> None:
    assert pieces(clauses, "目标:水清,岸绿；景美。") == ["目标", "水清", "岸绿", "景美"]


def test_only_the_stretch_is_read() -> None:
    assert [slice(*span) for span in sentences("水清。岸绿。景美。", Span(3, 6))] == [slice(3, 6)]


@pytest.mark.parametrize("split", [sentences, clauses])
@given(text=st.text(alphabet="水岸,;:。！\n\t ", max_size=40))
def test_pieces_are_apart_and_without_blanks_at_their_ends(
    split: Callable[[str, Span], Iterator[Span]], text: str
) -> None:
    end = 0
    for span in split(text, Span(0, len(text))):
        assert end <= span.begin < span.end <= len(text)
        assert text[slice(*span)] == text[slice(*span)].strip()
        end = span.end

from decimal import Decimal

import pytest

from queries.parts import Part, chosen_rows
from queries.question import Column, Wording
from queries.table import Reference, Table

COLUMNS = (
    Column(name="body", type="iri", label=Wording("单位", "body")),
    Column(name="count", type="number", label=Wording("数", "count")),
)
TABLE = Table(
    COLUMNS,
    (
        (Reference("http://e/2", "市水利局"), Decimal(10)),
        (Reference("http://e/1", "市财政局"), Decimal(9)),
        (Reference("http://e/3", "省水利厅"), None),
        (Reference("http://e/4", "Water Office"), Decimal(-1)),
    ),
)


def names(part: Part) -> list[str]:
    return ["".join(line[:1]) for line in chosen_rows(TABLE, part).as_texts()]


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        (Part(rows=9), ["市水利局", "市财政局", "省水利厅", "Water Office"]),
        (Part(rows=9, words="水利"), ["市水利局", "省水利厅"]),
        (Part(rows=9, words=" 水利  局 "), ["市水利局"]),
        (Part(rows=9, words="WATER"), ["Water Office"]),
        (Part(rows=9, words="天外"), []),
        (Part(rows=9, sort="count"), ["Water Office", "市财政局", "市水利局", "省水利厅"]),
        (Part(rows=9, sort="count", descending=True), ["市水利局", "市财政局", "Water Office", "省水利厅"]),
        (Part(rows=9, sort="no such column"), ["市水利局", "市财政局", "省水利厅", "Water Office"]),
    ],
)
def test_rows_are_filtered_by_words_and_sorted_by_a_column_with_empty_cells_last(
    part: Part, expected: list[str]
) -> None:
    assert names(part) == expected
